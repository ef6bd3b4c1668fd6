import Foundation
import Testing

/// What the documentation shows is what happens.
@Suite struct DocumentationTests {
  private static var isRecording: Bool {
    ProcessInfo.processInfo.environment["CONCORD_RECORD_EXAMPLES"] != nil
  }

  @Test func pagesAreFound() {
    #expect(MarkdownDocument.all.count > 30)
  }

  @Test(arguments: MarkdownDocument.all)
  func showsWhatIsPrinted(_ page: MarkdownDocument) throws {
    let session = try ShellSession()
    defer { session.remove() }
    var run = PageRun(page, in: session)
    try run.run()
    if Self.isRecording && !run.updates.isEmpty {
      let text = run.updatedText
      try Data(text.utf8).write(to: MarkdownDocument.root.appending(path: page.path))
      Issue.record("\(page): \(run.updates.count) blocks were rewritten; look at the difference")
    }
    for problem in run.problems { Issue.record("\(page): \(problem)") }
  }

  @Test(arguments: MarkdownDocument.all)
  func showsSwiftThatWasCompiled(_ page: MarkdownDocument) throws {
    for block in page.blocks where block.language == "swift" {
      guard let directive = block.directive, directive.key == "example" else {
        Issue.record("\(page): line \(block.firstLine): no <!-- example: name --> above the fence")
        continue
      }
      let body = block.lines.drop { $0.hasPrefix("import ") || $0.isEmpty }
      #expect(
        Array(body) == (try exampleSource(of: directive.value)), "\(page), \(directive.value)")
    }
  }

  @Test func everyExampleIsShown() {
    let shown = MarkdownDocument.all.flatMap(\.blocks).filter { $0.language == "swift" }
      .compactMap { $0.directive?.value }
    #expect(shown.sorted() == Examples.all.keys.sorted())
  }

  @Test(arguments: MarkdownDocument.all)
  func linksLeadSomewhere(_ page: MarkdownDocument) {
    let folder = MarkdownDocument.root.appending(path: page.path).deletingLastPathComponent()
    for match in page.prose.matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
      let target = String(match.1)
      if target.hasPrefix("http") { continue }
      let found = FileManager.default.fileExists(atPath: folder.appending(path: target).path())
      #expect(found, "\(page) links to \(target)")
    }
  }
}

/// The body of an example's function, as it stands in the source.
private func exampleSource(of name: String) throws -> [String] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Examples")
  for file in try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted() {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    guard let start = lines.firstIndex(of: "  mutating func \(name)() throws {"),
      let end = lines[start...].firstIndex(of: "  }")
    else { continue }
    return lines[start + 1..<end].map { String($0.dropFirst(4)) }
  }
  return []
}

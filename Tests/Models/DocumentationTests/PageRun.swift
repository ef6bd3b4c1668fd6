import Foundation

/// One run of a page from top to bottom: every command and every Swift example, with the text blocks
/// that show what they print.
struct PageRun {
  let page: MarkdownDocument
  let session: ShellSession
  /// What was not as the page says.
  private(set) var problems: [String] = []
  /// New text for blocks that show something else than was printed, by their first line.
  private(set) var updates: [(block: FencedBlock, lines: [String])] = []
  private var printed: [String]?

  init(_ page: MarkdownDocument, in session: ShellSession) {
    self.page = page
    self.session = session
  }

  /// Runs the page.
  mutating func run() throws {
    for block in page.blocks {
      if block.directive?.key == "file", let name = block.directive?.value {
        try session.write(block.lines.joined(separator: "\n") + "\n", to: name)
      }
      switch block.language {
      case "sh": try runShell(block)
      case "swift": try runSwift(block)
      case "text", "json": check(block)
      default: break
      }
    }
  }

  private mutating func runShell(_ block: FencedBlock) throws {
    let shouldFail = block.information == "sh fails"
    for line in try ShellLine.runnable(in: block) {
      let result = try session.run(line)
      if (result.exitCode != 0) != shouldFail {
        problems.append("exit code \(result.exitCode) of: \(line.text)\n\(result.text)")
      }
      printed = trimmedLines(result.text)
    }
  }

  private mutating func runSwift(_ block: FencedBlock) throws {
    guard let name = block.directive?.value, let example = Examples.all[name] else {
      problems.append("no example for the Swift block in line \(block.firstLine)")
      return
    }
    var examples = Examples(file: session.url("schools.csv"))
    try example(&examples)
    printed = examples.printed
    let comments = block.lines.compactMap { line in
      line.contains("print(")
        ? line.range(of: ")  // ").map { String(line[$0.upperBound...]) } : nil
    }
    if !comments.isEmpty && comments != examples.printed {
      problems.append("\(name) prints \(examples.printed), the page says \(comments)")
    }
  }

  private mutating func check(_ block: FencedBlock) {
    guard let printed else {
      problems.append("nothing was printed for the block in line \(block.firstLine) to show")
      return
    }
    let shown = ShownOutput(block.lines)
    guard let mismatch = shown.mismatch(with: printed) else { return }
    problems.append("line \(block.firstLine): \(mismatch)")
    if let lines = shown.updated(from: printed) { updates.append((block, lines)) }
  }

  /// The page's text with the blocks as printed.
  var updatedText: String {
    var lines = page.lines
    for (block, new) in updates.reversed() {
      lines.replaceSubrange(block.firstLine..<block.firstLine + block.lines.count, with: new)
    }
    return lines.joined(separator: "\n")
  }
}

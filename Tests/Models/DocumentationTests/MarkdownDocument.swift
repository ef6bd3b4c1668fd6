import Foundation

/// A page of the documentation, cut into its fenced blocks.
struct MarkdownDocument: Sendable, CustomStringConvertible {
  /// The path from the root of the repository, such as `Docs/HowTo/UseWeights.md`.
  let path: String
  let lines: [String]

  var description: String { path }

  /// The root of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Pages that a program writes.
  private static let generated = ["Docs/Validation.md", "Docs/Performance.md"]

  /// The README and every page under `Docs`, sorted by path.
  static let all: [MarkdownDocument] = {
    let folder = root.appending(path: "Docs")
    let found = FileManager.default.enumerator(atPath: folder.path())?.allObjects ?? []
    let pages = found.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
    return (["README.md"] + pages.map { "Docs/" + $0 }).filter { !generated.contains($0) }
      .compactMap { MarkdownDocument(path: $0) }
  }()

  init?(path: String) {
    guard let text = try? String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    else { return nil }
    self.path = path
    lines = text.components(separatedBy: "\n")
  }

  /// The fenced blocks, in order.
  var blocks: [FencedBlock] {
    var blocks: [FencedBlock] = []
    var index = 0
    while index < lines.count {
      guard lines[index].hasPrefix("```"),
        let end = lines[(index + 1)...].firstIndex(of: "```")
      else {
        index += 1
        continue
      }
      blocks.append(
        FencedBlock(
          information: String(lines[index].dropFirst(3)), lines: Array(lines[index + 1..<end]),
          firstLine: index + 1, directive: index > 0 ? Directive(lines[index - 1]) : nil))
      index = end + 1
    }
    return blocks
  }

  /// Everything outside fenced blocks.
  var prose: String {
    var isInside = false
    return lines.filter { line in
      if line.hasPrefix("```") { isInside.toggle() }
      return !isInside && !line.hasPrefix("```")
    }.joined(separator: "\n")
  }
}

/// A block between fences.
struct FencedBlock: Sendable {
  /// What stands behind the opening fence, such as `sh` or `sh fails`.
  let information: String
  let lines: [String]
  /// Where `lines` begin in the page, from 0.
  let firstLine: Int
  /// The comment on the line above the fence.
  let directive: Directive?

  var language: Substring { information.prefix { $0 != " " } }
}

/// A comment such as `<!-- example: readme -->`, which no reader sees.
struct Directive: Sendable, Equatable {
  let key: String
  let value: String

  init?(_ line: String) {
    guard line.hasPrefix("<!-- "), line.hasSuffix(" -->") else { return nil }
    let parts = line.dropFirst(5).dropLast(4).split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    key = String(parts[0])
    value = parts[1].trimmingCharacters(in: .whitespaces)
  }
}

/// Where a text stops making sense, what could have stood there, and what stands there.
public struct SyntaxProblem: Sendable, Equatable {
  /// The whole text that was read.
  public let text: String
  /// The position of the offending character, counted in characters from 0.
  public let offset: Int
  /// What could have stood there, or what to write instead.
  public let expected: String
  /// What stands there, for example `")"` or "the end of the text".
  public let found: String

  package init(text: String, offset: Int, expected: String, found: String) {
    self.text = text
    self.offset = offset
    self.expected = expected
    self.found = found
  }
}

extension SyntaxProblem: CustomStringConvertible {
  /// The problem in words, then the line of the text with a caret under the position.
  public var description: String {
    "found \(found) at position \(offset) (counted from 0); expected \(expected)\n\(caretLines)"
  }

  /// The line that holds the offset, cut to a readable width, and a caret below the character.
  private var caretLines: String {
    let width = 72
    let characters = Array(text)
    let position = min(max(offset, 0), characters.count)
    let lineStart = (characters[..<position].lastIndex(where: \.isNewline) ?? -1) + 1
    let lineEnd = characters[position...].firstIndex(where: \.isNewline) ?? characters.count
    let start = max(lineStart, position - width / 2)
    let end = min(lineEnd, start + width)
    let before = start > lineStart ? "…" : ""
    let after = end < lineEnd ? "…" : ""
    let shown = String(characters[start..<end].map { $0 == "\t" ? " " : $0 })
    let blanks = String(repeating: " ", count: position - start + before.count)
    return "  \(before)\(shown)\(after)\n  \(blanks)^"
  }
}

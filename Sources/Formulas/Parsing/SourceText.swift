/// A text with its Unicode scalars, and the errors that point into it.
///
/// Scalars, not characters, are read, since a combining mark after a quote would hide the quote;
/// positions in errors are converted to characters, which is what a reader counts.
struct SourceText: Sendable {
  let string: String
  let scalars: [Unicode.Scalar]

  init(_ string: String) {
    self.string = string
    self.scalars = Array(string.unicodeScalars)
  }

  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// A part of the text, cut off if it is long, for messages.
  func shortText(_ range: Range<Int>) -> String {
    range.count <= 40 ? text(range) : text(range.prefix(40)) + "…"
  }

  /// The position in characters of a position in scalars.
  func characterOffset(_ position: Int) -> Int { text(0..<min(position, scalars.count)).count }

  func problem(at position: Int, found: String, expected: String) -> FormulaError {
    .syntax(
      SyntaxProblem(
        text: string, offset: characterOffset(position), expected: expected, found: found))
  }
}

/// Something about CSV text that was mended or looks odd, and that a reader of results should know.
public enum CSVNote: Sendable, Equatable {
  /// A column had the name of an earlier one and was given another; columns are counted from 1.
  case renamedColumn(position: Int, from: String, to: String)
  /// A column had no name and was given one; columns are counted from 1.
  case namedColumn(position: Int, as: String)
  /// Empty lines between records were passed over; their number and the line of the first.
  case blankLines(count: Int, first: CSVLocation)
  /// There is one column and its name holds another delimiter, called by its name.
  case otherDelimiter(String)
}

extension CSVNote: CustomStringConvertible {
  /// What was found and what was done about it.
  public var description: String {
    switch self {
    case .renamedColumn(let position, let from, let to):
      "column \(position) is another \(quoted(from)); it is called \(quoted(to))"
    case .namedColumn(let position, let name):
      "column \(position) has no name; it is called \(quoted(name))"
    case .blankLines(let count, let first):
      count == 1
        ? "\(first): an empty line was passed over"
        : "\(first): \(count) empty lines from here on were passed over"
    case .otherDelimiter(let name):
      "the header is a single field with a \(name) in it; if that separates columns, say so"
    }
  }
}

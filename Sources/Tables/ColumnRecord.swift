/// What was noticed when a column was read.
public struct ColumnRecord: Sendable, Equatable {
  /// A word that occurs in a column, and where.
  public struct Word: Sendable, Equatable {
    /// The word as written.
    public let text: String
    /// In how many rows it stands.
    public let count: Int
    /// The first of them, from 1.
    public let row: Int
    /// The line of the text it begins on; nil where lines were not followed.
    public let line: Int?
  }

  /// A reason for missing cells.
  public struct MissingReason: Sendable, Equatable {
    /// The word that marks them; empty for empty fields.
    public let word: String
    /// How many cells there are.
    public let count: Int
    /// Whether the word is a range such as `<10` or `≥95%`: the value is known to its publisher.
    public var isSuppressed: Bool { isRange(word) }
  }

  /// Words in a column most of whose values are numbers.
  public var words: [Word] = []
  /// How many values of such a column are numbers.
  public var numberCount = 0
  /// Why cells are missing, the empty field first.
  public var missing: [MissingReason] = []
  /// Whether the column was asked for as text.
  public var isDeclaredText = false
  /// A text such as `1,234`, which may be a thousand and more or one and a bit, in a column that
  /// leaves it open.
  public var ambiguousText: String?
  /// A text such as `03/04/2020`, which may be 3 April or 4 March, in a column of dates that leaves it
  /// open.
  public var ambiguousDate: String?
  /// What stands below the name in further header rows.
  public var label: String?
}

extension ColumnRecord {
  /// The error for a column of words among numbers, or of numbers or dates that can be read in two ways,
  /// where numbers are wanted; nil for others.
  func error(column: String, rows: Int) -> TableError? {
    if let ambiguousDate { return .ambiguousDates(column: column, text: ambiguousDate) }
    if let ambiguousText { return .ambiguousNumbers(column: column, text: ambiguousText) }
    if words.isEmpty { return nil }
    return .wordsAmongNumbers(column: column, words: words, rows: rows)
  }
}

extension Column {
  /// Why a column that was read as categories is no column of numbers though most of its values are;
  /// nil for others, and for those that were asked for as text.
  package var numbersSpoilt: TableError? {
    guard let record else { return nil }
    return record.error(
      column: name, rows: record.numberCount + record.words.reduce(0) { $0 + $1.count })
  }
}

/// Whether a word says that a value lies in a range, as publishers write where they suppress it:
/// `<10`, `n<10`, `≥95%`, `<=5`, `10-19`, `fewer than 10`.
func isRange(_ word: String) -> Bool {
  var text = trimmed(word).lowercased()[...]
  for start in [
    "fewer than ", "less than ", "more than ", "under ", "over ", "at least ", "at most ",
  ]
  where text.hasPrefix(start) { return startsWithNumber(text.dropFirst(start.count)) }
  if text.hasPrefix("n") { text = text.dropFirst().drop { $0 == " " } }
  if let sign = text.first, "<>≤≥".contains(sign) {
    return startsWithNumber(text.dropFirst().drop { $0 == "=" || $0 == " " })
  }
  let parts = text.split(omittingEmptySubsequences: false) { "-–".contains($0) }
  guard parts.count == 2 else {
    return text.hasSuffix(" or fewer") || text.hasSuffix(" or less") || text.hasSuffix(" or more")
  }
  let ends = parts.map { part in
    NumberStyle.point.number(String(part)).map(\.value)
  }
  guard let low = ends[0], let high = ends[1] else { return false }
  return low < high
}

private func startsWithNumber(_ text: Substring) -> Bool { text.first?.isNumber == true }

/// How CSV text is to be read.
///
/// What is nil is found from the text where that is sure; what is found and is not the plainest
/// case is said in ``CSVReading/notes``.
public struct CSVOptions: Sendable, Equatable {
  /// What separates the fields of a line.
  public enum Delimiter: Sendable, Equatable, CaseIterable {
    /// `,`
    case comma
    /// A tab.
    case tab
    /// `;`
    case semicolon
    /// `|`
    case pipe
  }

  /// The sign between the whole and the fraction of a number.
  public enum DecimalMark: Sendable, Equatable, CaseIterable {
    /// `1.5`
    case point
    /// `1,5`
    case comma
  }

  /// What separates groups of three digits.
  public enum ThousandsMark: Sendable, Equatable, CaseIterable {
    /// `1,234`
    case comma
    /// `1.234`
    case point
    /// `1 234`, with any kind of blank.
    case space
    /// Nothing: `1,234` is no number.
    case none
  }

  /// The order of day and month in dates such as `03/04/2020`.
  public enum DateOrder: Sendable, Equatable, CaseIterable {
    /// 3 April.
    case dayFirst
    /// 4 March.
    case monthFirst
  }

  /// The encoding of the bytes.
  public enum Encoding: Sendable, Equatable, CaseIterable {
    /// UTF-8, with a byte-order mark or without.
    case utf8
    /// UTF-16 of either byte order, by its mark or by where its zero bytes stand.
    case utf16
    /// Windows-1252.
    case windows1252
    /// ISO 8859-1.
    case latin1
  }

  /// What separates fields; nil to find it, where commas (tabs in files called `.tsv` or `.tab`) are
  /// preferred.
  public var delimiter: Delimiter?
  /// Words for a missing value, beside the empty field, `NA`, `NaN` and `nan`.
  ///
  /// A word marks a cell as missing if it is the whole field, quoted or not, letter for letter; a
  /// number matches by value, so that `-9` is also `-9.0`.
  public var missingWords: [String]
  /// Words for a missing value in single columns, by the name of the column.
  public var columnMissingWords: [String: [String]] = [:]
  /// The decimal mark of every column; nil to find it, column by column.
  public var decimalMark: DecimalMark?
  /// What separates thousands in every column; nil to find it, column by column.
  public var thousandsMark: ThousandsMark?
  /// The order of day and month in every column of dates; nil to find it, column by column.
  public var dateOrder: DateOrder?
  /// The number of lines above the header; nil to find them.
  public var skippedLines: Int?
  /// The number of header rows, the first of which holds the names, at least 1; nil to find them.
  public var headerRows: Int?
  /// The number of lines below the rows; nil to find them.
  public var footerLines: Int?
  /// What begins a line that is a comment; nil for no comments.
  public var comment: String?
  /// The encoding; nil to find it.
  public var encoding: Encoding?
  /// Columns whose cells are kept as they are written, as categories.
  public var textColumns: [String] = []
  /// Columns that must hold numbers.
  public var numberColumns: [String] = []
  /// Whether rows with too few fields are filled up with missing values.
  public var fillsShortRows = false
  /// Whether columns that are named here may be absent, as in a second file that is read like a first.
  public var toleratesUnknownColumns = false

  /// How CSV text is to be read.
  public init(delimiter: Delimiter? = nil, missingWords: [String] = []) {
    self.delimiter = delimiter
    self.missingWords = missingWords
  }
}

extension CSVOptions.Delimiter {
  /// The delimiter as a byte.
  var byte: UInt8 {
    switch self {
    case .comma: Byte.comma
    case .tab: Byte.tab
    case .semicolon: Byte.semicolon
    case .pipe: Byte.pipe
    }
  }

  /// The delimiter's name.
  var name: String {
    switch self {
    case .comma: "comma"
    case .tab: "tab"
    case .semicolon: "semicolon"
    case .pipe: "vertical bar"
    }
  }

  /// The delimiter as the command line takes it.
  var option: String {
    switch self {
    case .comma: ","
    case .tab: "tab"
    case .semicolon: "';'"
    case .pipe: "'|'"
    }
  }
}

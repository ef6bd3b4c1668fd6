/// How CSV text is to be read.
public struct CSVOptions: Sendable, Equatable {
  /// What separates the fields of a line.
  public enum Delimiter: Sendable, Equatable, CaseIterable {
    /// `,`
    case comma
    /// A tab.
    case tab
    /// `;`
    case semicolon
  }

  /// What separates fields; nil for a tab in files called `.tsv` or `.tab` and a comma elsewhere.
  public var delimiter: Delimiter?
  /// Words for a missing value, beside the empty field, `NA`, `NaN` and `nan`.
  ///
  /// A word marks a cell as missing if it is the whole field, quoted or not, letter for letter.
  public var missingWords: [String]

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
    }
  }

  /// The delimiter's name.
  var name: String {
    switch self {
    case .comma: "comma"
    case .tab: "tab"
    case .semicolon: "semicolon"
    }
  }
}

/// A table as a value: what it says, not how it looks. Renderers turn it into text, Markdown, HTML,
/// LaTeX, CSV and JSON.
public struct ReportTable: Sendable, Equatable {
  /// The line above the table, and its caption.
  public var title: String
  /// The columns, from left to right. The first names the rows.
  public let columns: [Column]
  /// The rows, from top to bottom.
  public private(set) var rows: [Row] = []
  /// Remarks below the table.
  public var notes: [String]

  /// One line of a table.
  public enum Row: Sendable, Equatable {
    /// A cell a column.
    case cells([Cell])
    /// A line across all columns that names the rows below it, up to the next such line.
    case group(String)
  }

  /// A column: its heading, and how its values are written.
  public struct Column: Sendable, Equatable {
    /// The heading.
    public var header: String
    /// What the values are.
    public var kind: Kind
    /// The edge that values stand at.
    public var alignment: Alignment
    /// The column's name in CSV and JSON; an interval column has two names, `lower` and `upper` by
    /// default, or this one with `Lower` and `Upper` behind it.
    public var key: String?

    /// A column; numbers stand at the right and text at the left unless said otherwise.
    public init(
      _ header: String, _ kind: Kind = .text, key: String? = nil, alignment: Alignment? = nil
    ) {
      self.header = header
      self.kind = kind
      self.key = key
      self.alignment = alignment ?? (kind == .text ? .left : .right)
    }
  }

  /// What a column's values are.
  public enum Kind: Sendable, Equatable {
    /// Text.
    case text
    /// Numbers, written by this rule.
    case number(NumberFormat = .significant(4))
    /// Whole numbers; with commas between thousands where any reaches 10,000.
    case integer
    /// Probabilities: `.012`, `<.001`.
    case pValue
    /// Ranges, the bounds written by this rule.
    case interval(NumberFormat = .significant(4))
  }

  /// The edge that a column's values stand at.
  public enum Alignment: Sendable, Equatable {
    /// At the left.
    case left
    /// In the middle.
    case center
    /// At the right.
    case right
  }

  /// An empty table.
  public init(title: String, columns: [Column], notes: [String] = []) {
    self.title = title
    self.columns = columns
    self.notes = notes
  }

  /// A table with these rows, each with a cell a column.
  public init(title: String, columns: [Column], rows: [[Cell]], notes: [String] = []) {
    self.init(title: title, columns: columns, notes: notes)
    self.rows.reserveCapacity(rows.count)
    for row in rows { append(row) }
  }

  /// Adds a row. There must be a cell for each column.
  public mutating func append(_ cells: [Cell]) {
    precondition(
      cells.count == columns.count, "a row of \(cells.count) cells for \(columns.count) columns")
    rows.append(.cells(cells))
  }

  /// Adds a line that names the rows that follow.
  public mutating func append(group: String) {
    rows.append(.group(group))
  }

  /// The cells of one column, without the group lines.
  func cells(ofColumn column: Int) -> [Cell] {
    rows.compactMap { row in
      if case .cells(let cells) = row { cells[column] } else { nil }
    }
  }

  /// Whether any line names a group.
  var hasGroups: Bool {
    rows.contains { if case .group = $0 { true } else { false } }
  }
}

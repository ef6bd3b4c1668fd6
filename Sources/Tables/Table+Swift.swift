/// Cells that can become a column under a name: an array of any ``CellValue``.
public protocol ColumnSource: Sendable {
  /// Returns the column of these cells.
  func column(named name: String) -> Column
}

extension Array: ColumnSource where Element: CellValue {
  /// Returns the cells as a column. Complexity: O(rows), and O(levels log levels) for texts.
  public func column(named name: String) -> Column {
    let missing = map(\.isMissingCell)
    return Column(
      name: name, values: Element.columnValues(of: map(Optional.some)),
      missing: missing.contains(true) ? missing : nil)
  }
}

extension Column {
  /// A column of numbers, whole numbers, truth values or texts, or of optionals of them, in which
  /// nil is a missing cell. Texts become categories. Complexity: O(rows), and O(levels log levels)
  /// for texts.
  @_disfavoredOverload  // so that a literal of whole numbers is a column of numbers
  public init(_ name: String, _ cells: some ColumnSource) {
    self = cells.column(named: name)
  }
}

extension Table {
  /// A table from names and arrays, columns in the order written.
  ///
  /// ```swift
  /// let schools = try Table(["turnover": [0.12, nil, 0.31], "district": ["A", "A", "B"]])
  /// ```
  ///
  /// - Throws: ``TableError/duplicateColumn(_:)`` or ``TableError/unequalLengths(column:count:expected:)``.
  public init(_ columns: KeyValuePairs<String, any ColumnSource>) throws(TableError) {
    try self.init(columns.map { $0.value.column(named: $0.key) })
  }

  /// A table from a dictionary of arrays, columns in the order of their names.
  ///
  /// - Throws: ``TableError/unequalLengths(column:count:expected:)``.
  public init(columnsByName columns: [String: any ColumnSource]) throws(TableError) {
    let names = columns.keys.sorted(by: scalarsPrecede)
    try self.init(names.compactMap { name in columns[name]?.column(named: name) })
  }

  /// A table with a row for each value and a column for each key path.
  ///
  /// ```swift
  /// let table = try Table(rows: schools, ("turnover", \.turnover), ("district", \.district))
  /// ```
  ///
  /// - Throws: ``TableError/duplicateColumn(_:)``.
  public init<Row, each Cell: CellValue>(
    rows: [Row], _ columns: repeat (String, KeyPath<Row, each Cell>)
  ) throws(TableError) {
    var gathered: [Column] = []
    for (name, path) in repeat each columns {
      gathered.append(rows.map { $0[keyPath: path] }.column(named: name))
    }
    try self.init(gathered)
  }
}

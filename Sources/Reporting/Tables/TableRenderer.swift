/// Something that writes tables in one form. The same table gives the same text, always.
public protocol TableRenderer: Sendable {
  /// The table in this form, ending in a line break.
  func render(_ table: ReportTable) -> String
}

/// The table as one JSON object with unrounded numbers, `null` where there is no value.
public struct JSONTableRenderer: TableRenderer {
  /// A renderer.
  public init() {}

  /// The table's JSON object, indented.
  public func render(_ table: ReportTable) -> String {
    table.json.pretty + "\n"
  }
}

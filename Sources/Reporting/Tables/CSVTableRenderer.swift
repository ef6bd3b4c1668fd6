/// Comma-separated values (RFC 4180) with unrounded numbers: a record a row, without title and notes.
public struct CSVTableRenderer: TableRenderer {
  /// A renderer.
  public init() {}

  /// A line of column names and a line a row, each ending in CR LF.
  ///
  /// Numbers are the shortest decimals that read back as the same `Double`; what is missing or not
  /// finite is empty. Intervals take two columns. A text that a spreadsheet would run as a formula is
  /// preceded by an apostrophe.
  public func render(_ table: ReportTable) -> String {
    var output = table.recordKeys.map { field($0) }.joined(separator: ",") + "\r\n"
    for record in table.records {
      for (index, cell) in record.enumerated() {
        if index > 0 { output += "," }
        output += text(of: cell)
      }
      output += "\r\n"
    }
    return output
  }

  private func text(of cell: Cell) -> String {
    switch cell {
    case .text(let text): field(text)
    case .number(let value), .pValue(let value): value.isFinite ? value.description : ""
    case .integer(let value): String(value)
    case .interval, .missing: ""
    }
  }

  private func field(_ text: String) -> String {
    let guarded = isFormula(text) ? "'" + text : text
    let needsQuotes = guarded.utf8.contains {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D
    }
    guard needsQuotes else { return guarded }
    var quoted = "\""
    for scalar in guarded.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private func isFormula(_ text: String) -> Bool {
    switch text.unicodeScalars.first {
    case "=", "@", "\t", "\r": true
    case "+", "-": Double(text) == nil
    default: false
    }
  }
}

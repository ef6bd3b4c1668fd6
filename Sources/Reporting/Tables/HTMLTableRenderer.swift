/// A semantic HTML table in a box that scrolls on narrow screens, its notes below.
public struct HTMLTableRenderer: TableRenderer {
  /// What element identifiers start with; must differ between the tables of a page.
  public var identifier: String

  /// A renderer; the identifier is reduced to ASCII letters, digits and hyphens.
  public init(identifier: String = "table") {
    let kept = identifier.unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
    }
    self.identifier = kept.isEmpty ? "table" : String(String.UnicodeScalarView(kept))
  }

  /// The table with its caption, column and row headings in scope, and every text escaped.
  public func render(_ table: ReportTable) -> String {
    let caption = "\(identifier)-caption"
    var output = "<div class=\"table\">\n"
    output += "<div class=\"scroll\" role=\"region\" aria-labelledby=\"\(caption)\" tabindex=\"0\">"
    output += "\n<table>\n<caption id=\"\(caption)\">\(table.title.pageText)</caption>\n"
    if !table.columns.isEmpty { output += head(table) }
    output += body(table)
    output += "</table>\n</div>\n"
    if !table.notes.isEmpty {
      output += "<div class=\"notes\">\n"
      for note in table.notes { output += "<p>\(note.pageText)</p>\n" }
      output += "</div>\n"
    }
    return output + "</div>\n"
  }

  private func head(_ table: ReportTable) -> String {
    var output = "<thead>\n<tr>"
    for column in table.columns {
      output += "<th scope=\"col\"\(attribute(column.alignment))>"
      output += "\(column.header.pageText)</th>"
    }
    return output + "</tr>\n</thead>\n"
  }

  private func body(_ table: ReportTable) -> String {
    var output = "<tbody>\n"
    for (index, row) in FormattedTable(table, style: .typographic).rows.enumerated() {
      switch row {
      case .group(let name):
        if index > 0 { output += "</tbody>\n<tbody>\n" }
        output +=
          "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(max(1, table.columns.count))\">"
        output += "\(name.pageText)</th></tr>\n"
      case .cells(let cells):
        output += "<tr>"
        for (position, cell) in cells.enumerated() {
          let alignment = attribute(table.columns[position].alignment)
          output +=
            position == 0
            ? "<th scope=\"row\"\(alignment)>\(text(of: cell))</th>"
            : "<td\(isProse(table.columns[position]) ? " class=\"t\"" : alignment)>\(text(of: cell))</td>"
        }
        output += "</tr>\n"
      }
    }
    return output + "</tbody>\n"
  }

  /// Whether a column's cells are words at the left edge, which may be broken into lines.
  private func isProse(_ column: ReportTable.Column) -> Bool {
    column.kind == .text && column.alignment == .left
  }

  private func attribute(_ alignment: ReportTable.Alignment) -> String {
    switch alignment {
    case .left: ""
    case .center: " class=\"c\""
    case .right: " class=\"r\""
    }
  }

  private func text(of cell: FormattedCell) -> String {
    switch cell {
    case .text(let text), .value(let text): text.pageText
    }
  }
}

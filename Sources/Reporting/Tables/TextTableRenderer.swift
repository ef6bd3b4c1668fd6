/// Aligned columns for a terminal or any fixed-width page, without boxes.
public struct TextTableRenderer: TableRenderer {
  /// Text wider than this, in characters, is cut.
  public var maximumCellWidth: Int
  /// Notes are broken into lines of at most this many characters.
  public var noteWidth: Int

  /// A renderer.
  public init(maximumCellWidth: Int = 60, noteWidth: Int = 96) {
    self.maximumCellWidth = maximumCellWidth
    self.noteWidth = noteWidth
  }

  /// The title, the columns under their headings two spaces apart, and the notes.
  ///
  /// Text is put on one line with controls replaced, so that no name can move the cursor.
  public func render(_ table: ReportTable) -> String {
    let rows = FormattedTable(table, style: .plain).rows
    let headers = table.columns.map { cut($0.header) }
    var widths = headers.map(\.displayWidth)
    var lines: [[String]?] = []
    var groups: [Int: String] = [:]
    let indent = table.hasGroups ? "  " : ""
    for row in rows {
      switch row {
      case .group(let name):
        groups[lines.count] = cut(name)
        lines.append(nil)
      case .cells(let cells):
        var texts = cells.map { text(of: $0) }
        if !texts.isEmpty { texts[0] = indent + texts[0] }
        for (index, text) in texts.enumerated() {
          widths[index] = max(widths[index], text.displayWidth)
        }
        lines.append(texts)
      }
    }
    var output = table.title.isEmpty ? "" : table.title.onOneLine + "\n\n"
    if !table.columns.isEmpty {
      output += line(headers, widths, table) + "\n"
      output += widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n"
    }
    for (index, texts) in lines.enumerated() {
      output += (texts.map { line($0, widths, table) } ?? groups[index] ?? "") + "\n"
    }
    if !table.notes.isEmpty { output += "\n" }
    for note in table.notes {
      output += note.onOneLine.wrapped(toDisplayWidth: noteWidth).joined(separator: "\n") + "\n"
    }
    return output
  }

  private func cut(_ text: String) -> String {
    text.onOneLine.truncated(toDisplayWidth: maximumCellWidth)
  }

  private func text(of cell: FormattedCell) -> String {
    switch cell {
    case .text(let text): cut(text)
    case .value(let text): text
    }
  }

  private func line(_ texts: [String], _ widths: [Int], _ table: ReportTable) -> String {
    var result = ""
    for (index, text) in texts.enumerated() {
      let space = max(0, widths[index] - text.displayWidth)
      let before =
        switch table.columns[index].alignment {
        case .left: 0
        case .center: space / 2
        case .right: space
        }
      if index > 0 { result += "  " }
      result += String(repeating: " ", count: before) + text
      result += String(repeating: " ", count: space - before)
    }
    while result.hasSuffix(" ") { result.removeLast() }
    return result
  }
}

/// A pipe table of GitHub-flavoured Markdown.
public struct MarkdownTableRenderer: TableRenderer {
  /// A renderer.
  public init() {}

  /// The title in bold, the table, and each note as a paragraph. Text cannot become markup or HTML.
  public func render(_ table: ReportTable) -> String {
    var output = ""
    if !table.title.isEmpty { output += "**\(markdownEscaped(table.title))**\n\n" }
    if !table.columns.isEmpty {
      output += line(table.columns.map { markdownEscaped($0.header) })
      let rules = table.columns.map { column in
        switch column.alignment {
        case .left: ":---"
        case .center: ":---:"
        case .right: "---:"
        }
      }
      output += line(rules)
    }
    for row in FormattedTable(table, style: .typographic).rows {
      switch row {
      case .group(let name):
        let blanks = Array(repeating: "", count: max(0, table.columns.count - 1))
        output += line(["**\(markdownEscaped(name))**"] + blanks)
      case .cells(let cells):
        output += line(
          cells.map { cell in
            switch cell {
            case .text(let text), .value(let text): markdownEscaped(text)
            }
          })
      }
    }
    for note in table.notes { output += "\n\(markdownEscaped(note))\n" }
    return output
  }

  private func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }
}

/// Text on one line in which nothing is Markdown or HTML.
func markdownEscaped(_ text: String) -> String {
  var result = ""
  for scalar in text.onOneLine.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\\", "|", "`", "*", "_", "~", "[", "]", "#", "$", "!":
      result += "\\"
      result.unicodeScalars.append(scalar)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// A floating LaTeX table with the rules of the booktabs package.
public struct LaTeXTableRenderer: TableRenderer {
  /// A renderer.
  public init() {}

  /// A `table` environment. It needs `\usepackage{booktabs}`, and for text beyond ASCII a Unicode input
  /// encoding. Text cannot become a command.
  public func render(_ table: ReportTable) -> String {
    var output = "\\begin{table}[htbp]\n\\centering\n"
    if !table.title.isEmpty {
      output += "\\caption{\(latexEscaped(table.title.keepingPValuesTogether))}\n"
    }
    if !table.columns.isEmpty { output += tabular(table) }
    if !table.notes.isEmpty {
      output += "\\par\\smallskip\n\\begin{minipage}{\\linewidth}\\footnotesize\n"
      output += table.notes.map { latexEscaped($0.keepingPValuesTogether) }.joined(
        separator: "\\par\n")
      output += "\n\\end{minipage}\n"
    }
    return output + "\\end{table}\n"
  }

  private func tabular(_ table: ReportTable) -> String {
    let letters = table.columns.map { column in
      switch column.alignment {
      case .left: "l"
      case .center: "c"
      case .right: "r"
      }
    }
    var output = "\\begin{tabular}{\(letters.joined())}\n\\toprule\n"
    output += line(table.columns.map { latexEscaped($0.header) }) + "\\midrule\n"
    for (index, row) in FormattedTable(table, style: .latex).rows.enumerated() {
      switch row {
      case .group(let name):
        if index > 0 { output += "\\addlinespace\n" }
        output += "\\multicolumn{\(table.columns.count)}{l}{\\textit{\(latexEscaped(name))}} \\\\\n"
      case .cells(let cells):
        output += line(
          cells.map { cell in
            switch cell {
            case .text(let text): latexEscaped(text)
            case .value(let text): text
            }
          })
      }
    }
    return output + "\\bottomrule\n\\end{tabular}\n"
  }

  private func line(_ cells: [String]) -> String {
    cells.joined(separator: " & ") + " \\\\\n"
  }
}

/// Text on one line in which nothing is a command of LaTeX.
///
/// Brackets and stars are braced: at the start of a row they would be read as an argument of the row
/// break. Runs of hyphens are kept from becoming dashes.
func latexEscaped(_ text: String) -> String {
  var result = ""
  var previous: Unicode.Scalar = " "
  for scalar in text.onOneLine.unicodeScalars {
    switch scalar {
    case "\\": result += "\\textbackslash{}"
    case "~": result += "\\textasciitilde{}"
    case "^": result += "\\textasciicircum{}"
    case "<": result += "\\textless{}"
    case ">": result += "\\textgreater{}"
    case "|": result += "\\textbar{}"
    case "`": result += "\\textasciigrave{}"
    case "&", "%", "$", "#", "_", "{", "}": result += "\\\(scalar)"
    case "[", "]", "*": result += "{\(scalar)}"
    case "-" where previous == "-": result += "{}-"
    case "\u{2212}": result += "$-$"
    case "–": result += "--"
    case "\u{00A0}", "\u{202F}": result += "~"
    default: result.unicodeScalars.append(scalar)
    }
    previous = scalar
  }
  return result
}

public import Tables

/// Something about a file that a reader of results should know.
public enum ReaderNote: Sendable, Equatable {
  /// A note on text: that of a compressed file, or of the cells of a sheet.
  case text(CSVNote)
  /// These variables are categories by their value labels.
  case labelled([VariableDescription])
  /// Some values of these variables have labels and others have none; they are numbers.
  case partlyLabelled([VariableDescription])
  /// These columns are dates in days since 1970-01-01.
  case days(columns: [String])
  /// These variables have values that are missing for a reason other than being left empty.
  case missingByReason([VariableDescription])
  /// A spreadsheet has several sheets; the one read, and all.
  case sheet(String, of: [String])
  /// Rows above the header were passed over as titles; the first non-empty text.
  case titleRows(count: Int, first: String)
  /// Cells below the header are merged: only the first of each range holds the value.
  case mergedCells(ranges: Int, first: String)
  /// Hidden rows are read as others are.
  case hiddenRows(Int)
  /// Rows without a value among the others were passed over; their number.
  case emptyRows(Int)
}

extension ReaderNote: CustomStringConvertible {
  /// What was found and what was done about it.
  public var description: String {
    switch self {
    case .text(let note): note.description
    case .labelled(let variables):
      "read as categories by their value labels: "
        + listed(variables) { variable in
          let labels = variable.valueLabels.filter { label in
            !variable.missing.contains { $0.code == label.value }
          }
          return "\(variable.name) (\(listed(labels, limit: 4) { $0.label }))"
        }
    case .partlyLabelled(let variables):
      "values of which only some have labels are kept as they are: "
        + listed(variables) { variable in
          let labels = listed(variable.valueLabels, limit: 4) { "\($0.value) = \($0.label)" }
          return "\(variable.name) (\(labels))"
        }
    case .days(let columns):
      "dates are in days since 1970-01-01: " + listed(columns) { $0 }
    case .missingByReason(let variables):
      "missing by reason: "
        + listed(variables) { variable in
          let reasons = listed(variable.missing, limit: 6) { reason in
            "\(reason.code)\(reason.label.map { " \($0)" } ?? ""): \(reason.count)"
          }
          return "\(variable.name) (\(reasons))"
        }
    case .sheet(let name, let all):
      "sheet \(quoted(name)) is read, of " + listed(all) { quoted($0) }
        + "; --sheet NAME or N chooses another"
    case .titleRows(let count, let first):
      (count == 1 ? "a title row" : "\(count) rows")
        + " above the header passed over, beginning \(quoted(first))"
    case .mergedCells(let ranges, let first):
      "merged cells below the header (\(first)\(ranges == 1 ? "" : " and \(ranges - 1) more")): only "
        + "the first cell of each has a value, the others are missing"
    case .emptyRows(let count):
      "\(count) row\(count == 1 ? "" : "s") without a value passed over"
    case .hiddenRows(let count):
      "\(count) hidden row\(count == 1 ? " is" : "s are") read as the others are"
    }
  }
}

/// The first few of some items in words, and how many more there are.
func listed<Item>(_ items: [Item], limit: Int = 6, _ text: (Item) -> String) -> String {
  let shown = items.prefix(limit).map(text).joined(separator: ", ")
  return items.count > limit ? shown + " and \(items.count - limit) more" : shown
}

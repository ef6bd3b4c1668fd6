import Concord

/// The width that sentences are broken to on a terminal.
private let lineWidth = 96

/// Everything below the table of claims, for people: the claims in words, what to bear in mind, what was not
/// asked, and what was taken for granted or left out.
func studySentences(_ study: Study) -> [String] {
  var lines: [String] = []
  for claim in study.claims where claim.notAsked == nil {
    let text = [claim.statement, claim.comparison].compactMap { $0 }.joined(separator: " ")
    lines += [claim.claim.label] + indented(text) + [""]
  }
  let origin = study.isSynthetic ? [study.syntheticNote] : []
  for text in study.cautions + [study.associationNote] + origin {
    lines += text.wrapped(toDisplayWidth: lineWidth) + [""]
  }
  lines += block(
    "Not answered:",
    study.notAskedReasons.map { "\($0.claims.joined(separator: "; ")): \($0.reason)." })
  lines += block("Rows left out:", study.models.compactMap(leftOutText) + droppedTexts(study))
  lines += block("Assumptions, and values to check:", study.notes.map(\.message))
  if lines.last == "" { lines.removeLast() }
  return lines
}

/// The same for documents, whose lines are broken by whoever shows them: a paragraph each.
func studyParagraphs(_ study: Study) -> [String] {
  var paragraphs: [String] = []
  for claim in study.claims where claim.notAsked == nil {
    let text = [claim.statement, claim.comparison].compactMap { $0 }.joined(separator: " ")
    paragraphs.append("\(claim.claim.label). \(text)")
  }
  let origin = study.isSynthetic ? [study.syntheticNote] : []
  paragraphs += study.cautions + [study.associationNote] + origin
  paragraphs += study.notAskedReasons.map {
    "Not answered: \($0.claims.joined(separator: "; ")): \($0.reason)."
  }
  paragraphs += (study.models.compactMap(leftOutText) + droppedTexts(study)).map {
    "Rows left out: \($0)"
  }
  return paragraphs + study.notes.map(\.message)
}

private func indented(_ text: String) -> [String] {
  text.wrapped(toDisplayWidth: lineWidth - 2).map { "  " + $0 }
}

/// A heading with its items and an empty line behind them; nothing if there are none.
private func block(_ heading: String, _ items: [String]) -> [String] {
  items.isEmpty ? [] : [heading] + items.flatMap(indented) + [""]
}

private func leftOutText(_ model: StudyModel) -> String? {
  let rows = model.rows
  guard rows.used.count < rows.total else { return nil }
  let reasons = rows.dropped.map(\.sentence).joined(separator: ", ")
  return "\(model.outcome.rawValue): \(Prose.count(rows.used.count)) of "
    + "\(Prose.count(rows.total)) used; \(reasons)."
}

/// The values set aside, counted by role, with the first of each.
private func droppedTexts(_ study: Study) -> [String] {
  var first: [String: DroppedCell] = [:]
  var counts: [String: Int] = [:]
  for cell in study.data.dropped {
    counts[cell.role, default: 0] += 1
    first[cell.role] = first[cell.role] ?? cell
  }
  return first.keys.sorted().compactMap { role in
    guard let cell = first[role], let count = counts[role] else { return nil }
    return "\(role): \(Prose.count(count, "value", "values")) set aside, the first in row "
      + "\(cell.row): \(cell.reason)."
  }
}

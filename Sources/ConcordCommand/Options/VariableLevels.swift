import Concord

/// A variable with levels, as `name=a,b`.
struct VariableLevels: Sendable, Equatable {
  let variable: String
  let levels: [Level]

  /// Reads `name=a,b`.
  init(_ text: String, option: String) throws {
    let sides = writtenNames(text, separatedBy: "=")
    guard sides.count > 1, !sides[0].text.isEmpty else {
      throw CommandError(
        .usage, code: "badLevels",
        "\(option) takes NAME=LEVEL,LEVEL such as poverty=p90,p10, not \"\(text)\"")
    }
    variable = sides[0].text
    levels = try writtenLevels(textAfterEquals(text), option: option)
  }
}

/// Reads levels as `25,p90,mean+1sd` or categories; one in backticks is a category letter by letter.
func writtenLevels(_ text: String, option: String) throws -> [Level] {
  let names = writtenNames(text, separatedBy: ",")
  if names.contains(where: { $0.text.isEmpty && !$0.isQuoted }) {
    throw CommandError(
      .usage, code: "badLevels",
      "\(option) takes levels with commas between them, such as 25,75 or p10,p90, not \"\(text)\"")
  }
  return names.map { $0.isQuoted ? .category($0.text) : Level($0.text) }
}

/// What follows the first equals sign outside backticks.
func textAfterEquals(_ text: String) -> String {
  var isWithin = false
  for index in text.indices {
    if text[index] == "`" { isWithin.toggle() }
    if text[index] == "=" && !isWithin { return String(text[text.index(after: index)...]) }
  }
  return ""
}

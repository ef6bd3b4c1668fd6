/// What a spreadsheet's number format makes of a number.
enum NumberFormat: Sendable, Equatable {
  case plain
  case perCent
  case date

  /// The meaning of a format that every spreadsheet has, by its number.
  init(builtIn number: Int) {
    switch number {
    case 9, 10: self = .perCent
    // 18 to 21 and 45 to 47 are times of day and durations: numbers.
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
    default: self = .plain
    }
  }

  /// The meaning of a format code such as `0.0%`, `yyyy-mm-dd` or `[$-409]d/m/yy h:mm`.
  ///
  /// Only the section for positive numbers counts. What stands in quotes, in brackets and behind `\`,
  /// `_` and `*` is not part of the code.
  init(code: String) {
    var letters = Set<Character>()
    var characters = code.lowercased()[...]
    if characters.hasPrefix("general") {
      self = .plain
      return
    }
    while let character = characters.popFirst(), character != ";" {
      switch character {
      case "\"": characters = characters.drop { $0 != "\"" }.dropFirst()
      case "[": characters = characters.drop { $0 != "]" }.dropFirst()
      case "\\", "_", "*": characters = characters.dropFirst()
      case "a" where characters.hasPrefix("m/pm"): characters = characters.dropFirst(4)
      default: letters.insert(character)
      }
    }
    if letters.contains("%") {
      self = .perCent
    } else if letters.contains("y") || letters.contains("d")
      || letters.contains("m") && letters.isDisjoint(with: ["h", "s"])
    {
      self = .date
    } else {
      self = .plain
    }
  }
}

import Concord

extension StudyCommand {
  /// The command as it can be typed again: every option that differs from its default.
  var commandLine: String {
    var words = ["concord", "study"]
    if let data { words.append(data) }
    func add(_ option: String, _ value: String?, unless usual: String? = nil) {
      guard let value, value != usual else { return }
      words += [option, value]
    }
    for missing in reading.missing { add("--missing", missing) }
    add("--where", reading.filter)
    words += reading.layoutWords
    for mapping in map { add("--map", mapping) }
    add("--low", low, unless: "p10")
    add("--high", high, unless: "p90")
    add("--poverty-low", povertyLow, unless: "p10")
    add("--poverty-high", povertyHigh, unless: "p90")
    add("--margin", "\(margin)", unless: "1.25")
    add("--achievement", achievement.rawValue, unless: "binomial")
    add("--within", within?.rawValue)
    add("--level", "\(confidence.level)", unless: "0.95")
    add("--seed", seeding.seed.map { String($0) })
    return words.map(shellWord).joined(separator: " ")
  }
}

/// A word as a POSIX shell reads it back.
func shellWord(_ word: String) -> String {
  let plain = word.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./,:=+@%".utf8.contains(byte)
    }
  }
  if plain, !word.isEmpty { return word }
  return "'"
    + word.split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: #"'\''"#) + "'"
}

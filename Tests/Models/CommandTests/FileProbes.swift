/// The schools in files of other dresses, and what each reading option does to them.
enum FileProbes {
  private static let rows = Folder.schools.split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func text(_ rows: [[String]], delimiter: String = ",") -> String {
    rows.map { $0.joined(separator: delimiter) + "\n" }.joined()
  }

  /// Numbers of four digits with a comma after the first, which may be thousands or units.
  private static var thousands: [[String]] {
    [rows[0]]
      + rows.dropFirst().map { row in
        var row = row
        for (column, factor) in [(2, 1.0), (3, 100), (4, 10)] {
          guard let value = Double(row[column]) else { continue }
          let digits = String(Int(value * factor) % 1000)
          row[column] = "\"1,\(String(repeating: "0", count: 3 - digits.count))\(digits)\""
        }
        return row
      }
  }

  private static func changed(_ change: (Int, inout [String]) -> Void) -> [[String]] {
    rows.enumerated().map { index, row in
      var row = row
      change(index, &row)
      return row
    }
  }

  private static let labels =
    "School name,District name,Mean score,Collaboration scale,Poverty in cent,Sector kind,Urban or not,"
    + "Leavers counted,Staff counted,Passed or not,Share in cent,Year of survey\n"

  static func write(to folder: Folder) throws {
    let plain = text(rows)
    let lines = rows.map { $0.joined(separator: ",") + "\n" }
    try folder.write(text(rows, delimiter: ";"), to: "semicolons.csv")
    try folder.write(text(thousands), to: "thousands.csv")
    try folder.write(
      text(changed { $1.append($0 == 0 ? "day" : "0\($0 % 9 + 1)/03/2020") }), to: "dated.csv")
    try folder.write("Survey of spring\n" + plain, to: "titled.csv")
    try folder.write(lines[0] + labels + lines.dropFirst().joined(), to: "labelled.csv")
    try folder.write(plain + "Source: survey office\n", to: "footed.csv")
    try folder.write(
      lines.prefix(5).joined() + "# a comment\n" + lines.dropFirst(5).joined(), to: "commented.csv")
    let ansi = plain.replacing("Catholic", with: "Besançon").unicodeScalars.map { UInt8($0.value) }
    try folder.write(ansi, to: "ansi.csv")
    try folder.write(text(changed { if $0 == 9 { $1.removeLast(2) } }), to: "short.csv")
    try folder.write(text(changed { $1.append($0 == 0 ? "code" : "0\($0)") }), to: "coded.csv")
    try folder.write(
      text(
        changed { index, row in
          if index > 0 { row[1] = row[1].dropFirst() + (index % 2 == 0 ? ".0" : "") }
        }), to: "decimals.csv")
    let again = changed { if $0 > 0 { $1[11] = "2\($1[11].dropFirst())" } }.dropFirst()
    try folder.write(text(rows + again), to: "repeated.csv")
  }

  /// What each reading option does to a question of a file.
  static func probes(_ command: String, _ base: (String) -> [String]) -> [OptionProbe] {
    var kept = base("@schools.csv")
    switch command {
    case "study": kept = base("@decimals.csv")
    case "describe", "join": break
    default:
      kept = Question.ask(command, "@schools.csv", "ela ~ collaboration * poverty + year")
    }
    return [
      OptionProbe("delimiter", ";", on: base("@semicolons.csv")),
      OptionProbe("decimal", ",", on: base("@thousands.csv")),
      OptionProbe("thousands", "none", on: base("@thousands.csv")),
      OptionProbe("dates", "day-first", on: base("@dated.csv")),
      OptionProbe("skip", "1", on: base("@titled.csv")),
      OptionProbe("header-rows", "2", on: base("@labelled.csv")),
      OptionProbe("footer", "1", on: base("@footed.csv")),
      OptionProbe("comment", "#", on: base("@commented.csv")),
      OptionProbe("encoding", "windows-1252", on: base("@ansi.csv")),
      OptionProbe("text", command == "study" ? "district" : "year", on: kept),
      OptionProbe("number", "code", on: base("@coded.csv")),
      OptionProbe("fill", on: base("@short.csv")),
    ]
  }

  /// The question of a subcommand that takes a file but no formula.
  static func question(_ command: String, _ file: String) -> [String] {
    switch command {
    case "join": ["join", file, file, "--by", "school"]
    default: [command, file]
    }
  }

  static func all(_ command: String) -> [OptionProbe] {
    switch command {
    case "describe", "join":
      probes(command) { question(command, $0) } + [
        OptionProbe("missing", "2.5", on: question(command, "@schools.csv")),
        OptionProbe("where", "poverty > 30", on: question(command, "@schools.csv")),
      ]
    case "study": probes(command) { question(command, $0) }
    default:
      probes(command) { Question.ask(command, $0, "ela ~ collaboration * poverty") }
    }
  }

  /// Options of the subcommands that are about files.
  static let own: [String: [OptionProbe]] = [
    "describe": [
      OptionProbe("columns", "ela,poverty", on: ["describe", "@schools.csv"]),
      OptionProbe("group", "sector", on: ["describe", "@schools.csv"]),
    ],
    "join": [
      OptionProbe(
        "by", "school,district",
        on: ["join", "@schools.csv", "@semicolons.csv"]),
      OptionProbe("kind", "inner", on: ["join", "@schools.csv", "@few.csv", "--by", "school"]),
      OptionProbe(
        "out", "@joined.csv", on: ["join", "@schools.csv", "@schools.csv", "--by", "school"]),
    ],
    "study": [OptionProbe("within", "school", on: ["study", "@repeated.csv"])],
  ]
}

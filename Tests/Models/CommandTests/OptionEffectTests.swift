import ConcordCommand
import Foundation
import TestSupport
import Testing

/// Every option of every subcommand changes the answer, and where it cannot it is refused by name.
@Suite("No option is without effect")
struct OptionEffectTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(
      PupilsFile.text("y,n,x,z,g") {
        "\($0.y),\($0.row % 5),\($0.x),\(Double($0.row * 13 % 29) / 7),g\($0.group)"
      }, to: "pupils.csv")
    try folder.write("collaboration,poverty\n2,50\n3,20\n", to: "new.csv")
    try folder.write("x,z,g\n1,2,stranger\n", to: "strangers.csv")
    try folder.write(
      run(arguments: ["simulate", "--seed", "7"]).standardOutput, to: "study.csv")
    try FileProbes.write(to: folder)
    try folder.write("school,size\ns1,3\ns2,5\n", to: "few.csv")
  }

  static let commands = [
    "study", "fit", "predict", "slopes", "ratio", "gap", "anova", "compare", "simulate",
    "describe", "join", "means",
  ]

  /// Subcommands without a formula.
  static let formulaless = ["study", "describe", "join"]

  /// A question of a subcommand.
  private func question(_ command: String) -> [String] {
    switch command {
    case "study": ["study"]
    case "describe", "join": FileProbes.question(command, "@schools.csv")
    default: Question.linear(command)
    }
  }

  /// The long options a subcommand lists.
  private func options(of command: String) throws -> [String] {
    let help = try jsonObject(folder.run("--experimental-dump-help").standardOutput)
    let found = try help.object("command").rows("subcommands").first {
      $0["commandName"] as? String == command
    }
    return try #require(found).rows("arguments").compactMap { argument in
      (argument["preferredName"] as? [String: Any])?["name"] as? String
    }
  }

  @Test func everySubcommandIsTried() throws {
    let help = try jsonObject(folder.run("--experimental-dump-help").standardOutput)
    let names = try help.object("command").rows("subcommands").map { try $0.text("commandName") }
    #expect(Set(names) == Set(Self.commands + ["help"]))
  }

  /// The answer without what differs between two runs of one command.
  private func answer(_ line: [String]) throws -> (result: CommandResult, text: String) {
    let result = folder.run(line + (line.contains("--format") ? [] : ["--json"]))
    guard result.exitCode == 0, var object = try? jsonObject(result.standardOutput) else {
      return (result, result.standardOutput)
    }
    object["timing"] = nil
    let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
    return (result, String(decoding: data, as: UTF8.self))
  }

  /// Whether an option that many subcommands share, or a refusal, is tried on this one: every fourth, another
  /// fourth on the next one; all where slow tests run.
  private func isTried(_ number: Int, on command: String) -> Bool {
    let shift = Self.commands.firstIndex(of: command) ?? 0
    return runsSlowTests || (number + shift) % 4 == 0
  }

  @Test(.endsInTime, arguments: commands)
  func everyOptionChangesTheAnswer(_ command: String) throws {
    let shared = Self.formulaless.contains(command) ? [] : OptionProbe.ofModels(command)
    let ofFiles = FileProbes.all(command) + (FileProbes.own[command] ?? [])
    let probes = (OptionProbe.own[command] ?? []) + shared + ofFiles
    let ofMany = Set((shared + FileProbes.all(command)).map(\.option))
    // Many probes add to the same question, which is asked once.
    var asked: [[String]: String] = [:]
    for (number, option) in try options(of: command).enumerated()
    where !Self.triedApart.contains(option) && !Self.refusing.contains([command, option]) {
      let own = probes.filter { $0.option == option }
      #expect(!own.isEmpty, "\(command) --\(option) is tried by no probe")
      for probe in own where !ofMany.contains(option) || isTried(number, on: command) {
        let with = try answer(probe.base + probe.given)
        #expect(with.result.exitCode == 0, "\(probe): \(with.result.standardError)")
        let without = try asked[probe.base] ?? answer(probe.base).text
        asked[probe.base] = without
        #expect(with.text != without, "\(probe)")
      }
    }
  }

  /// Options with tests of their own below, and `--help` and `--version`, which answer by themselves.
  private static let triedApart: Set<String> = [
    "help", "version", "format", "json", "threads", "reml", "force", "design", "sheet",
    "unpack-limit",
  ]

  /// Options of which a subcommand takes the usual value only.
  private static let refusing: [[String]] = [["simulate", "weight-kind"]]

  /// A row with a weight of another kind stands for several, and would get one draw.
  @Test func simulateTakesPrecisionWeights() throws {
    let line = Question.linear("simulate") + ["--weights", "staff"]
    #expect(try answer(line + ["--weight-kind", "precision"]).text == answer(line).text)
    for kind in ["frequency", "sampling"] {
      let result = folder.run(line + ["--weight-kind", kind])
      #expect(result.exitCode == 64 && result.standardError.contains("weight"))
    }
  }

  @Test func thereIsOneDesign() throws {
    #expect(try answer(["simulate", "--design", "national"]).text == answer(["simulate"]).text)
    let other = folder.run("simulate", "--design", "local")
    #expect(other.exitCode == 64 && other.standardError.contains("--design"))
  }

  @Test(arguments: commands)
  func formatsDiffer(_ command: String) throws {
    var line = question(command)
    if command == "simulate" { line = ["simulate", "--out", "@out.csv"] }
    if command == "join" { line += ["--out", "@out.csv"] }
    let formats = ["text", "json", "markdown", "html", "latex", "csv"]
    let answers = formats.map { folder.run(line + ["--format", $0]).standardOutput }
    #expect(Set(answers).count == formats.count)
    #expect(folder.run(line + ["--json"]).standardOutput.hasPrefix("{"))
    for format in formats where format != "json" {
      let both = folder.run(line + ["--json", "--format", format])
      #expect(both.exitCode == 64 && both.standardError.contains("--format \(format)"))
    }
  }

  /// The number of threads is about time; that it is obeyed shows where it is refused.
  @Test(arguments: commands)
  func threadsDoNotShow(_ command: String) throws {
    let line = question(command)
    let one = try answer(line + ["--threads", "1"])
    let three = try answer(line + ["--threads", "3"])
    #expect(one.text == three.text && one.result.exitCode == 0)
    let none = folder.run(line + ["--threads", "0"])
    #expect(none.exitCode == 64 && none.standardError.contains("--threads"))
  }

  /// It names the default, so that it can only exclude the other one.
  @Test(arguments: commands.filter { !formulaless.contains($0) })
  func remlIsTheDefault(_ command: String) throws {
    let base = Question.mixed(command).filter { $0 != "--ml" }
    if command != "compare" {
      #expect(try answer(base + ["--reml"]).text == answer(base).text)
    }
    let both = folder.run(base + ["--reml", "--ml"])
    #expect(both.exitCode == 64 && both.standardError.contains("--reml"))
  }

  /// What cannot have an effect is refused, by its name; without it the question is answered.
  @Test(.endsInTime, arguments: commands)
  func whatCannotHaveAnEffectIsRefused(_ command: String) throws {
    let probes = OptionProbe.refused.filter { $0.base[0] == command }.enumerated()
      .filter { isTried($0.offset, on: command) }.map(\.element)
    for question in Set(probes.map(\.base)) where runsSlowTests || question == probes.first?.base {
      let without = folder.run(question)
      #expect(without.exitCode == 0, "\(question): \(without.standardError)")
    }
    for probe in probes {
      let with = folder.run(probe.base + probe.given)
      #expect(with.exitCode == 64 && with.standardOutput.isEmpty, "\(probe)")
      #expect(with.standardError.contains("--" + probe.option), "\(probe): \(with.standardError)")
    }
  }
}

extension OptionProbe {
  /// Combinations in which an option can have no effect.
  static let refused: [OptionProbe] = {
    let linear = Question.linear("fit")
    let fitting = ["fit", "predict", "slopes", "ratio", "gap", "anova", "simulate", "means"]
    var probes = fitting.flatMap { command in
      [
        OptionProbe("ml", on: Question.linear(command)),
        OptionProbe("reml", on: Question.linear(command)),
        OptionProbe("quadrature", "3", on: Question.linear(command)),
        OptionProbe("quadrature", "3", on: Question.mixed(command)),
        OptionProbe("ml", on: Question.counts(command)),
        OptionProbe("method", "auto", on: Question.mixed(command)),
        OptionProbe("method", "gram", on: Question.counts(command)),
        OptionProbe(
          "method", "auto", on: command == "slopes" ? [] : Question.shares(command)),
        OptionProbe("weight-kind", "frequency", on: Question.linear(command)),
        OptionProbe("contrasts", "sum", on: Question.linear(command)),
        OptionProbe("factor", "sector", on: Question.linear(command)),
      ]
    }.filter { !$0.base.isEmpty }
    for command in fitting where command != "simulate" {
      probes += [
        OptionProbe("lag", "2", on: Question.linear(command)),
        OptionProbe("lag", "2", on: Question.mixed(command)),
        OptionProbe("lag", "2", on: Question.linear(command) + ["--covariance", "HC1"]),
        OptionProbe("cluster", "district", on: Question.linear(command) + ["--covariance", "HC1"]),
        OptionProbe("cluster", "district", on: Question.linear(command) + ["--covariance", "HAC"]),
        OptionProbe("seed", "3", on: Question.linear(command)),
      ]
    }
    for command in fitting + ["compare"] {
      probes += [
        OptionProbe("sheet", "1", on: Question.linear(command)),
        OptionProbe("unpack-limit", "9", on: Question.linear(command)),
      ]
    }
    for command in ["anova", "compare", "simulate"] {
      probes.append(OptionProbe("level", "0.9", on: Question.linear(command)))
    }
    for command in ["ratio", "gap", "predict", "means"] {
      probes.append(OptionProbe("random", "population", on: Question.linear(command)))
    }
    let drawn = OptionProbe.ofModels("simulate").filter {
      !["covariance", "cluster", "cluster-factor", "lag", "df", "level", "weight-kind", "family"]
        .contains($0.option)
    }
    probes += drawn.map { OptionProbe($0.option, $0.given[1], on: ["simulate"]) }
    return probes + [
      OptionProbe("family", "binomial", on: ["simulate"]),
      OptionProbe("ml", on: ["simulate"]), OptionProbe("draws", "3", on: ["simulate"]),
      OptionProbe("random", "included", on: ["simulate"]),
      OptionProbe("random", "included", on: Question.linear("simulate")),
      OptionProbe("design", "national", on: Question.linear("simulate")),
      OptionProbe("force", on: ["simulate"]), OptionProbe("force", on: ["study"]),
      OptionProbe("force", on: FileProbes.question("join", "@schools.csv")),
      OptionProbe("missing", "9", on: ["study"]),
      OptionProbe("factor", "state", on: ["study", "@study.csv"]),
      OptionProbe("contrasts", "sum", on: ["study", "@study.csv"]),
      OptionProbe("family", "poisson", on: ["study", "@study.csv"]),
      OptionProbe("seed", "3", on: ["study", "@study.csv"]),
      OptionProbe("draws", "30", on: Question.mixed("fit")),
      OptionProbe("seed", "3", on: Question.mixed("fit")),
      OptionProbe("intervals", "profile", on: linear),
      OptionProbe("intervals", "bootstrap", on: linear),
      OptionProbe("modes", on: linear), OptionProbe("modes", on: linear + ["--stream"]),
      OptionProbe("ml", on: linear + ["--stream"]),
      OptionProbe("quadrature", "3", on: linear + ["--stream"]),
      OptionProbe("contrasts", "sum", on: linear + ["--stream"]),
      OptionProbe("factor", "sector", on: linear + ["--stream"]),
      OptionProbe("level", "0.9", on: Question.linear("predict") + ["--interval", "none"]),
      OptionProbe("new-groups", "averaged", on: Question.mixed("predict")),
      OptionProbe("level-weights", "proportional", on: Question.linear("means")),
      OptionProbe("weights", "observed", on: Question.linear("means")),
      OptionProbe("draws", "30", on: Question.linear("compare")),
      OptionProbe("seed", "3", on: Question.mixed("compare")),
      OptionProbe("cluster", "district", on: Question.linear("compare")),
      OptionProbe("covariance", "HC1", on: Question.linear("compare") + ["--test", "f"]),
      OptionProbe("df", "normal", on: Question.linear("compare")),
    ]
  }()
}

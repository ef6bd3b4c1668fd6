/// A question that shows what an option does: a command line without it, and how it is given.
struct OptionProbe: Sendable, CustomStringConvertible {
  let option: String
  let base: [String]
  let given: [String]

  var description: String { (base + ["+"] + given).joined(separator: " ") }

  init(_ option: String, _ given: String..., on base: [String]) {
    self.option = option
    self.base = base
    self.given = ["--" + option] + given
  }
}

/// Command lines that ask each kind of question of each kind of model.
enum Question {
  private static let linear = "ela ~ collaboration * poverty"
  private static let shares = "cbind(leavers, staff - leavers) ~ collaboration + sector"
  private static let mixed = "y ~ x + (1 | g)"
  private static let counts = "n ~ x + (1 | g)"

  /// What a subcommand needs beside data and formula.
  static func tail(_ command: String, variable: String = "collaboration", other: String = "poverty")
    -> [String]
  {
    switch command {
    case "slopes": ["--focal", variable, "--moderator", other]
    case "ratio", "gap": ["--of", variable + "=3,1"]
    case "means": ["--of", variable, "--at", variable + "=3,1"]
    default: []
    }
  }

  /// The question of a command for one formula; `compare` sets an intercept against it.
  static func ask(
    _ command: String, _ data: String, _ formula: String, variable: String = "collaboration",
    other: String = "poverty"
  ) -> [String] {
    var smaller: [String] = []
    if command == "compare" {
      let sides = formula.split(separator: "~")
      let random = formula.contains("|") ? " + (1 | g)" : ""
      smaller = ["\(sides[0])~ 1" + random]
    }
    return [command, data] + smaller + [formula] + tail(command, variable: variable, other: other)
  }

  static func linear(_ command: String) -> [String] { ask(command, "@schools.csv", linear) }

  static func categories(_ command: String) -> [String] {
    // A slope needs a moderator that is a number beside the category.
    ask(command, "@schools.csv", linear + " + sector")
  }

  static func shares(_ command: String) -> [String] {
    ask(command, "@schools.csv", shares, other: "sector") + ["--family", "binomial"]
  }

  static func mixed(_ command: String, _ extra: String...) -> [String] {
    ask(command, "@pupils.csv", "y ~ x * z + (1 | g)", variable: "x", other: "z")
      + (command == "compare" ? ["--ml"] : []) + extra
  }

  static func counts(_ command: String) -> [String] {
    ask(command, "@pupils.csv", "n ~ x * z + (1 | g)", variable: "x", other: "z")
      + ["--family", "poisson"]
  }
}

extension OptionProbe {
  /// The probes of the options that every subcommand with a formula has.
  static func ofModels(_ command: String) -> [OptionProbe] {
    let linear = Question.linear(command)
    let robust = command == "compare" ? ["--test", "wald"] : []
    // Two-way clusters leave the covariance of several restrictions a rank too low.
    let oneMore = ["compare", "@schools.csv", "ela ~ poverty", "ela ~ poverty + collaboration"]
    return [
      OptionProbe("missing", "2.5", on: linear),
      OptionProbe("where", "poverty > 30", on: linear),
      OptionProbe(
        "factor", "year",
        on: Question.ask(command, "@schools.csv", "ela ~ collaboration * poverty + year")),
      OptionProbe("contrasts", "sum", on: Question.categories(command)),
      OptionProbe(
        "family", "poisson",
        on: Question.ask(command, "@schools.csv", "leavers ~ collaboration * poverty")),
      OptionProbe("link", "log", on: linear),
      OptionProbe("weights", "staff", on: linear),
      OptionProbe("weight-kind", "frequency", on: linear + ["--weights", "staff"]),
      OptionProbe("offset", "staff", on: linear),
      OptionProbe("method", "triangle", on: linear),
      OptionProbe("quadrature", "5", on: Question.counts(command)),
      OptionProbe("covariance", "HC3", on: linear + robust),
      OptionProbe("cluster", "district", on: linear + robust),
      OptionProbe(
        "cluster-factor", "smallest",
        on: (command == "compare" ? oneMore : linear)
          + robust + ["--cluster", "district,staff", "--covariance", "CR1S"]),
      OptionProbe("lag", "2", on: linear + robust + ["--covariance", "HAC"]),
      OptionProbe("df", "normal", on: linear + robust + ["--cluster", "district"]),
      OptionProbe("level", "0.8", on: linear),
    ]
  }

  /// The probes of options that one subcommand has.
  static let own: [String: [OptionProbe]] = [
    "fit": [
      OptionProbe("ml", on: Question.mixed("fit")),
      OptionProbe("intervals", "profile", on: Question.mixed("fit")),
      OptionProbe("draws", "25", on: Question.mixed("fit", "--intervals", "bootstrap")),
      OptionProbe(
        "seed", "9", on: Question.mixed("fit", "--intervals", "bootstrap", "--draws", "20")),
      OptionProbe("stream", on: Question.linear("fit") + ["--cluster", "district"]),
      OptionProbe("modes", on: Question.mixed("fit")),
    ],
    "predict": [
      OptionProbe("ml", on: Question.mixed("predict")),
      OptionProbe("new", "@new.csv", on: Question.linear("predict")),
      OptionProbe("interval", "prediction", on: Question.linear("predict")),
      OptionProbe("random", "included", on: Question.mixed("predict")),
      OptionProbe(
        "new-groups", "averaged",
        on: Question.mixed("predict", "--random", "included", "--new", "@strangers.csv")),
    ],
    "slopes": [
      OptionProbe("ml", on: Question.mixed("slopes")),
      OptionProbe(
        "focal", "poverty",
        on: [
          "slopes", "@schools.csv", "ela ~ collaboration * poverty * year", "--moderator", "year",
        ]
      ),
      OptionProbe(
        "moderator", "year",
        on: [
          "slopes", "@schools.csv", "ela ~ collaboration * poverty * year", "--focal", "poverty",
        ]),
      OptionProbe("at", "1,2", on: Question.linear("slopes")),
      OptionProbe("percentiles", "5,95", on: Question.linear("slopes")),
      OptionProbe("sd", on: Question.linear("slopes")),
    ],
    "ratio": [
      OptionProbe("ml", on: Question.mixed("ratio")),
      OptionProbe("of", "collaboration=4,1", on: Array(Question.linear("ratio").dropLast(2))),
      OptionProbe("at", "poverty=20", on: Question.linear("ratio")),
      OptionProbe("random", "averaged", on: Question.counts("ratio")),
      OptionProbe("margin", "1.3", on: Question.linear("ratio")),
    ],
    "gap": [
      OptionProbe("ml", on: Question.mixed("gap")),
      OptionProbe("of", "collaboration=4,1", on: Array(Question.linear("gap").dropLast(2))),
      OptionProbe("at", "poverty=20", on: Question.linear("gap")),
      OptionProbe("random", "averaged", on: Question.counts("gap")),
    ],
    "means": [
      OptionProbe("ml", on: Question.mixed("means")),
      OptionProbe("of", "urban", on: ["means", "@schools.csv", "ela ~ sector * urban"]),
      OptionProbe(
        "by", "urban", on: ["means", "@schools.csv", "ela ~ sector * urban", "--of", "sector"]),
      OptionProbe("at", "poverty=20", on: Question.linear("means")),
      OptionProbe(
        "level-weights", "proportional",
        on: ["means", "@schools.csv", "ela ~ sector + urban", "--of", "sector"]),
      OptionProbe(
        "weights", "observed",
        on: ["means", "@schools.csv", "ela ~ sector + urban", "--of", "sector"]),
      OptionProbe(
        "scale", "link",
        on: Question.ask("means", "@schools.csv", "leavers ~ collaboration * poverty")
          + ["--family", "poisson"]),
      OptionProbe("random", "averaged", on: Question.counts("means")),
    ],
    "anova": [
      OptionProbe("ml", on: Question.mixed("anova")),
      OptionProbe("type", "I", on: Question.categories("anova")),
    ],
    "compare": [
      OptionProbe(
        "ml",
        on: ["compare", "@pupils.csv", "y ~ x + (1 | g)", "y ~ x + (1 + z | g)"]),
      OptionProbe("test", "f", on: Question.linear("compare")),
      OptionProbe("draws", "20", on: Question.mixed("compare")),
      OptionProbe("seed", "9", on: Question.mixed("compare", "--draws", "20")),
    ],
    "simulate": [
      OptionProbe("ml", on: Question.mixed("simulate")),
      OptionProbe("draws", "3", on: Question.linear("simulate")),
      OptionProbe("random", "included", on: Question.mixed("simulate")),
      OptionProbe("seed", "9", on: ["simulate"]),
      OptionProbe("seed", "9", on: Question.linear("simulate")),
      OptionProbe("out", "@drawn.csv", on: ["simulate"]),
    ],
    "study": [
      OptionProbe("missing", "2.5", on: ["study", "@study.csv"]),
      OptionProbe("where", "poverty > 50", on: ["study", "@study.csv"]),
      OptionProbe("where", "poverty > 50", on: ["study"]),
      OptionProbe(
        "map", "collaboration=commitment",
        on: ["study", "@study.csv", "--map", "commitment=collaboration"]),
      OptionProbe("low", "2", on: ["study"]), OptionProbe("high", "5", on: ["study"]),
      OptionProbe("poverty-low", "20", on: ["study"]),
      OptionProbe("poverty-high", "80", on: ["study"]),
      OptionProbe("margin", "1.1", on: ["study"]),
      OptionProbe("achievement", "linear", on: ["study"]),
      OptionProbe("report", "@report.html", on: ["study"]),
      OptionProbe("level", "0.8", on: ["study"]),
      OptionProbe("seed", "9", on: ["study"]),
    ],
  ]
}

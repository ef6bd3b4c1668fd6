/// Questions put together at random from pieces that fit and, now and then, pieces that do not, so
/// that most get far before they fail, if they do.
struct QuestionDealer {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func pick<Value>(_ choices: [Value]) -> Value { choices[number(below: choices.count)] }

  /// Something once in so many times, else nil.
  mutating func maybe<Value>(oneIn odds: Int, _ choices: [Value]) -> Value? {
    number(below: odds) == 0 ? pick(choices) : nil
  }

  /// A piece that fits or, once in twenty times, one that may not.
  mutating func pick(_ pieces: Pieces) -> String {
    number(below: 20) == 0 ? pick(pieces.bad) : pick(pieces.good)
  }

  /// Once in so many times a piece.
  mutating func maybe(oneIn odds: Int, _ pieces: Pieces) -> String? {
    number(below: odds) == 0 ? pick(pieces) : nil
  }

  mutating func formula(of family: String = "gaussian") -> String {
    if number(below: 40) == 0 { return pick(Self.noise) }
    let response: String =
      switch family {
      case "binomial", "quasibinomial": pick(["b", "b", "cbind(n, 9 - n)", "t", "y"])
      case "poisson", "quasipoisson": pick(["n", "n", "y", "m"])
      default: pick(["y", "y", "y", "I(y + 1)", "log(y)", "n"])
      }
    var text = response + " ~ " + pick(Self.terms)
    for _ in 0..<number(below: 4) {
      text += pick([" + ", " + ", " * ", ":", " - "]) + pick(Self.terms)
    }
    if number(below: 40) == 0 { text = String(text.dropLast(number(below: text.count))) }
    return text
  }

  mutating func comparison() -> String {
    if number(below: 20) == 0 { return pick(["x", "x=", "=1,2", "x=1", "x=1,2,3"]) }
    return pick(["x", "m", "n"]) + "=\(pick(Self.levels)),\(pick(Self.levels))"
  }

  /// A family, and a link it takes or none.
  mutating func familyAndLink() -> (family: String, link: String?) {
    let family = pick(Self.families)
    let links = Self.links[family] ?? ["log"]
    return (family, number(below: 3) == 0 ? pick(Pieces(links, "squash", "sqrt")) : nil)
  }

  /// A subcommand with what it needs, most often, and some options.
  mutating func commandLine() -> [String] {
    let command = pick(Self.commands)
    var line = [command]
    let (family, link) = familyAndLink()
    if command != "simulate" {
      line += [pick(Self.files), formula(of: family), "--family", family]
      if let link { line += ["--link", link] }
      if command == "compare" { line.insert(formula(of: family), at: 2) }
      if command == "slopes" { line += ["--focal", "x", "--moderator", pick(Self.columns)] }
      if command == "ratio" || command == "gap" { line += ["--of", comparison()] }
    }
    for _ in 0..<number(below: 3) {
      let option = pick(Self.options)
      line += option.values.isEmpty ? [option.name] : [option.name, pick(option.values)]
    }
    if number(below: 20) == 0 { line.remove(at: number(below: line.count)) }
    if number(below: 20) == 0 { line.insert(pick(Self.noise), at: number(below: line.count + 1)) }
    return line
  }
}

/// Pieces that fit, and pieces that may not.
struct Pieces: Sendable {
  let good: [String]
  let bad: [String]

  init(_ good: [String], _ bad: String...) {
    self.good = good
    self.bad = bad
  }
}

extension QuestionDealer {
  static let commands = [
    "fit", "fit", "predict", "slopes", "ratio", "gap", "anova", "compare",
  ]
  static let files = Pieces(
    ["@f.csv"], "@tiny.csv", "@header.csv", "@ragged.csv", "@none.csv", "@", "@f.dta")
  static let columns = Pieces(["x", "n", "m", "g", "t", "`o d`", "b"], "h", "big", "nope", "y", "")
  static let terms = Pieces(
    [
      "x", "x", "n", "m", "g", "t", "`o d`", "poly(x, 2)", "log(x + 1)", "I(x^2)", "factor(n)",
      "scale(x)", "(x + g)^2", "C(g, sum)", "x^3", "groupMean(x, g)", "offset(x)", "1",
    ], "0", ".", "big", "exp(big)", "sqrt(m)", "(1 | g)", "nope", "h", "y", "poly(n, 9)", "log(x)")
  static let levels = Pieces(
    ["1", "2", "3.5", "p10", "p90", "mean", "mean+1sd"], "a", "TRUE", "-5", "1e300", "nan", "",
    "p999", "`a`", "1,2")
  static let families = Pieces(
    [
      "gaussian", "gaussian", "binomial", "poisson", "gamma", "inverse-gaussian", "quasibinomial",
      "quasipoisson",
    ], "what", "")
  static let links = [
    "gaussian": ["identity", "log", "inverse"],
    "binomial": ["logit", "probit", "cloglog", "cauchit", "log", "identity"],
    "quasibinomial": ["logit", "probit", "cloglog", "cauchit", "log", "identity"],
    "poisson": ["log", "identity", "sqrt"], "quasipoisson": ["log", "identity", "sqrt"],
    "gamma": ["inverse", "log", "identity"],
    "inverse-gaussian": ["inverse-squared", "inverse", "log", "identity"],
  ]
  static let heteroskedastic = Pieces(
    ["classical", "HC0", "HC1", "HC2", "hc3", "HC4", "HAC"], "CR2", "what", "")
  static let clustered = Pieces(["CR0", "CR1", "CR1S", "CR2", "CR3"], "HC1", "what")
  static let clusters = Pieces(["g", "n", "g", "g,b", "`o d`"], "g,nope", ",", "g,g,g", "m", "h")
  static let weights = Pieces(["w", "n", "w"], "m", "big", "g", "nope")
  static let filters = Pieces(
    ["x > 1", "g != 'a'", "!(b in (1))", "n != 2 || x < 4"], "t", "y >", "x > 1e9", "nope == 1")
  static let factors = Pieces(["n", "g=c,b,a", "b=1,0"], "g=a,b", "g=a,a", "nope", "=")
  static let settings = Pieces(
    ["m=p10,p90", "n=1", "m=mean"], "x", "g=a,b", "t=TRUE", "nope=1", "1,2,3", "p50", "x=1,2")
  static let rules = Pieces(["satterthwaite", "residual", "normal", "clusters"], "what")
  static let noise = [
    "", "-", "--", "~", "y ~", "((", "y ~ x ~ z", "--json", "--help", "é", "\u{0}", "y ~ x)", "`",
    "--nope", "y ~ (x + b + n)^50", "=", "9999999999999999999999", "y ~ -x", "'", "y ~ x %in% g",
  ]
  static let options: [(name: String, values: [String])] = [
    ("--weights", weights.good), ("--weight-kind", ["precision", "frequency", "sampling", "what"]),
    ("--offset", columns.good), ("--covariance", heteroskedastic.good),
    ("--cluster", clusters.good), ("--lag", ["0", "3", "-1", "999", "x"]), ("--df", rules.good),
    ("--method", ["auto", "gram", "triangle", "refined"]),
    ("--level", ["0.9", "0.5", "0.999999", "1", "0", "nan", "x"]),
    ("--threads", ["1", "2", "0", "100"]), ("--format", ["text", "json", "html", "latex", "csv"]),
    ("--json", []), ("--missing", ["a", "1,2", ",", ".", "NA"]), ("--where", filters.good),
    ("--factor", factors.good), ("--contrasts", ["sum", "helmert", "polynomial", "what"]),
    ("--type", ["I", "II", "III", "IV"]), ("--test", ["lrt", "f", "wald", "score", "what"]),
    ("--interval", ["none", "confidence", "prediction"]),
    ("--new", ["@tiny.csv", "@f.csv", "@none.csv"]), ("--at", settings.good),
    ("--percentiles", ["5,95", "x", "200"]), ("--sd", []), ("--margin", ["1.25", "0.5", "nan"]),
    ("--seed", ["1", "-1"]), ("--out", ["/nowhere/x.csv"]), ("--help", []),
  ]
}

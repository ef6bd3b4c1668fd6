/// Questions put together at random from pieces that fit and pieces that do not.
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

  mutating func formula() -> String {
    if number(below: 8) == 0 { return pick(Self.noise) }
    var text =
      pick(Self.columns + ["cbind(n, x)", "log(y)", "I(y > 3)"]) + " ~ " + pick(Self.terms)
    for _ in 0..<number(below: 4) {
      text += pick([" + ", " * ", ":", " - "]) + pick(Self.terms)
    }
    if number(below: 15) == 0 { text = String(text.dropLast(number(below: text.count))) }
    return text
  }

  mutating func comparison() -> String {
    "\(pick(Self.columns))=\(pick(Self.levels)),\(pick(Self.levels))"
  }

  /// A subcommand with what it needs, most often, and some options.
  mutating func commandLine() -> [String] {
    let command = pick(Self.commands)
    var line = [command]
    if command != "simulate" {
      line += [pick(Self.files), formula()]
      if command == "compare" { line.append(formula()) }
      if command == "slopes" {
        line += ["--focal", pick(Self.columns), "--moderator", pick(Self.columns)]
      }
      if command == "ratio" || command == "gap" { line += ["--of", comparison()] }
    }
    for _ in 0..<number(below: 5) {
      let option = pick(Self.options)
      line += option.values.isEmpty ? [option.name] : [option.name, pick(option.values)]
    }
    if number(below: 12) == 0 { line.remove(at: number(below: line.count)) }
    if number(below: 12) == 0 { line.insert(pick(Self.noise), at: number(below: line.count + 1)) }
    return line
  }
}

extension QuestionDealer {
  static let commands = [
    "fit", "fit", "fit", "predict", "slopes", "ratio", "gap", "anova", "compare", "simulate",
  ]
  static let files = [
    "@f.csv", "@f.csv", "@f.csv", "@f.csv", "@f.csv", "@f.csv", "@tiny.csv", "@header.csv",
    "@ragged.csv", "@none.csv", "@",
  ]
  static let columns = ["y", "x", "n", "b", "g", "t", "m", "h", "big", "`o d`", "nope"]
  static let terms =
    columns + [
      "1", "0", "poly(x, 2)", "log(x)", "I(x^2)", "factor(n)", "scale(x)", "(x + g)^2", ".",
      "offset(x)", "sqrt(m)", "C(g, sum)", "(1 | g)", "x^3", "exp(big)", "groupMean(x, g)",
    ]
  static let levels = [
    "1", "2", "p10", "p90", "mean", "mean+1sd", "a", "b", "TRUE", "FALSE", "-5", "1e300", "nan", "",
    "p999", "`a`",
  ]
  static let noise = [
    "", "-", "--", "~", "y ~", "((", "y ~ x ~ z", "--json", "--help", "é", "\u{0}", "y ~ x)", "`",
    "--nope", "y ~ (x + b + n)^50", "=", "9999999999999999999999", "y ~ -x", "'", "y ~ x %in% g",
  ]
  static let families = [
    "gaussian", "binomial", "poisson", "gamma", "inverse-gaussian", "quasibinomial", "quasipoisson",
    "what",
  ]
  static let links = [
    "identity", "log", "logit", "probit", "cloglog", "cauchit", "inverse", "inverse-squared",
    "sqrt",
    "what",
  ]
  static let covariances = [
    "classical", "HC0", "HC1", "HC2", "hc3", "HC4", "CR0", "CR1", "CR1S", "CR2", "CR3", "HAC",
    "what",
  ]
  static let clusters = columns + ["g,b", "g,nope", ",", "g,g,g"]
  static let filters = [
    "x > 1", "g == 'a'", "t", "y >", "x > 1e9", "!(b in (1))", "n != 2 && x < 4",
  ]
  static let factors = ["n", "g=a,b,c", "g=c,b,a", "g=a,a", "nope", "b=1,0", "="]
  static let settings = [
    "x=1,2", "g=a,b", "t=TRUE", "m=p10,p90", "x", "nope=1", "1,2,3", "p50",
  ]
  static let rules = ["satterthwaite", "residual", "normal", "clusters", "what"]
  static let options: [(name: String, values: [String])] = [
    ("--family", families), ("--link", links), ("--weights", columns),
    ("--weight-kind", ["precision", "frequency", "sampling", "what"]), ("--offset", columns),
    ("--covariance", covariances), ("--cluster", clusters),
    ("--lag", ["0", "3", "-1", "999", "x"]),
    ("--df", rules), ("--method", ["auto", "gram", "triangle", "refined"]),
    ("--level", ["0.9", "0.5", "0.999999", "1", "0", "nan", "x"]),
    ("--threads", ["1", "2", "0", "100"]), ("--format", ["text", "json", "html", "latex", "csv"]),
    ("--json", []), ("--missing", ["a", "1,2", ",", ".", "NA"]), ("--where", filters),
    ("--factor", factors), ("--contrasts", ["sum", "helmert", "polynomial", "what"]),
    ("--type", ["I", "II", "III", "IV"]), ("--test", ["lrt", "f", "wald", "score", "what"]),
    ("--interval", ["none", "confidence", "prediction"]),
    ("--new", ["@tiny.csv", "@f.csv", "@none.csv"]), ("--at", settings),
    ("--percentiles", ["5,95", "x", "200"]), ("--sd", []), ("--margin", ["1.25", "0.5", "nan"]),
    ("--seed", ["1", "-1"]), ("--out", ["/nowhere/x.csv"]), ("--help", []),
  ]
}

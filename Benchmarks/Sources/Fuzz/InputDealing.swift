import Foundation

extension QuestionDealer {
  /// An input of its own or, where there are some to begin from, most often a changed one.
  mutating func input(_ catalog: OptionCatalog, from kept: KeptInputs) -> FuzzInput {
    if kept.answered.isEmpty || number(below: 5) < 2 { return freshInput(catalog) }
    var input = pick(number(below: 5) == 0 ? kept.all : kept.answered)
    for _ in 0...number(below: 3) { change(&input, catalog, others: kept.answered) }
    return tamed(input)
  }

  private mutating func freshInput(_ catalog: OptionCatalog) -> FuzzInput {
    let command = pick(catalog.commands)
    let isStudy = command == "study"
    var input = FuzzInput(
      arguments: [command],
      files: [
        .init(name: "f.csv", bytes: Data((isStudy ? schools() : table()).utf8)),
        .init(name: "new.csv", bytes: Data(table().utf8)),
      ])
    if isStudy {
      if number(below: 20) != 0 { input.arguments.append("@f.csv") }
    } else if catalog.positions[command]?.contains(where: { $0.contains("formula") }) ?? false {
      appendQuestion(to: &input, command)
    } else {
      appendFiles(to: &input, command, catalog)
    }
    for _ in 0..<pick([0, 0, 0, 1, 1, 1, 2, 3]) { appendOption(to: &input, catalog) }
    if number(below: 12) == 0 { mutate(&input.files[0].bytes) }
    return tamed(input)
  }

  /// Data, formula and what the subcommand cannot do without.
  private mutating func appendQuestion(to input: inout FuzzInput, _ command: String) {
    let (family, link) = familyAndLink()
    let data = number(below: 40) == 0 ? pick(Self.otherData) : "@f.csv"
    var formulas = [question(of: family)]
    var asked: [String] = []
    switch command {
    case "compare": formulas.append(formulas[0] + " + " + pick(Self.terms))
    case "slopes":
      asked = ["--focal", "x", "--moderator", pick(Self.columns)]
      if number(below: 3) != 0 { formulas[0] += " + x * " + asked[3] }
    case "ratio", "gap":
      asked = ["--of", comparison()]
      if number(below: 3) != 0 { formulas[0] += " + " + asked[1].prefix { $0 != "=" } }
    default: break
    }
    input.arguments += [data] + formulas + ["--family", family] + asked
    if let link { input.arguments += ["--link", link] }
  }

  /// Files by position, and the options that a subcommand about no model cannot do without.
  private mutating func appendFiles(
    to input: inout FuzzInput, _ command: String, _ catalog: OptionCatalog
  ) {
    let files = ["@f.csv", "@new.csv", "@f.csv"]
    for place in (catalog.positions[command] ?? []).indices {
      input.arguments.append(number(below: 40) == 0 ? pick(Self.otherData) : files[place % 3])
    }
    for name in catalog.required[command] ?? [] {
      guard let option = catalog.options[command]?.first(where: { $0.name == name }) else {
        continue
      }
      input.arguments += [name, value(of: option)]
    }
  }

  /// A formula, now and then of a mixed model.
  private mutating func question(of family: String) -> String {
    let text = formula(of: family)
    return number(below: 4) == 0 ? text + " + " + pick(Self.randomTerms) : text
  }

  mutating func appendOption(to input: inout FuzzInput, _ catalog: OptionCatalog) {
    let command = input.command(among: catalog.commands)
    guard let options = catalog.options[command], !options.isEmpty else { return }
    var option = pick(options)
    let isMixed = input.arguments.contains { $0.contains(" | ") }
    if Self.mixedOptions.contains(option.name), !isMixed, number(below: 8) != 0 {
      option = options[0]
    }
    input.arguments.append(option.name)
    if option.takesValue { input.arguments.append(value(of: option)) }
  }

  /// A value that fits, as far as is known, or one that may not.
  private mutating func value(of option: CatalogOption) -> String {
    if number(below: 15) == 0 { return pick(Self.noise + Self.oddCells + Self.numbers) }
    if !option.values.isEmpty { return pick(option.values) }
    if let values = Self.valuesOfOptions[option.name] { return pick(values) }
    let listed = Self.options.first { $0.name == option.name }?.values ?? []
    return pick(listed.isEmpty ? Self.numbers + Self.columns.good : listed)
  }

  /// One change of a kind chosen at random.
  private mutating func change(
    _ input: inout FuzzInput, _ catalog: OptionCatalog, others: [FuzzInput]
  ) {
    let count = input.arguments.count
    switch number(below: 10) {
    case 0:
      if !input.files.isEmpty { mutate(&input.files[number(below: input.files.count)].bytes) }
    case 2: appendOption(to: &input, catalog)
    case 3: if count > 1 { input.arguments.remove(at: number(below: count)) }
    case 4: if count > 1 { mutate(&input.arguments[1 + number(below: count - 1)]) }
    case 5: if !input.files.isEmpty { input.files[0].bytes = Data(table().utf8) }
    case 6:
      // A formula or an option of another input.
      let other = pick(others).arguments
      if count > 2 && other.count > 2 {
        input.arguments[2 + number(below: count - 2)] = other[2 + number(below: other.count - 2)]
      }
    case 7: if count > 2 { input.arguments[2] += pick([" + ", " * ", ":"]) + pick(Self.terms) }
    case 8: if count > 2 { input.arguments[2] += " + " + pick(Self.randomTerms) }
    default: changeCell(&input)
    }
  }

  /// Puts another cell into the first file.
  private mutating func changeCell(_ input: inout FuzzInput) {
    guard let bytes = input.files.first?.bytes else { return }
    let ends = bytes.indices.filter { bytes[$0] == 0x2C || bytes[$0] == 0x0A }
    guard ends.count > 1 else { return }
    let place = number(below: ends.count - 1)
    input.files[0].bytes.replaceSubrange(
      ends[place] + 1..<ends[place + 1], with: Data(pick(Self.oddCells + Self.numbers).utf8))
  }

  static let randomTerms = [
    "(1 | g)", "(1 | g)", "(1 + x | g)", "(1 | g) + (1 | n)", "(1 | d/g)", "(x || g)",
    "(0 + x | g)",
    "(1 | h)", "(1 | t)", "(1 | nope)", "(1 + x + m | g)", "(1 | g:n)", "(1 | 1)", "(g | d)",
  ]
  /// Options that most often need a random term.
  static let mixedOptions = [
    "--ml", "--reml", "--quadrature", "--modes", "--random", "--new-groups", "--intervals",
    "--draws",
  ]
  static let numbers = [
    "0", "1", "-1", "2", "0.5", "1e300", "-1e-300", "nan", "inf", "1e999", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999", "0.9999999999999999", "1e-20", "3", "0x10", "٣",
  ]
  static let otherData = [
    "@none.csv", "@", "@new.csv", "@f.dta", "@f.csv.gz", "@f.xlsx", "-", "/", "/dev/null",
    "/dev/zero", "/dev/tty", "/nowhere/f.csv",
  ]
  /// Values of options that the tests' dealer does not deal, or that must stay small to be quick.
  static let valuesOfOptions: [String: [String]] = [
    "--by": ["x", "h", "h", "g", "g,n", "nope", "`o d`"], "--columns": ["x", "g,y", "x,nope", "h"],
    "--group": ["g", "n", "nope", "t"], "--sheet": ["1", "data"], "--unpack-limit": ["1", "1000"],
    "--skip": ["0", "1", "2", "99"], "--header-rows": ["1", "2", "0"],
    "--footer": ["auto", "1", "9"],
    "--text": ["h", "g,x", "nope"], "--number": ["x", "h", "n,y"], "--comment": ["#", "y", ""],
    "--decimal": [",", "."], "--thousands": [",", ".", "space", "none"],
    "--delimiter": ["auto", ",", ";", "tab", "|"],
    "--encoding": ["auto", "utf-8", "windows-1252", "latin-1", "utf-16"],
    "--of": ["x=2,1", "m=p90,p10", "n=1,0", "g=a,b", "x=mean,p10", "t=TRUE,FALSE"],
    "--focal": ["x", "n", "m"], "--moderator": ["m", "x", "g"],
    "--draws": ["2", "3", "10", "20", "1", "0"], "--quadrature": ["1", "2", "5", "11", "25", "0"],
    "--out": ["@out.csv", "@f.csv", "nowhere/out.csv", "@"],
    "--report": ["@report.html", "@f.csv", "nowhere/r.html"],
    "--map": [
      "poverty=x", "collaboration=m", "ela:score=y", "district=g", "leavers=n", "nope=x", "state=",
    ],
    "--low": ["1", "p10", "p90", "x"], "--high": ["3", "p90", "nan"],
    "--poverty-low": ["10", "p10"], "--poverty-high": ["80", "p90"],
  ]
}

import ConcordCommand

/// An option of a subcommand, as its help describes it.
struct CatalogOption: Sendable {
  let name: String
  let takesValue: Bool
  /// The values the help lists, if it does.
  let values: [String]
}

/// The subcommands and options there are, read from the program's own help, so that none is forgotten.
struct OptionCatalog: Sendable {
  let commands: [String]
  private(set) var options: [String: [CatalogOption]] = [:]
  /// What each subcommand takes by position, such as `data` and `formula`; `[data]` if it may be left
  /// out.
  private(set) var positions: [String: [String]] = [:]
  /// The options it cannot do without.
  private(set) var required: [String: [String]] = [:]

  init() {
    commands = subcommandNames(run(arguments: ["--help"]).standardOutput)
    for command in commands {
      let help = run(arguments: [command, "--help"]).standardOutput
      options[command] = catalogOptions(help)
      (positions[command], required[command]) = usage(help)
    }
  }
}

private func subcommandNames(_ help: String) -> [String] {
  let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
  return lines.drop { $0 != "SUBCOMMANDS:" }.dropFirst().compactMap { line in
    guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
    return line.split(separator: " ").first.map(String.init)
  }.filter { $0 != "See" }
}

/// What stands in the line of usage, but for the options that may be left out.
private func usage(_ help: String) -> (positions: [String], required: [String]) {
  guard let start = help.firstRange(of: "USAGE: ") else { return ([], []) }
  let text = help[start.upperBound...]
  let end = text.firstRange(of: "\n\n")?.lowerBound ?? text.endIndex
  var positions: [String] = []
  var required: [String] = []
  for word in text[..<end].split(whereSeparator: \.isWhitespace).dropFirst(2) {
    if word.hasPrefix("--") {
      required.append(String(word))
    } else if required.isEmpty, word != "[<options>]" {
      positions.append(word.filter { $0 != "<" && $0 != ">" && $0 != "." })
    }
  }
  return (positions, required)
}

private func catalogOptions(_ help: String) -> [CatalogOption] {
  let lines = help.split(separator: "\n").drop { $0 != "OPTIONS:" }.dropFirst()
  var entries: [String] = []
  for line in lines {
    if line.hasPrefix("  --") {
      entries.append(String(line))
    } else if !entries.isEmpty {
      entries[entries.count - 1] += " " + line.drop { $0 == " " }
    }
  }
  return entries.compactMap(catalogOption)
}

private func catalogOption(_ entry: String) -> CatalogOption? {
  let words = entry.split(separator: " ")
  guard let name = words.first, name != "--version", name != "--help" else { return nil }
  var values: [String] = []
  if let start = entry.firstRange(of: "(values: ") {
    let listed = entry[start.upperBound...].prefix { $0 != ";" && $0 != ")" }
    values = listed.split(separator: ",").map { String($0.drop { $0 == " " }) }
  }
  return CatalogOption(
    name: String(name), takesValue: words.count > 1 && words[1].hasPrefix("<"), values: values)
}

import ConcordCommand
import Foundation

/// One process that asks one question after another.
///
/// What it asks depends on the seed, its number and the inputs it has kept, so a run can be had again.
/// A trap kills the process; the input it was at stands in a file, and the next process goes on after
/// it.
struct Worker {
  /// The bounds of what one input may take.
  struct Limits: Codable, Sendable {
    /// Seconds of the processor.
    var seconds: Int
    /// Megabytes of addresses; 0 for no limit.
    var megabytes: Int
  }

  private let corpus: Corpus
  private let seed: UInt64
  private let number: Int
  private let catalog = OptionCatalog()
  private let questioner: Questioner
  private var kept = KeptInputs()
  private var seen: Set<String> = []

  init(_ corpus: Corpus, seed: UInt64, number: Int, limits: Limits) throws {
    self.corpus = corpus
    self.seed = seed
    self.number = number
    let folder = corpus.kept(number)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let parts = name.split(separator: ".")[0].split(separator: "-")
      guard parts.count == 3 else { continue }
      seen.insert(String(parts[2]))
      kept.add(try FuzzInput.read(folder.appending(path: name)), isAnswered: parts[1] == "0")
    }
    questioner = try Questioner(limits: limits)
  }

  /// Asks questions from an index on until a time or another index, and prints a line about each.
  mutating func work(from first: Int, before last: Int, until end: Date) throws {
    defer { questioner.end() }
    var index = first
    while index < last, Date() < end {
      var dealer = QuestionDealer(
        seed: (seed &* 1_000_003 &+ UInt64(number)) &* 0x2545_F491_4F6C_DD1D &+ UInt64(index))
      let input = dealer.input(catalog, from: kept)
      try input.write(to: corpus.current(number))
      print(try ask(input, index: index).line)
      fflush(nil)
      index += 1
    }
  }

  /// Asks one question, keeps it if it failed, and if it ended as none before.
  private mutating func ask(_ input: FuzzInput, index: Int) throws -> Report {
    let repetition: Repetition? = index % 32 == 0 ? .threads : index % 32 == 16 ? .json : nil
    let answer = try questioner.ask(input, repeatedly: repetition)
    for cause in answer.violations { try corpus.keepFailure(input, cause: cause) }
    let signature = signature(of: answer.result, input)
    if seen.insert(signature).inserted {
      let digits = String(index)
      let name = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
      let code = answer.result.exitCode
      try input.write(to: corpus.kept(number).appending(path: "\(name)-\(code)-\(signature).json"))
      kept.add(input, isAnswered: code == 0)
    }
    return Report(
      index: index, command: input.command(among: catalog.commands),
      exitCode: answer.result.exitCode, message: summary(answer.result.standardError),
      kept: kept.all.count, causes: answer.violations)
  }

  /// How a question ended, in a few letters: the subcommand, the code, and the kinds of what was said;
  /// for an answer also which model and options it is about.
  private func signature(of result: CommandResult, _ input: FuzzInput) -> String {
    let messages = result.standardError.split(separator: "\n").prefix(3)
      .map { summary(String($0)) }
    var parts = [input.command(among: catalog.commands), "\(result.exitCode)"] + messages
    if result.exitCode == 0 {
      let options = ["--family", "--link", "--covariance", "--intervals", "--interval", "--type"]
      parts += zip(input.arguments, input.arguments.dropFirst())
        .filter { options.contains($0.0) }.map { $0.1 }.sorted()
      parts += result.standardOutput.contains("\"warnings\": []") ? [] : ["warned"]
      parts.append(input.arguments.contains { $0.contains(" | ") } ? "mixed" : "")
    }
    return String(fingerprint(parts.joined(separator: " ")), radix: 36)
  }
}

/// Inputs to change, those with an answer apart: a change of one of them gets further.
struct KeptInputs: Sendable {
  private(set) var all: [FuzzInput] = []
  private(set) var answered: [FuzzInput] = []

  mutating func add(_ input: FuzzInput, isAnswered: Bool) {
    all.append(input)
    if isAnswered { answered.append(input) }
  }
}

/// What is printed about an input, for the process that started this one.
struct Report: Codable, Sendable {
  let index: Int
  let command: String
  let exitCode: Int32
  let message: String
  let kept: Int
  let causes: [String]

  var line: String {
    (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

private func fingerprint(_ text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

import ArgumentParser
import Documents
import Foundation

/// Asks `concord` questions at random, and looks for answers that no question may have.
@main
struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Fuzz",
    abstract: "Random questions to every subcommand, in search of traps and impossible answers.",
    discussion: """
      Run from the root of the repository; a run goes on where the last one on the same corpus ended:

        swift run -c release --package-path Benchmarks Fuzz --corpus FOLDER --minutes 30
        swift run -c release --package-path Benchmarks Fuzz --corpus FOLDER --minutes 0 --publish
        swift run -c release --package-path Benchmarks Fuzz ask FOLDER/failures/CAUSE/1.json
        swift run -c release --package-path Benchmarks Fuzz minimize FOLDER/failures/CAUSE/1.json

      With --sanitize=address before Fuzz it is built with AddressSanitizer.
      """,
    subcommands: [RunCommand.self, WorkCommand.self, AskCommand.self, MinimizeCommand.self],
    defaultSubcommand: RunCommand.self)
}

/// The bounds of one question.
struct LimitOptions: ParsableArguments {
  @Option(help: "Seconds of the processor that one question may take.")
  var timeLimit = 20

  @Option(help: "Megabytes that one process may use; 0 for no limit.")
  var memory = 4_000

  var limits: Worker.Limits { .init(seconds: timeLimit, megabytes: memory) }
}

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Ask until the time is over, and report.")

  @Option(help: "The folder of kept inputs, of failures and of the count.")
  var corpus: String

  @Option(help: "How long to ask.")
  var minutes = 30.0

  @Option(help: "How many questions to ask at most; as many as the time allows if left out.")
  var inputs: Int?

  @Option(help: "How many processes ask at once.")
  var workers = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The seed of a new corpus.")
  var seed: UInt64?

  @Flag(help: "Put the report into Docs/Validation.md.")
  var publish = false

  @OptionGroup var bounds: LimitOptions

  func run() throws {
    let corpus = Corpus(folder: URL(filePath: corpus, directoryHint: .isDirectory).absoluteURL)
    try corpus.prepare(workers: workers)
    let isOld = FileManager.default.fileExists(atPath: corpus.tally.path)
    let tally =
      isOld
      ? try Tally.read(corpus.tally, workers: workers) : Tally(seed: seed ?? 1, workers: workers)
    if let seed, seed != tally.seed {
      throw ValidationError(
        "the corpus has seed \(tally.seed); take another folder for --seed \(seed)")
    }
    let fleet = Fleet(corpus, tally, workers: workers, limits: bounds.limits)
    signal(SIGINT, SIG_IGN)
    let interrupt = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    interrupt.setEventHandler { fleet.stop() }
    interrupt.resume()
    let result = fleet.run(until: Date(timeIntervalSinceNow: 60 * minutes), inputs: inputs)
    try result.write(to: corpus.tally)
    let report = fuzzReport(result)
    print(report)
    if publish {
      try replaceSection("fuzzing", in: URL(filePath: "Docs/Validation.md"), with: report)
    }
    if !result.failures.isEmpty { throw ExitCode(1) }
  }
}

struct WorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work", abstract: "Be one of the processes of run.", shouldDisplay: false)

  @Argument var corpus: String
  @Option var seed: UInt64
  @Option var worker: Int
  @Option var from: Int
  @Option var before: Int
  @Option var until: Double
  @OptionGroup var bounds: LimitOptions

  func run() throws {
    var worker = try Worker(
      Corpus(folder: URL(filePath: corpus, directoryHint: .isDirectory).absoluteURL), seed: seed,
      number: worker, limits: bounds.limits)
    try worker.work(from: from, before: before, until: Date(timeIntervalSince1970: until))
  }
}

struct AskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Ask the question of one input, and say what is wrong.")

  @Argument(help: "An input, as kept in the corpus.")
  var input: String

  @Flag(help: "Print the question and the answer too.")
  var verbose = false

  @OptionGroup var bounds: LimitOptions

  func run() throws {
    let input = try FuzzInput.read(URL(filePath: input).absoluteURL)
    if verbose { print(input.description) }
    let questioner = try Questioner(limits: bounds.limits)
    defer { questioner.end() }
    var causes: [String] = []
    for repetition in [Repetition.threads, .json] {
      let (result, found) = try questioner.ask(input, repeatedly: repetition)
      causes += found.filter { !causes.contains($0) }
      if verbose && repetition == .json {
        print(result.standardOutput + result.standardError + "exit code \(result.exitCode)")
      }
    }
    print(Report(index: 0, command: "", exitCode: 0, message: "", kept: 0, causes: causes).line)
  }
}

struct MinimizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minimize", abstract: "Make a failing input as small as it goes, and print it.")

  @Argument(help: "An input, as kept in the corpus.")
  var input: String

  @OptionGroup var bounds: LimitOptions

  func run() throws {
    let url = URL(filePath: input).absoluteURL
    let input = try FuzzInput.read(url)
    guard let cause = try causes(of: input, bounds.limits).first else {
      throw ValidationError("this input does not fail")
    }
    let smallest = try Minimizer(limits: bounds.limits, cause: cause).minimized(input)
    try smallest.write(to: url.deletingPathExtension().appendingPathExtension("min.json"))
    print(cause)
    print(smallest.description)
  }
}

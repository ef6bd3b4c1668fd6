import ArgumentParser
import Concord
import Foundation

/// Measures how well the study recovers figures that are known to be true, how many digits agree with
/// certified values and with other software, and writes what it found into the documentation.
@main
struct ValidationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Validation",
    abstract: "Bias and coverage of every claim over many synthetic studies with known truth.",
    discussion: """
      Run from the root of the repository:

        swift run -c release --package-path Benchmarks Validation
      """)

  @Option(help: "How many studies to draw; their seeds are 1, 2, 3, ….")
  var seeds = 1_000

  @Option(help: "How many studies to work on at once; the figures do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The folder of the test suite's reference cases.")
  var fixtures = "Tests/Models/ReferenceTests/Fixtures"

  @Option(help: "The document whose section is replaced; - for standard output.")
  var output = "Docs/Validation.md"

  func validate() throws {
    if seeds < 2 { throw ValidationError("--seeds takes a whole number of at least 2") }
    if threads < 1 { throw ValidationError("--threads takes a whole number of at least 1") }
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let draws = await studyDraws(seeds: seeds, threads: threads)
    let recoveries = recoveredClaims.compactMap { ClaimRecovery(of: $0, in: draws) }
    try publish("study-recovery", recoverySection(recoveries, draws: draws))
    let folder = URL(filePath: fixtures, directoryHint: .isDirectory)
    try publish("nist", nistSection(fixtures: folder))
    try publish("agreement", agreementSection(fixtures: folder))
    FileHandle.standardError.write(
      Data("\(seeds) studies in \(clock.now - start) with \(threads) threads\n".utf8))
  }

  /// Prints a section or puts it in its place in the document.
  private func publish(_ name: String, _ section: String) throws {
    if output == "-" {
      print(section)
    } else {
      try replaceSection(name, in: URL(filePath: output), with: section)
    }
  }
}

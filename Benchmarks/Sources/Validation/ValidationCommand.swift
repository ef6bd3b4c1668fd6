import ArgumentParser
import Concord
import Documents
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

  @Option(help: "How many data sets to draw for each design of the coverage of intervals.")
  var coverageDraws = 10_000

  @Option(help: "How many data sets to draw for each interaction.")
  var interactionDraws = 150

  @Option(help: "How many times to draw the districts of each study for bootstrap intervals.")
  var bootstrapDraws = 399

  @Option(
    help: """
      Make this section alone: study-recovery, interaction, nist, agreement, coverage or bootstrap.
      """)
  var only: ValidationSection?

  @Option(help: "How many studies to work on at once; the figures do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The folder of the test suite's reference cases.")
  var fixtures = "Tests/Models/ReferenceTests/Fixtures"

  @Option(help: "The document whose section is replaced; - for standard output.")
  var output = "Docs/Validation.md"

  func validate() throws {
    if seeds < 2 { throw ValidationError("--seeds takes a whole number of at least 2") }
    if coverageDraws < 2 {
      throw ValidationError("--coverage-draws takes a whole number of at least 2")
    }
    if interactionDraws < 2 {
      throw ValidationError("--interaction-draws takes a whole number of at least 2")
    }
    if bootstrapDraws < 2 {
      throw ValidationError("--bootstrap-draws takes a whole number of at least 2")
    }
    if threads < 1 { throw ValidationError("--threads takes a whole number of at least 1") }
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    for section in only.map({ [$0] }) ?? ValidationSection.allCases {
      try publish(section.rawValue, try await text(of: section))
      FileHandle.standardError.write(
        Data("\(section.rawValue) after \(clock.now - start) with \(threads) threads\n".utf8))
    }
  }

  private func text(of section: ValidationSection) async throws -> String {
    let folder = URL(filePath: fixtures, directoryHint: .isDirectory)
    switch section {
    case .recovery:
      let draws = await studyDraws(seeds: seeds, threads: threads)
      return recoverySection(
        recoveredClaims.compactMap { ClaimRecovery(of: $0, in: draws) }, draws: draws)
    case .interaction:
      return await interactionSection(draws: interactionDraws, threads: threads)
    case .nist: return try nistSection(fixtures: folder)
    case .agreement: return try agreementSection(fixtures: folder)
    case .coverage: return await coverageSection(draws: coverageDraws, threads: threads)
    case .bootstrap:
      return await bootstrapSection(seeds: seeds, draws: bootstrapDraws, threads: threads)
    }
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

/// The sections of the document, by the names of their markers.
enum ValidationSection: String, CaseIterable, ExpressibleByArgument {
  case recovery = "study-recovery"
  case interaction, nist, agreement, coverage, bootstrap
}

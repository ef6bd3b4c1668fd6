import ArgumentParser
import Foundation

/// Makes the data of workloads, from seeds.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make data, each in a folder of its name.",
    discussion: """
      The numbers come from seeds: they are the same each time. Nothing is \
      written outside the folder named.
      """)

  @Argument(help: "What to make: \(DataSet.allCases.map(\.rawValue).joined(separator: ", ")).")
  var names: [String]

  @Option(help: "The folder to make folders in.")
  var into: String

  @Option(help: "How many rows, for csv_fit.")
  var rows = 5_000_000

  func validate() throws {
    for name in names where DataSet(rawValue: name) == nil {
      throw ValidationError("no data set \"\(name)\"")
    }
    if rows < 1 { throw ValidationError("--rows takes a whole number of at least 1") }
  }

  func run() throws {
    for set in names.compactMap(DataSet.init(rawValue:)) {
      let folder = URL(filePath: into, directoryHint: .isDirectory).appending(path: set.rawValue)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try set.generate(into: folder, rows: rows)
    }
  }
}

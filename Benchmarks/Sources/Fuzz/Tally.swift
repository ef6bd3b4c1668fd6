import Foundation

/// What was asked and how it ended, over all runs on a corpus.
struct Tally: Codable, Sendable {
  let seed: UInt64
  /// The index each worker goes on from.
  var nextIndex: [Int]
  var seconds = 0.0
  /// Inputs by subcommand and exit code.
  var counts: [String: [String: Int]] = [:]
  /// Inputs by what was said first, as far as there is room: to see whether questions get far.
  var messages: [String: Int] = [:]
  /// Inputs by cause of failure.
  var failures: [String: Int] = [:]
  /// Kept inputs by worker.
  var kept: [String: Int] = [:]

  init(seed: UInt64, workers: Int) {
    self.seed = seed
    nextIndex = [Int](repeating: 0, count: workers)
  }

  /// The count in a file, for as many workers as are wanted now.
  static func read(_ url: URL, workers: Int) throws -> Tally {
    var tally = try JSONDecoder().decode(Tally.self, from: Data(contentsOf: url))
    while tally.nextIndex.count < workers { tally.nextIndex.append(0) }
    return tally
  }

  func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(self).write(to: url, options: .atomic)
  }

  mutating func add(_ report: Report, worker: Int) {
    nextIndex[worker] = report.index + 1
    counts[report.command, default: [:]]["\(report.exitCode)", default: 0] += 1
    if messages.count < 500 || messages[report.message] != nil {
      messages[report.message, default: 0] += 1
    }
    for cause in report.causes { failures[cause, default: 0] += 1 }
    kept["\(worker)"] = report.kept
  }

  mutating func addDeath(_ cause: String, worker: Int) {
    nextIndex[worker] += 1
    counts["ended by a signal", default: [:]]["signal", default: 0] += 1
    failures[cause, default: 0] += 1
  }

  var inputs: Int { counts.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

  /// A line for whoever watches.
  var line: String {
    let rate = seconds > 0 ? Double(inputs) / seconds : 0
    return "\(inputs) inputs in \(Int(seconds)) s (\(Int(rate)) a second), "
      + "\(kept.values.reduce(0, +)) kept, \(failures.count) causes of failure"
  }
}

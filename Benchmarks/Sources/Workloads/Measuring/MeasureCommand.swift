import ArgumentParser
import Concord
import Foundation

/// Runs a workload some times, or as often as it is told to on standard input.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Run a workload within one process and print JSON.",
    discussion: """
      With --session the data are loaded and a line with "ready" is printed; then each line on standard \
      input, a number of repetitions, runs the workload that often and prints one line of JSON.
      """)

  @Argument(help: "The workload.")
  var workload: Workload

  @Option(help: "The folder with data.bin, data.json and data.csv.")
  var data: String

  @Option(help: "The number of threads.")
  var threads = Parallelism.processorCount

  @Option(name: .customLong("repeat"), help: "How often to run it.")
  var repetitions = 5

  @Option(help: "Take the first rows only.")
  var rows: Int?

  @Option(help: "Take the first predictors only.")
  var columns: Int?

  @Flag(help: "Run on request, a line on standard input for each run.")
  var session = false

  func run() throws {
    try Parallelism.withThreads(threads) {
      let task = try workload.prepared(DataFolder(data), rows: rows, columns: columns)
      if session { try serve(task) } else { try report(task) }
    }
  }

  private func serve(_ task: Task) throws {
    send([.init("ready", true), .init("program", .string("Concord \(concordVersion)"))])
    while let line = readLine() {
      guard let count = Int(line), count > 0 else { break }
      let (seconds, answer) = try timed(task, count: count)
      send(
        [.init("seconds", .number(seconds)), .init("peakBytes", JSONValue(peakBytes()))]
          + answer.json)
    }
  }

  private func report(_ task: Task) throws {
    let runs = try (0..<max(1, repetitions)).map { _ in try timed(task, count: 1) }
    let times = runs.map(\.seconds).sorted()
    send(
      [
        .init("workload", .string(workload.rawValue)), .init("threads", .integer(threads)),
        .init("runs", .integer(times.count)), .init("best", .number(times[0])),
        .init("median", .number(times[times.count / 2])),
        .init("peakBytes", JSONValue(peakBytes())),
      ] + (runs.last?.answer.json ?? []))
  }
}

extension Workload: ExpressibleByArgument {}

/// The mean time of some runs in a row, and the answer of the last.
private func timed(_ task: Task, count: Int) throws -> (seconds: Double, answer: Answer) {
  let clock = ContinuousClock()
  let start = clock.now
  var answer = try task()
  for _ in 1..<count { answer = try task() }
  let parts = (clock.now - start).components
  let seconds = Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
  return (seconds / Double(count), answer)
}

/// Prints one line, at once.
private func send(_ members: [JSONValue.Member]) {
  FileHandle.standardOutput.write(Data((JSONValue.object(members).compact + "\n").utf8))
}

/// The most memory this process has held; nil where the system does not say.
private func peakBytes() -> Int? {
  guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
    return nil
  }
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 }
}

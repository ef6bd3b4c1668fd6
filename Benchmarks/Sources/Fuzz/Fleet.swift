import Foundation
import Synchronization

/// The processes that ask, the count of what they asked, and what killed them.
final class Fleet: Sendable {
  private let corpus: Corpus
  private let workers: Int
  private let limits: Worker.Limits
  private let tally: Mutex<Tally>
  private let done = Atomic(0)
  private let isStopping = Atomic(false)
  private let running = Mutex<[Process]>([])

  init(_ corpus: Corpus, _ tally: Tally, workers: Int, limits: Worker.Limits) {
    self.corpus = corpus
    self.workers = workers
    self.limits = limits
    self.tally = Mutex(tally)
  }

  /// Asks until a time, or until so many inputs in all, and returns the count.
  func run(until end: Date, inputs: Int?) -> Tally {
    let start = Date()
    let before = tally.withLock { $0.seconds }
    // Threads of their own: a queue has no more than there are processors, and all of them only wait.
    for number in 0..<workers {
      Thread.detachNewThread { [self] in
        let share = inputs.map { ($0 + workers - 1 - number) / workers }
        keepWorking(number, until: end, inputs: share)
        done.add(1, ordering: .sequentiallyConsistent)
      }
    }
    watch(until: end, from: start, before: before)
    return tally.withLock { $0 }
  }

  /// Ends the processes; what was counted stays.
  func stop() {
    isStopping.store(true, ordering: .relaxed)
    running.withLock { for process in $0 where process.isRunning { process.terminate() } }
  }

  /// Writes the count every few seconds, so that a run that is killed loses little.
  private func watch(until end: Date, from start: Date, before: Double) {
    var lastPrint = start
    while done.load(ordering: .sequentiallyConsistent) < workers {
      usleep(500_000)
      let now = Date()
      let current = tally.withLock { tally in
        tally.seconds = before + now.timeIntervalSince(start)
        return tally
      }
      try? current.write(to: corpus.tally)
      if now.timeIntervalSince(lastPrint) > 30 {
        lastPrint = now
        note(current.line)
      }
    }
  }

  /// Starts a process and, when it dies, another one that goes on after the input that killed it.
  private func keepWorking(_ number: Int, until end: Date, inputs: Int?) {
    let first = tally.withLock { $0.nextIndex[number] }
    let last = inputs.map { first + $0 } ?? Int.max
    while Date() < end, !isStopping.load(ordering: .relaxed),
      tally.withLock({ $0.nextIndex[number] < last })
    {
      do {
        let process = try start(number, before: last, until: end)
        guard process.terminationReason == .uncaughtSignal || process.terminationStatus != 0,
          !isStopping.load(ordering: .relaxed)
        else { continue }
        try recordDeath(number, status: process.terminationStatus)
      } catch {
        note("worker \(number): \(error)")
        return
      }
    }
  }

  /// Runs a process to its end, counting what it prints.
  private func start(_ number: Int, before last: Int, until end: Date) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    let (seed, first) = tally.withLock { ($0.seed, $0.nextIndex[number]) }
    process.arguments = [
      "work", corpus.folder.path, "--seed", "\(seed)", "--worker", "\(number)", "--from",
      "\(first)",
      "--before", "\(last)", "--until", "\(end.timeIntervalSince1970)",
      "--time-limit", "\(limits.seconds)", "--memory", "\(limits.megabytes)",
    ]
    process.environment = workerEnvironment(limits)
    try Data().write(to: corpus.log(number))
    process.standardError = try FileHandle(forWritingTo: corpus.log(number))
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    running.withLock { $0 = $0.filter(\.isRunning) + [process] }
    var rest = Data()
    while true {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      rest.append(piece)
      while let end = rest.firstIndex(of: 0x0A) {
        count(rest[rest.startIndex..<end], number)
        rest.removeSubrange(rest.startIndex...end)
      }
    }
    process.waitUntilExit()
    return process
  }

  private func count(_ line: Data, _ number: Int) {
    guard let report = try? JSONDecoder().decode(Report.self, from: line) else { return }
    tally.withLock { $0.add(report, worker: number) }
  }

  private func recordDeath(_ number: Int, status: Int32) throws {
    let input = try FuzzInput.read(corpus.current(number))
    let log = String(decoding: try Data(contentsOf: corpus.log(number)), as: UTF8.self)
    let cause = causeOfDeath(status: status, log: log)
    try corpus.keepFailure(input, cause: cause)
    tally.withLock { $0.addDeath(cause, worker: number) }
    note("worker \(number): \(cause)")
  }
}

/// The environment of a process that asks: traps are to tell their place.
func workerEnvironment(_ limits: Worker.Limits) -> [String: String] {
  ProcessInfo.processInfo.environment.merging(
    [
      "SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,threads=crashed,limit=24,images=none",
      "ASAN_OPTIONS": "abort_on_error=1,detect_leaks=0,hard_rss_limit_mb=\(limits.megabytes)",
    ], uniquingKeysWith: { $1 })
}

/// Tells whoever watches.
func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// Why a process died: the signal, what the runtime said, and the innermost place in our own code.
func causeOfDeath(status: Int32, log: String) -> String {
  let signal =
    switch status {
    case SIGPROF: "too much processor time"
    case SIGALRM: "too much time"
    case SIGKILL: "killed (memory?)"
    default: "signal \(status)"
    }
  let lines = log.split(separator: "\n")
  let said = lines.first { $0.contains("Fatal error") || $0.contains("ERROR: AddressSanitizer") }
  let place = lines.first { $0.contains("/Sources/") && $0.contains(" at ") }
  let file = place.flatMap { $0.split(separator: "/").last }.map { String($0.prefix { $0 != ":" }) }
  return [signal, said.map { summary(String($0)) }, file].compactMap { $0 }.joined(separator: ": ")
}

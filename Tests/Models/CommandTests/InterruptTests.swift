import Foundation
import TestSupport
import Testing

/// SIGINT and SIGTERM end every long step at once, with 130 and 143, and leave nothing behind.
@Suite("Interrupts")
struct InterruptTests {
  let folder: Folder
  let program: BuiltProgram

  init() throws {
    folder = try Folder()
    program = try BuiltProgram()
    try folder.write(
      PupilsFile.text("y,x,g") { "\($0.y),\($0.x),g\($0.group)" }, to: "pupils.csv")
  }

  /// A step that does not end by itself within the test, by name.
  struct Step: Sendable, CustomStringConvertible {
    let description: String
    let line: String
  }

  static let steps = [
    Step(description: "read a pipe", line: "mkfifo p; exec $C fit p 'y ~ x'"),
    Step(description: "read standard input", line: "mkfifo q; exec $C fit - 'y ~ x' 3<>q < q"),
    Step(description: "write to a pipe", line: "mkfifo w; exec $C simulate --out w"),
    Step(
      description: "print to a pipe",
      line: "mkfifo o; exec $C simulate ../schools.csv 'ela ~ poverty' --draws 2000 3<>o > o"),
    Step(
      description: "bootstrap",
      line: "exec $C fit ../pupils.csv 'y ~ x + (1 + x | g)' --intervals bootstrap --draws 1000000"),
    Step(
      description: "bootstrap of a generalized model",
      line: """
        exec $C fit ../schools.csv 'cbind(leavers, staff - leavers) ~ poverty + (1 | district)' \
        --family binomial --intervals bootstrap --draws 1000000
        """),
    Step(
      description: "compare",
      line: """
        exec $C compare ../pupils.csv 'y ~ 1 + (1 | g)' 'y ~ x + (1 | g)' --ml --draws 1000000
        """),
    // A dense matrix of 3,000 levels, factored some tens of times.
    Step(description: "fit", line: "exec $C fit ../crossed.csv 'y ~ 1 + (1 | a) + (1 | b)'"),
    // 2,600 columns of products, and their cross-products.
    Step(description: "stream", line: "exec $C fit ../wide.csv 'y ~ .^3' --stream"),
    Step(
      description: "copy standard input",
      line: "mkfifo q; TMPDIR=$PWD exec $C fit - 'y ~ x' --stream 3<>q < q"),
    Step(
      description: "draw",
      line: "exec $C simulate ../schools.csv 'ela ~ poverty' --draws 200000 --out d"),
  ]

  @Test(.endsInTime, arguments: steps, [SIGINT, SIGTERM])
  func endsAtOnce(_ step: Step, _ signal: Int32) throws {
    if step.line.contains("wide.csv") { try writeRows(8_000, columns: 26, to: "wide.csv") }
    if step.line.contains("crossed.csv") {
      let rows = (0..<6_000).map {
        "\($0 * 37 % 101),\($0 % 3_000),\(($0 * 7 + $0 / 3_000) % 3_000)\n"
      }
      try folder.write("y,a,b\n" + rows.joined(), to: "crossed.csv")
    }
    var elapsed = Duration.zero
    // On a busy machine a process may wait for its turn: one of three ends within a second, where a step
    // that looks for the signal too rarely has none.
    for attempt in 1...3 {
      let running = try program.started(
        "mkdir \(attempt); cd \(attempt); " + step.line, in: folder.url)
      Thread.sleep(forTimeInterval: 0.5)
      let copies = step.line.contains("TMPDIR")
      let latest = ContinuousClock.now + .seconds(30)
      while copies, try hiddenFiles(in: "\(attempt)").isEmpty, ContinuousClock.now < latest {
        usleep(20_000)
      }
      let wasRunning = running.process.isRunning
      let hadCopy = try !hiddenFiles(in: "\(attempt)").isEmpty
      // A process that still runs has no outcome.
      let early = wasRunning ? "" : try running.outcome.error
      try #require(wasRunning, "it ended too early: \(early)")
      let start = ContinuousClock.now
      kill(running.process.processIdentifier, signal)
      running.process.waitUntilExit()
      elapsed = ContinuousClock.now - start
      let outcome = try running.outcome
      #expect(outcome.exitCode == 128 + signal && outcome.error == "", "\(outcome.error)")
      #expect(hadCopy == copies)
      try expectNothingHidden(in: "\(attempt)")
      if elapsed < .seconds(1) { break }
    }
    #expect(elapsed < .seconds(1))
  }

  /// Ended while a temporary file is there; the file that was there before stays.
  ///
  /// Whether an attempt is caught in the moment of writing depends on what else runs, so that this is tried
  /// where slow tests run; that a temporary file is removed is seen above too.
  @Test(.endsInTime, .enabled(if: runsSlowTests), arguments: [SIGINT, SIGTERM])
  func leavesNoTemporaryFile(_ signal: Int32) throws {
    try folder.write("old", to: "drawn.csv")
    var wasWriting = false
    for draws in [1_500, 3_000, 6_000, 12_000, 24_000] where !wasWriting {
      let running = try program.started(
        "exec $C simulate schools.csv 'ela ~ poverty' --draws \(draws) --out drawn.csv",
        in: folder.url)
      while running.process.isRunning {
        if try !hiddenFiles().isEmpty {
          wasWriting = true
          kill(running.process.processIdentifier, signal)
          break
        }
      }
      running.process.waitUntilExit()
      let outcome = try running.outcome
      if outcome.exitCode == 0 {
        // It was done before the signal came.
        wasWriting = false
        try folder.write("old", to: "drawn.csv")
      } else {
        #expect(outcome.exitCode == 128 + signal, "\(outcome.error)")
      }
      try expectNothingHidden()
    }
    #expect(wasWriting, "no attempt was caught writing")
    let content = try String(
      contentsOf: folder.url.appending(path: "drawn.csv"), encoding: .utf8)
    #expect(content == "old")
  }

  private func writeRows(_ rows: Int, columns: Int, to name: String) throws {
    let names = ["y", "a"] + (2..<columns).map { "v\($0)" }
    var state: UInt64 = 3
    var text = names.joined(separator: ",") + "\n"
    for _ in 0..<rows {
      for column in 0..<columns {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += (column == 0 ? "" : ",") + String(state >> 50)
      }
      text += "\n"
    }
    try folder.write(text, to: name)
  }

  /// The files whose names begin with a dot, as those being written do.
  private func hiddenFiles(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: name).path())
      .filter { $0.hasPrefix(".") || $0.hasPrefix("concord") }
  }

  private func expectNothingHidden(in name: String = "") throws {
    let hidden = try hiddenFiles(in: name)
    #expect(hidden.isEmpty, "\(hidden)")
  }
}

import Concord
import Foundation
import TestSupport
import Testing

/// Every kind of long work ends at once in a task that was cancelled.
@Suite("Cancelled tasks")
struct CancellationTests {
  /// Invented rows: 400 in 20 groups.
  static let rows: Table = {
    let x = (0..<400).map { Double($0 * 37 % 101) / 50 - 1 }
    let noise = (0..<400).map { Double($0 * 53 % 97) / 48 - 1 }
    let columns = [
      Column("x", x), Column("y", zip(x, noise).map { $0 + $1 }),
      Column("n", noise.map { (($0 + 1) * 3).rounded() }),
      Column("b", zip(x, noise).map { $0 + $1 > 0 ? 1 : 0 }),
      Column("g", (0..<400).map { "g\($0 % 20)" }),
      Column("k", noise.map { $0 < -0.3 ? "low" : $0 < 0.4 ? "middle" : "top" }),
    ]
    guard let table = try? Table(columns) else { preconditionFailure("columns of one length") }
    return table
  }()

  static let works: [(String, @Sendable () throws -> Void)] = [
    ("scoring", { _ = try GeneralizedLinearModel("b ~ x", family: .binomial).fit(to: rows) }),
    ("counts", { _ = try NegativeBinomialModel("n ~ x").fit(to: rows) }),
    ("ordered", { _ = try OrdinalModel("k ~ x").fit(to: rows) }),
    ("mixed", { _ = try LinearMixedModel("y ~ x + (1 | g)").fit(to: rows) }),
    (
      "generalized mixed",
      { _ = try GeneralizedLinearMixedModel("b ~ x + (1 | g)", family: .binomial).fit(to: rows) }
    ),
    (
      "clusters",
      {
        _ = try linear.get().inference(using: .clustered(by: "g", correction: .cr2))
      }
    ),
    ("bootstrap", { _ = try linear.get().bootstrap(draws: 1000, seed: 1, of: .clusters("g")) }),
    (
      "answers of draws",
      { _ = try replicates.get().ask(Comparison(.gap, of: "x", from: .value(0), to: .value(1))) }
    ),
    ("draws", { _ = try linear.get().simulatedResponses(count: 1000, seed: 1) }),
    ("parametric bootstrap", { _ = try mixed.get().parametricBootstrap(draws: 1000, seed: 1) }),
    ("profile", { _ = try mixed.get().profileIntervals() }),
    ("study", { _ = try Study(of: national.get()) }),
  ]
  static let national = Result {
    let schools = syntheticNationalStudy()
    return try StudyTable(schools, roles: Roles(in: schools))
  }
  static let linear = Result { try LinearModel("y ~ x").fit(to: rows) }
  static let mixed = Result { try LinearMixedModel("y ~ x + (1 | g)").fit(to: rows) }
  static let replicates = Result { try linear.get().bootstrap(draws: 20, seed: 1, of: .rows) }

  @Test(.endsInTime, arguments: works.indices)
  func endsWithTheError(_ index: Int) async throws {
    // What is only used is made by a task that goes on.
    _ = try Self.national.get()
    _ = (try Self.linear.get(), try Self.mixed.get(), try Self.replicates.get())
    let (name, work) = Self.works[index]
    let outcome = await workOfACancelledTask(work)
    #expect(throws: CancellationError.self, "\(name)") { try outcome.get() }
  }

  /// A table is read with errors of one type, which has a case for it.
  @Test(.endsInTime) func readingEndsWithItsOwnError() async throws {
    let text = "y,x\n1,2\n2,3\n"
    let outcome = await workOfACancelledTask { try Table(csvText: text) }
    #expect(throws: TableError.self) { try outcome.get() }
    guard case .failure(let error as TableError) = outcome, case .cancelled = error else {
      Issue.record("\(outcome)")
      return
    }
    #expect("\(error)".contains("cancelled"))
  }

  @Test(.endsInTime) func blocksEndBetweenTwo() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(("y,x\n" + String(repeating: "1,2\n", count: 4_000)).utf8).write(to: file)
    let blocks = try CSVBlocks(contentsOf: file, bytesPerBlock: 4_000)
    try #require(blocks.blockCount > 1)
    let outcome = await Task.detached {
      var seen = 0
      let result = Result {
        try blocks.forEachBlock { _ in
          seen += 1
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
      return (seen, result)
    }.value
    #expect(outcome.0 == 1)
    #expect(throws: CancellationError.self) { try outcome.1.get() }
  }

  /// Cancelled from outside in the middle of its work.
  @Test(.endsInTime, arguments: [1, 2])
  func endsWithinASecond(_ threads: Int) async throws {
    let mixed = try Self.mixed.get()
    var elapsed = Duration.zero
    for _ in 1...3 {
      let outcome = await cancelledWork(after: 200) {
        try Parallelism.withThreads(threads) {
          try mixed.parametricBootstrap(draws: 5_000_000, seed: 1)
        }
      }
      #expect(throws: CancellationError.self) { try outcome.result.get() }
      elapsed = outcome.elapsed
      if elapsed < .seconds(1) { break }
    }
    #expect(elapsed < .seconds(1))
  }
}

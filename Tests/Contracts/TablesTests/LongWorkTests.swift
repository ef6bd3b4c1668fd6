import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Threading

@Suite("Long work")
struct LongWorkTests {
  @Test(.endsInTime, arguments: [1, 2, 3])
  func isTheMap(_ threads: Int) throws {
    let found = try Parallelism.withThreads(threads) {
      try countedMap(count: 1000, of: "squares") { $0 * $0 }
    }
    #expect(found == (0..<1000).map { $0 * $0 })
    #expect(try countedMap(count: 0, of: "nothing") { $0 }.isEmpty)
  }

  private struct Failure: Error, Equatable { let index: Int }

  @Test(.endsInTime, arguments: [1, 2])
  func throwsForTheFirst(_ threads: Int) throws {
    #expect(throws: Failure(index: 30)) {
      try Parallelism.withThreads(threads) {
        try countedMap(count: 100, of: "tries") { index in
          if index >= 30 { throw Failure(index: index) }
          return index
        }
      }
    }
  }

  /// A map that would take for ever ends soon after its task is cancelled, on all threads. On a busy machine a
  /// thread may wait for its turn: one of three does.
  @Test(.endsInTime, arguments: [1, 2])
  func endsWhenItsTaskIsCancelled(_ threads: Int) async throws {
    try await expectEnd {
      try Parallelism.withThreads(threads) {
        try countedMap(count: .max, of: "steps") { _ in pause(milliseconds: 1) }
      }
    }
  }

  /// A check within an element sees the cancellation also on threads that belong to no task.
  @Test(.endsInTime) func checksWithinElements() async throws {
    try await expectEnd {
      try Parallelism.withThreads(2) {
        try countedMap(count: 2, of: "loops") { _ in
          while true {
            try LongWork.check()
            pause(milliseconds: 1)
          }
        }
      }
    }
  }

  private func expectEnd<Success: Sendable>(_ work: @escaping @Sendable () throws -> Success)
    async throws
  {
    var elapsed = Duration.zero
    for _ in 1...3 {
      let outcome = await cancelledWork(after: 50, work)
      #expect(throws: CancellationError.self) { try outcome.result.get() }
      elapsed = outcome.elapsed
      if elapsed < .seconds(1) { break }
    }
    #expect(elapsed < .seconds(1))
  }

  @Test(.endsInTime, arguments: [1, 2])
  func reportsRiseToTheTotal(_ threads: Int) throws {
    let reports = Mutex<[WorkProgress]>([])
    _ = try Parallelism.withThreads(threads) {
      try LongWork.reporting(to: { report in reports.withLock { $0.append(report) } }) {
        try countedMap(count: 40, of: "steps") { _ in pause(milliseconds: 10) }
      }
    }
    let found = reports.withLock { $0 }
    #expect(
      found.count > 1 && found.last == WorkProgress(activity: "steps", completed: 40, total: 40))
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.completed <= $1.completed })
    #expect(found.last?.description == "steps: 40 of 40")
  }

  @Test func withoutATaskNothingIsCancelled() throws {
    #expect(!LongWork.isCancelled)
    try LongWork.check()
  }
}

/// Waits on the thread.
private func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

import Synchronization

/// Long work: where it ends when its task is cancelled, and how far it is.
///
/// The library's loops over draws, blocks of a file, iterations and searches look here between two steps.
/// Cancelling the task they run in (`Task.cancel()`) makes them throw `CancellationError` within about a
/// second; reading a table, which throws one type of error only, throws `TableError.cancelled(source:)`. Work
/// outside of any task is never cancelled.
public enum LongWork {
  @TaskLocal static var cancellation: Cancellation?
  @TaskLocal static var receiver: ProgressReceiver?

  /// Runs a body and passes on how far the long steps in it are.
  ///
  /// - Parameters:
  ///   - receive: takes a report, at most ten a second and one at the end of each step. It is called on the thread
  ///     that did the work, one call at a time; within a step ``WorkProgress/completed`` rises.
  ///   - body: the work.
  /// - Returns: what the body returns.
  /// - Throws: what the body throws.
  public static func reporting<Result>(
    to receive: @escaping @Sendable (WorkProgress) -> Void, _ body: () throws -> Result
  ) rethrows -> Result {
    try $receiver.withValue(ProgressReceiver(receive)) { try body() }
  }

  /// Whether the task that the work is done for was cancelled.
  package static var isCancelled: Bool {
    Task.isCancelled || cancellation?.isSet.load(ordering: .relaxed) ?? false
  }

  /// Throws if the task was cancelled.
  package static func check() throws(CancellationError) {
    if isCancelled { throw CancellationError() }
  }
}

/// How far a long step is.
public struct WorkProgress: Sendable, Hashable, CustomStringConvertible {
  /// What is counted, such as `draws`.
  public let activity: String
  /// How many are done.
  public let completed: Int
  /// How many there are.
  public let total: Int

  /// A state of a step.
  public init(activity: String, completed: Int, total: Int) {
    self.activity = activity
    self.completed = completed
    self.total = total
  }

  /// The state in words: `draws: 340 of 1000`.
  public var description: String { "\(activity): \(completed) of \(total)" }
}

/// That work was cancelled, for threads that belong to no task.
final class Cancellation: Sendable {
  let isSet = Atomic(false)
}

/// Who is told of progress, and when last.
final class ProgressReceiver: Sendable {
  private let receive: @Sendable (WorkProgress) -> Void
  private let latest = Mutex<ContinuousClock.Instant?>(nil)

  init(_ receive: @escaping @Sendable (WorkProgress) -> Void) { self.receive = receive }

  /// Passes a report on, if there has been none for a tenth of a second or it `isLast`.
  ///
  /// The count is read where no other thread reports, so that reports rise.
  func report(_ activity: String, total: Int, isLast: Bool, completed: () -> Int) {
    latest.withLock { latest in
      let now = ContinuousClock.now
      if !isLast, let latest, now - latest < .milliseconds(100) { return }
      latest = now
      receive(WorkProgress(activity: activity, completed: completed(), total: total))
    }
  }
}

/// A long step that says how far it is as it goes.
package final class CountedStep: Sendable {
  private let activity: String
  private let total: Int
  private let completed = Atomic(0)
  private let receiver = LongWork.receiver

  package init(of activity: String, total: Int) {
    self.activity = activity
    self.total = total
  }

  /// Counts some more as done.
  package func advance(by count: Int = 1) {
    let now = completed.wrappingAdd(count, ordering: .relaxed).newValue
    receiver?.report(activity, total: total, isLast: now == total) {
      completed.load(ordering: .relaxed)
    }
  }
}

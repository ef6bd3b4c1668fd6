import Dispatch
import Synchronization

/// Runs work in a task that is cancelled after a while; how it ended, and how long after.
///
/// It is cancelled from a thread of its own: work that does not give its thread back may take all that tasks have.
public func cancelledWork<Success: Sendable>(
  after milliseconds: Int, _ work: @escaping @Sendable () throws -> Success
) async -> (result: Result<Success, any Error>, elapsed: Duration) {
  let cancelled = Mutex<ContinuousClock.Instant?>(nil)
  let task = Task.detached {
    let result = Result { try work() }
    return (result, ContinuousClock.now)
  }
  await withCheckedContinuation { continuation in
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
      task.cancel()
      cancelled.withLock { $0 = .now }
      continuation.resume()
    }
  }
  let (result, end) = await task.value
  return (result, cancelled.withLock { $0 }.map { end - $0 } ?? .zero)
}

/// Runs work in a task that has been cancelled before it begins.
public func workOfACancelledTask<Success: Sendable>(
  _ work: @escaping @Sendable () throws -> Success
) async -> Result<Success, any Error> {
  await Task.detached {
    withUnsafeCurrentTask { $0?.cancel() }
    return Result { try work() }
  }.value
}

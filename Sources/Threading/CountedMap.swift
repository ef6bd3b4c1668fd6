import Synchronization

/// The results of `body` for 0, 1, …, `count` − 1 as ``concurrentMap(count:_:)`` has them, for elements that take
/// long: between two of them it is looked whether the task was cancelled, and said how many are done.
///
/// - Parameters:
///   - count: how many.
///   - activity: what they are, as in ``WorkProgress/activity``.
///   - inParallel: whether several are computed at the same time.
///   - body: computes one.
/// - Returns: the results, in the order of their indices.
/// - Throws: `CancellationError`; else what `body` throws for the first element, once all are computed.
package func countedMap<Element: Sendable>(
  count: Int, of activity: String, inParallel: Bool = true,
  _ body: @Sendable (Int) throws -> Element
) throws -> [Element] {
  let step = CountedStep(of: activity, total: count)
  let workers = inParallel ? max(1, min(Parallelism.threadCount, count)) : 1
  let cancellation = LongWork.cancellation ?? Cancellation()
  let next = Atomic(0)
  let parts = concurrentMap(count: workers) { _ in
    LongWork.$cancellation.withValue(cancellation) {
      var found: [(index: Int, result: Result<Element, any Error>)] = []
      while true {
        // Only the thread that called belongs to the task; it tells the others.
        if LongWork.isCancelled {
          cancellation.isSet.store(true, ordering: .relaxed)
          return found
        }
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return found }
        found.append((index, Result { try body(index) }))
        step.advance()
      }
    }
  }
  try LongWork.check()
  return try parts.joined().sorted { $0.index < $1.index }.map { try $0.result.get() }
}

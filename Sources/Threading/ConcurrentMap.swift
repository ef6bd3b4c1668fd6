import Dispatch
import Synchronization

/// The results of `body` for 0, 1, …, `count` − 1, in that order, computed by as many threads as
/// `Parallelism.threadCount` allows.
///
/// Each thread takes the next index when it is free. Which thread computes an element cannot show
/// in the result, because `body` sees nothing but its index. Maps inside `body` run on the thread
/// they are called from. One thread, or one element, starts nothing.
package func concurrentMap<Element: Sendable>(
  count: Int, _ body: @Sendable (Int) -> Element
) -> [Element] {
  let workers = min(Parallelism.threadCount, count)
  if workers <= 1 { return (0..<max(0, count)).map(body) }
  let next = Atomic<Int>(0)
  return [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    // Every index is written exactly once, by the one worker that took it from the counter.
    nonisolated(unsafe) let results = buffer
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      Parallelism.$scopedThreadCount.withValue(1) {
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          if index >= count { return }
          results.initializeElement(at: index, to: body(index))
        }
      }
    }
    initializedCount = count
  }
}

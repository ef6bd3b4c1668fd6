import Foundation
import Testing

extension Trait where Self == TimeLimitTrait {
  /// The limit of tests whose fault would be not to end at all: 20 minutes.
  ///
  /// Swift Testing counts the time that a test waits for its turn among the others too, which is minutes in
  /// a run of the whole suite. So a limit says that a test ends, not how fast it is.
  public static var endsInTime: Self { .timeLimit(.minutes(20)) }
}

/// The seconds of the processor that the calling thread spends on a body, whatever else runs beside it.
public func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  try body()
  return now() - start
}

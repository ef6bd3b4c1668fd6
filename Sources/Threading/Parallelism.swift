#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How many threads the library's computations use.
///
/// Results do not depend on it: work is cut by the size of the data only and partial results merge
/// in a fixed order, so any number of threads gives the same bits.
public enum Parallelism {
  @TaskLocal static var scopedThreadCount: Int?

  /// The number of processors the system has online, at least 1.
  public static let processorCount: Int = {
    let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return max(1, Int(count))
  }()

  /// The threads a computation started here may use: what the innermost `withThreads` says,
  /// otherwise all processors.
  public static var threadCount: Int { scopedThreadCount ?? processorCount }

  /// Runs `body` with computations in it limited to `count` threads.
  ///
  /// - Precondition: `count` is at least 1.
  public static func withThreads<Result, Failure: Error>(
    _ count: Int, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(count >= 1, "\(count) threads")
    let outcome = $scopedThreadCount.withValue(count) { () -> Swift.Result<Result, Failure> in
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
    return try outcome.get()
  }
}

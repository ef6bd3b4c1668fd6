import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a thread does.
final class ThreadWork: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Starts a thread, with a stack of some bytes or, if nil, of the size the system gives; nil if there is
/// none to have.
func startThread(stackSize: Int?, _ work: ThreadWork) -> pthread_t? {
  var attributes = pthread_attr_t()
  guard pthread_attr_init(&attributes) == 0 else { return nil }
  defer { pthread_attr_destroy(&attributes) }
  if let stackSize, pthread_attr_setstacksize(&attributes, stackSize) != 0 { return nil }
  let pointer = Unmanaged.passRetained(work)
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let code = pthread_create(&thread, &attributes, runThread, pointer.toOpaque())
  if code != 0 {
    pointer.release()
    return nil
  }
  return thread
}

#if canImport(Darwin)
  private func runThread(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ThreadWork>.fromOpaque(pointer).takeRetainedValue().body()
    return nil
  }
#else
  private func runThread(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { Unmanaged<ThreadWork>.fromOpaque(pointer).takeRetainedValue().body() }
    return nil
  }
#endif

/// Runs something with a stack as large as usual, whatever the limit; here if there is no thread for it.
func onLargeStack(_ body: @escaping @Sendable () -> Int32) -> Int32 {
  let outcome = Outcome()
  guard
    let thread = startThread(
      stackSize: 8 << 20, ThreadWork { outcome.code.withLock { $0 = body() } })
  else { return body() }
  pthread_join(thread, nil)
  return outcome.code.withLock { $0 }
}

/// What the thread leaves behind.
private final class Outcome: Sendable {
  let code = Mutex<Int32>(0)
}

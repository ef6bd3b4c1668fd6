import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The address of the path of the file being written, as C has it; 0 if there is none.
private let unfinishedPath = Atomic<UInt>(0)

/// A temporary file, which is removed if a signal ends the program.
struct UnfinishedFile {
  private let path: FilePath

  /// Takes note of a file that is about to be made. There is one at a time.
  ///
  /// The note is never freed: a signal may just be reading it. It is as long as the path.
  init(_ path: FilePath) {
    self.path = path
    unfinishedPath.store(
      UInt(bitPattern: path.withCString { strdup($0) }), ordering: .sequentiallyConsistent)
  }

  /// Removes the file.
  func remove() { _ = path.withCString { unlink($0) } }

  /// Ends the note: the file is complete, or is no more.
  func forget() { unfinishedPath.store(0, ordering: .sequentiallyConsistent) }
}

private let timeIsUp: StaticString =
  "error: the limit on processor time (ulimit -t) was reached; raise it, or ask for less\n"

/// Removes the file being written and ends the program with 128 and the signal's number, as shells count.
///
/// Does only what a signal handler may: it takes no lock and no memory.
private func endNow(_ signal: Int32) {
  if let path = UnsafePointer<CChar>(
    bitPattern: unfinishedPath.load(ordering: .sequentiallyConsistent))
  {
    unlink(path)
  }
  let isLimit = signal == SIGXCPU || signal == SIGPROF
  if isLimit { _ = write(STDERR_FILENO, timeIsUp.utf8Start, timeIsUp.utf8CodeUnitCount) }
  _exit(128 + (isLimit ? SIGXCPU : signal))
}

/// Makes signals end the program in order: interrupts at once and without a trace, lost readers and limits
/// on files as errors of writing.
func handleSignals() {
  // Touched here, so that the handler does not come first.
  _ = unfinishedPath.load(ordering: .relaxed)
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
  let ending = [SIGINT, SIGTERM, SIGXCPU, SIGPROF]
  for number in ending { signal(number, endNow) }
  // A parent may have held them back, as the threads of a dispatch queue do, and its children with it.
  var held = sigset_t()
  sigemptyset(&held)
  for number in ending + [SIGHUP] { sigaddset(&held, number) }
  pthread_sigmask(SIG_UNBLOCK, &held, nil)
  var hangUp = sigaction()
  sigaction(SIGHUP, nil, &hangUp)
  // `nohup` has it ignored.
  if !isIgnored(hangUp) { signal(SIGHUP, endNow) }
  warnBeforeTimeLimit()
}

private func isIgnored(_ action: sigaction) -> Bool {
  #if canImport(Darwin)
    let handler = unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
  #else
    let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
  #endif
  return handler == 1
}

/// Has a signal sent shortly before the limit on processor time: at the limit itself the system kills
/// without asking where it may not be raised.
private func warnBeforeTimeLimit() {
  var limit = rlimit()
  #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_CPU.rawValue)
    let clock = __itimer_which_t(ITIMER_PROF.rawValue)
  #else
    let resource = RLIMIT_CPU
    let clock = ITIMER_PROF
  #endif
  guard getrlimit(resource, &limit) == 0, limit.rlim_cur < 1 << 30 else { return }
  let milliseconds = max(50, Int(limit.rlim_cur) * 1000 - 200)
  var timer = itimerval()
  timer.it_value.tv_sec = time_t(milliseconds / 1000)
  timer.it_value.tv_usec = suseconds_t(milliseconds % 1000 * 1000)
  setitimer(clock, &timer, nil)
}

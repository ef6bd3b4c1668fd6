#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a question; the system ends the process if it takes too long.
///
/// The limit is of processor time, so that a busy machine does not make a hang of a slow answer; what
/// waits without working ends after twelve times as long.
func timed<Result>(_ limits: Worker.Limits, _ body: () -> Result) -> Result {
  setTimer(limits.seconds)
  defer { setTimer(0) }
  return body()
}

private func setTimer(_ seconds: Int) {
  var timer = itimerval()
  timer.it_value.tv_sec = seconds
  #if canImport(Glibc)
    _ = setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  #else
    _ = setitimer(ITIMER_PROF, &timer, nil)
  #endif
  alarm(UInt32(12 * seconds))
}

/// Whether this program was built with AddressSanitizer.
var isSanitized: Bool { dlsym(dlopen(nil, RTLD_NOW), "__asan_init") != nil }

/// Bounds the addresses of this process; not where AddressSanitizer runs, which needs terabytes of them
/// and has a limit of its own.
func limitMemory(_ megabytes: Int) {
  guard megabytes > 0, !isSanitized else { return }
  var limit = rlimit()
  #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
  #else
    let resource = RLIMIT_AS
  #endif
  guard getrlimit(resource, &limit) == 0 else { return }
  limit.rlim_cur = min(limit.rlim_max, rlim_t(megabytes) << 20)
  setrlimit(resource, &limit)
}

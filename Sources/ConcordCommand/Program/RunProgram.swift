import Concord

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs the program with the arguments and streams of this process, and returns its exit code.
///
/// What is wrong with them is a message and an exit code: closed or full streams, arguments that are not
/// UTF-8, limits on descriptors, threads, stacks, files and processor time. A terminal shows how far work of
/// more than two seconds is. SIGINT and SIGTERM end the
/// program at once with 130 and 143, and leave no unfinished file.
public func runProgram() -> Int32 {
  occupyClosedStreams()
  handleSignals()
  let arguments = ProgramArguments.ofProcess
  if let text = arguments.ambiguous {
    let error = CommandError(
      .usage, code: "badText",
      "two arguments that are not UTF-8 would both be called \"\(text)\"; rename one of the files")
    return deliver(errorResult(error, isJSON: false))
  }
  let isScarce = areResourcesScarce()
  let context = ProgramContext(bytes: arguments.bytes, mostThreads: isScarce ? 1 : nil)
  let work: @Sendable () -> Int32 = {
    let line = ProgressLine.ofTerminal()
    let result = ProgramContext.$current.withValue(context) {
      guard let line else { return run(arguments: arguments.texts) }
      return LongWork.reporting(to: { line.show($0) }) { run(arguments: arguments.texts) }
    }
    line?.clear()
    return deliver(result)
  }
  return isScarce ? onLargeStack(work) : work()
}

/// Whether there is too little of what threads need: descriptors, stack, threads themselves.
private func areResourcesScarce() -> Bool {
  isStackSmall || !canOpenFiles(8) || !canStartThreads(min(64, Parallelism.processorCount + 1))
}

/// Whether as many files could be opened at once. The threads' queues take some of them, and end the
/// program where there is none.
private func canOpenFiles(_ count: Int) -> Bool {
  var opened: [Int32] = []
  defer { for descriptor in opened { close(descriptor) } }
  for _ in 0..<count {
    let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return false }
    opened.append(descriptor)
  }
  return true
}

/// Whether stacks are smaller than the numeric code takes for granted.
private var isStackSmall: Bool {
  var limit = rlimit()
  #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_STACK.rawValue)
  #else
    let resource = RLIMIT_STACK
  #endif
  return getrlimit(resource, &limit) == 0 && limit.rlim_cur < 1 << 20
}

/// Whether as many threads can be started at once: the queues would wait for them for ever.
private func canStartThreads(_ count: Int) -> Bool {
  var threads: [pthread_t] = []
  // They end when the pipe of what they wait for is closed.
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return false }
  var isStarted = true
  for _ in 0..<count {
    guard let thread = startThread(stackSize: nil, ThreadWork { [end = ends[0]] in wait(for: end) })
    else {
      isStarted = false
      break
    }
    threads.append(thread)
  }
  close(ends[1])
  for thread in threads { pthread_join(thread, nil) }
  close(ends[0])
  return isStarted
}

private func wait(for descriptor: Int32) {
  var byte: UInt8 = 0
  while read(descriptor, &byte, 1) < 0 && errno == EINTR {}
}

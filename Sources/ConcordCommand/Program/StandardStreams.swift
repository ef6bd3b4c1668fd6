#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Puts something in the place of standard streams that are closed, so that no file opened later becomes
/// one of them. What is put there fails as the closed stream would.
func occupyClosedStreams() {
  for (stream, flag) in [
    (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
  ] where fcntl(stream, F_GETFD) < 0 {
    // The lowest free descriptor is given out: the one that is closed.
    _ = open("/dev/null", flag)
  }
}

/// Writes what a run left to the standard streams: messages first, then the answer.
///
/// - Returns: the exit code, which is that of output that cannot be written where the answer was lost. A
///   reader that has seen enough, as in `concord … | head`, is not told about it.
func deliver(_ result: CommandResult) -> Int32 {
  // Where messages cannot be written there is nowhere to say so, and the exit code stands.
  try? writeAll(result.standardError, to: STDERR_FILENO)
  do throws(SystemFailure) {
    if result.standardOutput.isEmpty { return result.exitCode }
    try writeAll(result.standardOutput, to: STDOUT_FILENO)
    // Some file systems find out late that there is no room.
    if close(STDOUT_FILENO) != 0 { throw SystemFailure(code: errno) }
    return result.exitCode
  } catch {
    if error.code != EPIPE {
      let message = "error: cannot write standard output: \(error.reason)\n"
      try? writeAll(message, to: STDERR_FILENO)
    }
    return ExitStatus.output.rawValue
  }
}

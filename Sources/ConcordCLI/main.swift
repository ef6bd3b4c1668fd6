import ConcordCommand

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

let result = run(arguments: Array(CommandLine.arguments.dropFirst()))
write(result.standardError, to: STDERR_FILENO)
write(result.standardOutput, to: STDOUT_FILENO)
exit(result.exitCode)

/// Writes all of a text to a file descriptor; stops if nobody reads any more.
func write(_ text: String, to descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count <= 0 { return }
    rest = rest.dropFirst(count)
  }
}

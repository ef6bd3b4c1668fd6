import ConcordCommand

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

let result = run(arguments: Array(CommandLine.arguments.dropFirst()))
fputs(result.standardError, stderr)
fputs(result.standardOutput, stdout)
fflush(stdout)
exit(result.exitCode)

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether an output and an input are one ordinary file, by whatever paths, links and letters they are
/// named; an input of `-` is what standard input comes from.
func isSameFile(_ output: String, _ input: String) -> Bool {
  guard let written = FilePath(output).status, written.st_mode & S_IFMT == S_IFREG else {
    return false
  }
  var read = stat()
  if input == "-" {
    guard fstat(STDIN_FILENO, &read) == 0 else { return false }
  } else if let status = FilePath(input).status {
    read = status
  } else {
    return false
  }
  return written.st_dev == read.st_dev && written.st_ino == read.st_ino
}

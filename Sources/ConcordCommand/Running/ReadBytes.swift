#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Every byte of standard input; nil if it cannot be read.
func standardInputBytes() -> [UInt8]? { bytes(from: STDIN_FILENO) }

/// Every byte of a pipe or device, such as a shell's `<(…)`; nil if the path is an ordinary file, a
/// folder or nothing at all, or cannot be read.
func streamedBytes(at path: String) -> [UInt8]? {
  var status = stat()
  guard stat(path, &status) == 0 else { return nil }
  let kind = status.st_mode & S_IFMT
  guard kind == S_IFIFO || kind == S_IFCHR || kind == S_IFSOCK else { return nil }
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  return bytes(from: descriptor)
}

private func bytes(from descriptor: Int32) -> [UInt8]? {
  var all: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 && errno == EINTR { continue }
    if count < 0 { return nil }
    if count == 0 { return all }
    all.append(contentsOf: chunk[..<count])
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The first bytes of an ordinary file, fewer if it has fewer; none of anything that can be read only
/// once, or not at all.
func firstBytes(of path: String, count: Int) -> [UInt8] {
  let file = FilePath(path)
  guard let status = file.status, status.st_mode & S_IFMT == S_IFREG else { return [] }
  let descriptor = file.withCString { open($0, O_RDONLY | O_CLOEXEC) }
  guard descriptor >= 0 else { return [] }
  defer { close(descriptor) }
  return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    initialized = max(0, pread(descriptor, buffer.baseAddress, count, 0))
  }
}

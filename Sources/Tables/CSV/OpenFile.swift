import Threading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file open for reading, with the state it was opened in; closed when nothing refers to it.
final class OpenFile: Sendable {
  /// The path, or for a descriptor the name used in error messages.
  let path: String
  private let descriptor: Int32
  private let isNamed: Bool
  private let opened: FileState

  /// Opens a file.
  ///
  /// A file changed a moment ago is given time first, so that the next change shows in its times.
  init(path: String) throws(TableError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Self.unreadable(path, errno) }
    do throws(TableError) {
      opened = try Self.settledState(of: descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
    isNamed = true
  }

  /// Takes a descriptor that is open already, and leaves it open.
  init(descriptor: Int32, name: String) throws(TableError) {
    opened = try Self.settledState(of: descriptor, name)
    path = name
    self.descriptor = descriptor
    isNamed = false
  }

  deinit { if isNamed { close(descriptor) } }

  /// Whether it is a file in the narrow sense: no pipe, terminal or other device.
  var isOrdinary: Bool { opened.isOrdinary }

  /// The number of bytes; 0 if the system does not know.
  var size: Int { isOrdinary ? opened.size : 0 }

  /// Throws if the file, or what its path leads to, is no longer what was opened.
  func refuseChange() throws(TableError) {
    guard isOrdinary else { return }
    if isNamed {
      let (named, code) = FileState.at(path)
      let isGone = named == nil && (code == ENOENT || code == ENOTDIR)
      if isGone { throw .changedFile(path: path, change: .removed) }
      if let named, !named.isSameFile(as: opened) {
        throw .changedFile(path: path, change: .replaced)
      }
    }
    guard let now = FileState(of: descriptor) else { throw Self.unreadable(path, errno) }
    if let change = now.change(since: opened) { throw .changedFile(path: path, change: change) }
  }

  /// Fills a buffer with the bytes from an offset; false if there are not as many.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) -> Bool {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      done += count
    }
    return true
  }

  /// Every byte not read yet, of a pipe or device, up to a quarter of the memory that is left.
  func remainingBytes() throws(TableError) -> [UInt8] {
    let limit = Int(min(availableMemory() / 4, 0x1p60))
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw Self.unreadable(path, errno) }
      if count == 0 { break }
      if all.isEmpty { try refuseNothingButNULs(piece[..<count], of: path) }
      if all.count + count > limit { throw .endlessSource(path: path, limit: limit) }
      all.append(contentsOf: piece[..<count])
    }
    try refuseChange()
    return all
  }

  /// The state of a file just opened, once another change would show in its times.
  private static func settledState(
    of descriptor: Int32, _ path: String
  ) throws(TableError) -> FileState {
    guard let first = FileState(of: descriptor) else { throw unreadable(path, errno) }
    if first.isFolder { throw unreadable(path, EISDIR) }
    while first.isOrdinary, let delay = first.microsecondsUntilSettled() {
      usleep(delay)
      guard let now = FileState(of: descriptor) else { throw unreadable(path, errno) }
      if let change = now.change(since: first) {
        throw .changedFile(path: path, change: change)
      }
    }
    return first
  }

  private static func unreadable(_ path: String, _ code: Int32) -> TableError {
    let reason =
      switch code {
      case ENOENT, ENOTDIR: "there is no such file"
      case EACCES, EPERM: "no permission"
      case EISDIR: "it is a folder; name a file in it"
      case EMFILE, ENFILE: "too many files are open; raise the limit (ulimit -n)"
      default: "it is no readable file"
      }
    return .unreadable(path: path, reason: reason)
  }
}

/// Throws if a stream begins with NUL bytes, a kilobyte and more: a device such as `/dev/zero`, which has no
/// end.
package func refuseNothingButNULs(
  _ first: ArraySlice<UInt8>, of path: String
) throws(TableError) {
  if first.count >= 1024 && first.allSatisfy({ $0 == 0 }) {
    throw .unreadable(
      path: path, reason: "it begins with \(first.count) NUL bytes, so it is no text")
  }
}

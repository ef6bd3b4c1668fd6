import Threading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that can be read in any order, by any thread: held in memory, or in a file and read as they
/// are asked for.
struct TextSource: Sendable {
  private enum Storage: Sendable {
    case bytes([UInt8])
    case file(OpenFile)
  }

  private static let piece = 1 << 20

  /// What errors call it.
  let name: String
  let count: Int
  private let storage: Storage

  /// Bytes in memory.
  init(_ bytes: [UInt8], name: String) {
    self.name = name
    count = bytes.count
    storage = .bytes(bytes)
  }

  /// A file; what is no ordinary file is read into memory, unless it has to be read repeatedly.
  init(path: String, name: String, repeatedly: Bool = false) throws(TableError) {
    let file = try OpenFile(path: path)
    self.name = name
    let size = try file.size()
    if size > 0 {
      count = size
      storage = .file(file)
    } else if repeatedly && !file.isOrdinary {
      throw .unreadable(path: path, reason: "it can be read only once; save it to a file first")
    } else {
      let bytes = try file.remainingBytes()
      count = bytes.count
      storage = .bytes(bytes)
    }
  }

  /// The bytes in a range of offsets.
  func bytes(_ range: Range<Int>) throws(TableError) -> ArraySlice<UInt8> {
    switch storage {
    case .bytes(let bytes): return bytes[range]
    case .file(let file):
      let pieces = (range.count + Self.piece - 1) / Self.piece
      var isRead = true
      let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
        // Pieces are disjoint, and each is filled by the one thread that took it.
        nonisolated(unsafe) let whole = buffer
        let done = concurrentMap(count: pieces) { index in
          let start = index * Self.piece
          let end = min(start + Self.piece, range.count)
          return file.fill(
            UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(whole)[start..<end]),
            from: range.lowerBound + start)
        }
        isRead = !done.contains(false)
        initialized = isRead ? range.count : 0
      }
      guard isRead else {
        throw .unreadable(path: file.path, reason: "it could not be read to its end")
      }
      return bytes[...]
    }
  }
}

/// A file open for reading until nothing refers to it.
private final class OpenFile: Sendable {
  let path: String
  private let descriptor: Int32

  init(path: String) throws(TableError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Self.unreadable(path, errno) }
  }

  deinit { close(descriptor) }

  /// The number of bytes; 0 if the system does not know.
  func size() throws(TableError) -> Int {
    guard let status else { throw Self.unreadable(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw Self.unreadable(path, EISDIR) }
    return isOrdinary ? Int(status.st_size) : 0
  }

  var isOrdinary: Bool { status.map { $0.st_mode & S_IFMT == S_IFREG } ?? false }

  private var status: stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
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

  /// Every byte not read yet, of a pipe or device.
  func remainingBytes() throws(TableError) -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw Self.unreadable(path, errno) }
      if count == 0 { return all }
      all.append(contentsOf: piece[..<count])
    }
  }

  private static func unreadable(_ path: String, _ code: Int32) -> TableError {
    let reason =
      switch code {
      case ENOENT, ENOTDIR: "there is no such file"
      case EACCES, EPERM: "no permission"
      default: "it is no readable file"
      }
    return .unreadable(path: path, reason: reason)
  }
}

import Threading

/// Bytes that can be read in any order, by any thread: held in memory, or in a file and read as they
/// are asked for.
///
/// What a file gives is always of the version that was opened: each read is followed by a look at the
/// file's state, and a file that changed is an error. So a digest and values read one after the other
/// are of the same bytes, however many passes there are.
struct TextSource: Sendable {
  private enum Storage: Sendable {
    case bytes([UInt8])
    case file(OpenFile)
  }

  private static let piece = 1 << 20

  /// The name used in error messages.
  let name: String
  let count: Int
  private let storage: Storage
  private let beforeReading: (@Sendable (Range<Int>) -> Void)?

  /// Bytes in memory.
  init(_ bytes: [UInt8], name: String) {
    self.name = name
    count = bytes.count
    storage = .bytes(bytes)
    beforeReading = nil
  }

  /// A file; what is no ordinary file is read into memory, unless it has to be read repeatedly.
  ///
  /// `beforeReading` is called with each range of a file that is about to be read: tests change the
  /// file there.
  init(
    path: String, name: String, repeatedly: Bool = false,
    beforeReading: (@Sendable (Range<Int>) -> Void)? = nil
  ) throws(TableError) {
    let file = try OpenFile(path: path)
    self.name = name
    self.beforeReading = beforeReading
    if file.size > 0 {
      count = file.size
      storage = .file(file)
    } else if repeatedly && !file.isOrdinary {
      throw .unreadable(path: path, reason: "it can be read only once; save it to a file first")
    } else {
      let bytes = try file.remainingBytes()
      count = bytes.count
      storage = .bytes(bytes)
    }
  }

  /// The bytes that a descriptor of this process still has to give, such as standard input's; the
  /// descriptor stays open.
  init(descriptor: Int32, name: String) throws(TableError) {
    let bytes = try OpenFile(descriptor: descriptor, name: name).remainingBytes()
    self.init(bytes, name: name)
  }

  /// The bytes in a range of offsets.
  ///
  /// - Throws: ``TableError/changedFile(path:change:)`` if the file is no longer as it was opened.
  func bytes(_ range: Range<Int>) throws(TableError) -> ArraySlice<UInt8> {
    switch storage {
    case .bytes(let bytes): return bytes[range]
    case .file(let file):
      beforeReading?(range)
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
      try file.refuseChange()
      guard isRead else {
        throw .unreadable(path: file.path, reason: "it could not be read to its end")
      }
      return bytes[...]
    }
  }
}

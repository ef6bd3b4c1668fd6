#if Spreadsheets
  import CZlib

  /// The parts of a zip archive held in memory, by the directory at its end.
  ///
  /// Encryption, several disks and methods other than storing and DEFLATE are refused: spreadsheets
  /// use none of them.
  struct ZipArchive {
    private struct Entry {
      let method: Int
      let checkSum: Int
      let packedSize: Int
      let headerOffset: Int
      let isEncrypted: Bool
    }

    let file: String
    private let bytes: UnsafeRawBufferPointer
    private let options: ReaderOptions
    private let limit: Int
    /// How many bytes may still be unpacked, of all parts together.
    private var room: Int
    private var entries: [String: Entry] = [:]

    /// The directory of an archive. The bytes must outlive it.
    init(
      _ bytes: UnsafeRawBufferPointer, file: String, _ options: ReaderOptions
    ) throws(ReaderError) {
      self.bytes = bytes
      self.file = file
      self.options = options
      limit = options.unpackedBytes(from: bytes.count)
      room = limit
      try readDirectory()
    }

    /// The names of the parts.
    var names: some Collection<String> { entries.keys }

    /// Unpacks a part, a piece at a time; false if there is none of the name.
    mutating func unpack(
      _ name: String, _ take: (UnsafeRawBufferPointer) throws(ReaderError) -> Void
    ) throws(ReaderError) -> Bool {
      guard let entry = entries[name.lowercased()] else { return false }
      if entry.isEncrypted { throw .unsupported(file: file, what: "a password") }
      let packed = try packedBytes(of: entry)
      var checkSum = UInt(0)
      func check(_ piece: UnsafeRawBufferPointer) throws(ReaderError) {
        let bytes = piece.assumingMemoryBound(to: UInt8.self).baseAddress
        checkSum = crc32_z(checkSum, bytes, piece.count)
        try take(piece)
      }
      switch entry.method {
      case 0:
        room -= packed.count
        if room < 0 { throw failure(.overLimit) }
        try check(packed)
      case 8:
        let inflater: Inflater
        do { inflater = try Inflater(.none) } catch { throw failure(error) }
        _ = try inflater.unpack(packed, room: &room, failure: failure, check)
      default: throw .unsupported(file: file, what: "compression method \(entry.method)")
      }
      if checkSum != entry.checkSum { throw failure(.corrupt) }
      return true
    }

    private func failure(_ problem: InflateProblem) -> ReaderError {
      readerError(problem, in: file, limit: limit, options)
    }

    private func packedBytes(of entry: Entry) throws(ReaderError) -> UnsafeRawBufferPointer {
      let header = entry.headerOffset
      guard header >= 0, header <= bytes.count - 30, word(header) == 0x0403_4B50 else {
        throw damaged
      }
      let start = header + 30 + half(header + 26) + half(header + 28)
      guard start <= bytes.count, entry.packedSize >= 0, entry.packedSize <= bytes.count - start
      else { throw damaged }
      return UnsafeRawBufferPointer(rebasing: bytes[start..<start + entry.packedSize])
    }

    private mutating func readDirectory() throws(ReaderError) {
      // The end record is followed by a comment of at most 65,535 bytes.
      var end = bytes.count - 22
      let last = max(0, end - 0xFFFF)
      while end >= last && word(end) != 0x0605_4B50 { end -= 1 }
      guard end >= last, end >= 0 else {
        throw .damaged(file: file, reason: "the directory at its end is missing")
      }
      var offset = word(end + 16)
      var count = half(end + 10)
      if offset == 0xFFFF_FFFF || count == 0xFFFF, end >= 20, word(end - 20) == 0x0706_4B50 {
        let wide = long(end - 12)
        guard wide >= 0, wide <= bytes.count - 56, word(wide) == 0x0606_4B50 else { throw damaged }
        (count, offset) = (long(wide + 32), long(wide + 48))
      }
      for _ in 0..<max(0, min(count, bytes.count / 46)) {
        guard offset >= 0, offset <= bytes.count - 46, word(offset) == 0x0201_4B50 else {
          throw damaged
        }
        let nameEnd = offset + 46 + half(offset + 28)
        let extraEnd = nameEnd + half(offset + 30)
        guard extraEnd <= bytes.count else { throw damaged }
        let name = String(decoding: bytes[offset + 46..<nameEnd], as: UTF8.self)
        entries[name.lowercased()] = entry(at: offset, extra: nameEnd..<extraEnd)
        offset = extraEnd + half(offset + 32)
      }
    }

    private func entry(at offset: Int, extra: Range<Int>) -> Entry {
      var (unpackedSize, packedSize) = (word(offset + 24), word(offset + 20))
      var headerOffset = word(offset + 42)
      var field = extra.lowerBound
      while field + 4 <= extra.upperBound {
        var value = field + 4
        let next = value + half(field + 2)
        if half(field) == 1 {
          // Only what does not fit its 32 bits is here, in this order.
          func take(_ number: inout Int) {
            if number == 0xFFFF_FFFF && value + 8 <= min(next, extra.upperBound) {
              number = long(value)
              value += 8
            }
          }
          take(&unpackedSize)
          take(&packedSize)
          take(&headerOffset)
        }
        field = next
      }
      return Entry(
        method: half(offset + 10), checkSum: word(offset + 16), packedSize: packedSize,
        headerOffset: headerOffset,
        isEncrypted: half(offset + 8) & 1 == 1)
    }

    private var damaged: ReaderError {
      .damaged(file: file, reason: "its directory does not match its parts")
    }

    /// Little-endian numbers; callers stay within the bytes.
    private func half(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
    private func word(_ offset: Int) -> Int { half(offset) | half(offset + 2) << 16 }
    private func long(_ offset: Int) -> Int {
      let high = word(offset + 4)
      // Beyond any file there is.
      return high > 0x7FFF ? -1 : word(offset) | high << 32
    }
  }
#endif

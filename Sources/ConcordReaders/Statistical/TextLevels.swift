#if StatisticalFiles
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// The different texts of a variable, numbered as they appear.
  ///
  /// Most texts occur many times: a table from the bytes to the number spares a string for every cell.
  struct TextLevels {
    private(set) var levels: [String] = []
    private var codeOf: [String: Int32] = [:]
    /// Numbers of levels by the hash of their bytes; −1 where there is none.
    private var slots: [Int32] = [Int32](repeating: -1, count: 64)
    /// The texts as they were written, one after another, and where each begins.
    private var written: [UInt8] = []
    private var starts: [Int] = [0]
    private var codes: [Int32] = []

    /// The number of a text, blanks at its end left out; −1 if nothing is left.
    mutating func code(of start: UnsafePointer<CChar>) -> Int32 {
      var count = strlen(start)
      while count > 0 && start[count - 1] == 0x20 { count -= 1 }
      if count == 0 { return -1 }
      let bytes = UnsafeRawBufferPointer(start: start, count: count)
      var slot = hash(bytes) & (slots.count - 1)
      while slots[slot] >= 0 {
        let index = Int(slots[slot])
        if isWritten(bytes, at: index) { return codes[index] }
        slot = (slot + 1) & (slots.count - 1)
      }
      return add(bytes, slot: slot)
    }

    private func isWritten(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
      let (start, end) = (starts[index], starts[index + 1])
      guard end - start == bytes.count, let sought = bytes.baseAddress else { return false }
      return written.withUnsafeBytes { whole in
        guard let base = whole.baseAddress else { return false }
        return memcmp(base + start, sought, bytes.count) == 0
      }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, slot: Int) -> Int32 {
      // Texts that are equivalent in Unicode are one level, spelled as it first appears.
      let text = String(decoding: bytes, as: UTF8.self)
      let code = codeOf[text] ?? Int32(levels.count)
      if codeOf.updateValue(code, forKey: text) == nil { levels.append(text) }
      slots[slot] = Int32(codes.count)
      codes.append(code)
      written.append(contentsOf: bytes)
      starts.append(written.count)
      if 2 * codes.count > slots.count { grow() }
      return code
    }

    private mutating func grow() {
      var larger = [Int32](repeating: -1, count: 2 * slots.count)
      written.withUnsafeBytes { whole in
        for index in codes.indices {
          let bytes = UnsafeRawBufferPointer(rebasing: whole[starts[index]..<starts[index + 1]])
          var slot = hash(bytes) & (larger.count - 1)
          while larger[slot] >= 0 { slot = (slot + 1) & (larger.count - 1) }
          larger[slot] = Int32(index)
        }
      }
      slots = larger
    }

    /// FNV-1a, seeded anew in every process so that no file can be made to collide.
    private func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
      var state = seed
      for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
      state ^= state >> 32
      return Int(truncatingIfNeeded: state &* 0x9E37_79B9_7F4A_7C15 >> 20)
    }

    private let seed = UInt64.random(in: 1...UInt64.max)

    /// Takes levels out; no code refers to them any more.
    mutating func forget(_ gone: [Bool], in rows: inout [Int32]) {
      var places = [Int32](repeating: -1, count: levels.count)
      var kept: [String] = []
      for (level, text) in levels.enumerated() where !gone[level] {
        places[level] = Int32(kept.count)
        kept.append(text)
      }
      for row in rows.indices where rows[row] >= 0 { rows[row] = places[Int(rows[row])] }
      levels = kept
    }

    /// Codes into the levels in the order of Unicode scalars.
    func sorted(_ rows: [Int32]) -> (codes: [Int32], levels: [String]) {
      let order = levels.indices.sorted {
        levels[$0].utf8.lexicographicallyPrecedes(levels[$1].utf8)
      }
      var places = [Int32](repeating: 0, count: levels.count)
      for (place, level) in order.enumerated() { places[level] = Int32(place) }
      return (rows.map { $0 < 0 ? -1 : places[Int($0)] }, order.map { levels[$0] })
    }
  }
#endif

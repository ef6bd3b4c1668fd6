/// Gathers the codes of a column of categories, a row at a time, without a string per cell.
///
/// The distinct texts stand one after another in one array of bytes; a hash table with open
/// addressing finds them. Hashes depend on a random key, so that no file can be made to collide;
/// codes and levels do not.
struct CategoryBuilder: Sendable {
  private(set) var codes: [Int32] = []
  private var text: ContiguousArray<UInt8> = []
  /// Level i lies in `text` from `bounds[i]` to `bounds[i + 1]`.
  private var bounds: ContiguousArray<Int> = [0]
  /// A power of two of slots: 0, or the upper half of a hash and a level counted from 1.
  private var slots = ContiguousArray<UInt64>(repeating: 0, count: 16)
  private let key = UInt64.random(in: .min ... .max)

  var levelCount: Int { bounds.count - 1 }

  mutating func reserve(_ rows: Int) { codes.reserveCapacity(rows) }

  mutating func appendMissing(_ count: Int = 1) {
    if count == 1 {
      codes.append(-1)
    } else {
      codes.append(contentsOf: repeatElement(-1, count: count))
    }
  }

  /// Appends a row holding a text.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    codes.append(code(of: bytes, from: start, to: end))
  }

  /// Appends the rows of another builder, or only makes its levels known.
  mutating func append(_ other: CategoryBuilder, withRows: Bool) {
    let levels = other.text.span
    let translated = (0..<other.levelCount).map { level in
      code(of: levels, from: other.bounds[level], to: other.bounds[level + 1])
    }
    guard withRows else { return }
    codes.append(contentsOf: other.codes.lazy.map { $0 < 0 ? -1 : translated[Int($0)] })
  }

  /// The code of a text, which becomes a level if it is none yet.
  mutating func code(of bytes: Span<UInt8>, from start: Int, to end: Int) -> Int32 {
    let hash = hashOf(bytes, from: start, to: end, key: key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    while slots[slot] != 0 {
      let entry = slots[slot]
      if entry >> 32 == hash >> 32 {
        let code = Int(entry & 0xFFFF_FFFF) &- 1
        if isLevel(code, bytes, from: start, to: end) { return Int32(truncatingIfNeeded: code) }
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    for position in start..<end { text.append(bytes[position]) }
    bounds.append(text.count)
    slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(levelCount)
    if levelCount * 2 > slots.count { slots = grownTable() }
    return Int32(levelCount - 1)
  }

  @inline(__always)
  private func isLevel(_ code: Int, _ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    let first = bounds[code]
    let count = end &- start
    guard bounds[code &+ 1] &- first == count else { return false }
    for offset in 0..<count where text[first &+ offset] != bytes[start &+ offset] { return false }
    return true
  }

  private func grownTable() -> ContiguousArray<UInt64> {
    let levels = text.span
    var grown = ContiguousArray<UInt64>(repeating: 0, count: slots.count * 4)
    for level in 0..<levelCount {
      let hash = hashOf(levels, from: bounds[level], to: bounds[level + 1], key: key)
      var slot = Int(truncatingIfNeeded: hash) & (grown.count - 1)
      while grown[slot] != 0 { slot = (slot + 1) & (grown.count - 1) }
      grown[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(level + 1)
    }
    return grown
  }

  /// The column's values: truth if every level is a truth word, else categories with levels in the
  /// order of Unicode scalars.
  ///
  /// Texts that are canonically equivalent in Unicode are one level, spelled as it first appears.
  consuming func finish() -> ColumnValues {
    if (1...truthWords.count).contains(levelCount) {
      let truths = (0..<levelCount).compactMap { truthWords[level($0)] }
      if truths.count == levelCount { return .truth(codes.map { $0 >= 0 && truths[Int($0)] }) }
    }
    // ASCII sorts by scalars as it is, and no two spellings of it are equivalent.
    let isASCII = text.allSatisfy { $0 < 0x80 }
    let (levels, codes) =
      isASCII ? ((0..<levelCount).map(level), self.codes) : equivalentLevelsMerged()
    let sorted = sortedLevels(levels, codes: codes, by: isASCII ? { $0 < $1 } : scalarsPrecede)
    return .category(codes: sorted.codes, levels: sorted.levels)
  }

  /// The text of a code.
  func level(_ code: Int) -> String {
    String(decoding: text[bounds[code]..<bounds[code + 1]], as: UTF8.self)
  }

  /// The levels that differ as strings, in order of first appearance, and the codes into them.
  private func equivalentLevelsMerged() -> (levels: [String], codes: [Int32]) {
    var codeOf: [String: Int32] = [:]
    var levels: [String] = []
    let merged = (0..<levelCount).map { code in
      let spelled = level(code)
      if let known = codeOf[spelled] { return known }
      let next = Int32(levels.count)
      codeOf[spelled] = next
      levels.append(spelled)
      return next
    }
    return (levels, codes.map { $0 < 0 ? -1 : merged[Int($0)] })
  }
}

/// A keyed hash: eight bytes at a time are mixed by the two halves of a full product.
@inline(__always)
private func hashOf(_ bytes: Span<UInt8>, from start: Int, to end: Int, key: UInt64) -> UInt64 {
  var hash = key ^ UInt64(truncatingIfNeeded: end &- start)
  var position = start
  while end &- position >= 8 {
    hash = mixed(hash ^ littleEndianWord(bytes, at: position))
    position &+= 8
  }
  var rest: UInt64 = 0
  while position < end {
    rest = rest << 8 | UInt64(bytes[position])
    position &+= 1
  }
  return mixed(mixed(hash ^ rest) ^ key)
}

@inline(__always)
private func mixed(_ word: UInt64) -> UInt64 {
  let (high, low) = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
  return high ^ low
}

/// Eight bytes as a little-endian word.
@inline(__always)
func littleEndianWord(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
  let eight = bytes.extracting(offset..<offset &+ 8)
  var word: UInt64 = 0
  for index in 0..<8 { word |= UInt64(eight[index]) << UInt64(8 &* index) }
  return word
}

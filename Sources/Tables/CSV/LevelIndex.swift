/// Distinct texts, numbered from 0 in the order they came.
///
/// The texts stand one after another in one array of bytes, their first 16 bytes also as two words,
/// which tell most of them apart; a hash table with open addressing finds them. Hashes depend on a
/// random key, so that no file can be made to collide; numbers do not.
struct LevelIndex: Sendable {
  private var text: ContiguousArray<UInt8> = []
  /// Where each text begins in `text`.
  private var starts: ContiguousArray<Int> = []
  private var heads: ContiguousArray<TextHead> = []
  /// A power of two of slots: 0, or the upper half of a hash and a number counted from 1.
  private var slots = ContiguousArray<UInt64>(repeating: 0, count: 16)
  private let key: UInt64

  init() { key = UInt64.random(in: .min ... .max) }

  /// An empty index that finds texts by the same hashes as another.
  init(hashingLike other: LevelIndex) { key = other.key }

  /// The number of texts.
  var count: Int { heads.count }

  /// Whether every text is ASCII.
  var isASCII: Bool { text.allSatisfy { $0 < 0x80 } }

  /// A text by its number.
  subscript(number: Int) -> String {
    let start = starts[number]
    return String(decoding: text[start..<start + heads[number].count], as: UTF8.self)
  }

  /// What finds a text, here and in every index that hashes like this one.
  @inline(__always)
  func sought(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> SoughtText {
    let head = TextHead(bytes, from: start, to: end)
    // One full product of both words mixes the texts of up to 16 bytes.
    var hash = mixed(
      head.low ^ key, head.high ^ key.byteSwapped &+ UInt64(truncatingIfNeeded: head.count))
    var position = start &+ 16
    while position < end {
      let rest = min(8, end &- position)
      hash = mixed(hash ^ paddedWord(bytes, at: position, count: rest), 0x9E37_79B9_7F4A_7C15)
      position &+= rest
    }
    return SoughtText(start: start, head: head, hash: hash)
  }

  /// The number of a text, or nil if there is none like it.
  @inline(__always)
  func find(_ sought: SoughtText, _ bytes: Span<UInt8>) -> Int? {
    var slot = Int(truncatingIfNeeded: sought.hash) & (slots.count &- 1)
    while slots[slot] != 0 {
      let entry = slots[slot]
      let number = Int(entry & 0xFFFF_FFFF) &- 1
      if entry >> 32 == sought.hash >> 32, heads[number] == sought.head,
        sought.head.count <= 16 || agreesBeyondHead(number, sought, bytes)
      {
        return number
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  /// Takes in a text that is not found, and returns its number.
  mutating func add(_ sought: SoughtText, _ bytes: Span<UInt8>) -> Int {
    starts.append(text.count)
    for offset in 0..<sought.head.count { text.append(bytes[sought.start + offset]) }
    heads.append(sought.head)
    insert(sought.hash, count, into: &slots)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// The numbers here of the texts of another index, those that are new taken in.
  mutating func numbers(of other: LevelIndex) -> [Int32] {
    let bytes = other.text.span
    return (0..<other.count).map { index in
      let start = other.starts[index]
      let sought = sought(bytes, from: start, to: start + other.heads[index].count)
      return Int32(truncatingIfNeeded: find(sought, bytes) ?? add(sought, bytes))
    }
  }

  private func agreesBeyondHead(
    _ number: Int, _ sought: SoughtText, _ bytes: Span<UInt8>
  ) -> Bool {
    let first = starts[number]
    for offset in 16..<sought.head.count
    where text[first &+ offset] != bytes[sought.start &+ offset] { return false }
    return true
  }

  private mutating func grow() {
    var grown = ContiguousArray<UInt64>(repeating: 0, count: slots.count * 4)
    for number in 0..<count {
      let start = starts[number]
      let hash = sought(text.span, from: start, to: start + heads[number].count).hash
      insert(hash, number + 1, into: &grown)
    }
    slots = grown
  }
}

/// A text that is looked for: where it begins, and what tells it apart.
struct SoughtText: BitwiseCopyable {
  fileprivate let start: Int
  fileprivate let head: TextHead
  fileprivate let hash: UInt64
}

/// The length of a text and its first 16 bytes, zero beyond its end.
private struct TextHead: BitwiseCopyable, Equatable {
  let low: UInt64
  let high: UInt64
  let count: Int

  @inline(__always)
  init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    count = end &- start
    if start &+ 16 <= bytes.count {
      low = lowestBytes(count, of: littleEndianWord(bytes, at: start))
      high = lowestBytes(count &- 8, of: littleEndianWord(bytes, at: start &+ 8))
    } else {
      low = paddedWord(bytes, at: start, count: min(8, count))
      high = count <= 8 ? 0 : paddedWord(bytes, at: start &+ 8, count: min(8, count &- 8))
    }
  }
}

private func insert(_ hash: UInt64, _ entry: Int, into slots: inout ContiguousArray<UInt64>) {
  var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
  while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
  slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(entry)
}

/// Up to eight bytes as a little-endian word, zero beyond them.
private func paddedWord(_ bytes: Span<UInt8>, at offset: Int, count: Int) -> UInt64 {
  var word: UInt64 = 0
  for index in 0..<count { word |= UInt64(bytes[offset &+ index]) << UInt64(8 &* index) }
  return word
}

/// The two halves of a full product together.
@inline(__always)
private func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let (high, low) = left.multipliedFullWidth(by: right)
  return high ^ low
}

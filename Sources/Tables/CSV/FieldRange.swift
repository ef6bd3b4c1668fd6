/// Where the text of one field lies in the bytes, without its quotes and the blanks around it.
struct FieldRange: BitwiseCopyable {
  /// The offset of the first byte.
  let start: Int
  private let tagged: Int

  init(start: Int, end: Int, hasDoubledQuotes: Bool = false) {
    self.start = start
    tagged = end << 1 | (hasDoubledQuotes ? 1 : 0)
  }

  /// The offset after the last byte.
  var end: Int { tagged >> 1 }

  /// Whether each pair of quotes in the text stands for one.
  var hasDoubledQuotes: Bool { tagged & 1 == 1 }

  /// The text with doubled quotes made single.
  func unescaped(_ bytes: Span<UInt8>) -> ContiguousArray<UInt8> {
    var text = ContiguousArray<UInt8>()
    text.reserveCapacity(end - start)
    var position = start
    while position < end {
      text.append(bytes[position])
      position += hasDoubledQuotes && bytes[position] == Byte.quote ? 2 : 1
    }
    return text
  }

  /// The text as a string.
  func string(_ bytes: Span<UInt8>) -> String {
    String(decoding: unescaped(bytes), as: UTF8.self)
  }
}

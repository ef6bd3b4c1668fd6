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

/// The fields of some records, column by column.
struct FieldBlock {
  private static let fieldsPerBlock = 8192

  let columns: Int
  /// The number of records there is room for.
  let capacity: Int
  /// Field c of record r is at `c * capacity + r`.
  var fields: ContiguousArray<FieldRange>

  init(columns: Int) {
    self.columns = columns
    // An odd number, so that the columns do not fight for the same lines of the cache.
    capacity = max(1, Self.fieldsPerBlock / columns) | 1
    fields = ContiguousArray(
      repeating: FieldRange(start: 0, end: 0), count: capacity * columns)
  }
}

/// The cells of one column in a block of records.
struct CellBlock {
  private let fields: ContiguousArray<FieldRange>
  private let first: Int
  /// The number of cells.
  let count: Int

  init(_ block: FieldBlock, column: Int, count: Int) {
    fields = block.fields
    first = column * block.capacity
    self.count = count
  }

  subscript(row: Int) -> FieldRange {
    @inline(__always) get { fields[first &+ row] }
  }
}

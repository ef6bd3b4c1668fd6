/// Gathers the codes of a column of categories, a row at a time, without a string per cell.
struct CategoryBuilder: Sendable {
  /// With more levels than this a part does not start from those of the parts before: looking in two
  /// large tables costs more than finding the levels again.
  private static let sharedLevelLimit = 1 << 16

  private(set) var codes: [Int32] = []
  /// How often levels occur, where rows are not kept.
  private(set) var tally = LevelTally()
  /// The levels known from the start, shared with other builders.
  private let known: LevelIndex?
  /// The levels beyond those.
  private var own: LevelIndex

  init() {
    known = nil
    own = LevelIndex()
  }

  /// A builder without rows for a part of the column that comes after another's.
  init(after other: CategoryBuilder) {
    let isShared = other.known == nil && other.levelCount <= Self.sharedLevelLimit
    known = isShared ? other.own : nil
    own = LevelIndex(hashingLike: other.own)
  }

  /// The number of levels.
  var levelCount: Int { (known?.count ?? 0) + own.count }

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

  /// The code of a text, which becomes a level if it is none yet.
  @inline(__always)
  private mutating func code(of bytes: Span<UInt8>, from start: Int, to end: Int) -> Int32 {
    let sought = own.sought(bytes, from: start, to: end)
    var offset = 0
    if let known {
      if let code = known.find(sought, bytes) { return Int32(truncatingIfNeeded: code) }
      offset = known.count
    }
    return Int32(truncatingIfNeeded: offset &+ (own.find(sought, bytes) ?? own.add(sought, bytes)))
  }

  /// Appends the rows of another builder, or only makes its levels known and counts them; what the
  /// other started from, if anything, were levels of this builder.
  mutating func append(_ other: CategoryBuilder, withRows: Bool, firstRow: Int = 0) {
    let shared = Int32(truncatingIfNeeded: other.known?.count ?? 0)
    let translated = own.numbers(of: other.own)
    guard withRows else {
      tally.extend(to: levelCount)
      for (row, code) in other.codes.enumerated() where code >= 0 {
        tally.add(
          Int(code < shared || translated.isEmpty ? code : translated[Int(code &- shared)]),
          row: firstRow &+ row)
      }
      return
    }
    if translated.isEmpty {
      codes.append(contentsOf: other.codes)
    } else {
      codes.append(
        contentsOf: other.codes.lazy.map { $0 < shared ? $0 : translated[Int($0 &- shared)] })
    }
  }

  /// The texts of the levels, in the order of their codes.
  ///
  /// - Precondition: the builder started from no levels.
  var levels: [String] {
    precondition(known == nil, "levels of a part of a column")
    return (0..<own.count).map { own[$0] }
  }
}

/// Replaces codes, −1 left as it is.
func translate(_ codes: inout [Int32], by positions: [Int32]) {
  for row in codes.indices where codes[row] >= 0 { codes[row] = positions[Int(codes[row])] }
}

/// How often each level occurs, and the first row with it, from 0.
struct LevelTally: Sendable, Equatable {
  private(set) var counts: [Int] = []
  private(set) var firstRows: [Int] = []

  init() {}

  /// The tally of rows that were kept.
  init(_ codes: [Int32], levelCount: Int) {
    extend(to: levelCount)
    for (row, code) in codes.enumerated() where code >= 0 { add(Int(code), row: row) }
  }

  mutating func extend(to levelCount: Int) {
    let more = levelCount - counts.count
    guard more > 0 else { return }
    counts.append(contentsOf: repeatElement(0, count: more))
    firstRows.append(contentsOf: repeatElement(-1, count: more))
  }

  @inline(__always)
  mutating func add(_ level: Int, row: Int) {
    if counts[level] == 0 { firstRows[level] = row }
    counts[level] &+= 1
  }
}

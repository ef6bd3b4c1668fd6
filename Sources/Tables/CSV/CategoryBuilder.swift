/// Gathers the codes of a column of categories, a row at a time, without a string per cell.
struct CategoryBuilder: Sendable {
  /// With more levels than this a part does not start from those of the parts before: looking in two
  /// large tables costs more than finding the levels again.
  private static let sharedLevelLimit = 1 << 16

  private(set) var codes: [Int32] = []
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

  /// Appends the rows of another builder, or only makes its levels known; what the other started
  /// from, if anything, were levels of this builder.
  mutating func append(_ other: CategoryBuilder, withRows: Bool) {
    let shared = Int32(truncatingIfNeeded: other.known?.count ?? 0)
    let translated = own.numbers(of: other.own)
    guard withRows else { return }
    if translated.isEmpty {
      codes.append(contentsOf: other.codes)
    } else {
      codes.append(
        contentsOf: other.codes.lazy.map { $0 < shared ? $0 : translated[Int($0 &- shared)] })
    }
  }

  /// The column's values: truth if every level is a truth word, else categories with levels in the
  /// order of Unicode scalars.
  ///
  /// Texts that are canonically equivalent in Unicode are one level, spelled as it first appears.
  consuming func finish() -> ColumnValues {
    if (1...truthWords.count).contains(levelCount) {
      let truths = levels.compactMap { truthWords[$0] }
      if truths.count == levelCount { return .truth(codes.map { $0 >= 0 && truths[Int($0)] }) }
    }
    // ASCII sorts by scalars as it is, and no two spellings of it are equivalent.
    let isASCII = own.isASCII
    var levels = levels
    if !isASCII {
      let merged = equivalentLevelsMerged(levels)
      levels = merged.levels
      translate(&codes, by: merged.codes)
    }
    let order = levels.indices.sorted {
      isASCII ? levels[$0] < levels[$1] : scalarsPrecede(levels[$0], levels[$1])
    }
    var positions = [Int32](repeating: 0, count: levels.count)
    for (position, level) in order.enumerated() { positions[level] = Int32(position) }
    translate(&codes, by: positions)
    return .category(codes: codes, levels: order.map { levels[$0] })
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

/// The levels that differ as strings, in order of first appearance, and the codes into them.
private func equivalentLevelsMerged(_ spelled: [String]) -> (levels: [String], codes: [Int32]) {
  var codeOf: [String: Int32] = [:]
  var levels: [String] = []
  let codes = spelled.map { level in
    if let known = codeOf[level] { return known }
    let next = Int32(levels.count)
    codeOf[level] = next
    levels.append(level)
    return next
  }
  return (levels, codes)
}

/// Takes the fields of one column, block by block, and finds its type on the way.
///
/// A column starts undecided and takes the narrowest type its first value allows: integer, number,
/// per cent or category. Integers widen to numbers in place, exactly. A column of numbers that meets
/// another kind of text cannot be widened, since the spelling of its earlier values is gone: it
/// becomes `unread` and takes nothing more; the reader goes over the text once more and reads all
/// such columns, together, as categories. So text is read once in most files and twice at worst,
/// and no column stores more than its own values.
struct ColumnBuilder {
  /// What the column is known to be.
  enum Kind {
    /// Every value so far is missing.
    case undecided
    case integer
    case number
    /// Numbers, all written with `%`.
    case perCent
    case category
    /// Categories, found out too late.
    case unread
  }

  private(set) var kind: Kind
  /// The number of rows taken.
  private var count = 0
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var categories = CategoryBuilder()
  /// Marks the missing rows, up to the last of them.
  private var missing: [Bool] = []

  /// A builder for a column of a kind yet to be found, or known to be `category`.
  init(_ kind: Kind = .undecided) { self.kind = kind }

  /// Makes room for some number of rows in all.
  mutating func reserve(_ rows: Int) {
    switch kind {
    case .integer: integers.reserveCapacity(rows)
    case .number, .perCent: numbers.reserveCapacity(rows)
    case .category: categories.reserve(rows)
    case .undecided, .unread: break
    }
  }

  /// Takes the cells of a block.
  mutating func take(_ cells: CellBlock, _ bytes: Span<UInt8>, _ words: MissingWords) {
    var row = 0
    while row < cells.count {
      switch kind {
      case .undecided: row = takeMissing(cells, from: row, bytes, words)
      case .integer: row = takeIntegers(cells, from: row, bytes, words)
      case .number: row = takeNumbers(cells, from: row, bytes, words)
      case .perCent: row = takePerCents(cells, from: row, bytes, words)
      case .category: row = takeCategories(cells, from: row, bytes, words)
      case .unread: return
      }
      if row < cells.count { widen(toHold: cells[row], bytes) }
    }
  }

  /// The column, once all rows have been taken.
  consuming func finish(name: String) -> Column {
    let unit: ColumnUnit = kind == .perCent ? .perCent : .plain
    let values: ColumnValues =
      switch kind {
      case .integer: .integer(integers)
      case .number, .perCent: .number(numbers)
      case .category: categories.finish()
      case .undecided, .unread: .number([Double](repeating: .nan, count: count))
      }
    var mask: [Bool]?
    if !missing.isEmpty {
      mask = missing + repeatElement(false, count: count - missing.count)
    }
    return Column(name: name, values: values, missing: mask, unit: unit)
  }
}

/// The cells of one column in a block of records.
struct CellBlock {
  let fields: ContiguousArray<FieldRange>
  let column: Int
  let columns: Int
  let count: Int

  subscript(row: Int) -> FieldRange { fields[row &* columns &+ column] }
}

// Each of these takes cells from a row on, as long as they fit, and returns the first row that does
// not.
extension ColumnBuilder {
  private mutating func takeMissing(
    _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords
  ) -> Int {
    for row in first..<cells.count {
      guard isMissing(cells[row], bytes, words) else { return row }
      markMissing()
      count &+= 1
    }
    return cells.count
  }

  private mutating func takeIntegers(
    _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords
  ) -> Int {
    for row in first..<cells.count {
      let field = cells[row]
      if isMissing(field, bytes, words) {
        markMissing()
        integers.append(0)
      } else if let value = parseInteger(bytes, from: field.start, to: field.end) {
        integers.append(value)
      } else {
        return row
      }
      count &+= 1
    }
    return cells.count
  }

  private mutating func takeNumbers(
    _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords
  ) -> Int {
    for row in first..<cells.count {
      let field = cells[row]
      if isMissing(field, bytes, words) {
        markMissing()
        numbers.append(.nan)
      } else if let value = parseNumber(bytes, from: field.start, to: field.end) {
        numbers.append(value)
      } else {
        return row
      }
      count &+= 1
    }
    return cells.count
  }

  private mutating func takePerCents(
    _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords
  ) -> Int {
    for row in first..<cells.count {
      let field = cells[row]
      if isMissing(field, bytes, words) {
        markMissing()
        numbers.append(.nan)
      } else if let value = parsePerCent(bytes, from: field.start, to: field.end) {
        numbers.append(value)
      } else {
        return row
      }
      count &+= 1
    }
    return cells.count
  }

  private mutating func takeCategories(
    _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords
  ) -> Int {
    for row in first..<cells.count {
      let field = cells[row]
      if isMissing(field, bytes, words) {
        markMissing()
        categories.appendMissing()
      } else if field.hasDoubledQuotes {
        let text = field.unescaped(bytes)
        categories.append(text.span, from: 0, to: text.count)
      } else {
        categories.append(bytes, from: field.start, to: field.end)
      }
      count &+= 1
    }
    return cells.count
  }

  @inline(__always)
  private func isMissing(_ field: FieldRange, _ bytes: Span<UInt8>, _ words: MissingWords) -> Bool {
    if field.hasDoubledQuotes {
      let text = field.unescaped(bytes)
      return words.contains(text.span, from: 0, to: text.count)
    }
    return words.contains(bytes, from: field.start, to: field.end)
  }

  /// Marks the row about to be counted as missing.
  private mutating func markMissing() {
    missing.append(contentsOf: repeatElement(false, count: count - missing.count))
    missing.append(true)
  }

  /// Moves on to a kind that holds a present value which the kind so far does not.
  private mutating func widen(toHold field: FieldRange, _ bytes: Span<UInt8>) {
    let (start, end) = (field.start, field.end)
    switch kind {
    case .undecided where parseInteger(bytes, from: start, to: end) != nil:
      kind = .integer
      integers = [Int64](repeating: 0, count: count)
    case .undecided where parseNumber(bytes, from: start, to: end) != nil:
      kind = .number
      numbers = [Double](repeating: .nan, count: count)
    case .undecided where parsePerCent(bytes, from: start, to: end) != nil:
      kind = .perCent
      numbers = [Double](repeating: .nan, count: count)
    case .undecided:
      kind = .category
      categories.appendMissing(count)
    case .integer where parseNumber(bytes, from: start, to: end) != nil:
      kind = .number
      numbers = integers.map { Double($0) }
      integers = []
    case .integer, .number, .perCent:
      self = ColumnBuilder(.unread)
    case .category, .unread:
      break
    }
  }
}

/// The number before a `%` sign, with blanks between them or not.
private func parsePerCent(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Double? {
  guard start < end, bytes[end - 1] == Byte.percent else { return nil }
  var stop = end - 1
  while stop > start && bytes[stop - 1] == Byte.space { stop -= 1 }
  return parseNumber(bytes, from: start, to: stop)
}

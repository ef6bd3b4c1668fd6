/// Takes the fields of one column in a part of the text, block by block, and finds their type on the
/// way; ``ColumnAssembler`` joins the parts.
///
/// A column starts undecided and takes the narrowest type its first value allows: integer, number,
/// per cent or category. Integers widen to numbers in place, exactly. A column of numbers that meets
/// another kind of text, or a column of whole numbers one that is written like an identifier, cannot
/// be widened, since the spelling of its earlier values is gone: it becomes `unread` and takes
/// nothing more; the reader goes over the text once more and reads all such columns, together, as
/// categories, whose levels then tell what they are (``ColumnDecision``). So text is read once in
/// most files, and no column stores more than its own values.
struct ColumnBuilder: Sendable {
  /// What the column is known to be.
  enum Kind: Sendable {
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
  /// The values of a column of integers, else none.
  private(set) var integers: [Int64] = []
  /// The values of a column of numbers or per cent, else none.
  private(set) var numbers: [Double] = []
  /// The values of a column of categories, else none.
  private(set) var categories = CategoryBuilder()
  private(set) var rows = RowMarks()
  /// How many cells hold each of the words for a missing value; empty if none does.
  private(set) var missing: [Int] = []

  /// A builder for a column of a kind yet to be found, or known already.
  init(_ kind: Kind = .undecided) { self.kind = kind }

  /// A builder for a part of a column of categories that comes after other parts.
  init(after categories: CategoryBuilder) {
    kind = .category
    self.categories = CategoryBuilder(after: categories)
  }

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
      case .integer:
        row = takeCells(
          cells, from: row, bytes, words, into: &integers, &rows, &missing, missing: 0,
          parseInteger)
      case .number:
        row = takeCells(
          cells, from: row, bytes, words, into: &numbers, &rows, &missing, missing: .nan,
          parseNumber)
      case .perCent:
        row = takeCells(
          cells, from: row, bytes, words, into: &numbers, &rows, &missing, missing: .nan,
          parsePerCent)
      case .category: row = takeCategories(cells, from: row, bytes, words)
      case .unread: return
      }
      if row < cells.count { widen(toHold: cells[row], bytes) }
    }
  }

  private mutating func takeMissing(
    _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords
  ) -> Int {
    for row in first..<cells.count {
      let word = words.index(of: cells[row], bytes)
      guard word >= 0 else { return row }
      rows.appendMissing()
      count(word, in: &missing)
    }
    return cells.count
  }

  private mutating func takeCategories(
    _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords
  ) -> Int {
    for row in first..<cells.count {
      let field = cells[row]
      let word = words.index(of: field, bytes)
      if word >= 0 {
        rows.appendMissing()
        categories.appendMissing()
        count(word, in: &missing)
        continue
      }
      rows.appendPresent()
      if field.hasDoubledQuotes {
        let text = field.unescaped(bytes)
        categories.append(text.span, from: 0, to: text.count)
      } else {
        categories.append(bytes, from: field.start, to: field.end)
      }
    }
    return cells.count
  }

  /// Moves on to a kind that holds a present value which the kind so far does not.
  private mutating func widen(toHold field: FieldRange, _ bytes: Span<UInt8>) {
    let (start, end) = (field.start, field.end)
    let form = NumberForm(bytes, from: start, to: end)
    let isIdentifier = form == .odd || form == .long
    switch kind {
    case .undecided where form == .whole:
      kind = .integer
      integers = [Int64](repeating: 0, count: rows.count)
    case .undecided where !isIdentifier && parseNumber(bytes, from: start, to: end) != nil:
      kind = .number
      numbers = [Double](repeating: .nan, count: rows.count)
    case .undecided where parsePerCent(bytes, from: start, to: end) != nil:
      kind = .perCent
      numbers = [Double](repeating: .nan, count: rows.count)
    case .undecided:
      kind = .category
      categories.appendMissing(rows.count)
    case .integer where !isIdentifier && parseNumber(bytes, from: start, to: end) != nil:
      kind = .number
      numbers = rows.numbers(integers)
      integers = []
    case .integer, .number, .perCent:
      self = ColumnBuilder(.unread)
    case .category, .unread:
      break
    }
  }
}

/// Counts one more cell with a word.
@inline(__always)
private func count(_ word: Int, in counts: inout [Int]) {
  while counts.count <= word { counts.append(0) }
  counts[word] &+= 1
}

/// Takes cells from a row on into an array, as long as they are missing or can be parsed; returns
/// the first row that is neither.
@inline(__always)
private func takeCells<Value>(
  _ cells: CellBlock, from first: Int, _ bytes: Span<UInt8>, _ words: MissingWords,
  into values: inout [Value], _ rows: inout RowMarks, _ counts: inout [Int], missing: Value,
  _ parse: (Span<UInt8>, _ start: Int, _ end: Int) -> Value?
) -> Int {
  // Room for all cells at once: an append each would cost as much as reading a number.
  let base = values.count &- first
  values.append(contentsOf: repeatElement(missing, count: cells.count &- first))
  var places = values.mutableSpan
  var row = first
  var marked = first
  while row < cells.count {
    let field = cells[row]
    let word = words.index(of: field, bytes)
    if word >= 0 {
      rows.appendPresent(row &- marked)
      rows.appendMissing()
      count(word, in: &counts)
      marked = row &+ 1
    } else if let value = parse(bytes, field.start, field.end) {
      places[base &+ row] = value
    } else {
      break
    }
    row &+= 1
  }
  rows.appendPresent(row &- marked)
  values.removeLast(cells.count &- row)
  return row
}

/// The number before a `%` sign, with blanks between them or not.
private func parsePerCent(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Double? {
  guard start < end, bytes[end - 1] == Byte.percent else { return nil }
  var stop = end - 1
  while stop > start && bytes[stop - 1] == Byte.space { stop -= 1 }
  return parseNumber(bytes, from: start, to: stop)
}

/// Joins the parts of one column in the order of the text, and finds the type of the whole.
///
/// A column of numbers that meets another kind of text becomes `unread`: the spelling of its earlier
/// values is gone, and it has to be read again as categories. The type does not depend on how the
/// text was cut into parts.
struct ColumnAssembler: Sendable {
  private(set) var kind: ColumnBuilder.Kind
  /// Whether values are kept, or only the type and the levels.
  private let keepsValues: Bool
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var categories = CategoryBuilder()
  private var rows = RowMarks()

  /// A column of a kind yet to be found, or known already.
  init(_ kind: ColumnBuilder.Kind = .undecided, keepsValues: Bool = true) {
    self.kind = kind
    self.keepsValues = keepsValues
  }

  /// What a part that comes after those taken so far starts from.
  var builder: ColumnBuilder {
    switch kind {
    case .category: ColumnBuilder(after: categories)
    case .unread: ColumnBuilder(.unread)
    // What the part makes of its own values decides how the whole widens.
    case .undecided, .integer, .number, .perCent: ColumnBuilder()
    }
  }

  /// Makes room for some number of rows in all.
  mutating func reserve(_ rows: Int) {
    guard keepsValues else { return }
    self.rows.reserve(rows)
    switch kind {
    case .integer: integers.reserveCapacity(rows)
    case .number, .perCent: numbers.reserveCapacity(rows)
    case .category: categories.reserve(rows)
    case .undecided, .unread: break
    }
  }

  /// Takes the next part.
  mutating func append(_ part: ColumnBuilder) {
    widen(toHold: part.kind)
    let count = part.rows.count
    if keepsValues {
      switch (kind, part.kind) {
      case (.undecided, _), (.unread, _): break
      case (.integer, .undecided):
        integers.append(contentsOf: repeatElement(0, count: count))
      case (.integer, _): integers.append(contentsOf: part.integers)
      case (.number, .undecided), (.perCent, .undecided):
        numbers.append(contentsOf: repeatElement(.nan, count: count))
      case (.number, .integer): numbers.append(contentsOf: part.rows.numbers(part.integers))
      case (.number, _), (.perCent, _): numbers.append(contentsOf: part.numbers)
      case (.category, .undecided): categories.appendMissing(count)
      case (.category, _): categories.append(part.categories, withRows: true)
      }
      rows.append(part.rows)
    } else {
      if kind == .category && part.kind == .category {
        categories.append(part.categories, withRows: false)
      }
      rows.appendPresent(count)
    }
  }

  /// The column, once all parts have been taken; without rows if values are not kept.
  consuming func finish(name: String) -> Column {
    let count = keepsValues ? rows.count : 0
    let unit: ColumnUnit = kind == .perCent ? .perCent : .plain
    let values: ColumnValues =
      switch kind {
      case .integer: .integer(integers)
      case .number, .perCent: .number(numbers)
      case .category: categories.finish()
      case .undecided, .unread: .number([Double](repeating: .nan, count: count))
      }
    return Column(
      settled: values, name: name, missing: keepsValues ? rows.missing() : nil, unit: unit)
  }

  /// The column with the name, type and levels of another; nil if its values do not fit them.
  consuming func finish(like other: Column) -> Column? {
    let values: ColumnValues
    switch (kind, other.values) {
    case (.integer, .integer): values = .integer(integers)
    case (.number, .number), (.perCent, .number): values = .number(numbers)
    case (.category, .truth):
      let truths = categories.levels.compactMap { truthWords[$0] }
      guard truths.count == categories.levelCount else { return nil }
      values = .truth(categories.codes.map { $0 >= 0 && truths[Int($0)] })
    case (.category, .category(_, let levels)):
      var positions: [String: Int32] = [:]
      for (position, level) in levels.enumerated() { positions[level] = Int32(position) }
      let codes = categories.levels.compactMap { positions[$0] }
      guard codes.count == categories.levelCount else { return nil }
      values = .category(
        codes: categories.codes.map { $0 < 0 ? -1 : codes[Int($0)] }, levels: levels)
    default: return nil
    }
    return Column(settled: values, name: other.name, missing: rows.missing(), unit: other.unit)
  }

  private mutating func widen(toHold part: ColumnBuilder.Kind) {
    switch (kind, part) {
    case (_, .undecided), (.unread, _): return
    case (.undecided, _):
      kind = part
      start()
    case (.integer, .number):
      kind = .number
      numbers = rows.numbers(integers)
      integers = []
    case (.number, .integer): return
    default:
      if kind != part {
        kind = .unread
        (integers, numbers, categories) = ([], [], CategoryBuilder())
      }
    }
  }

  /// Makes the rows so far, all of them missing, rows of the kind just found.
  private mutating func start() {
    guard keepsValues else { return }
    switch kind {
    case .integer: integers = [Int64](repeating: 0, count: rows.count)
    case .number, .perCent: numbers = [Double](repeating: .nan, count: rows.count)
    case .category: categories.appendMissing(rows.count)
    case .undecided, .unread: break
    }
  }
}

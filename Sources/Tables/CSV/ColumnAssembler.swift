/// Joins the parts of one column in the order of the text, and finds what the whole holds.
///
/// A column of numbers that meets another kind of text becomes `unread`: the spelling of its earlier
/// values is gone, and it has to be read again as categories. What a column holds does not depend on
/// how the text was cut into parts.
struct ColumnAssembler: Sendable {
  private(set) var kind: ColumnBuilder.Kind
  /// Whether values are kept, or only the type and the levels.
  let keepsValues: Bool
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var categories = CategoryBuilder()
  private var rows = RowMarks()
  private var missing: [Int] = []

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
    for (word, count) in part.missing.enumerated() {
      if missing.count <= word { missing.append(0) }
      missing[word] += count
    }
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
        categories.append(part.categories, withRows: false, firstRow: rows.count)
      }
      rows.appendPresent(count)
    }
  }

  /// What was read, once all parts have been taken; without rows if values are not kept.
  consuming func finish() -> HeldColumn {
    let count = keepsValues ? rows.count : 0
    let values: HeldColumn.Values =
      switch kind {
      case .integer: .integers(integers)
      case .number: .numbers(numbers)
      case .perCent: .perCent(numbers)
      case .category:
        .texts(
          codes: categories.codes, levels: categories.levels,
          tally: keepsValues ? nil : categories.tally)
      case .undecided, .unread: .nothing(count: count)
      }
    return HeldColumn(
      values: values, missing: keepsValues ? rows.missing() : nil, missingCounts: missing)
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

/// The cells of a column as they were read, before it is settled what they mean.
struct HeldColumn: Sendable {
  /// The cells; texts are codes into levels in the order of their first appearance, −1 for missing.
  enum Values: Sendable {
    case integers([Int64])
    case numbers([Double])
    case perCent([Double])
    case texts(codes: [Int32], levels: [String], tally: LevelTally?)
    case nothing(count: Int)
  }

  let values: Values
  let missing: [Bool]?
  /// How many cells hold each of the words for a missing value.
  let missingCounts: [Int]
}

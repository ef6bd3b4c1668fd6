/// A number in a column that looks like a code for a missing value.
public struct SuspiciousCode: Sendable, Equatable {
  /// The number.
  public let value: Double
  /// In how many rows it stands.
  public let count: Int
  /// The first of them, from 0.
  public let row: Int
}

/// Looks through numbers, part by part, for codes such as −9 and 999 that surveys and agencies write
/// for missing values.
///
/// A negative code is suspicious if nothing but such codes is negative (−1 only if some number is above
/// 1, for −1, 0 and 1 are a scale); a positive one if it lies further above all other numbers than
/// these lie apart. Fewer than three other numbers tell nothing.
public struct SuspiciousCodeScan: Sendable {
  private static let negative: Set<Double> = [
    -1, -7, -8, -9, -66, -77, -88, -97, -98, -99, -777, -888, -999, -7777, -8888, -9999, -99_999,
  ]
  private static let positive: Set<Double> = [
    77, 88, 97, 98, 99, 777, 888, 998, 999, 7777, 8888, 9998, 9999, 99_999, 999_999,
  ]

  private var codes: [Double: (count: Int, row: Int)] = [:]
  private var others = 0
  private var lowest = Double.infinity
  private var highest = -Double.infinity

  /// A scan that has seen nothing.
  public init() {}

  /// Takes a number of a row; what is not finite is passed over.
  @inline(__always)
  public mutating func add(_ value: Double, row: Int) {
    // Most numbers are no candidates by their size or their fraction.
    if value >= 77 || value <= -1, value == value.rounded() { return addWhole(value, row: row) }
    addOther(value)
  }

  @inline(__always)
  private mutating func addOther(_ value: Double) {
    // NaN takes no part in any of these.
    if value.magnitude <= .greatestFiniteMagnitude { others &+= 1 }
    if value < lowest, value >= -.greatestFiniteMagnitude { lowest = value }
    if value > highest, value <= .greatestFiniteMagnitude { highest = value }
  }

  private mutating func addWhole(_ value: Double, row: Int) {
    guard value.isFinite else { return }
    if value > 999_999 || value < -99_999 { return addOther(value) }
    if Self.negative.contains(value) || Self.positive.contains(value) {
      let known = codes[value] ?? (0, row)
      codes[value] = (known.count + 1, known.row)
    } else {
      addOther(value)
    }
  }

  /// Takes the scan of later rows.
  public mutating func add(_ later: SuspiciousCodeScan) {
    for (value, found) in later.codes {
      let known = codes[value] ?? (0, found.row)
      codes[value] = (known.count + found.count, known.row)
    }
    others += later.others
    lowest = min(lowest, later.lowest)
    highest = max(highest, later.highest)
  }

  /// The suspicious codes, in the order of their first rows.
  public var suspicious: [SuspiciousCode] {
    var found: [Double] = []
    // From the smallest on: a code that is none is one of the numbers that the next lies above.
    var (count, low, high) = (others, lowest, highest)
    for value in codes.keys.sorted() where value > 0 {
      if count >= 3, value > high, value - high > high - min(low, 0) {
        found.append(value)
      } else {
        count += codes[value]?.count ?? 0
        (low, high) = (min(low, value), max(high, value))
      }
    }
    if count >= 3, lowest >= 0 {
      found += codes.keys.filter { $0 < 0 && ($0 != -1 || high > 1) }
    }
    return found.map { value in
      let place = codes[value] ?? (0, 0)
      return SuspiciousCode(value: value, count: place.count, row: place.row)
    }.sorted { ($0.row, $0.value) < ($1.row, $1.value) }
  }
}

extension Column {
  /// The numbers among some rows (from 0, all if nil) that look like codes for missing values; none for
  /// columns that hold no numbers and for dates.
  public func suspiciousCodes(among rows: [Int]? = nil) -> [SuspiciousCode] {
    if unit == .date { return [] }
    var scan = SuspiciousCodeScan()
    switch values {
    case .number(let numbers):
      // Missing numbers are NaN.
      if let rows {
        for row in rows { scan.add(numbers[row], row: row) }
      } else {
        for row in numbers.indices { scan.add(numbers[row], row: row) }
      }
    case .integer(let integers):
      for row in rows ?? Array(integers.indices) where !isMissing(row) {
        scan.add(Double(integers[row]), row: row)
      }
    case .category, .truth, .text: return []
    }
    return scan.suspicious
  }
}

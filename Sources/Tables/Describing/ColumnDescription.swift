/// How a column was read and what it holds, over some rows.
public struct ColumnDescription: Sendable, Equatable {
  /// What a column was read as.
  public enum Kind: String, Sendable, CaseIterable {
    /// Real numbers.
    case number
    /// Whole numbers.
    case integer
    /// Numbers, all written with `%`.
    case perCent = "percent"
    /// Whole numbers that are written like identifiers, such as `00501`.
    case identifier
    /// Dates.
    case date
    /// TRUE and FALSE.
    case truth
    /// Categories.
    case category
    /// Text, asked for as such.
    case text
    /// No value at all.
    case empty
  }

  /// A level and the number of rows that have it.
  public struct LevelCount: Sendable, Equatable {
    /// The level.
    public let level: String
    /// The number of rows.
    public let count: Int
  }

  /// The moments of numbers.
  public struct Moments: Sendable, Equatable {
    /// The mean.
    public let mean: Double
    /// The standard deviation, with n − 1; nil for one value.
    public let standardDeviation: Double?
    /// The least value.
    public let minimum: Double
    /// The greatest value.
    public let maximum: Double
  }

  /// The column's name.
  public let name: String
  /// What it was read as.
  public let kind: Kind
  /// The number of cells with a value.
  public let used: Int
  /// The number of cells without one, suppressed ones included.
  public let missing: Int
  /// Why cells are missing, where all rows were described and the column was read from text.
  public let reasons: [ColumnRecord.MissingReason]
  /// The moments of a column of numbers; nil for others and for those without a value.
  public let moments: Moments?
  /// The levels that occur, the order of the column's; none for numbers.
  public let levels: [LevelCount]
  /// What stands below the name in further header rows.
  public let label: String?
  /// Words in a column most of whose values are numbers.
  public let words: [ColumnRecord.Word]
  /// Numbers that look like codes for missing values.
  public let suspicious: [SuspiciousCode]
}

extension Column {
  /// How the column was read and what it holds, in some rows (from 0; all if nil).
  ///
  /// Complexity: O(rows).
  public func description(rows: [Int]? = nil) -> ColumnDescription {
    let part = rows.map { selecting(rows: $0) } ?? self
    let missing = part.missingCount
    let used = part.count - missing
    var moments: ColumnDescription.Moments?
    var levels: [ColumnDescription.LevelCount] = []
    switch unit == .date ? part.values : part.asWritten.values {
    case .number, .integer:
      if let numbers = try? part.numericValues() { moments = Tables.moments(of: numbers) }
    case .category, .truth, .text:
      let (codes, names) = part.naturalCategories()
      var counts = [Int](repeating: 0, count: names.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      levels = zip(names, counts).filter { $1 > 0 }.map { .init(level: $0, count: $1) }
    }
    return ColumnDescription(
      name: name, kind: used == 0 ? .empty : kind, used: used, missing: missing,
      reasons: rows == nil ? record?.missing ?? [] : [], moments: moments, levels: levels,
      label: record?.label, words: record?.words ?? [],
      suspicious: suspiciousCodes(among: rows))
  }

  private var kind: ColumnDescription.Kind {
    if written != nil { return .identifier }
    if unit == .date { return .date }
    switch values {
    case .number: return unit == .perCent ? .perCent : .number
    case .integer: return .integer
    case .truth: return .truth
    case .category: return record?.isDeclaredText == true ? .text : .category
    case .text: return .text
    }
  }
}

/// Mean, standard deviation and range of the numbers that are finite; nil if none is.
func moments(of numbers: [Double]) -> ColumnDescription.Moments? {
  let present = numbers.filter(\.isFinite)
  guard let minimum = present.min(), let maximum = present.max() else { return nil }
  let count = Double(present.count)
  // Scaled, so that squares of large numbers do not overflow.
  let scale = max(minimum.magnitude, maximum.magnitude)
  let unit = scale > 0 ? scale : 1
  let rough = present.reduce(0) { $0 + $1 / unit } / count
  let mean = rough + present.reduce(0) { $0 + ($1 / unit - rough) } / count
  let squares = present.reduce(0) { $0 + ($1 / unit - mean) * ($1 / unit - mean) }
  return ColumnDescription.Moments(
    mean: min(max(mean * unit, minimum), maximum),
    standardDeviation: present.count > 1 ? (squares / (count - 1)).squareRoot() * unit : nil,
    minimum: minimum, maximum: maximum)
}

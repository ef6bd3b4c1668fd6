/// A correlation of two columns over the rows in which both have a value.
public struct Correlation: Sendable, Equatable {
  /// The name of one column.
  public let first: String
  /// The name of the other.
  public let second: String
  /// Pearson's correlation; nil where a column does not vary or fewer than two rows have both.
  public let estimate: Double?
  /// The number of rows.
  public let count: Int
}

extension Table {
  /// The correlations of each pair of some columns of numbers, in the order given.
  ///
  /// Complexity: O(rows × pairs).
  ///
  /// - Throws: ``TableError/noColumn(_:closest:)``, and what numbers of a column throw.
  public func correlations(of names: [String], rows: [Int]? = nil) throws(TableError)
    -> [Correlation]
  {
    var columns: [[Double]] = []
    for name in names {
      let values = try numericValues(of: name)
      columns.append(rows.map { $0.map { values[$0] } } ?? values)
    }
    var found: [Correlation] = []
    for second in names.indices {
      for first in 0..<second {
        let (estimate, count) = correlation(columns[first], columns[second])
        found.append(
          Correlation(first: names[first], second: names[second], estimate: estimate, count: count))
      }
    }
    return found
  }
}

/// Pearson's correlation over the places where both numbers are finite, and how many there are.
func correlation(_ a: [Double], _ b: [Double]) -> (estimate: Double?, count: Int) {
  let pairs = zip(a, b).filter { $0.isFinite && $1.isFinite }
  guard let first = moments(of: pairs.map(\.0)), let second = moments(of: pairs.map(\.1)),
    let deviation = first.standardDeviation, let other = second.standardDeviation,
    deviation > 0, other > 0
  else { return (nil, pairs.count) }
  let sum = pairs.reduce(0) {
    $0 + ($1.0 - first.mean) / deviation * (($1.1 - second.mean) / other)
  }
  return (min(1, max(-1, sum / Double(pairs.count - 1))), pairs.count)
}

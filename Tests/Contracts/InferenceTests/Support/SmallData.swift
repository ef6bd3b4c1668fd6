/// Twenty-six invented rows, small enough to read and uneven enough to tell estimators apart.
enum SmallData {
  /// A number.
  static let x: [Double] = [
    1.2, 0.4, 2.5, 3.1, 0.9, 1.8, 2.2, 4, 3.6, 0.3, 1.1, 2.9, 3.3, 0.7, 1.5, 2, 4.4, 3.9, 2.7,
    0.6, 1.4, 2.1, 3, 5.2, 4.1, 0.2,
  ]
  /// 0 or 1.
  static let z: [Double] = [
    0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1,
  ]
  /// A continuous outcome.
  static let y: [Double] = [
    2.1, 1.7, 3.9, 6.2, 2.8, 3, 2.4, 7.1, 4.9, 0.8, 3.3, 4.1, 5.6, 1.9, 2.2, 4.8, 5.1, 6.6, 5.9,
    1.2, 2, 3.7, 4.4, 8.3, 6, 1.6,
  ]
  /// A binary outcome.
  static let binary: [Double] = [
    0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0,
  ]
  /// A count.
  static let count: [Double] = [
    2, 1, 3, 5, 2, 3, 1, 7, 4, 0, 3, 2, 6, 1, 2, 5, 4, 6, 6, 1, 2, 4, 3, 9, 5, 1,
  ]
  /// Precision weights.
  static let weights: [Double] = [
    1.5, 2, 0.5, 1, 3, 2.5, 1, 0.8, 1.2, 2, 1.7, 0.6, 1, 1.9, 2.2, 0.9, 1.1, 1.3, 0.7, 2.4, 1.6,
    1, 2.1, 0.4, 1.8, 1,
  ]
  /// Frequency weights.
  static let multiplicities: [Double] = [
    1, 2, 1, 3, 1, 1, 2, 1, 1, 4, 1, 2, 1, 1, 3, 1, 1, 1, 2, 1, 1, 1, 2, 1, 1, 2,
  ]
  /// Seven clusters of 2 to 7 rows, counted from 1.
  static let clusters: [Int32] = [
    1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 7,
  ]
  /// A second direction of clusters, crossed with the first.
  static let times: [Int32] = [
    1, 2, 3, 1, 2, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 1, 2,
  ]
}

import LinearAlgebra
import Modeling
import Testing

@testable import Inference

/// A random problem for comparing with definitions.
struct Scenario: Sendable, CustomTestStringConvertible {
  enum Kind: String, Sendable, CaseIterable {
    /// Least squares.
    case plain
    /// Weighted least squares.
    case weighted
    /// Weighted least squares with one weight a cluster.
    case clusterWeighted
    /// Working weights and variances of a generalized model.
    case generalized
  }

  let kind: Kind
  let clusterSizes: [Int]
  let columns: Int
  let seed: UInt64
  /// Whether the last column is a dummy of the first cluster, which then has a leverage of 1.
  var hasDummy = false

  var testDescription: String { "\(kind) \(clusterSizes) p=\(columns)" }

  static let all: [Scenario] = Kind.allCases.flatMap { kind in
    [
      // Singletons, sizes below p, between p and 2p, and above.
      Scenario(kind: kind, clusterSizes: [1, 2, 5, 9, 1, 14, 3, 7], columns: 3, seed: 1),
      Scenario(kind: kind, clusterSizes: [4, 4, 4, 4, 4, 4, 4], columns: 4, seed: 2),
      Scenario(
        kind: kind, clusterSizes: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], columns: 2, seed: 3),
      Scenario(kind: kind, clusterSizes: [30, 25, 12], columns: 5, seed: 4),
      Scenario(kind: kind, clusterSizes: [8, 16], columns: 1, seed: 5),
      // Clusters beyond what a generalized model takes by the spectrum.
      Scenario(kind: kind, clusterSizes: [40, 60, 35], columns: 3, seed: 6),
    ]
  }

  /// Clusters small and large, the first with a dummy of its own.
  static let determined: [Scenario] = Kind.allCases.flatMap { kind in
    [
      Scenario(kind: kind, clusterSizes: [6, 9, 5, 7], columns: 3, seed: 11, hasDummy: true),
      Scenario(kind: kind, clusterSizes: [50, 40, 45, 8], columns: 3, seed: 12, hasDummy: true),
      Scenario(kind: kind, clusterSizes: [2, 3, 2, 2, 3], columns: 4, seed: 13, hasDummy: true),
    ]
  }

  /// Codes in a scrambled order of rows, so that clusters are not contiguous.
  func codes() -> [Int32] {
    var stream = RandomStream(seed: seed &+ 100)
    return clusterSizes.enumerated().flatMap { cluster, size in
      [Int32](repeating: Int32(cluster), count: size)
    }.shuffled(using: &stream)
  }

  func fit() throws -> ArrayFit {
    var stream = RandomStream(seed: seed)
    let rows = clusterSizes.reduce(0, +)
    let codes = codes()
    let design = Matrix(
      columns: (0..<columns).map { column in
        if column == 0 { return [Double](repeating: 1, count: rows) }
        let values = stream.normals(rows)
        return hasDummy && column == columns - 1 ? codes.map { $0 == 0 ? 1 : 0 } : values
      })
    let response = stream.normals(rows)
    let perCluster = clusterSizes.map { _ in stream.uniform(0.2...4) }
    switch kind {
    case .plain: return try .leastSquares(design, response)
    case .weighted:
      return try .leastSquares(
        design, response, weights: response.map { _ in stream.uniform(0.1...10) })
    case .clusterWeighted:
      return try .leastSquares(
        design, response, weights: codes.map { perCluster[Int($0)] })
    case .generalized:
      let weights = response.map { _ in stream.uniform(0.02...2) }
      let plain = try ArrayFit.leastSquares(design, response, weights: weights)
      return ArrayFit(
        estimates: plain.estimates, rows: plain.rows, size: plain.size, isLeastSquares: false,
        variances: weights.map { _ in stream.uniform(0.01...3) }, dispersion: 1)
    }
  }
}

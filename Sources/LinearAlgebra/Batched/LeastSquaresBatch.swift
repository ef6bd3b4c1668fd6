/// The solutions of many least-squares problems with the same columns, in flat arrays: what belongs
/// to column j of problem i stands at i p + j.
public struct LeastSquaresBatch: Sendable, Equatable {
  /// The number of columns of every problem, p, an added intercept included.
  public let columnCount: Int
  /// b; NaN for aliased columns.
  public internal(set) var coefficients: [Double] = []
  /// The diagonal of (X′WX)⁻¹; NaN for aliased columns.
  public internal(set) var unscaledVariances: [Double] = []
  /// Σ wᵢ (yᵢ − xᵢ′b)², one for each problem.
  public internal(set) var residualSumsOfSquares: [Double] = []
  /// The number of columns with a coefficient, one for each problem.
  public internal(set) var ranks: [Int] = []
  /// The rows with a positive weight less the rank, one for each problem.
  public internal(set) var residualDegreesOfFreedom: [Int] = []
  /// Whether a problem was solved from its cross-products; the others were left to `leastSquares`.
  public internal(set) var isFromCrossProducts: [Bool] = []

  /// The number of problems.
  public var problemCount: Int { ranks.count }

  /// Standard errors under one residual variance for each problem, the sum of squares over the degrees
  /// of freedom; NaN where these are 0 and for aliased columns.
  ///
  /// Complexity: O(problems × p), each time.
  public var standardErrors: [Double] {
    var result = unscaledVariances
    for problem in 0..<problemCount {
      let freedom = residualDegreesOfFreedom[problem]
      let variance = freedom > 0 ? residualSumsOfSquares[problem] / Double(freedom) : .nan
      for index in problem * columnCount..<(problem + 1) * columnCount {
        result[index] = (result[index] * variance).squareRoot()
      }
    }
    return result
  }

  /// The coefficients of a problem; NaN for aliased columns.
  public func coefficients(ofProblem problem: Int) -> ArraySlice<Double> {
    coefficients[problem * columnCount..<(problem + 1) * columnCount]
  }

  /// No problems.
  init(columnCount: Int) { self.columnCount = columnCount }

  /// Takes the problems of another after its own.
  mutating func append(_ other: LeastSquaresBatch) {
    coefficients += other.coefficients
    unscaledVariances += other.unscaledVariances
    residualSumsOfSquares += other.residualSumsOfSquares
    ranks += other.ranks
    residualDegreesOfFreedom += other.residualDegreesOfFreedom
    isFromCrossProducts += other.isFromCrossProducts
  }
}

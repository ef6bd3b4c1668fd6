import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The linear problems of the NIST Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd/).
///
/// Data as published. Coefficients, their standard errors and the residual sum of squares were
/// computed from the published data with mpmath at 80 digits, agree with every certified digit, and
/// are given to 25.
struct NISTProblem: Sendable, CustomStringConvertible {
  let name: String
  /// Whether the first column is an intercept.
  let hasIntercept: Bool
  /// With one regressor, its powers from 1 to this are the columns.
  let degree: Int
  let regressors: [[Double]]
  let response: [Double]
  let coefficients: [Double]
  let standardErrors: [Double]
  let residualSumOfSquares: Double

  var description: String { name }

  static let all: [NISTProblem] = [
    longley, norris, pontius, noint1, noint2, wampler1, wampler2, wampler3, wampler4, wampler5,
    filip,
  ]
}

extension NISTProblem {
  /// The design: intercept, then regressors or powers, each power the rounded product of the one
  /// before it and x.
  var design: Matrix {
    var columns: [[Double]] = []
    if hasIntercept { columns.append([Double](repeating: 1, count: response.count)) }
    if degree == 1 { return Matrix(columns: columns + regressors) }
    var power = regressors[0]
    for _ in 1...degree {
      columns.append(power)
      power = zip(power, regressors[0]).map { $0 * $1 }
    }
    return Matrix(columns: columns)
  }

  /// The smallest number of correct significant digits over all values, at most 16.
  static func digits(_ got: [Double], _ want: [Double]) -> Double {
    zip(got, want).map { got, want in
      let error = (got - want).magnitude / (want == 0 ? 1 : want.magnitude)
      return error == 0 ? 16 : min(16, -log10(error))
    }.min() ?? 16
  }
}

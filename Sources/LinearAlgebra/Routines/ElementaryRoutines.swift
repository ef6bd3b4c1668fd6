// | our name            | C function      |
// |---------------------|-----------------|
// | exponentials        | concord_exp     |
// | logarithms          | concord_log     |
// | logarithmsOfOnePlus | concord_log1p   |
// | exponentialsLessOne | concord_expm1   |
// | logistics           | concord_logistic |
// | workingLogistic     | concord_logistic_working |
// | workingPoisson      | concord_poisson_working  |

import CLAPACK

/// result[i] = e^x[i] for the first `count` elements.
///
/// Within 1 unit in the last place for every argument, subnormal results included; +∞ above 709.78,
/// 0 below −745.13, NaN for NaN. An element's result does not depend on its place.
package func exponentials(
  of x: [Double], count: Int, portable: Bool = false, into result: inout [Double]
) {
  map(x, count, &result, portable ? concord_exp_portable : concord_exp)
}

/// result[i] = log x[i] for the first `count` elements.
///
/// Within 1 unit in the last place for every argument, subnormal ones included; −∞ for ±0, NaN for
/// negative numbers and NaN.
package func logarithms(
  of x: [Double], count: Int, portable: Bool = false, into result: inout [Double]
) {
  map(x, count, &result, portable ? concord_log_portable : concord_log)
}

/// result[i] = log(1 + x[i]) for the first `count` elements.
///
/// Within 1 unit in the last place; −∞ for −1, NaN below and for NaN.
package func logarithmsOfOnePlus(
  of x: [Double], count: Int, portable: Bool = false, into result: inout [Double]
) {
  map(x, count, &result, portable ? concord_log1p_portable : concord_log1p)
}

/// result[i] = e^x[i] − 1 for the first `count` elements.
///
/// Within 2 units in the last place; +∞ above 709.78, NaN for NaN.
package func exponentialsLessOne(
  of x: [Double], count: Int, portable: Bool = false, into result: inout [Double]
) {
  map(x, count, &result, portable ? concord_expm1_portable : concord_expm1)
}

/// 1/(1 + e^−x) and 1/(1 + e^x) for the first `count` elements.
///
/// Within 3 units in the last place, the small one of the two included.
package func logistics(
  of x: [Double], count: Int, means: inout [Double], complements: inout [Double]
) {
  precondition(
    count >= 0 && count <= min(x.count, means.count, complements.count), "\(count) elements")
  concord_logistic(x, count, &means, &complements)
}

private func map(
  _ x: [Double], _ count: Int, _ result: inout [Double],
  _ function: (UnsafePointer<Double>, Int, UnsafeMutablePointer<Double>) -> Void
) {
  precondition(count >= 0 && count <= min(x.count, result.count), "\(count) elements")
  function(x, count, &result)
}

extension ScoringBlock {
  /// Fills means, working weights, residuals, scores and deviances for responses 0 and 1 under a logit
  /// link.
  ///
  /// - Returns: the number of rows whose numbers stand for nothing: those with a linear predictor
  ///   beyond ±700, a response between 0 and 1, or no weight.
  package mutating func fillLogistic(
    response: [Double], weights: [Double]?, rows: Range<Int>
  ) -> Int {
    fill(concord_logistic_working, response, weights, rows)
  }

  /// The same for counts under a log link. Refused are linear predictors beyond ±200, responses
  /// other than 0 beyond 1e±100, and rows without weight.
  package mutating func fillPoisson(
    response: [Double], weights: [Double]?, rows: Range<Int>
  ) -> Int {
    fill(concord_poisson_working, response, weights, rows)
  }

  private mutating func fill(
    _ function: (
      UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>?, Int,
      UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>,
      UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
    ) -> Int, _ response: [Double], _ weights: [Double]?, _ rows: Range<Int>
  ) -> Int {
    precondition(rows.count <= predictor.count && rows.upperBound <= response.count)
    precondition(weights.map { rows.upperBound <= $0.count } ?? true)
    return response.withUnsafeBufferPointer { response in
      guard let response = response.baseAddress else { return 0 }
      let first = response + rows.lowerBound
      guard let weights else {
        return function(
          predictor, first, nil, rows.count, &mean, &weight, &residual, &score, &deviance)
      }
      return weights.withUnsafeBufferPointer { weights in
        function(
          predictor, first, weights.baseAddress.map { $0 + rows.lowerBound }, rows.count, &mean,
          &weight, &residual, &score, &deviance)
      }
    }
  }
}

import TestSupport
import Testing

@testable import LinearAlgebra

/// Correct digits on the linear problems of NIST, by gear: coefficients, standard errors.
///
/// The floors are a little under what was measured on x86-64 with OpenBLAS 0.3.21, where the lowest
/// of the coefficients and of the standard errors had the digits in the comments. A design rounded
/// to double precision allows at most 7.6 digits on Filip, 13.2 on Wampler2, 13.5 on Pontius, 14.0
/// on Norris, 14.7 on Longley, computed with mpmath at 80 digits from the rounded numbers.
@Suite struct LeastSquaresNISTTests {
  struct Floor: Sendable, CustomStringConvertible {
    let problem: NISTProblem
    let coefficients: Double
    let standardErrors: Double
    /// Residual sums of squares are 0 for two problems; digits count from the response's size.
    var description: String { problem.name }
  }

  static let floors = [
    Floor(problem: .longley, coefficients: 14, standardErrors: 12),  // 14.7, 12.2 to 15
    Floor(problem: .norris, coefficients: 13, standardErrors: 13),  // 13.4, 13.8
    Floor(problem: .pontius, coefficients: 12.5, standardErrors: 12.5),  // 13.1, 13.0
    Floor(problem: .noint1, coefficients: 15, standardErrors: 14.5),  // 16, 15.4
    Floor(problem: .noint2, coefficients: 15, standardErrors: 14.5),  // 16, 15.5
    Floor(problem: .wampler1, coefficients: 14.5, standardErrors: 9),  // 16; exact fit
    Floor(problem: .wampler2, coefficients: 13, standardErrors: 12.5),  // 13.2; exact fit
    Floor(problem: .wampler3, coefficients: 14.5, standardErrors: 12.5),  // 16, 13.4
    Floor(problem: .wampler4, coefficients: 14.5, standardErrors: 12.5),  // 16, 13.4
    Floor(problem: .wampler5, coefficients: 14.5, standardErrors: 12.5),  // 16, 13.4
    Floor(problem: .filip, coefficients: 6.5, standardErrors: 6.5),  // 7.6, 7.8
  ]

  @Test(arguments: floors, [LeastSquaresMethod.automatic, .gram, .triangle])
  func digits(_ floor: Floor, _ method: LeastSquaresMethod) throws {
    let problem = floor.problem
    let solution = try leastSquares(
      design: problem.design, response: problem.response, method: method)
    #expect(solution.aliased.isEmpty)
    #expect(solution.residuals.count == problem.response.count)
    let reached = NISTProblem.digits(solution.coefficients, problem.coefficients)
    #expect(reached >= floor.coefficients, "coefficients: \(reached) digits")
    let degrees = Double(problem.response.count - solution.kept.count)
    let sigma = (solution.residualSumOfSquares / degrees).squareRoot()
    let errors = solution.unscaledCovariance.diagonal.map { sigma * $0.squareRoot() }
    let reachedErrors = NISTProblem.digits(errors, problem.standardErrors)
    #expect(reachedErrors >= floor.standardErrors, "standard errors: \(reachedErrors) digits")
  }

  @Test func streamedRowsReachWhatHouseholderQRCan() throws {
    for problem in [NISTProblem.longley, .norris, .wampler3] {
      var sums = LeastSquaresAccumulator(columnCount: problem.design.columnCount)
      for row in 0..<problem.response.count {
        try sums.add(
          design: problem.design.selectingRows([row]), response: [problem.response[row]])
      }
      let solution = try sums.solution()
      #expect(NISTProblem.digits(solution.coefficients, problem.coefficients) > 8.5)
      #expect(
        NISTProblem.digits(
          [solution.residualSumOfSquares], [problem.residualSumOfSquares]) > 10)
    }
  }
}

import Testing

@testable import LinearAlgebra

@Test(arguments: NISTProblem.all)
func everyGearReachesSixDigitsOfTheCertifiedFit(_ problem: NISTProblem) throws {
  for method in [LeastSquaresMethod.gram, .triangle, .automatic] {
    let solution = try leastSquares(
      design: problem.design, response: problem.response, method: method)
    #expect(NISTProblem.digits(solution.coefficients, problem.coefficients) > 5.5)
  }
}

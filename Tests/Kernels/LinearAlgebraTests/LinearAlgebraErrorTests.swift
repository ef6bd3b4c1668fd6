import Testing

@testable import LinearAlgebra

@Suite struct LinearAlgebraErrorTests {
  /// Rows and columns count from 0 in the cases and from 1 in the messages.
  @Test(arguments: [
    (LinearAlgebraError.notFinite(row: 4, column: 1), "row 5, column 2"),
    (.responseNotFinite(row: 0), "row 1"),
    (.invalidWeight(row: 9), "row 10"),
    (.overflow(column: 2), "column 3"),
    (.notPositiveDefinite(order: 3), "order 3"),
    (.notConverged(routine: "dsyevd"), "dsyevd"),
    (.tooLarge(dimension: 3_000_000_000), "3000000000"),
    (.dependentFactor(columns: 4_000), "4000 columns"),
    (.inProblem(6, .responseNotFinite(row: 2)), "problem 7: the response in row 3"),
  ])
  func messagesSayWhere(_ error: LinearAlgebraError, _ part: String) {
    #expect("\(error)".contains(part))
  }
}

import Tables
import TestSupport
import Testing

@testable import Formulas

@Suite("Contrast matrices")
struct ContrastTests {
  static let sixteenDigits = Tolerance(
    .absolute(2e-15), because: "entries of magnitude 1 computed by two routes in double precision")

  /// `contr.sum(4)`, `contr.helmert(4)` and `contr.treatment(4)` of R 4.2.2, by columns.
  @Test(arguments: [
    (ContrastCoding.sum, [[1.0, 0, 0, -1], [0, 1, 0, -1], [0, 0, 1, -1]]),
    (.helmert, [[-1.0, 1, 0, 0], [-1, -1, 2, 0], [-1, -1, -1, 3]]),
    (.treatment, [[0.0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
  ])
  func fourLevels(_ coding: ContrastCoding, _ columns: [[Double]]) {
    let matrix = coding.matrix(levelCount: 4)
    #expect((0..<3).map { matrix.column($0) } == columns)
  }

  /// `contr.poly(n)` has the closed form of the discrete orthogonal polynomials; these are the
  /// integer tables of Fisher and Yates (1963, table XXIII) for n = 6, by degree.
  @Test func polynomialsOfSixLevels() {
    let table: [[Double]] = [
      [-5, -3, -1, 1, 3, 5], [5, -1, -4, -4, -1, 5], [-5, 7, 4, -4, -7, 5], [1, -3, 2, 2, -3, 1],
      [-1, 5, -10, 10, -5, 1],
    ]
    let matrix = ContrastCoding.polynomial.matrix(levelCount: 6)
    for (degree, integers) in table.enumerated() {
      let length = integers.reduce(0) { $0 + $1 * $1 }.squareRoot()
      expectClose(
        matrix.column(degree), integers.map { $0 / length }, within: Self.sixteenDigits,
        "degree \(degree + 1)")
    }
  }

  @Test(arguments: [2, 3, 10, 30, 95, 200])
  func polynomialsAreOrthonormal(levelCount: Int) {
    let matrix = ContrastCoding.polynomial.matrix(levelCount: levelCount)
    let tolerance = Tolerance(
      .absolute(1e-13), because: "columns are made orthogonal to all before them")
    for i in 0..<matrix.columnCount {
      expectClose(matrix.column(i).reduce(0, +), 0, within: tolerance, "sum of column \(i)")
      for j in 0...i {
        let product = zip(matrix.column(i), matrix.column(j)).reduce(0) { $0 + $1.0 * $1.1 }
        expectClose(product, i == j ? 1 : 0, within: tolerance, "columns \(i), \(j)")
      }
    }
  }

  @Test func polynomialsOfManyLevelsAreRefused() throws {
    let table = try Table([Column("s", (0..<201).map(Double.init))])
    let error = formulaError {
      _ = try Schema(try Formula("~ C(factor(s), poly)"), trainedOn: table)
    }
    #expect(
      error
        == .polynomialContrasts(factor: "C(factor(s), poly)", levelCount: 201, limit: 200))
  }

  @Test func namesOfHighPolynomials() {
    let levels = (1...6).map(String.init)
    #expect(
      ContrastCoding.polynomial.columnSuffixes(levels: levels) == [".L", ".Q", ".C", "^4", "^5"])
  }
}

import Tables
import TestSupport
import Testing

@testable import Formulas

@Suite("Trained functions")
struct TrainedTransformTests {
  static let fewUlps = Tolerance(
    .relativeTo(scale: 1, 1e-13), because: "a few roundings in a recurrence of degree 4")

  private func polynomial(_ formula: String) throws -> OrthogonalPolynomial {
    let schema = try Schema(try Formula(formula), trainedOn: try ReferenceTable.table())
    guard case .polynomial(let polynomial) = schema.transforms.values.first else {
      throw FormulaError.noResponse
    }
    return polynomial
  }

  /// `attr(poly(x, 4), "coefs")` of R 4.2.2: alpha, and norm2 without its first two entries.
  @Test func recurrenceCoefficients() throws {
    let trained = try polynomial("y ~ poly(x, 4)")
    expectClose(
      trained.shifts.map { $0 + trained.center },
      [6.791666666666667, 7.1369378613354506, 7.0962950579588746, 6.8973365724979159],
      within: Self.fewUlps, "alpha")
    var norm2 = 12.0
    let norms = trained.scales.map { scale in
      norm2 *= scale * scale
      return norm2
    }
    expectClose(
      norms, [157.35416666666666, 1802.7252602442738, 20263.865922184439, 203014.45706231461],
      within: Self.fewUlps, "norm2")
  }

  /// `poly(x, 4)[, 4]` and `predict(poly(x, 4), c(0, 2.2, 20))` of R 4.2.2.
  @Test func columnsAndPredictions() throws {
    let table = try ReferenceTable.table()
    let schema = try Schema(try Formula("y ~ poly(x, 4)"), trainedOn: table)
    expectClose(
      try schema.design(for: table).matrix().column(4),
      [
        0.36171420955164874, -0.34471330336874911, -0.34876192825750002, -0.1235899792924227,
        0.063227847454980071, 0.31275554241886411, 0.32759067674315634, 0.24054546962008216,
        -0.17072953442292241, -0.23365621812637555, -0.40214320035493212, 0.31776041803417082,
      ], within: Self.fewUlps, "degree 4")
    let new = try schema.design(for: try Table([Column("x", [0, 2.2, 20])])).matrix()
    let want = [
      [-0.54142367082753451, -0.36604226089076258, 1.0529527831431191],
      [0.83278602807474222, 0.22506501736906701, 3.6927051133311766],
      [-1.216064601225525, 0.040854706070416386, 13.149232564489816],
      [1.7678185166349958, -0.29902823114381555, 50.520964161345105],
    ]
    for degree in 1...4 {
      expectClose(new.column(degree), want[degree - 1], within: Self.fewUlps, "degree \(degree)")
    }
  }

  @Test func predictionOnTrainingRowsHasTheSameBits() throws {
    let table = try ReferenceTable.table()
    let formula = try Formula(
      "y ~ poly(x, 3) * scale(z) + center(x) + groupMean(x, a) + I(scale(log(x))^2)")
    let schema = try Schema(formula, trainedOn: table)
    let whole = try schema.design(for: table)
    for row in 0..<table.rowCount {
      let one = try Table([
        Column("x", [ReferenceTable.x[row]]), Column("z", [ReferenceTable.z[row]]),
        category("a", [ReferenceTable.a[row]]),
      ])
      #expect(try schema.design(for: one).matrix().row(0) == whole.matrix().row(row))
    }
  }

  @Test func polynomialsAreOrthonormalFarFromZero() throws {
    let x = (0..<200).map { 1e9 + Double($0 * $0 % 97) / 97 }
    let table = try Table([Column("x", x)])
    let design = try Schema(try Formula("~ 0 + poly(x, 5)"), trainedOn: table).design(for: table)
    let tolerance = Tolerance(
      .absolute(1e-12), because: "the mean is taken off first, so the offset of 1e9 costs nothing")
    for i in 0..<5 {
      for j in 0...i {
        let product = zip(design.matrix().column(i), design.matrix().column(j)).reduce(0) {
          $0 + $1.0 * $1.1
        }
        expectClose(product, i == j ? 1 : 0, within: tolerance, "columns \(i), \(j)")
      }
    }
  }

  @Test func polynomialOfHugeNumbersDoesNotOverflow() throws {
    let x = (1...50).map { Double($0) * 1e60 }
    let table = try Table([Column("x", x)])
    let design = try Schema(try Formula("~ poly(x, 8)"), trainedOn: table).design(for: table)
    let small = try Table([Column("x", (1...50).map(Double.init))])
    let other = try Schema(try Formula("~ poly(x, 8)"), trainedOn: small).design(for: small)
    let tolerance = Tolerance(.absolute(1e-11), because: "polynomials are invariant to scale")
    expectClose(design.matrix().elements, other.matrix().elements, within: tolerance)
  }

  @Test(arguments: [("poly(b, 3)", 3, 3), ("poly(b, 7)", 7, 3), ("poly(b, 3, raw = TRUE)", 3, 3)])
  func degreeNeedsDistinctPoints(call: String, degree: Int, distinct: Int) throws {
    let table = try Table([Column("b", [1, 2, 2, 3, 3, 1])])
    let error = formulaError { _ = try Schema(try Formula("~ \(call)"), trainedOn: table) }
    #expect(
      error == .polynomialDegree(expression: call, degree: degree, distinctValues: distinct))
  }

  @Test func pointsTooCloseForTheDegreeAreRefused() throws {
    let table = try Table([Column("x", [0, 1e-15, 2e-15, 1, 1, 1])])
    let error = formulaError { _ = try Schema(try Formula("~ poly(x, 3)"), trainedOn: table) }
    #expect(error == .degeneratePolynomial(expression: "poly(x, 3)", degree: 2))
  }

  @Test func scaleAndCenter() throws {
    let table = try Table([Column("x", [1, 2, 3, 6])])
    let schema = try Schema(try Formula("~ 0 + scale(x) + center(x)"), trainedOn: table)
    let matrix = try schema.design(for: table).matrix()
    // Mean 3, squares 4 + 1 + 0 + 9 = 14 over n − 1 = 3.
    let deviation = (14.0 / 3).squareRoot()
    expectClose(
      matrix.column(0), [-2, -1, 0, 3].map { $0 / deviation }, within: Self.fewUlps, "scale")
    #expect(matrix.column(1) == [-2, -1, 0, 3])
    let new = try schema.design(for: try Table([Column("x", [3, 10])])).matrix()
    #expect(new.column(1) == [0, 7])
  }

  @Test(arguments: [[4.0, 4, 4], [7.0]])
  func constantColumnCannotBeScaled(values: [Double]) throws {
    let table = try Table([Column("x", values)])
    let error = formulaError { _ = try Schema(try Formula("~ scale(x)"), trainedOn: table) }
    #expect(error == .constantColumn(expression: "scale(x)"))
  }

  @Test func groupMeansComeFromTraining() throws {
    let table = try Table([
      Column("x", [1, 3, 10, 20, 30]), category("g", ["s", "s", "t", "t", "t"]),
    ])
    let schema = try Schema(try Formula("~ 0 + groupMean(x, g)"), trainedOn: table)
    #expect(try schema.design(for: table).matrix().elements == [2, 2, 20, 20, 20])
    let new = try Table([Column("x", [1000, 1000]), category("g", ["t", "s"])])
    #expect(try schema.design(for: new).matrix().elements == [20, 2])
    let stranger = try Table([Column("x", [1, 1]), category("g", ["s", "north"])])
    let error = formulaError { _ = try schema.design(for: stranger) }
    #expect(error == .newLevel(factor: "g", level: "north", row: 2, known: ["s", "t"]))
  }

  @Test func groupsMayBeNumbers() throws {
    let table = try Table([
      Column("x", [1, 3, 10]), Column(name: "id", values: .integer([700, 700, 12])),
    ])
    let schema = try Schema(try Formula("~ 0 + I(x - groupMean(x, id))"), trainedOn: table)
    #expect(try schema.design(for: table).matrix().elements == [-1, 1, 0])
  }
}

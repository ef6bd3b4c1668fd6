import Formulas
import LinearAlgebra
import TestSupport
import Testing

@testable import Inference

/// The change to sum-to-zero coding against its definition: X = X₀ T, for the designs X and X₀ of the same rows in
/// the two codings.
struct SumCodingTests {
  static let formulas = [
    "y ~ a", "y ~ x + a", "y ~ a + s", "y ~ a * s", "y ~ x * a", "y ~ x * a * s", "y ~ a:s",
    "y ~ a + a:s", "y ~ s + a:s", "y ~ x + x:a", "y ~ 0 + a", "y ~ 0 + a + s", "y ~ 0 + a * s",
    "y ~ poly(x, 2) * a", "y ~ a * C(s, helmert)", "y ~ C(a, treatment) * x", "y ~ C(a, sum) * s",
    "y ~ x + z + I(x * z) + a * s", "y ~ poly(x, 2):a + s", "y ~ 1", "y ~ x * z",
    "y ~ a:s + a:factor(z)", "y ~ a:s + a:factor(z) + a:s:factor(z)", "y ~ 0 + a:s",
  ]

  @Test(arguments: formulas, ContrastCoding.allCases)
  func takesOneDesignToTheOther(_ text: String, _ coding: ContrastCoding) throws {
    let table = try SmallData.table()
    let formula = try Formula(text)
    var options = SchemaOptions()
    options.defaultContrast = coding
    let own = try Schema(formula, trainedOn: table, options: options)
    options.defaultContrast = .sum
    let centred = try Schema(formula, trainedOn: table, options: options)
    let change = try #require(sumCodingChange(of: own))
    let want = try own.design(for: table).matrix()
    let found = product(try centred.design(for: table).matrix(), change)
    for column in 0..<want.columnCount {
      let scale = want.column(column).reduce(0) { max($0, $1.magnitude) }
      for (a, b) in zip(found.column(column), want.column(column)) {
        #expect((a - b).magnitude <= 1e-13 * scale, "\(own.columnNames[column])")
      }
    }
  }

  /// A level is no column of contrasts that the formula names, so that the codings don't tell the change.
  @Test func writtenContrastsOfAMarginAreSeen() throws {
    let formula = try Formula("y ~ C(a, helmert) + C(a, helmert):s")
    let schema = try Schema(formula, trainedOn: try SmallData.table(), options: SchemaOptions())
    #expect(sumCodingChange(of: schema) == nil)
  }
}

import Formulas
import TestSupport
import Testing

@Suite("Designs against R's model.matrix()")
struct DesignAgainstRTests {
  static let rounding = Tolerance(
    .relativeTo(scale: 1000, 1e-12),
    because: "orthogonal polynomials come from a recurrence here and from QR in R")

  @Test(arguments: RModelMatrixCases.treatment + RModelMatrixCases.otherContrasts)
  func namesAndNumbers(of reference: ModelMatrixCase) throws {
    let table = try ReferenceTable.table()
    var options = SchemaOptions()
    options.defaultContrast = reference.contrasts
    let formula = try Formula(reference.formula)
    let schema = try Schema(formula, trainedOn: table, options: options)
    let design = try schema.design(for: table)
    #expect(design.columnNames == reference.columns)
    #expect(schema.columnNames == reference.columns)
    #expect(design.matrix().rowCount == 12)
    #expect(design.matrix().columnCount == reference.columns.count)
    expectClose(
      binaryWeightedSums(design), reference.sums, within: Self.rounding, reference.formula)
    #expect(formula.description == reference.formula, "printed as R deparses it")
  }

  @Test func contrastsOfOneFactorByOption() throws {
    let table = try ReferenceTable.table()
    var options = SchemaOptions()
    options.contrasts = ["a": .sum, "factor(g)": .helmert]
    let schema = try Schema(
      try Formula("y ~ a + b + factor(g)"), trainedOn: table, options: options)
    #expect(
      schema.columnNames
        == ["(Intercept)", "a1", "a2", "bq", "factor(g)1", "factor(g)2", "factor(g)3"])
  }

  @Test func contrastOptionByColumnReachesFactorCalls() throws {
    let table = try ReferenceTable.table()
    var options = SchemaOptions()
    options.contrasts = ["g": .polynomial]
    let schema = try Schema(try Formula("y ~ factor(g)"), trainedOn: table, options: options)
    #expect(schema.columnNames.dropFirst() == ["factor(g).L", "factor(g).Q", "factor(g).C"])
  }

  @Test func contrastOfNothingIsAnError() throws {
    let table = try ReferenceTable.table()
    var options = SchemaOptions()
    options.contrasts = ["nothing like it": .sum]
    let error = formulaError {
      _ = try Schema(try Formula("y ~ a"), trainedOn: table, options: options)
    }
    guard case .noFactorForContrast("nothing like it", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func columnsKnowTheirTerm() throws {
    let table = try ReferenceTable.table()
    let schema = try Schema(try Formula("y ~ a * x + poly(z, 2)"), trainedOn: table)
    let design = try schema.design(for: table)
    #expect(design.terms.map(\.name) == ["(Intercept)", "a", "x", "poly(z, 2)", "a:x"])
    #expect(design.terms.map(\.variables) == [[], ["a"], ["x"], ["poly(z, 2)"], ["a", "x"]])
    #expect(design.columns.map(\.term) == [0, 1, 1, 2, 3, 3, 4, 4])
    #expect(design.columnIndices(ofTerm: 4) == [6, 7])
    let without = try Schema(try Formula("y ~ 0 + x"), trainedOn: table)
    #expect(without.terms.map(\.name) == ["x"])
    #expect(without.columns.map(\.term) == [0])
    #expect(!without.hasIntercept)
  }

  @Test func emptyDesignKeepsItsRows() throws {
    let table = try ReferenceTable.table()
    let design = try Schema(try Formula("y ~ 0"), trainedOn: table).design(for: table)
    #expect(design.matrix().rowCount == 12)
    #expect(design.matrix().columnCount == 0)
    #expect(design.terms.isEmpty)
  }
}

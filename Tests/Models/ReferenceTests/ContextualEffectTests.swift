import Concord
import TestSupport
import Testing

/// Centring at group means and the contextual effect on High School & Beyond, against lme4 1.1-31
/// with lmerTest 3.1-3 (`contest1D`) in R 4.2.2.
@Suite struct ContextualEffectTests {
  private static let within = "I(ses - groupMean(ses, school))"
  private static let between = "groupMean(ses, school)"
  private static let optima = Tolerance(
    .relativeTo(scale: 0.1, 2e-5), because: "optima of two programs")
  private static let freedom = Tolerance(.relative(1e-4), because: "derivatives at two optima")

  private func inference(_ formula: String) throws -> Inference {
    try LinearMixedModel(formula).fit(to: ReferenceCase.named("hsb-null").table())
      .inference(using: .classical(degreesOfFreedom: .satterthwaite))
  }

  private func check(_ row: Estimate, _ want: [Double]) throws {
    expectClose(
      [row.estimate, try #require(row.standardError)], Array(want[0...1]),
      within: Self.optima, row.label)
    expectClose(try #require(row.degreesOfFreedom), want[2], within: Self.freedom, row.label)
  }

  @Test func betweenLessWithin() throws {
    let fit = try inference("mathach ~ \(Self.within) + \(Self.between) + (1 | school)")
    let rows = fit.coefficientTable()
    try check(rows[1], [2.19117196502, 0.108667288128, 7021.509157395])
    try check(rows[2], [5.86617379785, 0.361699315712, 153.366638089])
    try check(
      try fit.test("\(Self.between) - \(Self.within) = 0"),
      [3.675001832834, 0.377670457536, 182.286386632])
  }

  /// Beside the predictor as it is, the coefficient of the group mean is the contextual effect.
  @Test func theGroupMeanBesideThePredictor() throws {
    let rows = try inference("mathach ~ ses + \(Self.between) + (1 | school)").coefficientTable()
    try check(rows[1], [2.19117196502, 0.108667287388, 7021.509217149])
    try check(rows[2], [3.67500186060, 0.377670562926, 182.286221141])
  }

  @Test func aWithinSlopeThatVaries() throws {
    let fit = try inference(
      "mathach ~ \(Self.within) + \(Self.between) + (1 + \(Self.within) | school)")
    let rows = fit.coefficientTable()
    try check(rows[1], [2.19128010713, 0.128030673360, 155.441947429])
    try check(rows[2], [5.89635960496, 0.360048383689, 152.930441821])
    try check(
      try fit.test("\(Self.between) - \(Self.within) = 0"),
      [3.705079497823, 0.381700803764, 189.803108226])
    let component = try #require(fit.fit.multilevel).varianceComponents[0]
    #expect(component.effects == ["(Intercept)", Self.within])
    expectClose(
      component.covariance.diagonal, [2.693229214817, 0.685833001358],
      within: Tolerance(.relative(1e-4), because: "optima of two programs"))
  }

  @Test func centringAtTheGrandMean() throws {
    let rows = try inference("mathach ~ center(ses) + (1 | school)").coefficientTable()
    try check(rows[0], [12.65782290316, 0.187985186846, 148.302357141])
    try check(rows[1], [2.39019580639, 0.105719082059, 6838.077558072])
  }

  /// A column of the file and the function say the same.
  @Test func asComputedBeforehand() throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let found = try LinearMixedModel("mathach ~ \(Self.within) + (1 + \(Self.within) | school)")
      .fit(to: table)
    let given = try LinearMixedModel("mathach ~ cses + (1 + cses | school)").fit(to: table)
    expectClose(
      found.criterion, given.criterion,
      within: Tolerance(.relative(1e-11), because: "means as sums in another order"))
  }
}

import Concord
import TestSupport
import Testing

/// Profile-likelihood intervals against lme4's deviance, R 4.2.2 with lme4 1.1-31.
///
/// The numbers are exact ends: roots (`uniroot`, 1e-10) of the rise of `devfun2` less `qchisq(.95, 1)`,
/// minimised over the other parameters by `nlminb`; for coefficients `deviance(lmer(…, REML = FALSE))`
/// with the column in the offset. `confint(profile(…))` gives the same to 2e-5 relative, since it
/// interpolates.
@Suite struct ProfileCaseTests {
  private let close = Tolerance(
    .relativeTo(scale: 0.1, 2e-6), because: "nlminb ends within 1e-6 of a standard error")

  @Test(arguments: ["sleep-rs", "sleep-rs-ml"])
  func sleepAgreesWithLme4(_ id: String) throws {
    let fit = try ReferenceCase.named(id).mixedFit()
    let want: [(String, Double, Double)] = [
      ("(Intercept)", 237.680689929296, 265.129519767675),
      ("Days", 7.35865200102921, 13.5759199181627),
      ("sd((Intercept) | Subject)", 14.3813844917848, 37.7160550507589),
      ("sd(Days | Subject)", 3.80117727895361, 8.75339200029349),
      ("cor(Days, (Intercept) | Subject)", -0.481492582148703, 0.685018970343823),
      ("sigma", 22.8982565065736, 28.8579992205641),
    ]
    try check(try fit.profileIntervals(), want, within: close)
  }

  /// A variance that is estimated as zero; the end is where `devfun2` has risen.
  @Test func dyestuffTwoBeginsAtZero() throws {
    let fit = try ReferenceCase.named("dyestuff2-singular").mixedFit()
    let found = try fit.profileIntervals()
    #expect(found[1].lower == 0 && !found[1].rejectsBelow)
    expectClose(found[1].upper, 2.08404787177719, within: close)
    // The mean: `uniroot` of the deviance written out densely, least over θ ≥ 0. (lme4's spline through the
    // edge gives 4.31210 and 7.01909.)
    expectClose(found[0].lower, 4.31283749417259, within: close)
    expectClose(found[0].upper, 7.01836250582741, within: close)
  }

  /// A correlation that no value below is rejected for: the rise of `devfun2` at −1 is 0.0503 less than the
  /// quantile.
  @Test func aCorrelationEndsWithItsRange() throws {
    let table = try ReferenceCase.named("hsb-rs").table()
    let fit = try LinearMixedModel("mathach ~ ses + (1 + ses | school)").fit(to: table)
    let found = try fit.profileIntervals()
    let correlation = try #require(found.first { $0.parameter.description.hasPrefix("cor") })
    #expect(correlation.lower == -1 && !correlation.rejectsBelow && correlation.rejectsAbove)
    expectClose(correlation.upper, 0.3065068671, within: close)
    let slope = try #require(found.first { $0.parameter.description == "sd(ses | school)" })
    expectClose(slope.lower, 0.0785209069894, within: close)
    expectClose(slope.upper, 0.966669915253, within: close)
  }

  /// The ends of Laplace's deviance of `glmer(…, devFunOnly = TRUE)` with `tolPwrss = 1e-13`, minimised
  /// by `bobyqa` to 1e-9; with lme4's defaults the inner iteration leaves more than a searching
  /// optimiser can see through.
  @Test func cbppAgreesWithLme4() throws {
    let fit = try ReferenceCase.named("cbpp-laplace").generalizedMixedFit()
    let want: [(String, Double, Double)] = [
      ("(Intercept)", -1.9011878326563, -0.947787822874849),
      ("period2", -1.61676617598889, -0.407780173483169),
      ("period3", -1.80100712124107, -0.511553427403622),
      ("period4", -2.50075744811123, -0.800756925661577),
      ("sd((Intercept) | herd)", 0.346091881590054, 1.09995584113273),
    ]
    try check(try fit.profileIntervals(), want, within: close)
  }

  private func check(
    _ found: [ProfileInterval], _ want: [(String, Double, Double)],
    within tolerance: Tolerance
  ) throws {
    #expect(found.count == want.count)
    for (name, lower, upper) in want {
      let interval = try #require(found.first { $0.parameter.description == name })
      expectClose(interval.lower, lower, within: tolerance, "\(name) lower")
      expectClose(interval.upper, upper, within: tolerance, "\(name) upper")
    }
  }
}

import Concord
import TestSupport
import Testing

/// Slopes, Johnson–Neyman bounds and predictions against R.
@Suite struct EffectCaseTests {
  @Test(arguments: ["post-jn", "post-jn-2", "post-jn-mtcars"])
  func johnsonNeymanBounds(_ id: String) throws {
    let reference = try ReferenceCase.named(id)
    let fit = try #require(try reference.fit() as? LinearFit)
    let focal = try #require(reference.post?["focal"]?.text)
    let moderator = try #require(reference.post?["moderator"]?.text)
    let inference = try fit.inference()
    let region = try inference.johnsonNeyman(of: focal, by: moderator)
    let wanted = reference.expect["bounds"]?.numbers ?? []
    expectClose(region.bounds, wanted, within: reference.tolerance("value"), "bounds")
    switch reference.expect["significantBetween"]?.truth {
    case true: #expect(region.significant == .inside)
    case false: #expect(region.significant == .outside)
    case nil:
      let isNegative = try #require(reference.expect["discriminant"]?.number) < 0
      #expect(isNegative && region.bounds.isEmpty && region.significant == .nowhere)
    }
    let range = reference.expect["observedRange"]?.numbers ?? []
    if range.count == 2 {
      expectClose(
        [region.range.lowerBound, region.range.upperBound], range,
        within: reference.tolerance("value"), "range")
    }
    try checkSlopes(reference, inference, focal: focal, moderator: moderator)
  }

  @Test func simpleSlopes() throws {
    let reference = try ReferenceCase.named("post-simple-slopes")
    let fit = try #require(try reference.fit() as? LinearFit)
    let summary = try fit.inference().summary(of: "english")
    expect(
      summary.mean, reference.expect["moderatorMean"], reference, "value", "mean of the moderator")
    expect(
      summary.standardDeviation, reference.expect["moderatorSd"], reference, "value",
      "SD of the moderator")
    let slopes = try fit.inference().simpleSlopes(
      of: "str", at: [-1, 0, 1].map { .meanPlus(standardDeviations: $0) }, of: "english")
    try check(slopes, reference)
  }

  private func checkSlopes(
    _ reference: ReferenceCase, _ inference: Inference, focal: String, moderator: String
  ) throws {
    let wanted = reference.expect["slopes"]?.list ?? []
    if wanted.isEmpty { return }
    let levels = wanted.compactMap { $0["at"]?.number }.map { Level.value($0) }
    try check(
      try inference.simpleSlopes(of: focal, at: levels, of: moderator), reference)
  }

  private func check(_ slopes: [Estimate], _ reference: ReferenceCase) throws {
    let wanted = reference.expect["slopes"]?.list ?? []
    #expect(slopes.count == wanted.count && !wanted.isEmpty)
    for (got, want) in zip(slopes, wanted) {
      expect(got.levels.first?.number, want["at"], reference, "value", "at")
      expect(got.estimate, want["slope"], reference, "value", "slope")
      expect(got.standardError, want["se"], reference, "value", "standard error")
      expect(got.statistic, want["t"], reference, "value", "statistic")
      expect(got.degreesOfFreedom, want["df"], reference, "value", "df")
      expect(got.pValue, want["p"], reference, "p", "p")
      expect(got.lower, want["lower"], reference, "value", "lower")
      expect(got.upper, want["upper"], reference, "value", "upper")
    }
  }

  @Test func linearPredictions() throws {
    let reference = try ReferenceCase.named("post-predict")
    let fit = try #require(try reference.fit() as? LinearFit)
    let rows = try newRows(reference)
    let mean = try fit.inference().predictions(for: rows, interval: .confidence)
    let single = try fit.inference().predictions(for: rows, interval: .prediction)
    let wanted = reference.expect["predictions"]?.list ?? []
    #expect(mean.count == wanted.count && !wanted.isEmpty)
    for (index, want) in wanted.enumerated() {
      expect(mean[index]?.mean, want["fit"], reference, "value", "fit")
      expect(mean[index]?.standardError, want["se"], reference, "value", "se")
      expect(mean[index]?.lower, want["confLower"], reference, "value", "confidence lower")
      expect(mean[index]?.upper, want["confUpper"], reference, "value", "confidence upper")
      expect(single[index]?.lower, want["predLower"], reference, "value", "prediction lower")
      expect(single[index]?.upper, want["predUpper"], reference, "value", "prediction upper")
    }
  }

  @Test func generalizedPredictions() throws {
    let reference = try ReferenceCase.named("post-predict-glm")
    let fit = try #require(try reference.fit() as? GeneralizedLinearFit)
    let found = try fit.inference().predictions(for: newRows(reference))
    let wanted = reference.expect["predictions"]?.list ?? []
    #expect(found.count == wanted.count && !wanted.isEmpty)
    for (got, want) in zip(found, wanted) {
      expect(got?.linearPredictor, want["link"], reference, "value", "link")
      expect(got?.linearStandardError, want["linkSe"], reference, "value", "link se")
      expect(got?.mean, want["response"], reference, "value", "response")
      expect(got?.standardError, want["responseSe"], reference, "value", "response se")
      expect(got?.lower, want["lower"], reference, "value", "lower")
      expect(got?.upper, want["upper"], reference, "value", "upper")
    }
  }

  private func newRows(_ reference: ReferenceCase) throws -> Table {
    let rows = reference.post?["newData"]?.list ?? []
    let names = (rows.first?.object ?? [:]).keys.sorted()
    return try Table(
      names.map { name in Column(name, rows.map { $0[name]?.number ?? .nan }) })
  }
}

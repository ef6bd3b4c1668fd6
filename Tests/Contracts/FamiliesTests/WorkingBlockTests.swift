import LinearAlgebra
import TestSupport
import Testing

@testable import Families

/// Working quantities by blocks against those of one observation at a time, for every family and link.
struct WorkingBlockTests {
  static func block(
    _ family: some Family, _ link: some Link, _ response: [Double], _ weights: [Double]?,
    _ etas: [Double]
  ) -> (block: ScoringBlock, summary: WorkingSummary) {
    var block = ScoringBlock(capacity: etas.count)
    block.predictor = etas
    var summary = WorkingSummary()
    fillWorkingBlock(
      family: family, link: link, response: response, weights: weights, rows: etas.indices,
      block: &block, summary: &summary)
    return (block, summary)
  }

  static let etas =
    (-60...60).map { Double($0) / 13 } + [
      -1e308, -800, -744, -700.5, -400, -201, -199, -38, -1e-200, 0, 1e-200, 37, 199, 201, 400, 709,
      800, 1e308, .nan, .infinity,
    ]

  @Test(arguments: WorkingQuantitiesTests.pairs)
  func observationsOneByOne(family familyName: String, link linkName: String) throws {
    let family = try #require(standardFamily(named: familyName))
    let link = try #require(standardLink(named: linkName))
    let few = Tolerance(.relativeTo(scale: 1e-300, 4e-15), because: "some units in the last place")
    let difference = Tolerance(
      .relativeTo(scale: 1, 4e-15), because: "a difference of the response and the mean")
    for (response, weight) in [(0.0, 1.0), (1, 1), (1, 2.5), (0.25, 4), (1, 0)]
    where family.problem(withResponse: response) == nil {
      let responses = Self.etas.map { _ in response }
      let weights = weight == 1 ? nil : Self.etas.map { _ in weight }
      let (got, summary) = Self.block(family, link, responses, weights, Self.etas)
      var isValid = true
      for (i, eta) in Self.etas.enumerated() {
        let want = workingQuantities(
          family: family, link: link, response: [response], weights: [weight],
          linearPredictor: [eta])
        isValid = isValid && want.valid
        let place = "\(familyName) \(linkName) at \(eta), y = \(response)"
        if eta.isNaN {
          #expect(got.mean[i].isNaN, "\(place)")
          continue
        }
        // Beyond 1 the complement of a rapidly decaying tail has the error of its argument.
        let isSteep = linkName == "cloglog" && eta > 1
        if !isSteep {
          expectClose(got.mean[i], want.mean[0], within: few, "mean, \(place)")
          expectClose(got.weight[i], want.weight[0], within: few, "weight, \(place)")
        }
        let size = max(1, want.workingResidual[0].magnitude)
        if !isSteep {
          expectClose(
            got.residual[i] / size, want.workingResidual[0] / size, within: difference,
            "residual, \(place)")
        }
        let score = got.weight[i] * got.residual[i]
        if score.isFinite {
          expectClose(got.score[i], score, within: difference, "score, \(place)")
        } else {
          #expect(got.score[i] == score && got.deviance[i] == .infinity, "\(place)")
        }
        #expect(got.deviance[i] >= 0, "\(place)")
        if want.deviance.isFinite && !isSteep {
          expectClose(got.deviance[i], want.deviance, within: difference, "deviance, \(place)")
        } else if !isSteep {
          #expect(got.deviance[i] == want.deviance, "\(place)")
        }
      }
      #expect(summary.isValid == isValid)
    }
  }

  @Test(arguments: standardLinks.map(\.name))
  func linksOneByOne(name: String) throws {
    let link = try #require(standardLink(named: name))
    var values = InverseLinkValues(capacity: Self.etas.count)
    link.inverse(Self.etas, count: Self.etas.count, into: &values)
    let tolerance = Tolerance(.ulps(5), because: "exponentials of another make")
    for (i, eta) in Self.etas.enumerated() {
      let want = link.inverse(eta)
      if eta.isNaN {
        #expect(values.mean[i].isNaN)
        continue
      }
      if name == "cloglog" && eta > 1 { continue }
      expectClose(values.mean[i], want.mean, within: tolerance, "\(name) at \(eta)")
      expectClose(values.complement[i], want.complement, within: tolerance, "\(name) at \(eta)")
      expectClose(values.derivative[i], want.derivative, within: tolerance, "\(name) at \(eta)")
    }
  }

  @Test func summaries() {
    let etas = (0..<203).map { Double($0) / 40 - 3 }
    let response = etas.indices.map { Double($0 % 2) }
    let (block, whole) = Self.block(.binomial, .logit, response, nil, etas)
    let working = workingQuantities(
      family: .binomial, link: .logit, response: response, weights: etas.map { _ in 1 },
      linearPredictor: etas)
    let tolerance = Tolerance(.relativeTo(scale: 1, 1e-14), because: "sums of 203 terms")
    expectClose(whole.deviance, working.deviance, within: tolerance)
    expectClose(whole.totalWeight, working.weight.reduce(0, +), within: tolerance)
    #expect(whole.leastWeight == block.weight.min())
    #expect(whole.largestPredictor == 3)
    var merged = WorkingSummary()
    for rows in [0..<100, 100..<203] {
      merged.merge(
        Self.block(.binomial, .logit, Array(response[rows]), nil, Array(etas[rows])).summary)
    }
    expectClose(merged.deviance, whole.deviance, within: tolerance)
    expectClose(merged.pearsonChiSquared, whole.pearsonChiSquared, within: tolerance)
    #expect(merged.leastWeight == whole.leastWeight && merged.isValid)
  }
}

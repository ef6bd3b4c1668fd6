import Tables
import Testing

@testable import SchoolStudy

/// What holds of every claim, so that a claim of its own file is known everywhere.
@Suite struct ClaimContractTests {
  static let claims =
    ClaimName.all(behaviours: ["shares ideas"]) + [.engagement(ClaimName.anyBehaviour)]
  static let study = Result { try EvaluationSamples.synthetic() }

  @Test func namesAndLabelsAreUnique() {
    #expect(Set(Self.claims.map(\.rawValue)).count == Self.claims.count)
    #expect(Set(Self.claims.map(\.label)).count == Self.claims.count)
    #expect(Set(Self.claims.map(\.question)).count == Self.claims.count)
  }

  @Test(arguments: claims)
  func isWorded(_ claim: ClaimName) {
    #expect(!claim.label.isEmpty && claim.label.count < 40)
    #expect(claim.question.hasSuffix("?"))
    let isRatio = [.ratio, .ratioOfRatios].contains(claim.estimand)
    #expect(isRatio == (claim.unit == .ratio))
    #expect((claim.estimand == .region) == (claim.unit == .poverty))
    if let published = claim.published {
      #expect(!published.text.isEmpty && published.source.contains("McCarthy"))
    }
  }

  /// Without any column it says which is missing and how it is given.
  @Test(arguments: claims)
  func saysWhatIsMissing(_ claim: ClaimName) throws {
    let roles = try Roles(in: Table([Column("other", [1.0])]), recognizesNames: false)
    let reason = try #require(claim.claim.reasonNotToAsk(of: roles))
    #expect(reason.contains("--map "))
  }

  /// A claim with outcomes is answered where they are there; another one says that it is not estimated.
  @Test(arguments: ClaimName.all(behaviours: []))
  func isAnsweredOfTheSyntheticStudy(_ claim: ClaimName) throws {
    let result = try #require(try Self.study.get().result(of: claim))
    if claim.claim.outcomes.isEmpty {
      #expect(result.notAsked != nil && result.estimate == nil)
      return
    }
    #expect(result.notAsked == nil && result.model != nil && result.unit == claim.unit.rawValue)
    #expect((result.estimate == nil) == (claim.estimand == .region))
  }

  /// The estimand is of the population value: no farther from it than twice the interval's half width.
  @Test(arguments: ClaimName.all(behaviours: []))
  func isOfThePopulationValue(_ claim: ClaimName) throws {
    let truth = NationalStudyDesign.published.populationValue(of: claim)
    let isNumber = !claim.claim.outcomes.isEmpty && claim.estimand != .region
    #expect((truth != nil) == isNumber)
    guard let truth else { return }
    let result = try #require(try Self.study.get().result(of: claim))
    let estimate = try #require(result.estimate)
    let half = try #require(result.upper) - #require(result.lower)
    #expect((estimate - truth).magnitude <= half)
  }
}

import Families
import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import Regression

/// What has no estimate, and probabilities of narrow and far categories.
@Suite struct OrdinalEdgeTests {
  @Test func whatIsRefused() {
    func refused(_ problem: OrdinalProblem) -> OrdinalError? {
      do {
        _ = try OrdinalSample.fit(problem)
        return nil
      } catch {
        return error as? OrdinalError
      }
    }
    let empty = OrdinalSample.problem(categories: ["1", "2", "3", "4", "5"])
    #expect(refused(empty) == .emptyCategories(["5"]))
    #expect(
      refused(OrdinalSample.problem(codes: OrdinalSample.codes.map { _ in 0 }, categories: ["1"]))
        == .tooFewCategories(count: 1))
    #expect(
      refused(OrdinalSample.problem(link: LogLink()))
        == .unsupportedLink(link: "log", allowed: ["logit", "probit", "cloglog", "cauchit"]))
    var far = OrdinalSample.offset
    far[3] = 1e6
    #expect(
      refused(OrdinalSample.problem(offset: far, link: ProbitLink())) == .noStart(link: "probit"))
    for error in [
      OrdinalError.emptyCategories(["a", "b"]), .tooFewCategories(count: 1),
      .noStart(link: "logit"),
      .unsupportedLink(link: "log", allowed: ["logit"]),
    ] {
      #expect(!error.description.isEmpty)
    }
  }

  @Test(arguments: ["logit", "probit", "cloglog", "cauchit"])
  func separation(_ name: String) throws {
    let link = try #require(standardLink(named: name))
    let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    func end(_ codes: [Int], _ columns: [[Double]]) throws -> OrdinalEnd {
      try OrdinalSample.fit(
        OrdinalSample.problem(columns, codes: codes, categories: ["a", "b", "c"], link: link)
      ).end
    }
    let complete = try end([0, 0, 0, 1, 1, 1, 2, 2, 2], [x])
    #expect(
      complete == .separated(OrdinalSeparation(moving: [0], rowCount: 9, isComplete: true)),
      "\(complete)")
    #expect(try end([0, 0, 1, 0, 1, 2, 1, 2, 2], [x]) == .atRest)
    // All of a group in the first category: its slope alone has no estimate.
    let group: [Double] = [1, 1, 1, 0, 0, 0, 0, 0, 0]
    let wave: [Double] = [2, 1, 2, 1, 3, 2, 1, 3, 2]
    guard case .separated(let found) = try end([0, 0, 0, 0, 1, 2, 1, 2, 1], [wave, group]) else {
      Issue.record("not separated")
      return
    }
    #expect(found == OrdinalSeparation(moving: [1], rowCount: 3, isComplete: false))
  }

  /// With one predictor categories are separated exactly if, one way round, none reaches beyond the least
  /// of the next.
  @Test func agreesWithASearch() throws {
    var numbers = SeededNumbers(seed: 5)
    var separated = 0
    for _ in 0..<200 {
      let x = (0..<4).map { _ in numbers.uniform(-3, 3).rounded() }
      let codes = (0..<4).map { $0 < 3 ? $0 : Int(numbers.uniform(0, 3)) % 3 }
      if Set(x).count == 1 { continue }
      let isSeparated = [1.0, -1].contains { sign in
        (0..<2).allSatisfy { category in
          let own = zip(x, codes).filter { $0.1 == category }.map { sign * $0.0 }.max() ?? 0
          let next = zip(x, codes).filter { $0.1 == category + 1 }.map { sign * $0.0 }.min() ?? 0
          return own <= next
        }
      }
      let found = try OrdinalSample.fit(
        OrdinalSample.problem([x], codes: codes, categories: ["a", "b", "c"]))
      separated += isSeparated ? 1 : 0
      if case .separated = found.end {
        #expect(isSeparated, "\(x) \(codes)")
      } else {
        #expect(!isSeparated && found.end == .atRest, "\(x) \(codes) \(found.end)")
      }
    }
    #expect(separated > 20 && separated < 180, "\(separated)")
  }

  /// By mpmath 1.3.0 with 60 digits: F(b) − F(a).
  @Test(
    arguments: [
      ("logit", -30.0, -29.999999, 9.3576276572707052e-20),
      ("logit", 40.0, 40.5, 1.671597146136608e-18),
      ("logit", 0.25, 0.2500001, 2.461340812143003e-8),
      ("logit", -700.0, -699.0, 1.6941703039626299e-304),
      ("probit", 8.0, 8.5, 6.1261652260497509e-16),
      ("probit", -9.0, -8.75, 9.5390489695210174e-19),
      ("probit", -0.5, 0.75, 0.4648351088971449),
      ("cloglog", -20.0, -19.5, 1.3371141934065784e-9),
      ("cloglog", 3.0, 3.5, 1.8921745439413725e-9),
      ("cauchit", 1000000.0, 2000000.0, 1.591549430918025e-7),
      ("cauchit", -300000.0, -100000.0, 2.1220659077897643e-6),
    ])
  func probabilitiesKeepTheirDigits(_ link: String, a: Double, b: Double, want: Double) throws {
    let link = try #require(standardLink(named: link))
    let found = categoryProbabilities(thresholds: [a, b], predictor: 0, link: link)
    expectClose(
      found[1], want,
      within: Tolerance(.relative(2e-14), because: "a few roundings of the nearer tail"))
  }
}

import Families
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Inference

/// What every estimator promises for every kind of fit.
struct EstimatorContractTests {
  enum Subject: String, Sendable, CaseIterable {
    case linear, weighted, frequency, logistic, counts, quasi

    func check(_ body: (any Estimated) throws -> Void, scale: Double = 1) throws {
      var options = ModelOptions()
      if self == .weighted { options.weights = .precision("w") }
      if self == .frequency { options.weights = .frequency("m") }
      let table = try SmallData.table(replacing: [Column("x", SmallData.x.map { $0 * scale })])
      switch self {
      case .linear, .weighted, .frequency:
        try body(try LinearModel("y ~ x + s", options: options).fit(to: table))
      case .logistic:
        try body(try GeneralizedLinearModel("b ~ x + s", family: .binomial).fit(to: table))
      case .counts:
        try body(try GeneralizedLinearModel("c ~ x + s", family: .poisson).fit(to: table))
      case .quasi:
        try body(try GeneralizedLinearModel("c ~ x + s", family: .quasipoisson).fit(to: table))
      }
    }
  }

  static func estimator(_ name: String) throws -> any CovarianceEstimator {
    try standardEstimator(
      named: name, clusters: name.hasPrefix("CR") ? ["g"] : [], lag: name == "HAC" ? 3 : nil)
  }

  /// HAC takes no frequency weights, and least squares have one information only.
  static func isDefined(_ name: String, _ subject: Subject) -> Bool {
    switch name {
    case "HAC": subject != .frequency
    case "observed": ![.linear, .weighted, .frequency].contains(subject)
    default: true
    }
  }

  @Test(arguments: standardEstimatorNames, Subject.allCases)
  func covarianceIsSymmetricPositiveAndNamed(_ name: String, _ subject: Subject) throws {
    guard Self.isDefined(name, subject) else { return }
    try subject.check { fit in
      let covariance = try Self.estimator(name).estimate(fit).covariance
      #expect(covariance.names == fit.coefficients.names)
      #expect(covariance.matrix == covariance.matrix.transposed)
      #expect(covariance.description.name.hasPrefix(name))
      #expect(!covariance.reference.rule.isEmpty)
      let smallest = try SymmetricEigenDecomposition(covariance.matrix).values[0]
      #expect(smallest > 0)
      for position in 0..<3 {
        let unit = (0..<3).map { $0 == position ? 1.0 : 0 }
        if let freedom = covariance.reference.degreesOfFreedom(unit) {
          #expect(freedom > 0 && freedom <= fit.residualDegreesOfFreedom)
        }
      }
      #expect(try Self.estimator(name).estimate(fit).covariance.matrix == covariance.matrix)
    }
  }

  @Test(arguments: standardEstimatorNames, Subject.allCases)
  func unitsOfAPredictorRescaleItsError(_ name: String, _ subject: Subject) throws {
    guard Self.isDefined(name, subject) else { return }
    var errors: [[Double]] = []
    var freedoms: [[Double]] = []
    for scale in [1.0, 1000] {
      try subject.check(
        { fit in
          let covariance = try Self.estimator(name).estimate(fit).covariance
          var standardErrors = covariance.standardErrors
          standardErrors[1] *= scale
          errors.append(standardErrors)
          freedoms.append(
            [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]].compactMap {
              covariance.reference.degreesOfFreedom($0)
            })
        }, scale: scale)
    }
    let close = Tolerance(.relative(1e-8), because: "two iterations stop at different roundings")
    expectClose(errors[0], errors[1], within: close)
    expectClose(freedoms[0], freedoms[1], within: close)
  }

  @Test(arguments: AnovaType.allCases)
  func termsOfRealFitsAreTested(_ type: AnovaType) throws {
    let table = try SmallData.table()
    let linear = try LinearModel("y ~ x + a*s").fit(to: table)
    let counts = try GeneralizedLinearModel("c ~ x + a*s", family: .poisson).fit(to: table)
    let linearRows = try linear.inference().anova(type: type)
    let countRows = try counts.inference().anova(type: type)
    let want = RTerms.tables
    for term in ["x", "a", "s", "a:s"] {
      let sums = try #require(want["linear \(type.rawValue)"]?[term])
      expectClose(try #require(linearRows[term]?.sumOfSquares), sums[1], within: .algebra)
      let name = type == .three ? "poisson III Wald" : "poisson \(type.rawValue)"
      expectClose(
        try #require(countRows[term]?.statistic), try #require(want[name]?[term])[1],
        within: .iterated(scale: 0.01))
    }
  }
}

import Families
import Formulas
import LinearAlgebra
import Modeling
import RealModule
import Tables

@testable import Inference

/// A fit by textbook formulas, for tests of what is asked of fits.
struct StubFit: LikelihoodModel, SandwichSource, Predicting {
  enum Kind: String, Sendable {
    case gaussian, binomial, poisson, quasipoisson
  }

  let kind: Kind
  let frame: ModelFrame
  let coefficients: CoefficientEstimates
  let arrays: ArrayFit
  let link: any Link
  let means: [Double]

  /// `aliased` are columns of the design to leave out as if they were aliased.
  init(
    _ formula: String, _ table: Table, kind: Kind = .gaussian,
    options: ModelOptions = ModelOptions(), aliased: [Int] = []
  ) throws {
    let frame = try ModelFrame(try Formula(formula), table: table, options: options)
    let kept = frame.design.columns.indices.filter { !aliased.contains($0) }
    try self.init(frame: frame, kind: kind, columns: kept, aliased: aliased)
  }

  init(frame: ModelFrame, kind: Kind, columns: [Int], aliased: [Int] = []) throws {
    self.kind = kind
    self.frame = frame
    let design = frame.design.matrix().selectingColumns(columns)
    let (y, n) = (frame.response.values, frame.rowCount)
    switch kind {
    case .gaussian:
      link = IdentityLink()
      let isCount = frame.weights?.kind == .frequency
      arrays = try .leastSquares(
        design, y, weights: isCount ? nil : frame.weights?.values,
        multiplicities: isCount ? frame.weights?.values : nil)
    case .binomial:
      link = LogitLink()
      arrays = try .generalized(
        design, y, start: 0, mean: Self.inverse(LogitLink()), variance: { $0 * (1 - $0) })
    case .poisson, .quasipoisson:
      link = LogLink()
      let start = Double.log(y.reduce(0, +) / Double(n))
      arrays = try .generalized(
        design, y, start: start, mean: Self.inverse(LogLink()), variance: { $0 })
    }
    let link = link
    means = product(design, arrays.coefficients).map { link.inverse($0).mean }
    coefficients = CoefficientEstimates(
      names: columns.map { frame.design.columns[$0].name }, values: arrays.coefficients,
      designColumns: columns,
      aliased: aliased.map {
        AliasedCoefficient(
          name: frame.design.columns[$0].name, designColumn: $0, combination: [])
      })
  }

  private static func inverse(_ link: any Link) -> (Double) -> (mean: Double, derivative: Double) {
    { eta in
      let value = link.inverse(eta)
      return (value.mean, value.derivative)
    }
  }

  var description: ModelDescription {
    ModelDescription(
      kind: kind == .gaussian ? "linear" : "generalizedLinear",
      formula: frame.formula.description, family: kind.rawValue, link: link.name, method: "stub")
  }

  var observationCount: Double { arrays.size.observations }
  var residualDegreesOfFreedom: Double { arrays.size.residual }
  var diagnostics: [Diagnostic] { [] }

  var dispersion: Double {
    switch kind {
    case .gaussian: return arrays.ingredients.dispersion
    case .binomial, .poisson: return 1
    case .quasipoisson:
      let pearson = zip(frame.response.values, means).reduce(0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1
      }
      return pearson / residualDegreesOfFreedom
    }
  }

  var classicalCovariance: CoefficientCovariance {
    let isEstimated = kind == .gaussian || kind == .quasipoisson
    return CoefficientCovariance(
      names: coefficients.names, matrix: dispersion * arrays.ingredients.bread,
      description: CovarianceDescription(
        name: "classical", degreesOfFreedomRule: isEstimated ? "residual" : "normal"),
      reference: isEstimated
        ? .studentT(degreesOfFreedom: residualDegreesOfFreedom) : .normal)
  }

  func sandwichIngredients() -> SandwichIngredients {
    let parts = arrays.ingredients
    return SandwichIngredients(
      design: parts.design, workingWeights: parts.workingWeights,
      workingResiduals: parts.workingResiduals, multiplicities: parts.multiplicities,
      bread: parts.bread, breadFactor: parts.breadFactor, dispersion: dispersion,
      workingVariance: parts.workingVariance)
  }

  var parameterCount: Int { coefficients.values.count + (kind == .gaussian ? 1 : 0) }

  var deviance: Double {
    let pairs = zip(frame.response.values, means)
    switch kind {
    case .gaussian: return arrays.ingredients.dispersion * residualDegreesOfFreedom
    case .binomial: return -2 * (logLikelihood ?? 0)
    case .poisson, .quasipoisson:
      return pairs.reduce(0) { sum, pair in
        let (y, mean) = pair
        return sum + 2 * ((y > 0 ? y * Double.log(y / mean) : 0) - (y - mean))
      }
    }
  }

  var logLikelihood: Double? {
    let pairs = zip(frame.response.values, means)
    switch kind {
    case .gaussian:
      let variance = deviance / observationCount
      return -observationCount / 2 * (Double.log(2 * .pi * variance) + 1)
    case .binomial:
      return pairs.reduce(0) { $0 + Double.log($1.0 > 0.5 ? $1.1 : 1 - $1.1) }
    case .poisson:
      return pairs.reduce(0) {
        $0 + $1.0 * Double.log($1.1) - $1.1 - Double.logGamma($1.0 + 1)
      }
    case .quasipoisson: return nil
    }
  }

  func refitted(toDesignColumns columns: [Int]) throws -> StubFit {
    try StubFit(frame: frame, kind: kind, columns: columns)
  }
}

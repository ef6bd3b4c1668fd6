import Families
import Formulas
import LinearAlgebra
import Modeling
import RealModule
import Tables

@testable import Inference

/// A fit by textbook formulas, for tests of what is asked of fits.
struct StubFit: Estimated {
  enum Kind: String, Sendable {
    case gaussian, binomial, poisson, quasipoisson
  }

  let kind: Kind
  let frame: ModelFrame
  let parameters: Parameters
  let arrays: ArrayFit
  let link: any Link
  let fittedMeans: [Double]

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
    fittedMeans = product(design, arrays.estimates).map { link.inverse($0).mean }
    parameters = Parameters(
      names: columns.map { frame.design.columns[$0].name }, values: arrays.estimates,
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
      kind: .init(
        "stub", refersToStudentT: kind == .gaussian, impliesBiasReduction: kind == .gaussian),
      formula: frame.formula.description, family: kind.rawValue, link: link.name, method: "stub",
      title: "Stub")
  }

  var data: ModelFrame? { frame }
  var sampleSizes: [SampleSize] { [arrays.size] }

  var dispersion: Double {
    switch kind {
    case .gaussian: return arrays.dispersion
    case .binomial, .poisson: return 1
    case .quasipoisson:
      let pearson = zip(frame.response.values, fittedMeans).reduce(0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1
      }
      return pearson / residualDegreesOfFreedom
    }
  }

  private var hasEstimatedDispersion: Bool { kind == .gaussian || kind == .quasipoisson }

  private var unscaledCovariance: Matrix {
    product(arrays.rows.breadFactor, arrays.rows.breadFactor.transposed)
  }

  func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    try Covariance(
      names: parameters.names, matrix: dispersion * unscaledCovariance,
      description: CovarianceDescription(name: "classical"),
      reference: hasEstimatedDispersion
        ? StudentReference.residual(residualDegreesOfFreedom) : NormalReference()
    ).referred(by: rule, residual: residualDegreesOfFreedom)
  }

  var equations: (any EstimatingEquations)? {
    let (rows, variances) = (arrays.rows, arrays.variances)
    return FrameEquations(
      frame, breadFactor: rows.breadFactor,
      modelVariances: unscaledCovariance.diagonal.map { dispersion * $0 },
      errors: variances.map { variances in
        .variances(logarithms: { variances.map { Double.log($0) } })
      } ?? .equalVariances
    ) { rows }
  }

  var likelihood: Likelihood? {
    var likelihood = Likelihood(
      value: logLikelihood, parameterCount: parameterCount, deviance: deviance,
      dispersion: hasEstimatedDispersion ? dispersion : nil)
    likelihood.comparesByDeviance = !hasEstimatedDispersion
    return likelihood
  }

  var refitting: (any Refitting)? { StubRefitting(fit: self) }

  var parameterCount: Int { parameters.count + (kind == .gaussian ? 1 : 0) }

  var deviance: Double {
    let pairs = zip(frame.response.values, fittedMeans)
    switch kind {
    case .gaussian: return arrays.dispersion * residualDegreesOfFreedom
    case .binomial: return -2 * (logLikelihood ?? 0)
    case .poisson, .quasipoisson:
      return pairs.reduce(0) { sum, pair in
        let (y, mean) = pair
        return sum + 2 * ((y > 0 ? y * Double.log(y / mean) : 0) - (y - mean))
      }
    }
  }

  var logLikelihood: Double? {
    let pairs = zip(frame.response.values, fittedMeans)
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
}

/// Fits to some columns of the design.
private struct StubRefitting: Refitting {
  let fit: StubFit

  func refit(_ change: DataChange) throws -> any Estimated {
    guard case .columns(let columns) = change else {
      throw ModelingError.conflictingOptions("a stub is fitted again to other columns only")
    }
    return try StubFit(frame: fit.frame, kind: fit.kind, columns: columns)
  }

  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    throw ModelingError.conflictingOptions("a stub draws no responses")
  }
}

import Families
import Inference
import LinearAlgebra
import MixedModels
import Modeling
import Tables
import TestSupport
import Testing

/// A mixed model of any kind, by the columns of ``MetamorphicData``.
struct MetamorphicModel: Sendable, CustomStringConvertible {
  let formula: String
  var family: (any Family)?
  var link: (any Link)?
  var weights: String?
  var points = 1
  var rule: ReferenceRule = .satterthwaite
  /// Whether the model with x + c is the same one.
  var allowsOrigin = true

  var description: String {
    "\(formula) \(family?.name ?? "linear") \(weights ?? "") \(points) \(rule.rawValue)"
  }

  var isLinear: Bool { family == nil }

  static let linear = [
    MetamorphicModel(formula: "y ~ x + (1 | school)"),
    MetamorphicModel(formula: "y ~ x + z + (1 + x | school)"),
    MetamorphicModel(formula: "y ~ x + z + (1 + x | school)", rule: .kenwardRoger),
    MetamorphicModel(formula: "y ~ x * kind + (1 | school) + (1 | class)"),
    MetamorphicModel(
      formula: "y ~ x + (1 + x | school) + (1 | class)", weights: "w", rule: .kenwardRoger),
    MetamorphicModel(formula: "y ~ x + z + (1 | class) + (1 + x | teacher)"),
    MetamorphicModel(formula: "y ~ x + (1 + x || school) + (1 | teacher)", allowsOrigin: false),
    MetamorphicModel(formula: "y ~ x + I(x^2) + (1 + x | school)", weights: "w"),
    MetamorphicModel(formula: "y ~ x * z + (1 | school) + (1 | teacher)", rule: .kenwardRoger),
  ]

  static let generalized = [
    MetamorphicModel(formula: "left ~ x + (1 | school)", family: .binomial),
    MetamorphicModel(formula: "left ~ x + (1 | school)", family: .binomial, points: 9),
    MetamorphicModel(
      formula: "cbind(k, rest) ~ x + z + (1 + x | school)", family: .binomial),
    MetamorphicModel(
      formula: "cbind(k, rest) ~ x + (1 | school) + (1 | class)", family: .binomial,
      link: ProbitLink()),
    MetamorphicModel(formula: "count ~ x + (1 | school) + (1 | teacher)", family: .poisson),
    MetamorphicModel(
      formula: "count ~ x + (1 + x || school)", family: .poisson, allowsOrigin: false),
    MetamorphicModel(formula: "amount ~ x + (1 | school)", family: .gamma, link: LogLink()),
    MetamorphicModel(
      formula: "y ~ x + (1 + x | school) + (1 | teacher)", family: .gaussian, weights: "w"),
  ]

  /// The same with other names of columns.
  func renamed(_ names: [String: String]) -> MetamorphicModel {
    var text = ""
    var word = ""
    for character in formula + " " {
      if character.isLetter {
        word.append(character)
      } else {
        text += names[word] ?? word
        word = ""
        text.append(character)
      }
    }
    return MetamorphicModel(
      formula: text, family: family, link: link, weights: weights.map { names[$0] ?? $0 },
      points: points, rule: rule, allowsOrigin: allowsOrigin)
  }

  /// Fits and asks everything that is compared.
  func answer(_ table: Table) throws -> MetamorphicAnswer {
    let options = ModelOptions(weights: weights.map { .precision($0) })
    guard let family else {
      let fit = try LinearMixedModel(formula, options: options).fit(to: table)
      return try MetamorphicAnswer(
        fit, table: table, rule: rule, components: fit.varianceComponents, scale: fit.sigma,
        isConverged: fit.convergence.isConverged)
    }
    func make(_ family: some Family) throws -> GeneralizedLinearMixedModel {
      if let link {
        return try GeneralizedLinearMixedModel(
          formula, family: family, link: link, options: options, quadraturePoints: points)
      }
      return try GeneralizedLinearMixedModel(
        formula, family: family, options: options, quadraturePoints: points)
    }
    let fit = try make(family).fit(to: table)
    return try MetamorphicAnswer(
      fit, table: table, rule: rule, components: fit.varianceComponents, scale: fit.dispersion,
      isConverged: fit.convergence.isConverged)
  }
}

/// What a fit says, in the order of its formula and rows.
struct MetamorphicAnswer {
  let names: [String]
  let estimates: [Double]
  let errors: [Double]
  let degreesOfFreedom: [Double]
  let pValues: [Double]
  /// Standard deviations and correlations.
  let deviations: [Double]
  let scale: Double
  let logLikelihood: Double
  /// z′b̂ and its standard error for each row.
  let effects: [Double]
  let effectErrors: [Double]
  let isConverged: Bool

  init(
    _ fit: some MultilevelFit, table: Table, rule: ReferenceRule, components: [VarianceComponent],
    scale: Double, isConverged: Bool
  ) throws {
    let rows = try fit.inference(using: .classical(degreesOfFreedom: rule)).coefficientTable()
    names = rows.map(\.label)
    estimates = rows.map(\.estimate)
    errors = rows.map { $0.standardError ?? .nan }
    degreesOfFreedom = rows.map { $0.degreesOfFreedom ?? .infinity }
    pValues = rows.map { $0.pValue ?? .nan }
    deviations = components.flatMap(\.standardDeviations)
    self.scale = scale
    logLikelihood = fit.likelihood?.value ?? .nan
    let groups = try fit.groupEffects(for: table, unknown: .refused, rowNumbers: nil)
    effects = groups.values
    effectErrors = groups.variances.map { $0.squareRoot() }
    self.isConverged = isConverged
  }
}

/// What a change of the data is to do to an answer.
struct ExpectedChange {
  /// The coefficients that are the same effect, by their names' ends.
  var compared: (String) -> Bool = { _ in true }
  /// What estimates and standard errors of a coefficient are multiplied by.
  var factor: (String) -> Double = { _ in 1 }
  /// What the predictions of effects are multiplied by.
  var response = 1.0
  /// What is added to the log-likelihood.
  var logLikelihood: Double? = 0
  /// Where each row went.
  var places: [Int]?
  /// Whether standard deviations of effects are the same.
  var keepsDeviations = true
  var scale = 1.0
}

/// The largest departure of an answer from what a change of the data is to make of another, in units of a
/// relative change (estimates: of a standard error); with the name of the number.
func largestDeparture(
  _ got: MetamorphicAnswer, _ want: MetamorphicAnswer, _ change: ExpectedChange
) -> (size: Double, what: String) {
  var largest = (size: 0.0, what: "nothing")
  func note(_ size: Double, _ what: String) {
    if !(size <= largest.size) { largest = (size.isNaN ? .infinity : size, what) }
  }
  func relative(_ a: Double, _ b: Double) -> Double {
    a == b || (a.isNaN && b.isNaN) ? 0 : (a - b).magnitude / max(b.magnitude, 1e-300)
  }
  if got.isConverged != want.isConverged { note(.infinity, "convergence") }
  for (index, name) in want.names.enumerated() where change.compared(name) {
    let factor = change.factor(name)
    let error = want.errors[index] * factor.magnitude
    note((got.estimates[index] - factor * want.estimates[index]).magnitude / error, "\(name)")
    note(relative(got.errors[index], error), "standard error of \(name)")
    note(
      relative(got.degreesOfFreedom[index], want.degreesOfFreedom[index]),
      "degrees of freedom of \(name)")
    if want.pValues[index] > 1e-12 {
      note(relative(got.pValues[index], want.pValues[index]), "p of \(name)")
    }
  }
  if let shift = change.logLikelihood {
    note(
      (got.logLikelihood - want.logLikelihood - shift).magnitude
        / max(1, shift.magnitude, want.logLikelihood.magnitude), "log-likelihood")
  }
  note(relative(got.scale, change.scale * want.scale), "scale")
  let unit = want.effectErrors.reduce(0) { max($0, $1) }
  let size = max(unit, want.effects.reduce(0) { max($0, $1.magnitude) })
  for (row, place) in (change.places ?? Array(want.effects.indices)).enumerated() where size > 0 {
    let factor = change.response
    note(
      (got.effects[row] - factor * want.effects[place]).magnitude / (size * factor.magnitude),
      "effect of row \(row)")
    note(
      (got.effectErrors[row] - factor.magnitude * want.effectErrors[place]).magnitude
        / (size * factor.magnitude), "error of the effect of row \(row)")
  }
  if change.keepsDeviations {
    let whole = want.deviations.reduce(0) { max($0, $1) }
    for (a, b) in zip(got.deviations.sorted(), want.deviations.sorted()) where whole > 0 {
      note(
        (a - change.response.magnitude * b).magnitude / (whole * change.response.magnitude),
        "standard deviations")
    }
  }
  return largest
}

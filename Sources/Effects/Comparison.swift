import Formulas
import Modeling
import RealModule

/// A comparison of adjusted predictions at two levels of a variable: their difference or their ratio, other
/// variables held at levels or as observed; with something to set against, the difference of two differences
/// or the ratio of two ratios.
public struct Comparison: Estimand, Hashable {
  /// How two means are compared.
  public enum Kind: String, Sendable, Hashable {
    /// Their difference, in the units of the response.
    case gap
    /// Their ratio, by its logarithm.
    case ratio
  }

  /// How means are compared.
  public let kind: Kind
  /// The variable whose levels are compared.
  public let variable: String
  /// The level that is subtracted or divided by.
  public let from: Level
  /// The level it is compared with.
  public let to: Level
  /// The levels other variables are held at.
  public let held: [String: Level]
  /// The levels of the same comparison that this one is set against; nil for the comparison itself.
  public let against: [String: Level]?
  /// What becomes of random effects.
  public let effects: RandomEffects

  /// A comparison.
  public init(
    _ kind: Kind, of variable: String, from: Level, to: Level, at held: [String: Level] = [:],
    against: [String: Level]? = nil, effects: RandomEffects = .zero
  ) {
    self.kind = kind
    self.variable = variable
    self.from = from
    self.to = to
    self.held = held
    self.against = against
    self.effects = effects
  }

  /// The question in words.
  public var record: QuestionRecord {
    let what = kind == .gap ? "difference" : "ratio"
    return QuestionRecord(
      kind: kind.rawValue,
      words: against == nil
        ? "\(what) of predicted means by \(variable)"
        : "\(what) of the two \(what)s of predicted means by \(variable)")
  }

  /// One quantity for each outcome.
  public func functionals(of subject: Subject) throws -> [Functional] {
    let own = try compared(subject, at: held)
    guard let against else { return own }
    return zip(own, try compared(subject, at: against)).map {
      $0.less($1, label: record.words)
    }
  }

  private func compared(
    _ subject: Subject, at held: [String: Level]
  ) throws -> [Functional] {
    let means = try subject.means
    let function = try means.function(effects, .response)
    return try means.outcomes.indices.map { outcome in
      let pair = try subject.predictions(
        function, of: variable, from: from, to: to, at: held, outcome: outcome)
      let name = means.outcomes[outcome]
      switch kind {
      case .gap:
        return Functional(
          label: record.words, outcome: name, levels: pair.levels, value: pair.difference,
          gradient: pair.differenceGradient, means: [pair.atLow.mean, pair.atHigh.mean])
      case .ratio:
        let scale = try subject.comparableScale()
        return Functional(
          label: record.words, outcome: name, levels: pair.levels, value: try pair.logRatio(),
          gradient: try pair.logGradient(), scale: .logarithm,
          means: [scale.quantityMean(pair.atLow.mean), scale.quantityMean(pair.atHigh.mean)])
      }
    }
  }
}

extension Subject {
  /// The two predictions a comparison is made of.
  func predictions(
    _ function: any MeanFunction, of variable: String, from: Level, to: Level,
    at held: [String: Level], outcome: Int = 0
  ) throws -> PredictionPair {
    if held[variable] != nil { throw EffectsError.sameVariable(variable) }
    let low = try resolve(from, of: variable)
    let high = try resolve(to, of: variable)
    if low.setting == high.setting {
      throw EffectsError.sameLevel(variable: variable, value: low.valueText)
    }
    let settings = try resolve(held)
    return PredictionPair(
      low: low, high: high, held: settings, scale: try means.formula?.responseScale ?? .plain,
      atLow: try adjustedPrediction(function, at: [low] + settings, outcome: outcome),
      atHigh: try adjustedPrediction(function, at: [high] + settings, outcome: outcome))
  }

  /// The scale of the response, if its means can be compared by ratio.
  func comparableScale() throws(EffectsError) -> ResponseScale {
    guard let formula = try means.formula else { return .plain }
    let scale = formula.responseScale
    let name = fit.data?.response.name ?? formula.response?.description ?? ""
    switch scale {
    case .plain, .logarithm: return scale
    case .centered(let inner):
      throw .noRatio(response: name, remedy: formula.text(response: inner))
    case .transformed(let inner):
      throw .noRatio(response: name, remedy: inner.map { formula.text(response: $0) })
    }
  }
}

/// The two adjusted predictions of a comparison.
struct PredictionPair: Sendable {
  let low: ResolvedLevel
  let high: ResolvedLevel
  let held: [ResolvedLevel]
  /// What the predictions are means of.
  let scale: ResponseScale
  let atLow: AdjustedPrediction
  let atHigh: AdjustedPrediction

  /// The compared levels, low and high, then those held.
  var levels: [ResolvedLevel] { [low, high] + held }
  var difference: Double { atHigh.mean - atLow.mean }
  var differenceGradient: [Double] { zip(atHigh.gradient, atLow.gradient).map { $0 - $1 } }

  /// The logarithm of the ratio; of a response that is a logarithm the difference itself.
  func logRatio() throws(EffectsError) -> Double {
    if case .logarithm(_, let factor, _) = scale { return difference / factor }
    try requirePositive(atLow.mean, at: low)
    try requirePositive(atHigh.mean, at: high)
    return Double.log(atHigh.mean) - Double.log(atLow.mean)
  }

  /// Its gradient, ∇ log m₁ − ∇ log m₀.
  func logGradient() throws(EffectsError) -> [Double] {
    if case .logarithm(_, let factor, _) = scale { return differenceGradient.map { $0 / factor } }
    try requirePositive(atLow.mean, at: low)
    try requirePositive(atHigh.mean, at: high)
    return zip(atHigh.gradient, atLow.gradient).map { $0 / atHigh.mean - $1 / atLow.mean }
  }

  private func requirePositive(_ mean: Double, at level: ResolvedLevel) throws(EffectsError) {
    guard mean > 0 else {
      throw .notPositive(prediction: mean, at: "\(level.variable) = \(level.valueText)")
    }
  }
}

extension ResponseScale {
  /// The mean of the quantity whose means are compared: the response's own, or the geometric mean that a
  /// mean logarithm stands for.
  func quantityMean(_ mean: Double) -> Double {
    guard case .logarithm(_, let factor, let shift) = self else { return mean }
    return Double.exp((mean - shift) / factor)
  }
}

extension ResolvedLevel {
  /// The value as text: a category's name or a number in full.
  public var valueText: String {
    switch setting {
    case .number(let value): "\(value)"
    case .category(let name): name
    }
  }
}

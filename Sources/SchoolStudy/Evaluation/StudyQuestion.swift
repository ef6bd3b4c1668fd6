import Effects
import Inference
import Modeling

/// The questions a study puts to one fit, at levels resolved once.
struct StudyQuestion {
  let inference: Inference
  let frame: ModelFrame
  /// Means are over the distribution of groups where there are random effects.
  let effects: RandomEffects = .averaged
  let options: StudyOptions
  let levels: StudyModel.Levels
  /// Low and high, as values.
  let poverty: (low: Level, high: Level)
  let collaboration: (low: Level, high: Level)

  init(_ inference: Inference, data: StudyTable, options: StudyOptions) throws {
    guard let frame = inference.fit.data else {
      throw StudyFailure(reason: "the model holds no rows")
    }
    self.inference = inference
    self.frame = frame
    self.options = options
    let poverty = try claimLevels(
      .poverty, low: options.lowPoverty, high: options.highPoverty, inference: inference,
      data: data)
    let collaboration = try claimLevels(
      .collaboration, low: options.lowCollaboration, high: options.highCollaboration,
      inference: inference, data: data)
    levels = StudyModel.Levels(collaboration: collaboration, poverty: poverty)
    self.poverty = (.value(poverty.low.value), .value(poverty.high.value))
    self.collaboration = (.value(collaboration.low.value), .value(collaboration.high.value))
  }

  /// Every estimate, or the reason there is none.
  func answers() -> StudyAnswers {
    let atLow = ["collaboration": collaboration.low]
    let atHigh = ["collaboration": collaboration.high]
    let poor = ["poverty": poverty.high]
    let rich = ["poverty": poverty.low]
    return StudyAnswers(
      ratioLow: attempt { try ratio(at: atLow) },
      ratioHigh: attempt { try ratio(at: atHigh) },
      ratioChange: attempt {
        try inference.ratioOfRatios(
          of: "poverty", from: poverty.low, to: poverty.high, at: atHigh, over: atLow,
          level: options.confidence, effects: effects)
      },
      povertyGapLow: attempt { try povertyGap(at: atLow) },
      povertyGapHigh: attempt { try povertyGap(at: atHigh) },
      povertyGapChange: attempt {
        try inference.gapOfGaps(
          of: "poverty", from: poverty.low, to: poverty.high, at: atHigh, less: atLow,
          level: options.confidence, effects: effects)
      },
      collaborationGap: attempt { try collaborationGap(at: [:]) },
      collaborationGapLow: attempt { try collaborationGap(at: rich) },
      collaborationGapHigh: attempt { try collaborationGap(at: poor) },
      collaborationGapChange: attempt {
        try inference.gapOfGaps(
          of: "collaboration", from: collaboration.low, to: collaboration.high, at: poor,
          less: rich, level: options.confidence, effects: effects)
      },
      interaction: attempt { try interaction() },
      region: attempt {
        try inference.johnsonNeyman(
          of: "collaboration", by: "poverty", level: options.confidence)
      })
  }

  /// The coefficients of predictors measured in standard deviations from their means: contrasts of those
  /// that were fitted, in whose own units they cannot be compared.
  func standardizedCoefficients() throws -> [Estimate] {
    let poverty = try inference.summary(of: "poverty")
    let collaboration = try inference.summary(of: "collaboration")
    let factors: [(name: String, factors: [String: Double])] = [
      (
        "collaboration",
        [
          "collaboration": collaboration.standardDeviation,
          "collaboration:poverty": collaboration.standardDeviation * poverty.mean,
        ]
      ),
      (
        "poverty",
        [
          "poverty": poverty.standardDeviation,
          "collaboration:poverty": poverty.standardDeviation * collaboration.mean,
        ]
      ),
      (
        "collaboration:poverty",
        ["collaboration:poverty": collaboration.standardDeviation * poverty.standardDeviation]
      ),
    ]
    return factors.map { name, factors in
      inference.test(
        contrast: inference.fit.parameters.names.map { factors[$0] ?? 0 }, named: name,
        level: options.confidence)
    }
  }

  /// The product's coefficient times both steps, from low to high.
  private func interaction() throws -> Estimate {
    guard
      let product = try inference.slopeInteraction(
        of: "collaboration", by: "poverty", level: options.confidence)?.row
    else { throw StudyFailure(reason: "the model has no interaction") }
    let step =
      (levels.collaboration.high.value - levels.collaboration.low.value)
      * (levels.poverty.high.value - levels.poverty.low.value)
    return product.scaled(by: step)
  }

  private func ratio(at held: [String: Level]) throws -> Estimate {
    try inference.ratio(
      of: "poverty", from: poverty.low, to: poverty.high, at: held, level: options.confidence,
      effects: effects)
  }

  private func povertyGap(at held: [String: Level]) throws -> Estimate {
    try inference.gap(
      of: "poverty", from: poverty.low, to: poverty.high, at: held, level: options.confidence,
      effects: effects)
  }

  private func collaborationGap(at held: [String: Level]) throws -> Estimate {
    try inference.gap(
      of: "collaboration", from: collaboration.low, to: collaboration.high, at: held,
      level: options.confidence, effects: effects)
  }

  private func attempt<Value>(_ body: () throws -> Value) -> Result<Value, StudyFailure> {
    Result(catching: body).mapError(StudyFailure.init)
  }
}

/// The levels of a measure over the rows a fit used.
private func claimLevels(
  _ role: Role, low: Level, high: Level, inference: Inference, data: StudyTable
) throws -> ClaimLevels {
  func claimLevel(_ level: Level) throws -> ClaimLevel {
    let resolved = try inference.resolve(level, of: role.rawValue)
    guard let value = resolved.number else {
      throw EffectsError.notNumeric(variable: role.rawValue, categories: [resolved.valueText])
    }
    if case .percentile(let percent) = level { return ClaimLevel(value, .percentile(percent)) }
    return ClaimLevel(value, .given)
  }
  let (low, high) = (try claimLevel(low), try claimLevel(high))
  guard low.value < high.value else {
    throw StudyError.levelsOutOfOrder(role: role.rawValue, low: low.value, high: high.value)
  }
  return ClaimLevels(
    role: role.rawValue, column: data.roles.columns[role] ?? role.rawValue, low: low, high: high,
    isPerCent: role == .poverty && data.povertyIsPerCent)
}

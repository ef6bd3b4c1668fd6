import Concord

/// Intervals of the parameters of a mixed model that are not Wald's.
struct FittedIntervals {
  let method: IntervalMethod
  let rows: [Row]
  var bootstrap: ParametricBootstrap?

  /// The interval of a parameter.
  struct Row {
    let parameter: MixedParameter
    let estimate: Double?
    var standardError: Double?
    let lower: Double?
    let upper: Double?
    /// Whether the interval ends with the parameter's range.
    var endsBelow = false
    var endsAbove = false
  }

  /// The interval of a parameter; nil where there is none.
  subscript(parameter: MixedParameter) -> Row? { rows.first { $0.parameter == parameter } }
}

/// The intervals the options ask for; nil for Wald's.
///
/// - Throws: `CommandError` for models and covariances they are not of, or what the library throws.
func fittedIntervals(
  _ options: IntervalOptions, covariance: CovarianceOptions, fit: any Estimated,
  level: Double, seed: UInt64?
) throws -> FittedIntervals? {
  if options.intervals == .wald { return nil }
  guard let fit = fit.multilevel else {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--intervals \(options.intervals.rawValue) is for mixed models in this version, and the formula "
        + "has no random term such as (1 | school); leave it out for intervals by standard errors")
  }
  if covariance.covariance != nil || covariance.cluster != nil {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--intervals \(options.intervals.rawValue) rests on the model's likelihood alone; leave "
        + "--covariance and --cluster out, or ask for --intervals wald")
  }
  if options.intervals == .profile {
    let found = try fit.profileIntervals(level: level)
    return FittedIntervals(method: .profile, rows: found.map(FittedIntervals.Row.init))
  }
  let (draws, seed) = (options.draws ?? 1000, seed ?? defaultSeed)
  let bootstrap = try fit.parametricBootstrap(draws: draws, seed: seed)
  return FittedIntervals(
    method: .bootstrap,
    rows: bootstrap.intervals(level: level).map(FittedIntervals.Row.init),
    bootstrap: bootstrap)
}

extension FittedIntervals.Row {
  init(_ interval: ProfileInterval) {
    self.init(
      parameter: interval.parameter, estimate: finite(interval.estimate),
      lower: finite(interval.lower), upper: finite(interval.upper),
      endsBelow: !interval.rejectsBelow, endsAbove: !interval.rejectsAbove)
  }

  init(_ interval: BootstrapInterval) {
    self.init(
      parameter: interval.parameter, estimate: finite(interval.estimate),
      standardError: finite(interval.standardError), lower: finite(interval.lower),
      upper: finite(interval.upper))
  }
}

private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

extension FittedIntervals {
  /// Coefficients with these intervals in the place of Wald's.
  func replacing(_ rows: [Estimate]) -> [Estimate] {
    rows.map { row in
      let own = self[.fixedEffect(row.label)]
      return Estimate(
        label: row.label, estimate: row.estimate, standardError: row.standardError,
        statistic: row.statistic, degreesOfFreedom: row.degreesOfFreedom, pValue: row.pValue,
        lower: own?.lower, upper: own?.upper)
    }
  }

  /// What to beware of.
  func doubts(level: Double) -> [Diagnostic] {
    guard let bootstrap else { return [] }
    var found: [Diagnostic] = []
    if Double(bootstrap.refits.count + 1) * (1 - level) < 2 {
      found.append(
        Diagnostic(
          .assumption,
          "\(bootstrap.refits.count) refits are too few for quantiles of a level of \(level): the ends "
            + "are the least and the largest of them; ask for more --draws"))
    }
    if !bootstrap.failedDraws.isEmpty {
      found.append(
        Diagnostic(
          .notConverged,
          "\(bootstrap.failedDraws.count) of \(bootstrap.drawCount) simulated data sets have no estimates"
            + (bootstrap.separatedCount > 0
              ? " (\(bootstrap.separatedCount) are separated: a coefficient or a variance has no finite "
                + "estimate)" : "")
            + " and are left out, so that the intervals may be too short; compare --intervals profile"
        ))
    }
    if bootstrap.unconvergedCount > 0 {
      found.append(
        Diagnostic(
          .notConverged,
          "\(bootstrap.unconvergedCount) of \(bootstrap.drawCount) refits did not converge; their "
            + "estimates are included"))
    }
    return found
  }
}

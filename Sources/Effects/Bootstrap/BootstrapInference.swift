import Distributions
import Inference
import LinearAlgebra
import Modeling

/// How intervals are made of replicates.
public enum BootstrapIntervalMethod: String, Sendable, Hashable, CaseIterable {
  /// The quantiles of the replicates.
  case percentile
  /// The estimate less the quantiles of the replicates' distances from it.
  case basic
  /// The estimate less quantiles of the replicates' distances over their own standard errors, times the
  /// estimate's; replicates need covariances.
  case studentised
}

/// Whether percentile levels and averages are those of the rows used, or taken anew among the rows of each
/// draw.
public enum ReplicateLevels: String, Sendable, Hashable, CaseIterable {
  /// Those of the rows used.
  case fixed
  /// Taken anew.
  case redrawn
}

/// A fit with replicates in the place of a covariance: the same questions, with bootstrap intervals.
public struct BootstrapInference: Sendable {
  /// The fit.
  public let fit: any Estimated
  /// Its replicates.
  public let replicates: Replicates

  /// Asks a question of the fit and of every replicate.
  ///
  /// The standard error is the standard deviation of the replicates, and there is no statistic or p-value;
  /// ratios have intervals on the log scale.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - level: of the intervals, between 0 and 1.
  ///   - interval: how intervals are made.
  ///   - levels: whether percentile levels are taken anew in each draw.
  ///   - inference: the fit's own, for studentised intervals: by the estimator the replicates have.
  /// - Returns: an estimate for each quantity of the question.
  /// - Throws: ``EffectsError`` where the question does not go with the fit, and for studentised intervals
  ///   of replicates without covariances.
  /// - Complexity: the question once a draw, draws in parallel.
  public func ask(
    _ question: some Estimand, level: Double = 0.95,
    interval: BootstrapIntervalMethod = .percentile,
    levels: ReplicateLevels = .fixed, studentisedBy inference: Inference? = nil
  ) throws -> Answer {
    try checkConfidenceLevel(level)
    let own = try question.functionals(of: Subject(fit))
    let isStudentised = interval == .studentised
    if isStudentised, replicates.covariances.count < replicates.parameters.count {
      throw EffectsError.noReplicateErrors
    }
    let found = try countedMap(count: replicates.parameters.count, of: "answers of draws") { draw in
      Result {
        try question.functionals(
          of: Subject(
            fit, parameters: replicates.parameters[draw],
            multiplicities: levels == .redrawn ? replicates.multiplicities(of: draw) : nil))
      }
    }
    let drawn = try found.map { try $0.get() }
    let estimates = try own.indices.map { index in
      var error: Double?
      var ratios: [Double] = []
      if isStudentised {
        guard let inference else { throw EffectsError.noReplicateErrors }
        error = try inference.estimate(own[index], level: level).standardError
        ratios = drawn.indices.map { draw in
          let item = drawn[draw][index]
          let variance = replicates.covariances[draw].variance(of: item.gradient)
          return (item.value - own[index].value) / variance.squareRoot()
        }
      }
      return bootstrapEstimate(
        own[index], drawn.map { $0[index].value }, level: level, interval: interval,
        studentised: (ratios, error))
    }
    return Answer(
      question: question.record, estimates: estimates, level: level, uncertainty: uncertainty)
  }

  /// How uncertainty was estimated, in words.
  private var uncertainty: String {
    let of =
      switch replicates.unit {
      case .rows: "\(replicates.unitCount) rows"
      case .clusters(let column): "\(replicates.unitCount) clusters in \(column)"
      }
    let failed = replicates.failedDraws.count
    return "bootstrap of \(of), \(replicates.drawCount) draws"
      + (failed > 0 ? ", \(failed) failed" : "") + ", seed \(replicates.seed)"
  }
}

/// An estimate with an interval by replicates.
private func bootstrapEstimate(
  _ own: Functional, _ draws: [Double], level: Double, interval: BootstrapIntervalMethod,
  studentised: (ratios: [Double], error: Double?)
) -> Estimate {
  let mean = draws.reduce(0, +) / Double(draws.count)
  let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  let error = (squares / Double(draws.count - 1)).squareRoot()
  let tail = (1 - level) / 2
  func ends(_ values: [Double]) -> (Double, Double) {
    let summary = VariableSummary(values: values, counts: nil)
    return (summary.quantile(tail), summary.quantile(1 - tail))
  }
  let bounds: (Double?, Double?)
  switch interval {
  case .percentile: bounds = ends(draws)
  case .basic:
    let (low, high) = ends(draws)
    bounds = (2 * own.value - high, 2 * own.value - low)
  case .studentised:
    let usable = studentised.ratios.filter(\.isFinite)
    if let error = studentised.error, usable.count > 1 {
      let (low, high) = ends(usable)
      bounds = (own.value - high * error, own.value - low * error)
    } else {
      bounds = (nil, nil)
    }
  }
  return Estimate(
    label: own.label, outcome: own.outcome, levels: own.levels, means: own.means,
    scale: own.scale, estimate: own.value, standardError: error, statistic: nil,
    degreesOfFreedom: nil, pValue: nil, lower: bounds.0, upper: bounds.1)
}

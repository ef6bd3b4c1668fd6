import Distributions
import Families
import Inference
import LinearAlgebra
import Modeling
import Tables

/// What a predicted value's interval is to cover.
public enum PredictionInterval: String, Sendable, Hashable, CaseIterable {
  /// No interval.
  case none
  /// The mean of rows like this one.
  case confidence
  /// One new observation like this one; linear models only.
  case prediction
}

/// A prediction for a row.
public struct Prediction: Sendable, Equatable {
  /// The linear predictor.
  public let linearPredictor: Double
  /// Its standard error; nil if undefined.
  public let linearStandardError: Double?
  /// The mean: the linear predictor through the inverse link.
  public let mean: Double
  /// The mean's standard error by the delta method; nil if undefined.
  public let standardError: Double?
  /// The degrees of freedom the interval refers to; nil for the normal.
  public let degreesOfFreedom: Double?
  /// The lower bound.
  public let lower: Double?
  /// The upper bound.
  public let upper: Double?
}

extension Inference {
  /// Predictions for new rows; an entry is nil where a row has a missing value.
  ///
  /// A confidence interval is made on the scale of the linear predictor and taken through the
  /// inverse link. Where a link does not keep means within the family's range (log and identity for
  /// probabilities, identity for counts, inverse) an end beyond the range is the range's end, +∞
  /// included, unless the mean itself is beyond it; where the inverse link's predictor may be 0 and means
  /// may have either sign there are no bounds. A prediction interval adds the residual variance,
  /// over the row's precision weight if the fit has such, with random effects that of a new group too,
  /// and exists for linear models only. Its critical value is that of the mean.
  /// With random effects these are predictions for a group whose effects are zero, the mean over groups, or
  /// means over the distribution of groups.
  ///
  /// - Throws: an error naming a column that is missing or a category not seen in the fit;
  ///   ``EffectsError`` for a fit without means through one link.
  public func predictions(
    for table: Table, interval: PredictionInterval = .confidence, level: Double = 0.95,
    effects: RandomEffects = .zero
  ) throws -> [Prediction?] {
    let predictor = try PredictorOfRows(self, effects: effects, level: level)
    let observation = try PredictionNoise(fit, predictor.means, table: table, interval: interval)
    var columns = predictor.columns + (observation.column.map { [$0] } ?? [])
    if interval == .prediction, let groups = predictor.means.groups {
      columns += groups.effectColumns
    }
    return try predictor.predictions(for: table, columns: columns, interval: interval) {
      rows, numbers in
      try populationInputs(
        predictor, rows, rowNumbers: numbers, interval: interval,
        noise: observation.variances(for: rows, rowNumbers: numbers))
    }
  }

  /// Rows of the population: the coefficients' share alone, and for a prediction interval the variance
  /// over groups where there are such.
  private func populationInputs(
    _ predictor: PredictorOfRows, _ rows: Table, rowNumbers: [Int],
    interval: PredictionInterval, noise: [Double]
  ) throws -> [RowPrediction] {
    var noise = noise
    if interval == .prediction, let groups = predictor.means.groups {
      let variances = try groups.groupVariances(for: rows, rowNumbers: rowNumbers)
      for row in noise.indices { noise[row] += variances[row] }
    }
    let block = try predictor.linear.evaluate(
      rows, rowNumbers: rowNumbers, at: fit.parameters.values)
    return block.values[0].enumerated().map { row, eta in
      let gradient = block.gradient(row, 0)
      return RowPrediction(
        linearPredictor: eta, variance: covariance.variance(of: gradient),
        degreesOfFreedom: covariance.reference.degreesOfFreedom(gradient), noise: noise[row])
    }
  }
}

/// What predictions of rows are made with.
struct PredictorOfRows {
  let means: any Means
  /// The linear predictor of rows.
  let linear: any MeanFunction
  /// The link to their means.
  let link: any Link
  let level: Double
  private let family: (any Family)?

  /// - Throws: ``EffectsError`` for a fit without means through one link, or a bad level.
  init(_ inference: Inference, effects: RandomEffects, level: Double) throws {
    try checkConfidenceLevel(level)
    means = try inference.subject().means
    linear = try means.function(effects, .predictor)
    guard let link = linear.link else {
      throw EffectsError.severalOutcomes(
        question: "prediction of a row", outcomes: means.outcomes)
    }
    self.link = link
    self.level = level
    family = standardFamily(named: inference.fit.description.family)
  }

  var columns: [String] { means.predictors.map(\.name) }

  /// Predictions of rows complete in some columns from what `gather` makes of them; nil for the others.
  func predictions(
    for table: Table, columns: [String], interval: PredictionInterval,
    _ gather: (_ rows: Table, _ rowNumbers: [Int]) throws -> [RowPrediction]
  ) throws -> [Prediction?] {
    var seen: Set<String> = []
    let columns = columns.filter { seen.insert($0).inserted }
    var complete = Array(0..<table.rowCount)
    for name in columns {
      if let missing = try table.column(name).missing { complete.removeAll { missing[$0] } }
    }
    // Without predictors the other columns keep the number of rows.
    let used = try (columns.isEmpty ? table : table.selecting(columns: columns)).selecting(
      rows: complete)
    let numbers = complete.map { $0 + 1 }
    try means.requireNumbers(in: used, rowNumbers: numbers)
    let gathered = try gather(used, numbers)
    var result = [Prediction?](repeating: nil, count: table.rowCount)
    for (row, inputs) in zip(complete, gathered) {
      result[row] = prediction(inputs, interval: interval)
    }
    return result
  }

  private func prediction(
    _ row: RowPrediction, interval: PredictionInterval
  ) -> Prediction {
    let eta = row.linearPredictor
    let inverse = link.inverse(eta)
    let error =
      row.variance >= 0 && row.variance.isFinite ? row.variance.squareRoot() : nil
    var bounds: (Double, Double)?
    if interval != .none, let error, row.degreesOfFreedom.map({ $0 > 0 }) ?? true {
      let spread = (error * error + row.noise).squareRoot()
      let half = criticalValue(level: level, degreesOfFreedom: row.degreesOfFreedom) * spread
      bounds = meanBounds(link, family, eta: eta, half: half)
    }
    return Prediction(
      linearPredictor: eta, linearStandardError: error, mean: inverse.mean,
      standardError: error.map { $0 * inverse.derivative.magnitude },
      degreesOfFreedom: row.degreesOfFreedom, lower: bounds?.0, upper: bounds?.1)
  }
}

/// The ends of an interval for a mean, the linear predictor being `eta` ± `half`.
private func meanBounds(
  _ link: any Link, _ family: (any Family)?, eta: Double, half: Double
) -> (lower: Double, upper: Double) {
  func mean(at eta: Double) -> Double {
    let isPossible =
      link.isValid(linearPredictor: eta)
      && family?.isValid(mean: link.inverse(eta).mean) ?? true
    if isPossible { return link.inverse(eta).mean }
    // Beyond the range: a link that is defined for positive predictors only ends at 0.
    let isHalfLine = ["inverse", "inverse-squared", "sqrt"].contains(link.name)
    if isHalfLine { return link.inverse(0).mean }
    let found = link.inverse(eta).mean
    if family?.isCountOfTrials == true { return min(max(found, 0), 1) }
    return max(found, 0)
  }
  let middle = link.inverse(eta).mean
  let isInside =
    link.isValid(linearPredictor: eta) && family?.isValid(mean: middle) ?? true
  // On its way through the pole of 1/η at 0 a mean that may have either sign leaves every bound.
  let hasPole = link.name == "inverse" && (eta - half < 0) != (eta + half < 0)
  if hasPole && (!isInside || family?.isValid(mean: -middle) ?? true) {
    return (-.infinity, .infinity)
  }
  let ends =
    isInside
    ? (mean(at: eta - half), mean(at: eta + half))
    : (link.inverse(eta - half).mean, link.inverse(eta + half).mean)
  return (min(ends.0, ends.1), max(ends.0, ends.1))
}

/// What a row's prediction is made of.
struct RowPrediction {
  let linearPredictor: Double
  /// The variance of its estimate; not a number or negative where there is none.
  let variance: Double
  let degreesOfFreedom: Double?
  /// What a prediction interval adds to the variance.
  let noise: Double
}

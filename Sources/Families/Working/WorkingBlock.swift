import LinearAlgebra

/// Fills means, working weights, residuals, scores and deviances of a block of rows from its linear
/// predictors, and adds them to a summary.
///
/// Every element is what `workingObservation` gives, up to a few units in the last place, and does not
/// depend on its place. Responses of 0 and 1 under a logit link and counts under a log link are
/// computed eight at a time; for other pairs the link is, where it can.
///
/// - Parameters:
///   - family: the family.
///   - link: the link.
///   - response: the responses of all rows.
///   - weights: the prior weights of all rows, finite and at least 0; nil for all 1.
///   - rows: the rows of the block.
///   - block: holds the linear predictors of the rows, and takes the rest.
///   - summary: takes the rows.
#if compiler(>=6.3)
  @specialized(where F == BinomialFamily, L == LogitLink)
  @specialized(where F == BinomialFamily, L == ProbitLink)
  @specialized(where F == BinomialFamily, L == ComplementaryLogLogLink)
  @specialized(where F == PoissonFamily, L == LogLink)
  @specialized(where F == GammaFamily, L == LogLink)
#endif
package func fillWorkingBlock<F: Family, L: Link>(
  family: F, link: L, response: [Double], weights: [Double]?, rows: Range<Int>,
  block: inout ScoringBlock, summary: inout WorkingSummary
) {
  precondition(rows.upperBound <= response.count && rows.count <= block.predictor.count)
  precondition(weights.map { rows.upperBound <= $0.count } ?? true)
  let rate: Double
  if let kernel = WorkingKernel(family, link) {
    let refused = kernel.fill(&block, response: response, weights: weights, rows: rows)
    if refused > 0 {
      for (i, row) in rows.enumerated()
      where !kernel.serves(block.predictor[i], response[row], weights?[row] ?? 1) {
        let value = link.inverse(block.predictor[i])
        let observation = workingObservation(
          family: family, link: link, response: response[row], weight: weights?[row] ?? 1,
          linearPredictor: block.predictor[i], value: value)
        block.put(observation, at: i)
        if !observation.isValid { summary.refuse() }
      }
    }
    rate = kernel.leastRate
  } else {
    var least = Double.infinity
    var values = InverseLinkValues(capacity: rows.count)
    link.inverse(block.predictor, count: rows.count, into: &values)
    let isBounded = family.isCountOfTrials
    for (i, row) in rows.enumerated() {
      let value = values[i]
      let observation = workingObservation(
        family: family, link: link, response: response[row], weight: weights?[row] ?? 1,
        linearPredictor: block.predictor[i], value: value)
      block.put(observation, at: i)
      if !observation.isValid { summary.refuse() }
      let distance = isBounded ? min(value.mean, value.complement) : value.mean.magnitude
      let rate = value.derivative.magnitude / distance
      if rate < least { least = rate }
    }
    rate = least
  }
  summary.add(block, count: rows.count, rate: rate)
}

/// The pairs of family and link that have a kernel.
private enum WorkingKernel {
  case logistic
  case poisson

  init?(_ family: some Family, _ link: some Link) {
    if (family is BinomialFamily || family is QuasibinomialFamily) && link is LogitLink {
      self = .logistic
    } else if (family is PoissonFamily || family is QuasipoissonFamily) && link is LogLink {
      self = .poisson
    } else {
      return nil
    }
  }

  /// A lower bound of |dμ/dη| relative to the distance of the mean from the ends of its range: the
  /// larger of mean and complement, and 1.
  var leastRate: Double { self == .logistic ? 0.5 : 1 }

  func fill(
    _ block: inout ScoringBlock, response: [Double], weights: [Double]?, rows: Range<Int>
  ) -> Int {
    switch self {
    case .logistic: block.fillLogistic(response: response, weights: weights, rows: rows)
    case .poisson: block.fillPoisson(response: response, weights: weights, rows: rows)
    }
  }

  /// Whether the kernel's formulas serve an observation.
  func serves(_ eta: Double, _ response: Double, _ weight: Double) -> Bool {
    switch self {
    case .logistic: eta.magnitude <= 700 && (response == 0 || response == 1) && weight > 0
    case .poisson:
      eta.magnitude <= 200 && (response == 0 || response >= 1e-100 && response <= 1e100)
        && weight > 0
    }
  }
}

extension ScoringBlock {
  @inline(__always)
  fileprivate mutating func put(_ observation: WorkingObservation, at index: Int) {
    mean[index] = observation.mean
    weight[index] = observation.weight
    residual[index] = observation.workingResidual
    score[index] = observation.weight * observation.workingResidual
    deviance[index] = observation.deviance
  }
}

extension WorkingSummary {
  fileprivate mutating func add(_ block: ScoringBlock, count: Int, rate: Double) {
    block.predictor.withUnsafeBufferPointer { predictor in
      block.weight.withUnsafeBufferPointer { weight in
        block.residual.withUnsafeBufferPointer { residual in
          block.score.withUnsafeBufferPointer { score in
            block.deviance.withUnsafeBufferPointer { deviance in
              add(
                WorkingColumns(
                  predictor: predictor, weight: weight, residual: residual, score: score,
                  deviance: deviance), count: count, rate: rate)
            }
          }
        }
      }
    }
  }
}

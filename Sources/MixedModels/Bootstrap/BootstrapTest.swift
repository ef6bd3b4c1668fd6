import Distributions
import LinearAlgebra
import Modeling
import Optimization

/// A likelihood-ratio test of two nested mixed models whose reference distribution is simulated.
public struct BootstrapTest: Sendable, Equatable {
  /// Twice the difference of the log-likelihoods, at least 0.
  public let statistic: Double
  /// The statistics of data drawn from the smaller model, in the order of the draws; failed ones are
  /// left out.
  public let references: [Double]
  /// How many of them reach the statistic, ties to rounding included.
  public let exceedingCount: Int
  /// (exceeding + 1) / (references + 1).
  public let pValue: Double
  /// The parameters the larger model has more.
  public let difference: Int
  /// The p-value of χ² with so many degrees of freedom, for comparison: too large where variances are
  /// tested, too small for fixed effects in few groups.
  public let chiSquaredPValue: Double
  /// The seed; draw *k* took stream *k* of it.
  public let seed: UInt64
  /// How many draws were asked for.
  public let drawCount: Int
  /// The draws that one of the models could not be fitted to, counted from 0.
  public let failedDraws: [Int]

  /// - Throws: ``MixedModelsError/noRefits(draws:reason:)`` if both models could be fitted to no draw.
  init(
    statistic: Double, difference: Int, seed: UInt64,
    references: [Result<Double, RefitFailure>]
  ) throws {
    let found = references.compactMap { try? $0.get() }
    if found.isEmpty, case .failure(let error) = references.first {
      throw MixedModelsError.noRefits(draws: references.count, reason: error.description)
    }
    self.statistic = statistic
    self.references = found
    exceedingCount = found.count { $0 >= statistic - 1e-7 }
    pValue = Double(exceedingCount + 1) / Double(found.count + 1)
    self.difference = difference
    chiSquaredPValue = ChiSquaredDistribution(degreesOfFreedom: Double(difference))
      .upperTail(statistic)
    self.seed = seed
    drawCount = references.count
    failedDraws = references.indices.filter { index in
      if case .failure = references[index] { true } else { false }
    }
  }
}

/// −2 log likelihood ratio of two refits of one draw, whose deviances leave out constants that differ by
/// `constant`.
func ratio(
  _ smaller: Result<MixedRefit, RefitFailure>, _ larger: Result<MixedRefit, RefitFailure>,
  constant: Double = 0
) -> Result<Double, RefitFailure> {
  smaller.flatMap { small in larger.map { max(0, constant + small.deviance - $0.deviance) } }
}

/// Throws unless two fits are of the same data and the first is a special case of the second.
func requireNested(_ smaller: some MultilevelFit, _ larger: some MultilevelFit) throws {
  func effects(_ fit: some MultilevelFit) -> [String] {
    fit.varianceComponents.flatMap { part in part.effects.map { part.grouping + "|" + $0 } }
  }
  guard let one = smaller.data, let two = larger.data else { return }
  let (few, many) = (
    smaller.likelihood?.parameterCount ?? 0, larger.likelihood?.parameterCount ?? 0
  )
  let difference: String? =
    if one.rows.used != two.rows.used {
      "they do not use the same rows"
    } else if let difference = dataDifference(
      (one, smaller.description), (two, larger.description))
    {
      difference
    } else if smaller.description.method != larger.description.method {
      "their methods are \(smaller.description.method) and \(larger.description.method)"
    } else if few >= many
      || !Set(effects(smaller)).isSubset(of: effects(larger))
    {
      "the random effects of the first are not among those of the second, with fewer parameters"
    } else if try !spans((two, larger.parameters), (one, smaller.parameters)) {
      "the fixed effects of the first are no combinations of those of the second"
    } else {
      nil
    }
  if let difference {
    throw MixedModelsError.notComparable(
      smaller: smaller.description.formula, larger: larger.description.formula,
      difference: difference)
  }
}

/// Whether the columns of the smaller design are combinations of those of the larger.
private func spans(
  _ larger: (frame: ModelFrame, parameters: Parameters),
  _ smaller: (frame: ModelFrame, parameters: Parameters)
) throws -> Bool {
  func design(_ fit: (frame: ModelFrame, parameters: Parameters)) -> PartitionedMatrix {
    fit.frame.design.parts.selectingColumns(fit.parameters.designColumns)
  }
  return try nestedInclusion(of: design(smaller), in: design(larger)) != nil
}

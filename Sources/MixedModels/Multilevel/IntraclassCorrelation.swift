/// How alike the rows of one group are.
///
/// The variance of a grouping is the average over rows of z′Σz, the variance that its effects give
/// a row (Johnson 2014): that of the intercepts where nothing else varies by group. With slopes
/// that vary the correlation of two rows depends on their predictors, and this is the one number
/// for all of them. Variances of fixed effects are left out, so that the correlation is that of
/// rows with the same predictors (the *adjusted* one of Nakagawa, Johnson and Schielzeth 2017; the
/// *conditional* or *residual* one of the multilevel literature).
///
/// ### References
/// P. C. D. Johnson, Methods in Ecology and Evolution 5 (2014) 944; L. Kish, Survey Sampling
/// (1965); D. Holt, Journal of the Royal Statistical Society A 143 (1980) 468, whose design effect
/// for groups of unequal size is ``sizeWeightedDesignEffect``.
public struct IntraclassCorrelation: Sendable, Equatable {
  /// The grouping's columns joined by `:`.
  public let grouping: String
  /// The groupings in which every group of this one lies, finest first.
  public let within: [String]
  /// The variance of the grouping's effects, averaged over rows.
  public let variance: Double
  /// The grouping's own variance over that of all effects and the residual: the variance partition
  /// coefficient.
  public let shareOfVariance: Double
  /// The correlation of two rows in the same group, and therefore in the same group of every
  /// grouping in ``within``, that share no group of others: pupils of one school are in one
  /// district too.
  public let intraclassCorrelation: Double
  /// The number of groups.
  public let groupCount: Int
  /// n̄: observations over groups. A row of grouped trials counts as its trials.
  public let averageGroupSize: Double
  /// Σ n² / Σ n over groups: the size of the group that an observation is in, on average.
  public let sizeWeightedGroupSize: Double

  /// 1 + (n̄ − 1) ρ: how much larger the variance of a mean is than in a random sample of that
  /// size, for groups of one size.
  public var designEffect: Double { 1 + (averageGroupSize - 1) * intraclassCorrelation }

  /// 1 + (Σ n² / Σ n − 1) ρ: the same for groups of unequal size and the plain mean of all
  /// observations, for which it is exact.
  public var sizeWeightedDesignEffect: Double {
    1 + (sizeWeightedGroupSize - 1) * intraclassCorrelation
  }
}

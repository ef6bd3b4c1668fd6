/// The answer to one claim: plain numbers and words, and nothing else needed to print it.
///
/// A number that does not exist is nil, never NaN.
public struct ClaimResult: Sendable, Equatable {
  /// Which claim.
  public let claim: ClaimName
  /// The claim as a question.
  public let question: String
  /// The kind of number that answers it.
  public let estimand: ClaimEstimand
  /// The unit of `estimate`, `lower`, `upper` and `published`, as it is printed.
  public let unit: String
  /// The answer.
  public let estimate: Double?
  /// The lower end of its interval; for a region in one piece the bound it begins at, nil where it reaches
  /// the least value in the data.
  public let lower: Double?
  /// The upper end of its interval; for a region in one piece the bound it ends at, nil where it reaches
  /// the greatest value in the data.
  public let upper: Double?
  /// The probability, if there were no difference, of an estimate at least this far from none; for a
  /// region that of its interaction, if the slope were the same at every level.
  public let pValue: Double?
  /// The published figure in the same unit.
  public let published: Double?
  /// The published figure in words.
  public let publishedText: String?
  /// What the data say in words, with the unit, the interval and the levels.
  public let statement: String
  /// How the published figure lies to the answer, or nil where nothing was published.
  public let comparison: String?
  /// What to bear in mind of the interval where there are few clusters, or nil.
  public let caution: String?
  /// The levels of the measures that the claim compares, in the order they are printed.
  public let levels: [ClaimLevels]
  /// The equivalence test, where one was asked for.
  public let equivalence: ClaimEquivalence?
  /// The model behind the figures, or nil where the claim was not asked.
  public let model: ClaimModel?
  /// Why the claim was not asked, or nil if it was.
  public let notAsked: String?

  /// The whole answer in words: statement, comparison and caution.
  public var sentence: String {
    [statement, comparison, caution].compactMap { $0 }.joined(separator: " ")
  }
}

/// The low and the high level of one measure.
public struct ClaimLevels: Sendable, Equatable {
  /// Which measure: `poverty`, `collaboration` or `partnership`.
  public let role: String
  /// The column it was read from.
  public let column: String
  /// The low level.
  public let low: ClaimLevel
  /// The high level.
  public let high: ClaimLevel
  /// Whether the column is in per cent, so that its levels are printed with the sign.
  public let isPerCent: Bool

  /// The levels of a measure.
  public init(
    role: String, column: String, low: ClaimLevel, high: ClaimLevel, isPerCent: Bool = false
  ) {
    self.role = role
    self.column = column
    self.low = low
    self.high = high
    self.isPerCent = isPerCent
  }
}

/// One level of a measure and where it comes from.
public struct ClaimLevel: Sendable, Equatable {
  /// How a level was chosen.
  public enum Origin: Sendable, Equatable {
    /// A percentile of the rows used, from 0 to 100.
    case percentile(Double)
    /// A value given by whoever asked.
    case given
  }

  /// The value, in the unit of the column.
  public let value: Double
  /// How it was chosen.
  public let origin: Origin

  /// A level.
  public init(_ value: Double, _ origin: Origin) {
    self.value = value
    self.origin = origin
  }
}

/// Whether a difference is shown to be smaller than one that would matter.
public struct ClaimEquivalence: Sendable, Equatable {
  /// The margin in the claim's unit: a factor above 1 for ratios (either way), else a distance from 0.
  public let margin: Double
  /// The p-value of two one-sided tests: the larger of the two.
  public let pValue: Double
  /// Whether both tests reject, and so the difference lies within the margin.
  public let equivalent: Bool

  /// The result of an equivalence test.
  public init(margin: Double, pValue: Double, equivalent: Bool) {
    self.margin = margin
    self.pValue = pValue
    self.equivalent = equivalent
  }
}

/// The model behind a claim's figures.
public struct ClaimModel: Sendable, Equatable {
  /// The formula, as it was fitted.
  public let formula: String
  /// The family, such as `binomial`.
  public let family: String
  /// The link between the mean and the linear predictor, such as `logit`, where it was said.
  public let link: String?
  /// The covariance estimator, such as `CR2`.
  public let covariance: String
  /// What the rows are clustered by, or nil where they are not.
  public let clusters: ClaimClusters?
  /// The levels with random intercepts, the fewest first; empty for a model without random effects.
  public let groups: [ClaimClusters]
  /// The degrees of freedom of the reference t distribution, or nil where it is the normal.
  public let degreesOfFreedom: Double?

  /// A model behind a claim.
  public init(
    formula: String, family: String, link: String? = nil, covariance: String,
    clusters: ClaimClusters? = nil, groups: [ClaimClusters] = [], degreesOfFreedom: Double? = nil
  ) {
    self.formula = formula
    self.family = family
    self.link = link
    self.covariance = covariance
    self.clusters = clusters
    self.groups = groups
    self.degreesOfFreedom = degreesOfFreedom
  }
}

extension ClaimModel {
  /// The units that intervals rest on: clusters, or those of the highest level with random effects.
  var independentUnits: ClaimClusters? { clusters ?? groups.first }

  /// How standard errors were made, in words.
  var errorsText: String {
    groups.isEmpty
      ? "\(covariance) standard errors"
      : "the standard errors of a mixed model with intercepts that vary by "
        + listText(groups.map(\.name))
  }
}

/// The clusters of a model.
public struct ClaimClusters: Sendable, Equatable {
  /// What a cluster is, in the singular: `district`, `school` or `state`.
  public let name: String
  /// How many there are.
  public let count: Int

  /// Clusters of rows.
  public init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

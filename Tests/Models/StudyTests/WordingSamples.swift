@testable import SchoolStudy

/// Levels and models for the tests of wording; the numbers are made up for the sentences.
enum WordingSamples {
  static let poverty = ClaimLevels(
    role: "poverty", column: "poverty", low: ClaimLevel(15.77, .percentile(10)),
    high: ClaimLevel(87.42, .percentile(90)), isPerCent: true)
  static let collaboration = ClaimLevels(
    role: "collaboration", column: "collaboration", low: ClaimLevel(2.629, .percentile(10)),
    high: ClaimLevel(3.991, .percentile(90)))

  /// Many clusters: nothing is said of the reference distribution.
  static let context = context(clusters: 400, degreesOfFreedom: 180.2)

  static func context(
    clusters: Int?, degreesOfFreedom: Double? = nil, covariance: String = "CR2",
    levels: [ClaimLevels] = [collaboration, poverty]
  ) -> ClaimContext {
    ClaimContext(
      levels: levels,
      model: ClaimModel(
        formula: "cbind(leavers, staff - leavers) ~ collaboration * poverty",
        family: "binomial (logit)", covariance: covariance,
        clusters: clusters.map { ClaimClusters(name: "district", count: $0) },
        degreesOfFreedom: degreesOfFreedom))
  }

  /// An estimate that is known to be finite.
  static func estimate(
    _ value: Double, _ lower: Double, _ upper: Double, p pValue: Double? = nil
  ) throws -> ClaimEstimate {
    guard let estimate = ClaimEstimate(value, lower: lower, upper: upper, pValue: pValue) else {
      throw NotFinite()
    }
    return estimate
  }

  struct NotFinite: Error {}
}

import Concord
import Foundation

/// How many digits of a case's coefficients agree with the oracle's.
struct Agreement: Sendable {
  let reference: ReferenceCase
  /// The least digits over the coefficients of estimate, standard error, degrees of freedom and
  /// p-value; nil where the case has none.
  let estimate: Double?
  let standardError: Double?
  let degreesOfFreedom: Double?
  let pValue: Double?

  init(_ reference: ReferenceCase, fixtures: URL) throws {
    self.reference = reference
    let rows = try reference.coefficients(fixtures: fixtures)
    let pairs = rows.compactMap { row in
      reference.expect.coefficients[row.label].map { (row, $0) }
    }
    // An estimate near zero is judged by its standard error, as the cases' tolerances do.
    estimate = leastDigits(
      pairs.map { ($0.estimate, $1.estimate, max($1.estimate?.magnitude ?? 0, $1.se ?? 0)) })
    standardError = leastDigits(pairs.map { ($0.standardError, $1.se, $1.se) })
    degreesOfFreedom = leastDigits(pairs.map { ($0.degreesOfFreedom, $1.df, $1.df) })
    pValue = leastDigits(
      pairs.filter { ($1.p ?? 0) >= 1e-250 }.map { ($0.pValue, $1.p, $1.p) })
  }
}

/// The least of −log₁₀(|got − want| / scale), at most 15; nil if nothing was wanted.
private func leastDigits(_ values: [(got: Double?, want: Double?, scale: Double?)]) -> Double? {
  let digits = values.compactMap { value -> Double? in
    guard let want = value.want, let scale = value.scale, scale > 0 else { return nil }
    guard let got = value.got else { return 0 }
    return got == want ? 15 : min(15, max(0, -log10((got - want).magnitude / scale)))
  }
  return digits.min()
}

/// The section of the documentation on agreement with other software.
func agreementSection(fixtures: URL) throws -> String {
  let agreements = try ReferenceCase.all(in: fixtures).map {
    try Agreement($0, fixtures: fixtures)
  }
  var lines = [
    "| case | model | covariance | estimate | std. error | df | p |",
    "|---|---|---|--:|--:|--:|--:|",
  ]
  for agreement in agreements {
    let model = agreement.reference.model
    let family = model.kind == "linear" ? "linear" : "\(model.family ?? "") \(model.link ?? "")"
    let digits = [
      agreement.estimate, agreement.standardError, agreement.degreesOfFreedom, agreement.pValue,
    ].map { $0.map { Prose.number($0, decimals: 1) } ?? "–" }
    lines.append(
      "| \(agreement.reference.id) | \(family) | \(model.vcov ?? "classical") | "
        + digits.joined(separator: " | ") + " |")
  }
  return """
    ## Agreement with other software

    Correct digits (the least over a case's coefficients, at most 15) of the \(agreements.count) fitted cases in \
    the test suite's fixtures, against the program each names in its `source` (R 4.2.2 with sandwich and \
    clubSandwich for most). Where digits are fewer it is the oracle's iteration that stopped early, or a \
    p-value far in the tail, whose relative error is that of the statistic many times over.

    \(lines.joined(separator: "\n"))

    Made by `swift run -c release --package-path Benchmarks Validation`.
    """
}

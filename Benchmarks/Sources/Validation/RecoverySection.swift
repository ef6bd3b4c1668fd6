import Concord

/// The section of the documentation on the recovery of known figures.
func recoverySection(_ recoveries: [ClaimRecovery], draws: [StudyDraw]) -> String {
  let failed = draws.filter { $0.answers == nil }.count
  return """
    ## The study recovers figures that are known to be true

    \(Prose.count(draws.count)) synthetic national studies (seeds 1 to \(Prose.count(draws.count)), 400 schools \
    in 21 districts each) were drawn from the population of `NationalStudyDesign.published`, in which the true \
    value of every claim is known, and each was put through `Study` as `concord study --seed` does it. Bias is \
    the mean estimate minus the truth, of the logarithms for ratios; what stands after ± is its Monte Carlo \
    standard error. Coverage is the share of the 95 % intervals that hold the truth. The figures do not \
    depend on the number of threads.

    \(recoveryTable(recoveries))
    \(failed == 0 ? "Every study could be made." : "\(Prose.count(failed)) studies could not be made.")

    Made by `swift run -c release --package-path Benchmarks Validation --seeds \(draws.count)`.
    """
}

private func recoveryTable(_ recoveries: [ClaimRecovery]) -> String {
  var lines = [
    "| claim | unit | true value | mean estimate | bias | coverage | studies |",
    "|---|---|--:|--:|--:|--:|--:|",
  ]
  for recovery in recoveries {
    let bias = """
      \(Prose.number(recovery.bias, decimals: 4)) ± \(Prose.number(recovery.biasError, decimals: 4))
      """
    let coverage = """
      \(Prose.percent(recovery.coverage)) ± \(Prose.percent(recovery.coverageError))
      """
    let cells = [
      recovery.claim.label, recovery.claim.unit.rawValue, Prose.number(recovery.truth, decimals: 4),
      Prose.number(recovery.mean, decimals: 4), bias, coverage, Prose.count(recovery.count),
    ]
    lines.append("| \(cells.joined(separator: " | ")) |")
  }
  return lines.joined(separator: "\n") + "\n"
}

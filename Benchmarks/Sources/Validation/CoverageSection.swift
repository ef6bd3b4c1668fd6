import Concord

/// The section of the documentation on intervals of fixed effects with few groups.
func coverageSection(draws count: Int, threads: Int) async -> String {
  let names = IntervalRule.all.map(\.name).joined(separator: " | ")
  let rules = String(repeating: "--:|", count: IntervalRule.all.count)
  var lines = ["| design | \(names) | at the boundary |", "|---|\(rules)--:|"]
  var lengths = ["| design | \(names) |", "|---|\(rules)"]
  var failed = 0
  for design in CoverageDesign.all {
    let draws = await coverageDraws(design, count: count, threads: threads)
    failed += draws.count { $0.holds.contains(nil) }
    let shares = IntervalRule.all.indices.map { rule in
      let known = draws.compactMap { $0.holds[rule] }
      return Prose.percent(Double(known.count { $0 }) / Double(known.count))
    }
    let edge = Prose.percent(Double(draws.count { $0.isAtBoundary }) / Double(count))
    lines.append("| \(design.name) | \(shares.joined(separator: " | ")) | \(edge) |")
    let means = IntervalRule.all.indices.map { rule in
      let known = draws.map { $0.lengths[rule] }.filter { !$0.isNaN }
      return Prose.number(known.reduce(0, +) / Double(known.count), decimals: 3)
    }
    lengths.append("| \(design.name) | \(means.joined(separator: " | ")) |")
  }
  let error = (0.95 * 0.05 / Double(count)).squareRoot()
  let schools = CoverageDesign.sizes.reduce(0, +)
  return """
    ## Intervals of fixed effects with 21 districts

    Coverage of 95 % intervals from linear mixed models by REML: the share that holds the true coefficient (0.3) \
    over \(Prose.count(count)) data sets for each design. A data set has \(Prose.count(schools)) schools in \
    \(CoverageDesign.districts) districts of 12 to 26, residuals of variance one, district effects of standard \
    deviation 0.5 and, where slopes vary, slopes of standard deviation 0.3. The Monte Carlo standard error of a \
    coverage of 95 % is \(Prose.percent(error, decimals: 2)). The columns are the rules of `--df`, then \
    robust errors by district with their standard degrees of freedom. The last column is the share of fits with a variance of zero or a correlation \
    of ±1, which are not left out.

    \(lines.joined(separator: "\n"))

    Mean lengths of the same intervals:

    \(lengths.joined(separator: "\n"))

    \(failed == 0 ? "Every interval could be made." : "\(Prose.count(failed)) data sets lack an interval.")

    Made by `swift run -c release --package-path Benchmarks Validation --coverage-draws \(count)`.
    """
}

import Concord

/// The section of the documentation on intervals of fixed effects with few groups.
func coverageSection(draws count: Int, threads: Int) async -> String {
  let names = IntervalRule.all.map(\.name).joined(separator: " | ")
  let rules = String(repeating: "--:|", count: IntervalRule.all.count)
  var shares = ["| design | \(names) | at the boundary |", "|---|\(rules)--:|"]
  var lengths = ["| design | \(names) |", "|---|\(rules)"]
  var inside = ["| design | inside | at the boundary |", "|---|--:|--:|"]
  var failed = 0
  for design in CoverageDesign.all {
    let draws = await coverageDraws(design, count: count, threads: threads)
    failed += draws.count { $0.holds.contains(nil) }
    let edge = draws.filter(\.isAtBoundary)
    let cells = IntervalRule.all.indices.map { coverage(of: $0, in: draws).text }
    let share = Prose.percent(Double(edge.count) / Double(count))
    shares.append("| \(design.name) | \(cells.joined(separator: " | ")) | \(share) |")
    let means = IntervalRule.all.indices.map { rule in
      let known = draws.map { $0.lengths[rule] }.filter { !$0.isNaN }
      return Prose.number(known.reduce(0, +) / Double(known.count), decimals: 3)
    }
    lengths.append("| \(design.name) | \(means.joined(separator: " | ")) |")
    let parts = [draws.filter { !$0.isAtBoundary }, edge].map {
      coverage(of: kenwardRogerRule, in: $0).withError
    }
    inside.append("| \(design.name) | \(parts.joined(separator: " | ")) |")
  }
  let error = (0.95 * 0.05 / Double(count)).squareRoot()
  return """
    ## Intervals of fixed effects with 21 districts

    Coverage of 95 % intervals from linear mixed models by REML: the share that holds the true coefficient (0.3) \
    over \(Prose.count(count)) data sets for each design. A data set has schools in \
    \(CoverageDesign.districts) districts, 12 to 26 in each (balanced: 19 with the same x), residuals of variance one, \
    district effects of standard deviation 0.5 and, where slopes vary, slopes of standard deviation 0.3. The Monte \
    Carlo standard error of a coverage of 95 % is \(Prose.percent(error, decimals: 2)). The columns are the rules \
    of `--df`, then robust errors by district with their standard degrees of freedom. The last column is the share \
    of fits with a variance of zero or a correlation of ±1, which are not left out. Designs share their \
    random numbers, so that what chance does to one it does to others.

    \(shares.joined(separator: "\n"))

    Mean lengths of the same intervals:

    \(lengths.joined(separator: "\n"))

    Coverage of Kenward–Roger's intervals where the estimated variances are inside of their range, and where they \
    are at its boundary, with Monte Carlo standard errors:

    \(inside.joined(separator: "\n"))

    \(failed == 0 ? "Every interval could be made." : "\(Prose.count(failed)) data sets lack an interval.")

    Made by `swift run -c release --package-path Benchmarks Validation --coverage-draws \(count)`.
    """
}

/// A share with its Monte Carlo standard error.
private struct Coverage {
  let share: Double
  let count: Int

  var text: String { Prose.percent(share, decimals: 2) }

  var withError: String {
    if count < 50 { return "too few" }
    let error = (share * (1 - share) / Double(count)).squareRoot()
    return "\(text) ± \(Prose.percent(error, decimals: 2))"
  }
}

private let kenwardRogerRule =
  IntervalRule.all.firstIndex { $0.name == ReferenceRule.kenwardRoger.rawValue } ?? 0

private func coverage(of rule: Int, in draws: [CoverageDraw]) -> Coverage {
  let known = draws.compactMap { $0.holds[rule] }
  return Coverage(
    share: Double(known.count { $0 }) / Double(known.count), count: known.count)
}

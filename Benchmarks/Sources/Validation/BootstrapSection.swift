import Concord
import Foundation

/// The section of the documentation on bootstrap intervals of a study's ratio.
func bootstrapSection(seeds: Int, draws: Int, threads: Int) async -> String {
  let truth = log(NationalStudyDesign.published.turnoverRatioLow)
  let studies = await bootstrapStudies(seeds: seeds, draws: draws, threads: threads)
  let rows = BootstrapStudy.rules.indices.map { rule in
    let intervals = studies.compactMap { $0.intervals[rule] }
    let lengths = intervals.map { $0.upperBound - $0.lowerBound }
    let cells = [
      shareWithError(intervals.count { $0.contains(truth) }, of: intervals.count),
      shareWithError(intervals.count { $0.upperBound < truth }, of: intervals.count),
      shareWithError(intervals.count { $0.lowerBound > truth }, of: intervals.count),
      Prose.number(lengths.reduce(0, +) / Double(lengths.count), decimals: 3),
      Prose.count(intervals.count),
    ]
    return "| \(BootstrapStudy.rules[rule]) | \(cells.joined(separator: " | ")) |"
  }
  let failed = studies.reduce(0) { $0 + $1.failedDraws }
  return """
    ## Bootstrap intervals of a study’s ratio

    \(Prose.count(seeds)) synthetic national studies (seeds 1 to \(Prose.count(seeds)), schools in 21 districts) \
    were drawn from the population of `NationalStudyDesign.published`. In each, turnover in high- over low-poverty \
    schools where collaboration is low (\(Prose.number(exp(truth), decimals: 2)) in the population; levels are 10th \
    and 90th percentiles) was estimated by the study’s binomial model, and its 95 % intervals made from \
    \(Prose.count(draws)) draws of whole districts. “Levels fixed” answers the question at the percentiles of the \
    study’s schools, as the delta method does; “taken anew” at those of the schools of each draw. The ratio is \
    studentised by its logarithm; CR1 gives the same intervals, for its factor is the same in every draw and cancels. \
    Coverage is the share of the intervals that hold the population’s ratio, “below” and “above” the shares that \
    lie wholly below and above it; what stands after ± is the Monte Carlo standard error. Lengths are of the \
    logarithm. All rules see the same studies and draws.

    | interval | coverage | below | above | mean length | studies |
    |---|--:|--:|--:|--:|--:|
    \(rows.joined(separator: "\n"))

    \(failed == 0 ? "Every draw could be used." : "\(Prose.count(failed)) draws could not be used.")

    Made by `swift run -c release --package-path Benchmarks Validation --only bootstrap --seeds \(seeds) \
    --bootstrap-draws \(draws)`.
    """
}

/// A share with its Monte Carlo standard error.
private func shareWithError(_ part: Int, of whole: Int) -> String {
  let share = Double(part) / Double(whole)
  let error = (share * (1 - share) / Double(whole)).squareRoot()
  return "\(Prose.percent(share)) ± \(Prose.percent(error))"
}

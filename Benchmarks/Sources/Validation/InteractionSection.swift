import Concord

/// The section of the documentation on what is said of an interaction that is not there.
func interactionSection(draws count: Int, threads: Int) async -> String {
  var lines = [
    "| true interaction | partial region | of these with p ≥ .05 | sentence before | “depends” now | “do not show” now |",
    "|---|--:|--:|--:|--:|--:|",
  ]
  var failed = 0
  for interaction in [0, 0.25, 0.5] {
    let draws = await interactionDraws(count, interaction: interaction, threads: threads)
    failed += count - draws.count
    let partial = draws.filter(\.isPartial)
    let cells = [
      Prose.count(partial.count) + " " + share(partial.count, of: draws.count),
      Prose.count(partial.count { $0.pValue >= 0.05 }),
      Prose.count(partial.count) + " " + share(partial.count, of: draws.count),
      Prose.count(draws.count { $0.saysItDepends }) + " "
        + share(draws.count { $0.saysItDepends }, of: draws.count),
      Prose.count(draws.count { $0.saysNotShown }) + " "
        + share(draws.count { $0.saysNotShown }, of: draws.count),
    ]
    lines.append(
      "| \(interaction == 0 ? "none" : Prose.number(interaction, significant: 2)) | "
        + "\(cells.joined(separator: " | ")) |")
  }
  return """
    ## What is said of an interaction that is not there

    \(Prose.count(count)) data sets for each row, of schools in \(InteractionDraw.districts) districts with an outcome that \
    goes with collaboration by a slope of 0.2 at mean poverty, in units of the error's standard deviation. In the \
    first row the slope is the same at every level of poverty; in the others it changes by that share of itself with \
    each standard deviation of poverty. Each data set was put through `Study` (linear model, CR2 by district, \
    Satterthwaite degrees of freedom), and its answer to “where it matters” read.

    A partial region is a Johnson–Neyman region with a bound within the data. Version 0.1.0 gave such a region alone: \
    “lower at poverty above …; elsewhere the slope was not distinguishable from zero”, which reads as a slope that \
    depends on poverty (“sentence before”). Now the interaction's own test comes first, and where it is not significant \
    the sentence is “these data do not show that the slope depends on poverty”.

    \(lines.joined(separator: "\n"))

    \(failed == 0 ? "Every study could be made." : "\(Prose.count(failed)) studies could not be made.")

    Made by `swift run -c release --package-path Benchmarks Validation --only interaction --interaction-draws \(count)`.
    """
}

private func share(_ part: Int, of whole: Int) -> String {
  "(\(Prose.percent(Double(part) / Double(max(whole, 1)), decimals: 0)))"
}

/// The draws of an interaction, in order however many threads work on them.
private func interactionDraws(
  _ count: Int, interaction: Double, threads: Int
) async -> [InteractionDraw] {
  let parts = await withTaskGroup(of: [(Int, InteractionDraw)].self) { group in
    for worker in 0..<min(threads, count) {
      group.addTask {
        stride(from: worker, to: count, by: threads).compactMap { draw in
          InteractionDraw(draw: draw, interaction: interaction).map { (draw, $0) }
        }
      }
    }
    var all: [(Int, InteractionDraw)] = []
    for await some in group { all += some }
    return all
  }
  return parts.sorted { $0.0 < $1.0 }.map(\.1)
}

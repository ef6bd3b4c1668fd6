import Concord

/// The intervals of one ratio in one synthetic national study, as logarithms.
struct BootstrapStudy: Sendable {
  /// For each rule of ``rules`` the interval; nil where there is none.
  let intervals: [ClosedRange<Double>?]
  /// Draws of districts that could not be used.
  let failedDraws: Int

  /// How the intervals are made, in the order of ``intervals``.
  static let rules = [
    "percentile, levels fixed", "percentile, levels taken anew", "studentised by CR0, levels fixed",
    "without a bootstrap: CR2, Satterthwaite",
  ]

  /// Turnover in high- over low-poverty schools where collaboration is low, at the study's own levels.
  static let question = Comparison(
    .ratio, of: "poverty", from: .percentile(10), to: .percentile(90),
    at: ["collaboration": .percentile(10)], effects: .averaged)

  /// Draws the study of a seed, fits its model of turnover and draws districts from it.
  init(seed: UInt64, draws: Int) {
    do {
      let table = syntheticNationalStudy(seed: seed)
      let data = try StudyTable(table, roles: Roles(in: table))
      let fit = try GeneralizedLinearModel(
        "cbind(leavers, staff - leavers) ~ collaboration * poverty", family: BinomialFamily()
      ).fit(to: data.table)
      let own = try fit.inference(using: Self.estimator)
      let bootstrap = try fit.bootstrap(
        draws: draws, seed: seed, of: .clusters("district"), estimator: Self.estimator)
      let answers = [
        try bootstrap.ask(Self.question),
        try bootstrap.ask(Self.question, levels: .redrawn),
        try bootstrap.ask(Self.question, interval: .studentised, studentisedBy: own),
        try fit.inference(
          using: .clustered(by: "district", degreesOfFreedom: .satterthwaite)
        ).ask(Self.question),
      ]
      intervals = answers.map { answer in
        guard let lower = answer.estimates[0].lower, let upper = answer.estimates[0].upper,
          lower <= upper
        else { return nil }
        return lower...upper
      }
      failedDraws = bootstrap.replicates.failedDraws.count
    } catch {
      intervals = Self.rules.map { _ in nil }
      failedDraws = draws
    }
  }

  private static let estimator = ClusteredCovariance(by: ["district"], correction: .cr0)
}

/// The studies of the seeds 1 to `seeds`, in that order however many threads work on them.
func bootstrapStudies(seeds: Int, draws: Int, threads: Int) async -> [BootstrapStudy] {
  let parts = await withTaskGroup(of: [(Int, BootstrapStudy)].self) { group in
    for worker in 0..<min(threads, seeds) {
      group.addTask {
        Parallelism.withThreads(1) {
          stride(from: worker, to: seeds, by: threads).map {
            ($0, BootstrapStudy(seed: UInt64($0 + 1), draws: draws))
          }
        }
      }
    }
    var all: [(Int, BootstrapStudy)] = []
    for await some in group { all += some }
    return all
  }
  return parts.sorted { $0.0 < $1.0 }.map(\.1)
}

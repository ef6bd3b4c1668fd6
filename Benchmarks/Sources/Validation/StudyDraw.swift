import Concord

/// What the study says of one synthetic national study.
struct StudyDraw: Sendable {
  let seed: UInt64
  /// The answers, by claim; nil where the study could not be made at all.
  let answers: [ClaimName: ClaimResult]?

  /// Draws the study of a seed and asks it everything, as `concord study --seed` does.
  init(seed: UInt64) {
    self.seed = seed
    let table = syntheticNationalStudy(seed: seed)
    let study = try? Parallelism.withThreads(1) {
      try Study(of: StudyTable(table, roles: Roles(in: table)), isSynthetic: true)
    }
    answers = study.map { study in
      Dictionary(study.claims.map { ($0.claim, $0) }) { first, _ in first }
    }
  }
}

/// The draws of the seeds 1 to `seeds`, in that order however many threads work on them.
func studyDraws(seeds: Int, threads: Int) async -> [StudyDraw] {
  let all = Array(1...UInt64(seeds))
  return await withTaskGroup(of: [StudyDraw].self) { group in
    for worker in 0..<min(threads, seeds) {
      group.addTask {
        stride(from: worker, to: all.count, by: threads).map { StudyDraw(seed: all[$0]) }
      }
    }
    var draws: [StudyDraw] = []
    for await some in group { draws += some }
    return draws.sorted { $0.seed < $1.seed }
  }
}

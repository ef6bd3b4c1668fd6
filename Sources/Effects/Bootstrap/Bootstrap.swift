import Distributions
import Inference
import LinearAlgebra
import Modeling

/// What is drawn in a bootstrap of rows.
public enum ResamplingUnit: Sendable, Hashable {
  /// Rows, each by itself ("pairs").
  case rows
  /// Whole clusters, with all of their rows; a cluster drawn twice counts as two.
  case clusters(String)
}

/// The estimates of a model fitted again to rows drawn from those it was fitted to, as many units as there
/// are, with replacement (Efron 1979; for clusters Davison & Hinkley 1997, section 3.8).
///
/// Draw *k* takes stream *k* of the seed, so that it is the same whatever else is drawn and for any number of
/// threads. Levels of categories and the state of transformations stay those of the fit.
public struct Replicates: Sendable {
  /// The parameters of each draw that could be fitted.
  public let parameters: [[Double]]
  /// The covariance of each of them, where an estimator was named.
  public let covariances: [Covariance]
  /// For each of them how often each unit was drawn.
  let counts: [[Int32]]
  /// The unit of each row used.
  let unitOfRow: [Int32]
  /// The seed.
  public let seed: UInt64
  /// How many draws were asked for.
  public let drawCount: Int
  /// The draws without usable estimates, from 0: the fit failed, did not converge, is separated, or lacks
  /// a coefficient.
  public let failedDraws: [Int]
  /// What was drawn.
  public let unit: ResamplingUnit
  /// The number of units.
  public let unitCount: Int

  /// How often each row used was drawn.
  func multiplicities(of draw: Int) -> [Double] {
    unitOfRow.map { Double(counts[draw][Int($0)]) }
  }
}

extension Estimated {
  /// Fits the model again to rows drawn from those used.
  ///
  /// - Parameters:
  ///   - draws: how many, at least 1.
  ///   - seed: draw *k* takes stream *k* of it.
  ///   - unit: what is drawn.
  ///   - estimator: of each draw's own covariance, for studentised intervals; clusters drawn twice are two
  ///     clusters to it. None by default.
  /// - Returns: the replicates, whose intervals are those of ``BootstrapInference``.
  /// - Throws: ``EffectsError/noResampling(model:)`` for a fit that holds no rows,
  ///   ``EffectsError/tooFewReplicates(fitted:draws:reason:)`` where fewer than half of the draws have
  ///   estimates; the fit's own error where clusters divide its groups.
  /// - Complexity: a fit a draw, draws in parallel.
  public func bootstrap(
    draws: Int, seed: UInt64, of unit: ResamplingUnit,
    estimator: (any CovarianceEstimator)? = nil
  ) throws -> BootstrapInference {
    precondition(draws >= 1, "\(draws) draws")
    guard let refitting else { throw EffectsError.noResampling(model: description.phrase) }
    let units = try units(of: unit, refitting)
    try requireMemory(for: .draws(count: draws, rows: parameters.count + units.count))
    let rowsOf = units.rowsOfEach
    let names = parameters.names
    let found = try countedMap(count: draws, of: "draws") { draw in
      Result<Replicate, any Error> {
        var stream = RandomStream(seed: seed, stream: UInt64(draw))
        let sample = units.drawn(rowsOf, from: &stream)
        let fit = try refitting.refit(
          .rows(sample.rows, copies: sample.copies, groupColumns: units.columns))
        try requireUsable(fit, names: names)
        return Replicate(
          parameters: fit.parameters.values,
          covariance: try estimator.map { try $0.estimate(fit).covariance },
          counts: sample.counts)
      }
    }
    let good = found.compactMap { try? $0.get() }
    let failed = found.indices.filter { if case .failure = found[$0] { true } else { false } }
    if 2 * good.count < draws || good.count < 2 {
      let reason = failed.first.flatMap { index -> String? in
        if case .failure(let error) = found[index] { "\(error)" } else { nil }
      }
      throw EffectsError.tooFewReplicates(
        fitted: good.count, draws: draws, reason: reason ?? "one draw has no spread")
    }
    return BootstrapInference(
      fit: self,
      replicates: Replicates(
        parameters: good.map(\.parameters), covariances: good.compactMap(\.covariance),
        counts: good.map(\.counts), unitOfRow: units.codes, seed: seed, drawCount: draws,
        failedDraws: failed, unit: unit, unitCount: units.count))
  }

  /// The units of the rows used.
  private func units(
    of unit: ResamplingUnit, _ refitting: any Refitting
  ) throws -> ResamplingUnits {
    switch unit {
    case .rows:
      if description.kind.hasRandomEffects {
        throw EffectsError.dependentRows(model: description.phrase)
      }
      let count =
        try refitting.drawnGroups(by: nil)?.count ?? data?.rowCount ?? rowGroups(by: []).rows
      return ResamplingUnits(codes: Array(0..<Int32(count)), count: count, columns: [])
    case .clusters(let column):
      let groups =
        try refitting.drawnGroups(by: column) ?? data?.groups(by: column)
        ?? rowGroups(by: [column]).groups[0]
      if groups.count < 2 {
        throw InferenceError.singleCluster(column: column, rows: groups.codes.count)
      }
      var columns = [column]
      if let equations {
        // Looks whether clusters hold whole groups.
        try equations.requireWhole(groups: [column])
        columns += equations.mustStayTogether.filter { $0 != column }
      }
      return ResamplingUnits(
        codes: inOrderOfRows(groups.codes, count: groups.count), count: groups.count,
        columns: columns)
    }
  }

  /// The number of rows and their groups, as the equations have them.
  ///
  /// - Throws: ``EffectsError/noResampling(model:)`` for rows that are not in memory.
  private func rowGroups(
    by columns: [String]
  ) throws -> (rows: Int, groups: [(codes: [Int32], count: Int)]) {
    var found: [(rows: Int, groups: [(codes: [Int32], count: Int)])] = []
    try equations?.forEachBlock(groups: columns) { block in
      found.append(
        (block.rows.design.rowCount, block.groups.map { (codes: $0.codes, count: $0.count) }))
    }
    guard found.count == 1, let only = found.first else {
      throw EffectsError.noResampling(model: description.phrase)
    }
    return only
  }
}

/// The same groups, numbered as they first occur: so draws don't depend on what groups are called.
private func inOrderOfRows(_ codes: [Int32], count: Int) -> [Int32] {
  var place = [Int32](repeating: -1, count: count)
  var next: Int32 = 0
  return codes.map { code in
    if place[Int(code)] < 0 {
      place[Int(code)] = next
      next += 1
    }
    return place[Int(code)]
  }
}

/// One draw's estimates.
private struct Replicate: Sendable {
  let parameters: [Double]
  let covariance: Covariance?
  let counts: [Int32]
}

/// Throws for estimates that are not to be used.
private func requireUsable(_ fit: any Estimated, names: [String]) throws(EffectsError) {
  if fit.parameters.names != names {
    throw .unusableReplicate("a coefficient has no estimate in it")
  }
  let fatal: [Diagnostic.Code] = [.separation, .notConverged]
  if let doubt = fit.diagnostics.first(where: { fatal.contains($0.code) }) {
    throw .unusableReplicate(doubt.message)
  }
  if !fit.parameters.values.allSatisfy(\.isFinite) {
    throw .unusableReplicate("an estimate is not finite")
  }
}

/// What is drawn: rows by their unit.
private struct ResamplingUnits: Sendable {
  let codes: [Int32]
  let count: Int
  /// The columns in which copies of a unit are told apart.
  let columns: [String]

  /// The rows of each unit, in their order.
  var rowsOfEach: [[Int]] {
    var rows = [[Int]](repeating: [], count: count)
    for (row, code) in codes.enumerated() { rows[Int(code)].append(row) }
    return rows
  }

  /// As many units as there are, drawn with replacement.
  func drawn(
    _ rowsOf: [[Int]], from stream: inout RandomStream
  ) -> (rows: [Int], copies: [Int32], counts: [Int32]) {
    var (rows, copies) = ([Int](), [Int32]())
    var counts = [Int32](repeating: 0, count: count)
    for _ in 0..<count {
      let unit = min(count - 1, Int(stream.nextUniform() * Double(count)))
      for row in rowsOf[unit] {
        rows.append(row)
        copies.append(counts[unit])
      }
      counts[unit] += 1
    }
    return (rows, copies, counts)
  }
}

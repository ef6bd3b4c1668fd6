import Formulas
import Inference
import Modeling
import Tables

/// Estimated marginal means: predictions over a grid of the predictors' levels, averaged over the levels of
/// the factors that are not asked about (Searle, Speed & Milliken 1980, The American Statistician 34:216).
///
/// Factors stand at all of their levels, numbers at their mean over the rows used unless a level is named.
/// On the response scale it is predicted means that are averaged, as every other question takes means; on the
/// scale of the linear predictor it is the predictors.
public struct MarginalMeans: Estimand, Hashable {
  /// The variables whose levels have a mean each, in all combinations.
  public let variables: [String]
  /// The variables within whose levels the means are asked, in all combinations.
  public let by: [String]
  /// The levels of variables that do not stand at all of their levels or at their mean.
  public let held: [String: [Level]]
  /// How the levels of other factors count.
  public let weights: GridWeights
  /// The scale of the means.
  public let scale: MeanScale
  /// What becomes of random effects.
  public let effects: RandomEffects

  /// How the levels of the factors averaged over count.
  public enum GridWeights: String, Sendable, Hashable, CaseIterable {
    /// All alike.
    case equal
    /// As often as their combination occurs among the rows used.
    case proportional
    /// As often as their combination occurs with the levels the mean is of.
    case observed
  }

  /// Means by variables.
  public init(
    of variables: [String], by: [String] = [], at held: [String: [Level]] = [:],
    weights: GridWeights = .equal, scale: MeanScale = .response, effects: RandomEffects = .zero
  ) {
    self.variables = variables
    self.by = by
    self.held = held
    self.weights = weights
    self.scale = scale
    self.effects = effects
  }

  /// The question in words.
  public var record: QuestionRecord {
    let within = by.isEmpty ? "" : " within \(by.joined(separator: ", "))"
    return QuestionRecord(
      kind: "means", words: "marginal means by \(variables.joined(separator: ", "))\(within)")
  }

  /// The factors that are averaged over: those neither asked about nor held.
  ///
  /// - Throws: ``EffectsError/noMeans(model:)``.
  public func averagedVariables(_ inference: Inference) throws -> [String] {
    let subject = inference.subject()
    return try subject.means.predictors.filter {
      !(variables + by).contains($0.name) && held[$0.name] == nil
        && subject.categories(of: $0).count > 1
    }.map(\.name)
  }

  /// One quantity for each combination of levels and outcome.
  public func functionals(of subject: Subject) throws -> [Functional] {
    let grid = try ReferenceGrid(self, subject)
    let means = try subject.means
    let function = try means.function(effects, scale)
    let block = try function.evaluate(grid.table(subject), rowNumbers: nil, at: subject.parameters)
    // A linear predictor is one for all categories.
    let names = block.values.count == means.outcomes.count ? means.outcomes : [""]
    return names.enumerated().flatMap { outcome, name in
      grid.cells.indices.map { cell in
        let weights = grid.weights(of: cell)
        let mean = zip(weights, block.values[outcome]).reduce(0) { $0 + $1.0 * $1.1 }
        return Functional(
          label: record.words, outcome: name, levels: grid.cells[cell], value: mean,
          gradient: block.pullback(weights, outcome))
      }
    }
  }
}

/// The most rows of a reference grid: their predictions take some hundred megabytes.
private let mostGridRows = 1_000_000

/// All combinations of levels: those asked about, and within each those averaged over.
private struct ReferenceGrid {
  /// The combinations that have a mean each.
  let cells: [[ResolvedLevel]]
  /// The combinations of the factors averaged over, the same within each.
  private let averaged: [[ResolvedLevel]]
  /// What does not vary.
  private let constants: [ResolvedLevel]
  /// The weight of each averaged combination within each cell; they add up to 1.
  private let shares: [[Double]]

  init(_ question: MarginalMeans, _ subject: Subject) throws {
    let asked = question.variables + question.by
    for (index, name) in asked.enumerated() where asked[..<index].contains(name) {
      throw EffectsError.sameVariable(name)
    }
    if asked.isEmpty { throw EffectsError.nothingAsked }
    for name in question.held.keys.sorted() { _ = try subject.predictor(name) }
    let levels = try asked.map { name in try subject.gridLevels(of: name, question.held[name]) }
    cells = combinations(levels)
    let others = try subject.means.predictors.filter { !asked.contains($0.name) }
    var constants: [ResolvedLevel] = []
    var factors: [[ResolvedLevel]] = []
    for predictor in others {
      let found = try subject.gridLevels(of: predictor.name, question.held[predictor.name])
      if found.count == 1 { constants += found } else { factors.append(found) }
    }
    self.constants = constants
    let rows = factors.reduce(cells.count) { product, levels in
      product > mostGridRows ? product : product * levels.count
    }
    if rows > mostGridRows { throw EffectsError.gridTooLarge(limit: mostGridRows) }
    averaged = combinations(factors)
    shares = try gridShares(
      question.weights, cells: cells, averaged: averaged, subject: subject)
  }

  /// The rows of the grid, cell by cell.
  func table(_ subject: Subject) throws -> Table {
    let rows = cells.flatMap { cell in averaged.map { cell + $0 + constants } }
    let names = rows.first?.map(\.variable) ?? []
    let known = try subject.means.rows
    return try Table(
      names.indices.map { place in
        gridColumn(
          names[place], rows.map { $0[place].setting }, like: known?.column(names[place]))
      })
  }

  /// The weights of all rows in the mean of one cell.
  func weights(of cell: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: cells.count * averaged.count)
    for (place, share) in shares[cell].enumerated() {
      weights[cell * averaged.count + place] = share
    }
    return weights
  }
}

extension Subject {
  /// The levels a variable has in a grid: those named, all of a factor, or a number's mean.
  fileprivate func gridLevels(of name: String, _ named: [Level]?) throws -> [ResolvedLevel] {
    if let named { return try named.map { try resolve($0, of: name) } }
    let known = categories(of: try predictor(name))
    return known.isEmpty
      ? [try resolve(.mean, of: name)] : try known.map { try resolve(.category($0), of: name) }
  }
}

/// All combinations of one element of each list, the first list slowest.
private func combinations(_ lists: [[ResolvedLevel]]) -> [[ResolvedLevel]] {
  lists.reduce([[]]) { made, list in made.flatMap { start in list.map { start + [$0] } } }
}

/// What each averaged combination counts within each cell.
private func gridShares(
  _ weights: MarginalMeans.GridWeights, cells: [[ResolvedLevel]], averaged: [[ResolvedLevel]],
  subject: Subject
) throws -> [[Double]] {
  let equal = [Double](repeating: 1 / Double(averaged.count), count: averaged.count)
  if weights == .equal || averaged.count == 1 { return cells.map { _ in equal } }
  switch weights {
  case .equal: return cells.map { _ in equal }
  case .proportional:
    let counts = try levelCounts(averaged, subject)
    let total = counts.reduce(0, +)
    return cells.map { _ in counts.map { $0 / total } }
  case .observed:
    let counts = try levelCounts(
      cells.flatMap { cell in averaged.map { cell.filter { $0.number == nil } + $0 } }, subject)
    return try cells.indices.map { cell in
      let own = counts[cell * averaged.count..<(cell + 1) * averaged.count]
      let total = own.reduce(0, +)
      if total == 0 {
        throw EffectsError.emptyCell(
          cells[cell].map { "\($0.variable) = \($0.valueText)" }.joined(separator: ", "))
      }
      return own.map { $0 / total }
    }
  }
}

/// How often combinations of categories occur among the rows used.
private func levelCounts(
  _ combinations: [[ResolvedLevel]], _ subject: Subject
) throws -> [Double] {
  let rows = try subject.requireRows(for: "a weighted average over levels")
  let names = combinations.first?.map(\.variable) ?? []
  var places: [[String]: Int] = [:]
  for (place, levels) in combinations.enumerated() { places[levels.map(\.valueText)] = place }
  var counts = [Double](repeating: 0, count: combinations.count)
  try rows.forEachBlock(columns: names) { block in
    let columns = try names.map { try block.table.column($0).categories() }
    for row in 0..<block.table.rowCount {
      let key = columns.map { $0.codes[row] < 0 ? "" : $0.levels[Int($0.codes[row])] }
      let own = block.weights?[row] ?? 1
      let drawn = subject.multiplicities?[block.first + row] ?? 1
      if let place = places[key] { counts[place] += own * drawn }
    }
  }
  return counts
}

/// A column of settings, of the type of another.
private func gridColumn(
  _ name: String, _ settings: [ResolvedLevel.Setting], like column: Column?
) -> Column {
  let numbers = settings.map { setting -> Double in
    switch setting {
    case .number(let value): value
    case .category(let text): Double(text) ?? isoDays(text) ?? (text.uppercased() == "TRUE" ? 1 : 0)
    }
  }
  switch column?.values {
  case .truth: return Column(name: name, values: .truth(numbers.map { $0 != 0 }))
  case .number, .integer:
    return Column(name: name, values: .number(numbers), unit: column?.unit ?? .plain)
  case .category, .text, nil:
    if case .number = settings.first { return Column(name: name, values: .number(numbers)) }
    return Column(
      name: name,
      values: .text(
        settings.map { if case .category(let text) = $0 { text } else { "" } }))
  }
}

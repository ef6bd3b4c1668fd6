import Formulas
import Inference
import Modeling
import Tables

/// A fit as a question sees it: at its estimates, or at the parameters and with the rows of a replicate.
///
/// One way to answer serves the delta method, the bootstrap and pools: a question says what it is at any
/// parameters.
public struct Subject: Sendable {
  /// The fit.
  public let fit: any Estimated
  /// The parameters to answer at.
  public let parameters: [Double]
  /// How often each row used was drawn, where percentiles and averages are to be those of the rows drawn;
  /// nil for once each.
  public let multiplicities: [Double]?

  /// A fit at parameters, by default its own.
  public init(
    _ fit: any Estimated, parameters: [Double]? = nil, multiplicities: [Double]? = nil
  ) {
    self.fit = fit
    self.parameters = parameters ?? fit.parameters.values
    self.multiplicities = multiplicities
  }

  /// The means of the fit.
  ///
  /// - Throws: ``EffectsError/noMeans(model:)`` for a fit that gives none.
  public var means: any Means {
    get throws(EffectsError) {
      guard let means = fit.means else { throw .noMeans(model: fit.description.phrase) }
      return means
    }
  }
}

extension Subject {
  /// The rows used.
  ///
  /// - Throws: ``EffectsError/noRows(what:model:)`` for a fit that holds none.
  func requireRows(for what: String) throws(EffectsError) -> any RowSource {
    guard let rows = try means.rows else {
      throw .noRows(what: what, model: fit.description.phrase)
    }
    return rows
  }

  /// A numeric predictor over the rows used.
  ///
  /// - Throws: ``EffectsError`` if the variable is not a numeric predictor of the model.
  public func summary(of variable: String) throws -> VariableSummary {
    let predictor = try predictor(variable)
    let rows = try requireRows(for: "a mean or percentile of \(variable)")
    switch rows.column(variable)?.values {
    case .category, .text:
      throw EffectsError.notNumeric(variable: variable, categories: categories(of: predictor))
    case .number, .integer, .truth, nil:
      return try rows.summary(of: variable, multiplicities: multiplicities)
    }
  }

  /// The value a level comes to over the rows used.
  ///
  /// A category is found by its name, also where the name reads as a number or a percentile; of a
  /// truth value `TRUE`, `true` and 1 are one.
  ///
  /// - Throws: ``EffectsError`` for an unknown variable or category, a category of a number, or a
  ///   number of a category.
  public func resolve(_ level: Level, of variable: String) throws -> ResolvedLevel {
    let known = categories(of: try predictor(variable))
    if known.isEmpty {
      let value = try number(level, of: variable)
      return ResolvedLevel(variable: variable, level: level, setting: .number(value))
    }
    if let name = known.first(where: { level.names($0) }) {
      return ResolvedLevel(variable: variable, level: level, setting: .category(name))
    }
    switch level {
    case .category(let text):
      throw EffectsError.unknownCategory(variable: variable, category: text, known: known)
    case .value(let number):
      throw EffectsError.unknownCategory(
        variable: variable, category: trimmed(number), known: known)
    case .percentile, .meanPlus:
      throw EffectsError.notNumeric(variable: variable, categories: known)
    }
  }

  /// Levels of several variables, in the order of their names.
  func resolve(_ levels: [String: Level]) throws -> [ResolvedLevel] {
    try levels.keys.sorted().map { try resolve(levels[$0] ?? .mean, of: $0) }
  }

  /// The number a level of a numeric variable comes to.
  private func number(_ level: Level, of variable: String) throws -> Double {
    let number: Double
    switch level {
    case .value(let value): number = value
    case .percentile(let percent):
      guard (0...100).contains(percent) else {
        throw EffectsError.badLevel(
          variable: variable, value: percent, allowed: "a percentile from 0 to 100")
      }
      number = try summary(of: variable).quantile(percent / 100)
    case .meanPlus(let count):
      let summary = try summary(of: variable)
      number = count == 0 ? summary.mean : summary.mean + count * summary.standardDeviation
    case .category(let text):
      throw EffectsError.notALevel(variable: variable, text: text)
    }
    guard number.isFinite else {
      throw EffectsError.badLevel(variable: variable, value: number, allowed: "a finite number")
    }
    return number
  }

  /// A predictor of the model.
  func predictor(_ variable: String) throws(EffectsError) -> SchemaInput {
    let means = try means
    let predictors = means.predictors
    if let found = predictors.first(where: { $0.name == variable }) { return found }
    let names = predictors.map(\.name)
    if means.rows?.column(variable) != nil, !names.isEmpty {
      throw .outsideFormula(variable: variable, inModel: names)
    }
    throw .notInModel(
      variable: variable, closest: nearestName(to: variable, among: names), inModel: names)
  }

  /// The categories a predictor has in the fit; empty if it is numeric.
  func categories(of predictor: SchemaInput) -> [String] {
    switch predictor.kind {
    case .category(let levels): levels
    case .truth: ["FALSE", "TRUE"]
    case .number: []
    }
  }
}

extension Inference {
  /// The fit as questions see it, at its estimates.
  func subject() -> Subject { Subject(fit) }

  /// A numeric predictor over the rows used.
  ///
  /// - Throws: as ``Subject/summary(of:)``.
  public func summary(of variable: String) throws -> VariableSummary {
    try subject().summary(of: variable)
  }

  /// The value a level comes to over the rows used.
  ///
  /// - Throws: as ``Subject/resolve(_:of:)``.
  public func resolve(_ level: Level, of variable: String) throws -> ResolvedLevel {
    try subject().resolve(level, of: variable)
  }

  /// The levels of a predictor that is a category or a truth value, in their order; empty for a
  /// number.
  ///
  /// - Throws: ``EffectsError/notInModel(variable:closest:inModel:)``.
  public func categoryLevels(of variable: String) throws -> [Level] {
    let subject = subject()
    return subject.categories(of: try subject.predictor(variable)).map { .category($0) }
  }
}

extension Level {
  /// Whether this level, as it was written, may stand for a category of this name.
  ///
  /// The same text reads as the same level; truth values also answer to other spellings.
  fileprivate func names(_ category: String) -> Bool {
    if self == .category(category) || self == Level(category) { return true }
    switch self {
    case .category(let text): return text.uppercased() == category && isTruth(category)
    case .value(let number):
      return category == "TRUE" && number == 1 || category == "FALSE" && number == 0
    case .percentile, .meanPlus: return false
    }
  }

  private func isTruth(_ category: String) -> Bool { category == "TRUE" || category == "FALSE" }
}

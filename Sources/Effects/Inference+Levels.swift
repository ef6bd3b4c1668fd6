import Formulas
import Inference
import Modeling
import Tables

extension Inference where Fit: Predicting {
  /// A numeric predictor over the rows used.
  ///
  /// - Throws: ``EffectsError`` if the variable is not a numeric predictor of the model.
  public func summary(of variable: String) throws -> VariableSummary {
    let column = try predictor(variable)
    switch column.values {
    case .number, .integer, .truth:
      let values = try fit.frame.table.numericValues(of: variable)
      return VariableSummary(
        values: fit.frame.rows.used.map { values[$0] }, weights: fit.frame.weights)
    case .category, .text:
      throw EffectsError.notNumeric(variable: variable, categories: categories(of: column))
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
    let column = try predictor(variable)
    let known = categories(of: column)
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

  /// The column of a predictor.
  func predictor(_ variable: String) throws -> Column {
    let inModel = predictorColumns(of: fit.frame)
    guard inModel.contains(variable), let column = fit.frame.table[variable] else {
      throw EffectsError.notInModel(
        variable: variable, closest: nearestName(to: variable, among: inModel), inModel: inModel)
    }
    return column
  }

  /// The categories a predictor has in the fit; empty if it is numeric.
  func categories(of column: Column) -> [String] {
    switch fit.frame.schema.inputs.first(where: { $0.name == column.name })?.kind {
    case .category(let levels): levels
    case .truth: ["FALSE", "TRUE"]
    case .number, nil: []
    }
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

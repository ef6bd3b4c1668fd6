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
    let known = categories(of: column)
    switch column.values {
    case .number, .integer, .truth:
      let values = try fit.frame.table.numericValues(of: variable)
      return VariableSummary(
        values: fit.frame.rows.used.map { values[$0] }, weights: fit.frame.weights)
    case .category, .text:
      throw EffectsError.notNumeric(variable: variable, categories: known)
    }
  }

  /// The value a level comes to over the rows used.
  public func resolve(_ level: Level, of variable: String) throws -> ResolvedLevel {
    let column = try predictor(variable)
    let known = categories(of: column)
    if !known.isEmpty {
      let name: String
      switch level {
      case .category(let text): name = text
      case .value(let number): name = categoryName(of: number)
      default: throw EffectsError.notNumeric(variable: variable, categories: known)
      }
      guard known.contains(name) else {
        throw EffectsError.unknownCategory(variable: variable, category: name, known: known)
      }
      return ResolvedLevel(variable: variable, level: level, setting: .category(name))
    }
    let number: Double
    switch level {
    case .value(let value): number = value
    case .percentile(let percent): number = try summary(of: variable).quantile(percent / 100)
    case .meanPlus(let count):
      let summary = try summary(of: variable)
      number = count == 0 ? summary.mean : summary.mean + count * summary.standardDeviation
    case .category(let text):
      throw EffectsError.unknownCategory(
        variable: variable, category: text, known: ["a number", "p10", "mean", "mean+1sd"])
    }
    return ResolvedLevel(variable: variable, level: level, setting: .number(number))
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

/// A number as the name of a category: 4, not 4.0.
private func categoryName(of number: Double) -> String {
  number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : "\(number)"
}

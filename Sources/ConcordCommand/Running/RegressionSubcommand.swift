import ArgumentParser
import Concord

/// A subcommand that fits one model and asks something of it.
protocol RegressionSubcommand: ConcordSubcommand {
  var data: DataOptions { get }
  var formula: String { get }
  var model: ModelOptionGroup { get }
  var covariance: CovarianceOptions { get }
  /// Looks at the options that need no data, before any are read.
  func checkOptions() throws
  /// Asks the fit.
  func answer(_ regression: FittedRegression) throws -> CommandOutput
}

extension RegressionSubcommand {
  func checkOptions() throws {}

  var paths: [String] { [data.data] }

  func execute() throws -> CommandOutput { try fitAndAnswer() }

  /// Fits to a table in memory and asks the fit.
  func fitAndAnswer() throws -> CommandOutput {
    try refuseSwapped(data: data.data, formulas: [formula])
    try checkOptions()
    let request = RegressionRequest(
      formula: formula, reading: data.reading, model: model, covariance: covariance)
    try request.check()
    let regression = try fitRegression(
      request, data: try load(data.data, reading: data.reading))
    try regression.refuseUnusedCoding(model, formula: formula)
    return try naming(regression.source) { try answer(regression) }
  }
}

extension FittedRegression {
  /// Refuses factors and contrasts that the formula has no use for.
  func refuseUnusedCoding(_ model: ModelOptionGroup, formula: String) throws {
    guard let data else { return }
    try RegressionRequest.refuseUnusedCoding(
      model, formulas: [formula], schemas: [schema].compactMap(\.self), in: data.table)
  }
}

extension CommandOutput {
  /// The parts every answer about a regression has: heading, model and data, warnings, timing.
  init(about regression: FittedRegression) { self.init(about: regression.particulars) }

  /// The same for a fit however it was made.
  init(about fit: FitParticulars) {
    heading = headingLines(fit)
    json = [modelMember(fit), dataMember(fit)]
    warnings = fit.diagnostics
    closing = closingMembers(fit, seed: nil)
  }
}

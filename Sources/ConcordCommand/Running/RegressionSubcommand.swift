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
  func answer<Fit: RegressionFit>(_ regression: FittedRegression, fit: Fit) throws
    -> CommandOutput
}

extension RegressionSubcommand {
  func checkOptions() throws {}

  func execute() throws -> CommandOutput { try fitAndAnswer() }

  /// Fits to a table in memory and asks the fit.
  func fitAndAnswer() throws -> CommandOutput {
    try checkOptions()
    let request = RegressionRequest(
      formula: formula, reading: data.reading, model: model, covariance: covariance)
    try request.check()
    let regression = try fitRegression(
      request, data: try load(data.data, reading: data.reading))
    return try naming(regression.data.source) { try answer(regression, fit: regression.fit) }
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

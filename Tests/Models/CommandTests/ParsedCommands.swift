import ArgumentParser
import Concord

@testable import ConcordCommand

/// A parsed command of each kind, whose options can be replaced.
struct ParsedCommands {
  private let fit: FitCommand
  private let predict: PredictCommand
  private let slopes: SlopesCommand
  private let ratio: RatioCommand
  private let gap: GapCommand
  private let anova: AnovaCommand
  private let compare: CompareCommand

  init() throws {
    let base = ["d.csv", "y ~ x"]
    fit = try FitCommand.parse(base)
    predict = try PredictCommand.parse(base)
    slopes = try SlopesCommand.parse(base + ["--focal", "x", "--moderator", "m"])
    ratio = try RatioCommand.parse(base + ["--of", "x=2,1"])
    gap = try GapCommand.parse(base + ["--of", "x=2,1"])
    anova = try AnovaCommand.parse(base)
    compare = try CompareCommand.parse(base + ["y ~ 1"])
  }

  /// A random command.
  func command(_ dealer: inout QuestionDealer, in folder: Folder) throws -> any ConcordSubcommand {
    let data = data(&dealer, in: folder)
    let (model, covariance) = (model(&dealer), covariance(&dealer))
    let formula = dealer.formula(of: model.family)
    switch dealer.pick(QuestionDealer.commands) {
    case "predict":
      var command = predict
      (command.data, command.formula) = (data, formula)
      (command.model, command.covariance) = (model, covariance)
      command.interval = dealer.pick(PredictionInterval.allCases)
      command.new = dealer.maybe(oneIn: 3, ["tiny.csv", "f.csv"]).map(folder.path)
      return command
    case "slopes":
      var command = slopes
      (command.data, command.formula) = (data, formula)
      (command.model, command.covariance) = (model, covariance)
      command.focal = dealer.pick(Pieces(["x", "x", "m", "t"], "g", "y", ""))
      command.moderator = dealer.pick(QuestionDealer.columns)
      command.at = dealer.maybe(oneIn: 4, QuestionDealer.levels)
      command.percentiles = dealer.maybe(oneIn: 6, ["5,95", "x"])
      return command
    case "ratio":
      var command = ratio
      (command.data, command.formula) = (data, formula)
      (command.model, command.covariance) = (model, covariance)
      command.comparison = comparison(command.comparison, &dealer)
      command.margin = dealer.maybe(oneIn: 3, [1.25, 0.5, .nan])
      return command
    case "gap":
      var command = gap
      (command.data, command.formula) = (data, formula)
      (command.model, command.covariance) = (model, covariance)
      command.comparison = comparison(command.comparison, &dealer)
      return command
    case "anova":
      var command = anova
      (command.data, command.formula) = (data, formula)
      (command.model, command.covariance) = (model, covariance)
      command.type = dealer.pick(AnovaType.allCases)
      return command
    case "compare":
      var command = compare
      let larger = formula + " + " + dealer.pick(QuestionDealer.terms)
      (command.data, command.formulas) = (data, [formula, larger])
      (command.model, command.covariance) = (model, covariance)
      command.test = dealer.pick(ComparisonTest.allCases)
      return command
    default:
      var command = fit
      (command.data, command.formula) = (data, formula)
      (command.model, command.covariance) = (model, covariance)
      return command
    }
  }

  private func data(_ dealer: inout QuestionDealer, in folder: Folder) -> DataOptions {
    var data = fit.data
    data.data = folder.path(String(dealer.pick(QuestionDealer.files).dropFirst()))
    data.reading.filter = dealer.maybe(oneIn: 6, QuestionDealer.filters)
    data.reading.missing = dealer.maybe(oneIn: 12, ["a", "1,2", ","]).map { [$0] } ?? []
    return data
  }

  private func model(_ dealer: inout QuestionDealer) -> ModelOptionGroup {
    var model = fit.model
    model.coding.factor = dealer.maybe(oneIn: 8, QuestionDealer.factors).map { [$0] } ?? []
    model.coding.contrasts = dealer.maybe(oneIn: 6, ["sum", "helmert", "polynomial"])
    (model.family, model.link) = dealer.familyAndLink()
    model.weights = dealer.maybe(oneIn: 5, QuestionDealer.weights)
    model.weightKind = model.weights == nil ? nil : dealer.maybe(oneIn: 2, WeightKind.allCases)
    model.offset = dealer.maybe(oneIn: 12, QuestionDealer.columns)
    model.method = dealer.maybe(oneIn: 20, [.gram, .triangle, .refined])
    return model
  }

  private func covariance(_ dealer: inout QuestionDealer) -> CovarianceOptions {
    var covariance = fit.covariance
    covariance.cluster = dealer.maybe(oneIn: 3, QuestionDealer.clusters)
    covariance.covariance = dealer.maybe(
      oneIn: 2,
      covariance.cluster == nil ? QuestionDealer.heteroskedastic : QuestionDealer.clustered)
    covariance.lag = dealer.maybe(oneIn: 20, [0, 3, -1, 999])
    covariance.df = dealer.maybe(oneIn: 9, QuestionDealer.rules)
    return covariance
  }

  private func comparison(_ base: ComparisonOptions, _ dealer: inout QuestionDealer)
    -> ComparisonOptions
  {
    var comparison = base
    comparison.of = dealer.comparison()
    comparison.at = dealer.maybe(oneIn: 3, QuestionDealer.settings).map { [$0] } ?? []
    return comparison
  }
}

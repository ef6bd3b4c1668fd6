import Concord

/// One unit of work, ready to run: its data are in memory.
typealias Task = () throws -> Answer

/// The workloads that are timed within the process.
enum Workload: String, CaseIterable {
  case olsTall = "ols_tall"
  case olsWide = "ols_wide"
  case olsSmallMany = "ols_small_many"
  case hc3Tall = "hc3_tall"
  case clusterTall = "cluster_tall"
  case cluster2Tall = "cluster2_tall"
  case logitTall = "logit_tall"
  case poissonOffset = "poisson_offset"
  case lmmNested = "lmm_nested"
  case lmmCrossed = "lmm_crossed"
  case lmmCrossedService = "lmm_crossed_svc"
  case glmmLogit = "glmm_logit"
  case csvRead = "csv_read"

  /// Loads the data, or the first rows and predictors of them, and returns the work.
  func prepared(_ folder: DataFolder, rows: Int?, columns: Int?) throws -> Task {
    let predictors = folder.predictors(columns)
    let formula = "y ~ " + predictors.joined(separator: " + ")
    switch self {
    case .olsTall, .olsWide:
      let table = try folder.table(["y"] + predictors, rows: rows)
      return leastSquaresTask(formula, table, .classical)
    case .hc3Tall:
      let table = try folder.table(["y"] + predictors, rows: rows)
      return leastSquaresTask(formula, table, .heteroskedastic(.hc3))
    case .clusterTall:
      let table = try folder.table(["y"] + predictors + ["g1"], rows: rows)
      return leastSquaresTask(formula, table, .clustered(by: "g1", correction: .cr1s))
    case .cluster2Tall:
      let table = try folder.table(["y"] + predictors + ["g1", "g2"], rows: rows)
      return leastSquaresTask(formula, table, .clustered(by: ["g1", "g2"], correction: .cr1s))
    case .olsSmallMany: return try smallFitsTask(folder)
    case .logitTall:
      let table = try folder.table(["y"] + predictors, rows: rows)
      return {
        try Answer(
          GeneralizedLinearModel(formula, family: .binomial).fit(to: table), using: .classical)
      }
    case .poissonOffset:
      let table = try folder.table(
        ["y"] + predictors + ["offset", "f"], categories: ["f"], rows: rows)
      return {
        try Answer(
          GeneralizedLinearModel(
            formula + " + f", family: .poisson, options: ModelOptions(offset: "offset")
          ).fit(to: table), using: .classical)
      }
    case .lmmNested:
      return try linearMixedTask(
        folder, "y ~ ses * collab + poverty + (ses | school) + (1 | district)",
        ["y", "ses", "collab", "poverty", "school", "district"])
    case .lmmCrossed:
      return try linearMixedTask(
        folder, "y ~ 1 + (1 | s) + (1 | d) + (1 | dept:service)",
        ["y", "s", "d", "dept", "service"])
    case .lmmCrossedService:
      return try linearMixedTask(
        folder, "y ~ service + (1 | s) + (1 | d) + (1 | dept)", ["y", "s", "d", "dept", "service"])
    case .glmmLogit:
      return try logisticMixedTask(
        folder, "y ~ collab * poverty + exper + (1 | school) + (1 | district)",
        ["y", "collab", "poverty", "exper", "school", "district"])
    case .csvRead: return { try readingAnswer(Table(csv: folder.csv)) }
    }
  }
}

private func leastSquaresTask<Estimator: CovarianceEstimator>(
  _ formula: String, _ table: Table, _ estimator: Estimator
) -> Task {
  { try Answer(LinearModel(formula).fit(to: table), using: estimator) }
}

/// The sums of the numeric columns: that all was read shows in them.
private func readingAnswer(_ table: Table) -> Answer {
  var answer = Answer(terms: ["rows"], estimates: [Double(table.rowCount)], standardErrors: [])
  for column in table.columns {
    answer.terms.append(column.name)
    switch column.values {
    case .number(let values):
      answer.estimates.append(values.reduce(0) { $1.isNaN ? $0 : $0 + $1 })
    case .integer(let values): answer.estimates.append(Double(values.reduce(0, +)))
    default: answer.estimates.append(Double(column.count - column.missingCount))
    }
  }
  return answer
}

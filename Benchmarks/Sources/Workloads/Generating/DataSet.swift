import Concord
import Foundation

/// The data sets, by name. `hc3_tall`, `cluster_tall` and `cluster2_tall` use `ols_tall`;
/// the ratings of `lmm_crossed` and `lmm_crossed_svc` are those of R's lme4, which `compare` takes from there.
enum DataSet: String, CaseIterable {
  case olsTall = "ols_tall"
  case olsWide = "ols_wide"
  case olsSmallMany = "ols_small_many"
  case logitTall = "logit_tall"
  case poissonOffset = "poisson_offset"
  case lmmNested = "lmm_nested"
  case glmmLogit = "glmm_logit"
  case csvFit = "csv_fit"
  case studySmall = "study_small"

  func generate(into folder: URL, rows: Int) throws {
    switch self {
    case .olsTall: try generateTall(into: folder)
    case .olsWide: try generateWide(into: folder)
    case .olsSmallMany: try generateSmallMany(into: folder)
    case .logitTall: try generateLogit(into: folder)
    case .poissonOffset: try generatePoisson(into: folder)
    case .lmmNested: try generateNestedPupils(into: folder)
    case .glmmLogit: try generateLeavers(into: folder)
    case .csvFit: try generateMixedFile(into: folder, rows: rows)
    case .studySmall: try generateSmallStudy(into: folder)
    }
  }
}

/// The seed of all data; a column has a stream of its own.
let dataSeed: UInt64 = 20_261_126

/// Standard normal numbers.
func normals(_ count: Int, stream: Int) -> [Double] {
  var random = RandomStream(seed: dataSeed, stream: UInt64(stream))
  return (0..<count).map { _ in random.nextNormal() }
}

/// Whole numbers below a bound, all equally likely.
func codes(_ count: Int, below bound: Int, stream: Int) -> [Int] {
  var random = RandomStream(seed: dataSeed, stream: UInt64(stream))
  return (0..<count).map { _ in random.nextInteger(below: bound) }
}

/// Standard normal columns with a common part, so that they correlate.
func correlated(_ columns: Int, rows: Int, share: Double, stream: Int) -> [[Double]] {
  let common = normals(rows, stream: stream)
  return (1...columns).map { column in
    var values = normals(rows, stream: stream + column)
    for row in 0..<rows { values[row] += share * common[row] }
    return values
  }
}

/// intercept + Σ coefficient · column, for every row.
func predictor(_ columns: [[Double]], _ coefficients: [Double], intercept: Double) -> [Double] {
  var sum = [Double](repeating: intercept, count: columns.first?.count ?? 0)
  for (values, coefficient) in zip(columns, coefficients) {
    for row in sum.indices { sum[row] += coefficient * values[row] }
  }
  return sum
}

/// `x1`, `x2`, … with their values.
func named(_ columns: [[Double]]) -> [(String, [Double])] {
  columns.enumerated().map { ("x\($0 + 1)", $1) }
}

import Concord
import Foundation

/// Poisson regression by Newton's method, written by somebody else.
struct PoissonByHand: Estimated, EstimatingEquations, Means, Refitting {
  let table: Table, names: [String], response: String
  let design: Matrix, counts: [Double], fitted: [Double]
  let parameters: Parameters, breadFactor: Matrix

  init(_ response: String, on names: [String], of table: Table) throws {
    (self.table, self.names, self.response) = (table, names, response)
    let (y, x) = (try table.numericValues(of: response), try matrix(of: names, in: table))
    var beta = [Foundation.log(y.reduce(0, +) / Double(y.count))] + names.map { _ in 0 }
    var (means, inverse) = (y, Matrix.identity(beta.count))
    for _ in 0..<30 {
      means = product(x, beta).map { exp($0) }
      let weighted = Matrix(
        columns: beta.indices.map { zip(x.column($0), means).map { $0 * $1 } })
      inverse = try CholeskyFactorization(transposedProduct(x, weighted)).inverse()
      let step = product(inverse, transposedProduct(x, zip(y, means).map { $0 - $1 }))
      beta = zip(beta, step).map { $0 + $1 }
    }
    (design, counts, fitted) = (x, y, means)
    breadFactor = try CholeskyFactorization(inverse).upper.transposed
    parameters = Parameters(
      names: ["(Intercept)"] + names, values: beta, designColumns: Array(beta.indices))
  }
  var description: ModelDescription {
    .init(
      kind: .init("poissonByHand"), formula: "\(response) ~ \(names.joined(separator: " + "))",
      family: "poisson", link: "log", method: "Newton", title: "Poisson regression by hand")
  }
  var sampleSizes: [SampleSize] {
    let (n, k) = (Double(counts.count), parameters.count)
    return [.init(observations: n, residual: n - Double(k), positions: 0..<k)]
  }
  func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    Covariance(
      names: parameters.names, matrix: product(breadFactor, breadFactor.transposed),
      description: .init(name: "inverse information"), reference: NormalReference())
  }
  var equations: (any EstimatingEquations)? { self }
  func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws {
    let rows = ScoreRows(
      design: PartitionedMatrix(design), workingWeights: fitted,
      workingResiduals: zip(counts, fitted).map { ($0 - $1) / $1 }, breadFactor: breadFactor)
    try body(ScoreBlock(rows: rows, groups: groups.map { try RowGroups($0, of: table) }) { $0 + 1 })
  }
  var means: (any Means)? { self }
  var predictors: [SchemaInput] { names.map { .init(name: $0, kind: .number) } }
  var rows: (any RowSource)? { TableRows(table) }
  func function(_ effects: RandomEffects, _ scale: MeanScale) throws -> any MeanFunction {
    LogLinear(names: names, isExponential: scale == .response)
  }
  var refitting: (any Refitting)? { self }
  func refit(_ change: DataChange) throws -> any Estimated {
    guard case .rows(let rows, _, _) = change else { throw CocoaError(.featureUnsupported) }
    return try PoissonByHand(response, on: names, of: table.selecting(rows: rows))
  }
}
/// xβ or its exponential, with derivatives.
private struct LogLinear: MeanFunction {
  let names: [String], isExponential: Bool
  func evaluate(_ rows: Table, rowNumbers: [Int]?, at beta: [Double]) throws -> MeanBlock {
    let x = try matrix(of: names, in: rows)
    let means = product(x, beta).map { isExponential ? exp($0) : $0 }
    let slopes = isExponential ? means : means.map { _ in 1 }
    return MeanBlock(values: [means]) { weights, _ in
      transposedProduct(x, zip(weights, slopes).map { $0 * $1 })
    }
  }
}
private func matrix(of names: [String], in table: Table) throws -> Matrix {
  let ones = [[Double](repeating: 1, count: table.rowCount)]
  return Matrix(columns: try ones + names.map { try table.numericValues(of: $0) })
}

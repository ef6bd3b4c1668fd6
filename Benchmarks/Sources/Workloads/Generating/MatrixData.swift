import Concord
import Foundation

/// A million rows of 50 correlated predictors; errors that depend on the first; two clusterings.
func generateTall(into folder: URL) throws {
  let rows = 1_000_000
  let predictors = correlated(50, rows: rows, share: 0.3, stream: 100)
  let first = codes(rows, below: 2_000, stream: 1)
  let second = codes(rows, below: 500, stream: 2)
  let firstEffect = normals(2_000, stream: 3)
  let secondEffect = normals(500, stream: 4)
  let noise = normals(rows, stream: 5)
  var response = predictor(
    predictors, normals(50, stream: 6).map { $0 / 5 }, intercept: 1.5)
  for row in 0..<rows {
    let x = predictors[0][row]
    response[row] +=
      noise[row] * (0.5 + 0.5 * x * x).squareRoot() + 0.3 * firstEffect[first[row]]
      + 0.2 * secondEffect[second[row]]
  }
  try writeColumns(
    [("y", response)] + named(predictors) + [
      ("g1", first.map(Double.init)), ("g2", second.map(Double.init)),
    ], levels: ["g1": 2_000, "g2": 500], into: folder)
}

/// 20,000 rows of 1,000 correlated predictors.
func generateWide(into folder: URL) throws {
  let rows = 20_000
  let predictors = correlated(1_000, rows: rows, share: 0.3, stream: 100)
  var response = predictor(
    predictors, normals(1_000, stream: 6).map { $0 / 10 }, intercept: 1)
  for (row, noise) in normals(rows, stream: 5).enumerated() { response[row] += noise }
  try writeColumns([("y", response)] + named(predictors), into: folder)
}

/// 10,000 replicates of 400 rows and 6 predictors, one below the other; the first is a treatment.
func generateSmallMany(into folder: URL) throws {
  let replicates = 10_000
  let rows = 400
  let count = replicates * rows
  var predictors = (1...6).map { normals(count, stream: 100 + $0) }
  for row in 0..<count {
    predictors[0][row] = predictors[0][row] > 0 ? 1 : 0
    predictors[1][row] += 0.4 * predictors[2][row]
  }
  var response = predictor(predictors, [0.15, 0.3, -0.2, 0.1, 0, 0.05], intercept: 2)
  for (row, noise) in normals(count, stream: 5).enumerated() { response[row] += noise }
  let replicate = (0..<count).map { Double($0 / rows) }
  try writeColumns(
    [("rep", replicate), ("y", response)] + named(predictors), levels: ["rep": replicates],
    into: folder)
}

/// A million 0/1 outcomes with 20 predictors.
func generateLogit(into folder: URL) throws {
  let rows = 1_000_000
  let predictors = correlated(20, rows: rows, share: 0.3, stream: 100)
  let logits = predictor(predictors, normals(20, stream: 6).map { $0 / 4 }, intercept: -1)
  var random = RandomStream(seed: dataSeed, stream: 5)
  let response = logits.map {
    random.nextUniform() < 1 / (1 + exp(-$0)) ? 1.0 : 0.0
  }
  try writeColumns([("y", response)] + named(predictors), into: folder)
}

/// 500,000 counts with 15 predictors, a factor of 50 levels and an exposure.
func generatePoisson(into folder: URL) throws {
  let rows = 500_000
  let predictors = (1...15).map { normals(rows, stream: 100 + $0) }
  let factor = codes(rows, below: 50, stream: 1)
  let effects = normals(50, stream: 3).map { $0 / 3 }
  var random = RandomStream(seed: dataSeed, stream: 2)
  let exposure = (0..<rows).map { _ in log(0.5 + 19.5 * random.nextUniform()) }
  let mean = predictor(predictors, normals(15, stream: 6).map { $0 / 10 }, intercept: -1)
  let response = (0..<rows).map { row in
    Double(
      random.nextPoisson(mean: exp(mean[row] + effects[factor[row]] + exposure[row])))
  }
  try writeColumns(
    [("y", response)] + named(predictors) + [
      ("offset", exposure), ("f", factor.map(Double.init)),
    ], levels: ["f": 50], into: folder)
}

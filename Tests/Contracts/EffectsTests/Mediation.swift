import Families
import Modeling
import RealModule
import Regression
import Tables

/// Sixty pupils in eleven districts: `x`, a mediator `m`, a score `y`, whether they pass, with covariates
/// that are missing in different rows.
func mediation(seed: UInt64 = 11, prefix: String = "d") throws -> Table {
  var numbers = SeededNumbers(seed: seed)
  let shared = (0..<11).map { _ in numbers.normal() }
  var columns: [String: [Double]] = [:]
  for index in 0..<60 {
    let x = numbers.normal()
    let m = 0.5 * x + shared[index % 11] + numbers.normal()
    let y = 0.6 * m + 0.3 * x + 0.5 * shared[index % 11] + numbers.normal()
    let row = [
      "x": x, "m": m, "y": y, "pass": y + numbers.normal() > 0 ? 1 : 0, "w": numbers.normal(),
      "z": numbers.normal(), "count": Double(1 + index % 3), "number": Double(index),
    ]
    for (name, value) in row { columns[name, default: []].append(value) }
  }
  let names = ["x", "m", "y", "pass", "count", "number"]
  return try Table(
    names.map { Column($0, columns[$0] ?? []) } + [
      Column(
        name: "w", values: .number(columns["w"] ?? []), missing: (0..<60).map { $0 % 8 == 5 }),
      Column(
        name: "z", values: .number(columns["z"] ?? []), missing: (0..<60).map { $0 % 7 == 2 }),
      Column(name: "district", values: .text((0..<60).map { "\(prefix)\($0 % 11)" })),
    ])
}

/// A least-squares fit of the mediator and a logit of passing, by other rows each.
func mediationStack(_ table: Table, reversed: Bool = false) throws -> StackedFit {
  let members: [StackedFit.Equation] = [
    ("mediator", try LinearModel("m ~ x + w").fit(to: table)),
    (
      "outcome",
      try GeneralizedLinearModel("pass ~ m + x + z", family: BinomialFamily()).fit(to: table)
    ),
  ]
  return try StackedFit(reversed ? members.reversed() : members)
}

/// The influence of each row on the parameters of both equations of ``mediationStack(_:reversed:)`` by naive
/// loops: bread times score, zeros where an equation does not use the row.
func mediationInfluences(_ table: Table, at parameters: [Double]) throws -> [[Double]] {
  func numbers(_ name: String) throws -> [Double] { try table.column(name).numbers }
  let (x, m, w, z, pass) = (
    try numbers("x"), try numbers("m"), try numbers("w"), try numbers("z"), try numbers("pass")
  )
  var scores = [[Double]](repeating: [Double](repeating: 0, count: 7), count: 60)
  var information = [[Double]](repeating: [Double](repeating: 0, count: 7), count: 7)
  func add(_ row: Int, _ design: [Double], at first: Int, residual: Double, weight: Double) {
    for i in design.indices {
      scores[row][first + i] = design[i] * residual
      for j in design.indices {
        information[first + i][first + j] += weight * design[i] * design[j]
      }
    }
  }
  for row in 0..<60 {
    if row % 8 != 5 {
      let design = [1, x[row], w[row]]
      let fitted = zip(design, parameters[0..<3]).reduce(0) { $0 + $1.0 * $1.1 }
      add(row, design, at: 0, residual: m[row] - fitted, weight: 1)
    }
    if row % 7 != 2 {
      let design = [1, m[row], x[row], z[row]]
      let eta = zip(design, parameters[3..<7]).reduce(0) { $0 + $1.0 * $1.1 }
      let p = 1 / (1 + Double.exp(-eta))
      add(row, design, at: 3, residual: pass[row] - p, weight: p * (1 - p))
    }
  }
  let bread = inverse(information)
  return scores.map { score in
    bread.map { zip($0, score).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}

/// Σ ψψ′ over groups of rows, with rows added up within.
func outerSum(_ influences: [[Double]], by groups: [String]) -> [[Double]] {
  var sums: [String: [Double]] = [:]
  for (row, group) in zip(influences, groups) {
    sums[group] = zip(sums[group] ?? row.map { _ in 0 }, row).map { $0 + $1 }
  }
  let order = influences[0].count
  return (0..<order).map { i in
    (0..<order).map { j in sums.values.reduce(0) { $0 + $1[i] * $1[j] } }
  }
}

/// Gauss–Jordan elimination with pivots.
private func inverse(_ matrix: [[Double]]) -> [[Double]] {
  let order = matrix.count
  var rows = matrix.enumerated().map { index, row in
    row + (0..<order).map { $0 == index ? 1 : 0 }
  }
  for column in 0..<order {
    let pivot =
      (column..<order).max { rows[$0][column].magnitude < rows[$1][column].magnitude } ?? column
    rows.swapAt(column, pivot)
    rows[column] = rows[column].map { [factor = rows[column][column]] in $0 / factor }
    for other in 0..<order where other != column {
      let factor = rows[other][column]
      rows[other] = zip(rows[other], rows[column]).map { $0 - factor * $1 }
    }
  }
  return rows.map { Array($0[order...]) }
}

import Concord

/// Synthetic schools for timing: numbers, a category of 50 levels, clusters, outcomes of three kinds.
///
/// The numbers come from a seed and are the same each time.
public func benchmarkSchools(rows: Int) throws -> Table {
  var random = RandomStream(seed: 20_261_126)
  let predictors = (0..<8).map { _ in (0..<rows).map { _ in random.nextNormal() } }
  let states = (0..<rows).map { _ in Int32(random.nextInteger(below: 50)) }
  let districts = (0..<rows).map { _ in Int64(random.nextInteger(below: 200)) }
  var outcome: [Double] = []
  for row in 0..<rows {
    let mean: Double = 1 + 0.3 * predictors[0][row] - 0.2 * predictors[1][row]
    outcome.append(mean + 0.02 * Double(states[row]) + random.nextNormal())
  }
  let isHigh: [Double] = outcome.map { $0 + random.nextNormal() > 1.5 ? 1 : 0 }
  let counts: [Double] = outcome.map { Double(random.nextPoisson(mean: max(0.1, 2 + $0))) }
  let levels = (0..<50).map { "state \($0)" }
  return try Table(
    [Column("y", outcome), Column("high", isHigh), Column("count", counts)]
      + predictors.enumerated().map { Column("x\($0 + 1)", $1) } + [
        Column(name: "state", values: .category(codes: states, levels: levels)),
        Column(name: "district", values: .integer(districts)),
      ])
}

/// y on the eight numbers.
public let numericFormula = "y ~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8"

/// y on the eight numbers, a product and the category.
public let mixedFormula = numericFormula + " + x1:x2 + state"

/// A matrix of standard normal numbers.
public func benchmarkMatrix(rows: Int, columns: Int) -> Matrix {
  var random = RandomStream(seed: 20_261_127)
  return Matrix(
    rowCount: rows, columnCount: columns,
    elements: (0..<rows * columns).map { _ in random.nextNormal() })
}

/// A file of some rows, as bytes: a number, a whole number and a word in each.
public func benchmarkFile(rows: Int) -> [UInt8] {
  var random = RandomStream(seed: 20_261_128)
  var text = "score,count,district\n"
  for _ in 0..<rows {
    let score = (random.nextNormal() * 1e6).rounded() / 1e6
    text += "\(score),\(random.nextPoisson(mean: 6)),district \(random.nextInteger(below: 200))\n"
  }
  return Array(text.utf8)
}

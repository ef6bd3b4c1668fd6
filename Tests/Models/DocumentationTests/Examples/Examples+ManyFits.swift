import Concord

extension Examples {
  mutating func manyFits() throws {
    let fits = try LinearModel("ela ~ poverty").fits(to: Table(csv: file), by: "state")
    let table = try fits.table()
    print(table.columnNames.joined(separator: " "))
    print(fits.groups.count, "states,", table.rowCount, "rows")
    let estimates = try table.column("estimate")
    print(estimates.missingCount, "missing")
  }

  mutating func stackedFits() throws {
    // Problem i has rows (0, i), (1, i + 1), (2, i + 2): intercept i, slope 1.
    let x = (0..<3000).map { Double($0 % 3) }
    let y = x.indices.map { x[$0] + Double($0 / 3) }
    let batch = try leastSquaresBatch(
      design: PartitionedMatrix(columns: [x], rowCount: 3000), response: y,
      rowCounts: [Int](repeating: 3, count: 1000), hasIntercept: true)
    print(batch.problemCount, "problems of rank", batch.ranks[0])
    print(batch.coefficients(ofProblem: 7).map { Prose.number($0) })
  }
}

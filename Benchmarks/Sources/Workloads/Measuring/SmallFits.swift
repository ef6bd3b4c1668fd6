import Concord

/// Many small regressions: every replicate of the stacked data is a fit of its own, all in one batch
/// over the columns where they stand.
func smallFitsTask(_ folder: DataFolder) throws -> Task {
  let predictors = folder.predictors()
  let replicates = folder.description.levels["rep"] ?? 1
  let total = folder.description.n
  let values = try folder.numbers(["y"] + predictors)
  let design = PartitionedMatrix(columns: Array(values.dropFirst()), rowCount: total)
  let rowCounts = [Int](repeating: total / replicates, count: replicates)
  let terms = ["(Intercept)"] + predictors
  return {
    let batch = try leastSquaresBatch(
      design: design, response: values[0], rowCounts: rowCounts, hasIntercept: true)
    return Answer(
      terms: terms, estimates: columnMeans(batch.coefficients, columns: terms.count),
      standardErrors: columnMeans(batch.standardErrors, columns: terms.count))
  }
}

/// The mean of each column of fits that stand one after the other: they stand for all of them.
private func columnMeans(_ values: [Double], columns: Int) -> [Double] {
  var sums = [Double](repeating: 0, count: columns)
  for start in stride(from: 0, to: values.count, by: columns) {
    for column in 0..<columns { sums[column] += values[start + column] }
  }
  return sums.map { $0 / Double(values.count / columns) }
}

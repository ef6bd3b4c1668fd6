/// y − Dc − Σ z′b for each row: D a joint design, c one coefficient for each of its columns, z the columns
/// of one factor and b the effects of the row's level.
///
/// - Parameters:
///   - response: y.
///   - design: the columns of all factors, and others.
///   - coefficients: c; zero for columns that only have effects by level.
///   - factors: where the effects stand.
///   - effects: b of each factor, level by level.
/// - Returns: the residuals.
/// - Complexity: O(rows × columns), one read of the rows, in parallel; a row's result depends on nothing
///   but the row.
package func residualsWithinLevels(
  _ response: [Double], design: PartitionedMatrix, coefficients: [Double],
  factors: [LevelEffects], effects: [[Double]]
) -> [Double] {
  precondition(response.count == design.rowCount && coefficients.count == design.columnCount)
  for (factor, own) in zip(factors, effects) {
    precondition(own.count == factor.levelCount * factor.columns.count)
  }
  let blocks = RowBlocks(rowCount: design.rowCount, columns: design.dense.count + 2)
  let taken = PartitionedFactors(coefficients, of: design, sign: -1)
  return concurrentFill(blocks) { leaf, target in
    var values = [Double](repeating: 0, count: blocks.stepRows)
    var filled = 0
    design.withReader(capacity: blocks.stepRows) { reader in
      blocks.forEachStep(ofLeaf: leaf) { rows in
        for (i, row) in rows.enumerated() { values[i] = response[row] }
        reader.load(rows)
        taken.addProduct(reader, of: design, to: &values)
        for (factor, own) in zip(factors, effects) {
          subtractEffects(factor, own, reader, design, from: &values)
        }
        for i in 0..<rows.count { target.initializeElement(at: filled + i, to: values[i]) }
        filled += rows.count
      }
    }
  }.filled
}

/// Takes z′b of one factor from the rows loaded.
private func subtractEffects(
  _ factor: LevelEffects, _ effects: [Double], _ reader: BlockReader, _ design: PartitionedMatrix,
  from values: inout [Double]
) {
  let rows = reader.rows
  let (columns, q) = (factor.columns, factor.columns.count)
  reader.forEachColumn { index, numbers in
    let column = design.dense[index].position
    guard columns.contains(column) else { return }
    let place = column - columns.lowerBound
    for (i, row) in rows.enumerated() {
      values[i] -= numbers[i] * effects[Int(factor.codes[row]) * q + place]
    }
  }
  for own in design.factors {
    guard own.columnOfLevel.contains(where: { columns.contains(Int($0)) }) else { continue }
    for (i, row) in rows.enumerated() {
      let column = Int(own.columnOfLevel[Int(own.codes[row])])
      guard columns.contains(column) else { continue }
      values[i] -= effects[Int(factor.codes[row]) * q + column - columns.lowerBound]
    }
  }
}

import LinearAlgebra
import Modeling

/// z′b̂ for new rows with its variance and its slopes in β.
///
/// - Parameters:
///   - rows: the rows as each grouping sees them, in the order of the structure.
///   - modes: b̂, in the order of the structure.
///   - uncertainty: the uncertainty of b̂.
///   - lambda: Λ of each grouping, which levels not in the fit vary by.
/// - Returns: values, variances and slopes, a row each.
/// - Complexity: O(rows × q²) for each pair of groupings; a solve for each level that is to be predicted with
///   one it did not meet in the fit.
func groupEffects(
  _ rows: [NewRows], modes: [Double], uncertainty: ModeUncertainty, lambda: [[Double]]
) -> GroupEffects {
  let count = rows.first?.levels.count ?? 0
  let structure = uncertainty.structure
  let p = uncertainty.slopes.columnCount
  var values = [Double](repeating: 0, count: count)
  var variances = [Double](repeating: 0, count: count)
  var slopes = Matrix(rowCount: count, columnCount: p)
  for (index, own) in rows.enumerated() {
    let q = structure.factors[index].effectCount
    let covariance = squared(lambda[index], order: q)[...]
    for row in 0..<count {
      let z = own.effects.row(row)
      let level = Int(own.levels[row])
      if level < 0 {
        variances[row] += bilinear(z, covariance, z)
        continue
      }
      let first = structure.effectStarts[index] + level * q
      for effect in 0..<q {
        values[row] += z[effect] * modes[first + effect]
        for j in 0..<p { slopes[row, j] += z[effect] * uncertainty.slopes[first + effect, j] }
      }
      variances[row] += bilinear(z, uncertainty.block(index, level), z)
    }
    for other in index + 1..<max(index + 1, rows.count) {
      addPairs(own, rows[other], (index, other), uncertainty, to: &variances)
    }
  }
  return GroupEffects(
    values: values, variances: variances.map { max(0, uncertainty.scale * $0) }, slopes: slopes)
}

/// z′ΛΛ′z for each row.
func groupVariances(_ effects: Matrix, lambda: [Double], scale: Double) -> [Double] {
  let covariance = squared(lambda, order: effects.columnCount)[...]
  return (0..<effects.rowCount).map { row in
    let z = effects.row(row)
    return scale * bilinear(z, covariance, z)
  }
}

/// Adds twice z₁′ C z₂ of two groupings whose levels are both in the fit.
private func addPairs(
  _ first: NewRows, _ second: NewRows, _ places: (Int, Int), _ uncertainty: ModeUncertainty,
  to variances: inout [Double]
) {
  let structure = uncertainty.structure
  let width = structure.factors[places.1].effectCount
  var apart: [Int: [Int]] = [:]
  for row in variances.indices where first.levels[row] >= 0 && second.levels[row] >= 0 {
    let level = Int(first.levels[row])
    guard let block = uncertainty.block(places.0, level, places.1, second.levels[row]) else {
      apart[level, default: []].append(row)
      continue
    }
    variances[row] += 2 * bilinear(first.effects.row(row), block, second.effects.row(row))
  }
  for (level, rows) in apart {
    let columns = uncertainty.columns(places.0, level)
    for row in rows {
      let start = structure.effectStarts[places.1] + Int(second.levels[row]) * width
      let block = columns.flatMap { $0[start..<start + width] }[...]
      variances[row] += 2 * bilinear(first.effects.row(row), block, second.effects.row(row))
    }
  }
}

/// a′ B c, B by rows.
private func bilinear(_ a: [Double], _ b: ArraySlice<Double>, _ c: [Double]) -> Double {
  var sum = 0.0
  for (i, x) in a.enumerated() {
    for (j, y) in c.enumerated() { sum += x * b[b.startIndex + i * c.count + j] * y }
  }
  return sum
}

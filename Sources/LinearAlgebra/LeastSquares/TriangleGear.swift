/// The share of its own length that must be left of a column after the kept columns before it;
/// below, the column counts as their combination.
///
/// Rounding leaves about 10⁻¹⁶ of an exact combination; the hardest full-rank problem of the NIST
/// collection (Filip, powers up to x¹⁰) leaves 5 · 10⁻⁸, and a column whose mean is 10⁸ times its
/// standard deviation leaves 10⁻⁸ beside an intercept. The bound stands between.
let aliasTolerance = 1e-11

/// Solves from the triangle of the QR factorization of √W [X y].
///
/// Columns are taken in order, and one of which less than `aliasTolerance` of its length is left
/// is aliased: of dependent columns it is the later ones that lose their coefficient.
func triangleSystem(_ triangle: Matrix) -> TriangularSystem {
  let size = triangle.columnCount - 1
  var work = triangle
  work.clearLowerTriangle()
  let units = equilibrate(&work, columns: size)
  let reduction = reduceInOrder(&work, columns: size)
  let rank = reduction.kept.count
  var factor = work.selectingColumns(reduction.kept).selectingRows(Array(0..<rank))
  factor.clearLowerTriangle()
  var z = Array(work.column(size)[0..<rank])
  for i in 0..<rank where factor[i, i] < 0 {
    for j in i..<rank { factor[i, j] = -factor[i, j] }
    z[i] = -z[i]
  }
  let relations = reduction.aliased.map { alias -> [Double] in
    let before = reduction.kept.prefix { $0 < alias }.count
    return combination(work, column: alias, of: reduction.kept, before: before, units: units)
  }
  var inverseFactor = factor
  let isRegular = invertUpper(&inverseFactor)
  precondition(isRegular, "a kept column without a remainder")
  let inverse = multiplyByOwnTranspose(inverseFactor)
  var coefficients = z
  solveUpper(factor, transposed: false, &coefficients)
  let remainder = work.column(size)[rank...].reduce(0) { $0 + $1 * $1 }
  return TriangularSystem(
    factor: factor, inverseFactor: inverseFactor, inverse: inverse, coefficients: coefficients,
    kept: reduction.kept, aliased: reduction.aliased, relations: relations, units: units,
    conditionNumber: conditionNumber(
      gramNorm: crossProduct(factor).oneNorm, inverse: inverse),
    residualSumOfSquares: remainder)
}

/// Scales the first columns by powers of two to lengths near 1; returns the powers.
private func equilibrate(_ work: inout Matrix, columns: Int) -> [Double] {
  (0..<columns).map { column in
    let largest = work.column(column).reduce(0) { max($0, $1.magnitude) }
    let first = unitScale(forLength: largest)
    let length = work.column(column).reduce(0) { $0 + ($1 * first) * ($1 * first) }.squareRoot()
    let unit = unitScale(forLength: length) * first
    for row in 0..<work.rowCount { work[row, column] *= unit }
    return unit
  }
}

/// Brings the columns of an upper triangle to upper trapezoidal form in order, skipping columns
/// without a remainder. The column after the last `columns`, the response, is carried along.
///
/// Before column j, of which a columns were skipped, only rows j − a … j of it are still below the
/// kept triangle, so a reflection touches a + 1 rows: the whole costs O(a p²).
private func reduceInOrder(
  _ work: inout Matrix, columns: Int
) -> (kept: [Int], aliased: [Int]) {
  var kept: [Int] = []
  var aliased: [Int] = []
  for column in 0..<columns {
    let rank = kept.count
    var length = 0.0
    for row in 0...column { length += work[row, column] * work[row, column] }
    var remainder = 0.0
    for row in rank...column { remainder += work[row, column] * work[row, column] }
    if !(remainder.squareRoot() > aliasTolerance * length.squareRoot()) {
      aliased.append(column)
      continue
    }
    if rank < column { reflect(&work, rows: rank...column, column: column) }
    kept.append(column)
  }
  return (kept, aliased)
}

/// The Householder reflection of some rows that clears a column below the first of them, applied to
/// it and every later column.
private func reflect(_ work: inout Matrix, rows: ClosedRange<Int>, column: Int) {
  var direction = rows.map { work[$0, column] }
  let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
  direction[0] += direction[0] < 0 ? -length : length
  let square = direction.reduce(0) { $0 + $1 * $1 }
  for other in column..<work.columnCount {
    var sum = 0.0
    for (offset, row) in rows.enumerated() { sum += direction[offset] * work[row, other] }
    let factor = 2 * sum / square
    for (offset, row) in rows.enumerated() { work[row, other] -= factor * direction[offset] }
  }
  for row in rows.dropFirst() { work[row, column] = 0 }
}

/// The factors, in the columns' own units, of the kept columns before an aliased one.
private func combination(
  _ work: Matrix, column: Int, of kept: [Int], before count: Int, units: [Double]
) -> [Double] {
  var factors = [Double](repeating: 0, count: kept.count)
  for row in stride(from: count - 1, through: 0, by: -1) {
    var sum = work[row, column]
    for later in row + 1..<max(row + 1, count) { sum -= work[row, kept[later]] * factors[later] }
    factors[row] = sum / work[row, kept[row]]
  }
  for position in 0..<count { factors[position] *= units[kept[position]] / units[column] }
  return factors
}

/// The share of its own length that must be left of a column after the kept columns before it;
/// below, the column counts as their combination.
///
/// Rounding leaves about 10⁻¹⁶ of an exact combination; the hardest full-rank problem of the NIST
/// collection (Filip, powers up to x¹⁰) leaves 5 · 10⁻⁸, and a column whose mean is 10⁸ times its
/// standard deviation leaves 10⁻⁸ beside an intercept. The bound stands between.
let aliasTolerance = 1e-11

/// The same as a share of the terms of the combination, when they are longer than the column: a
/// centred copy of a column with a large mean is a small difference of long columns, and what is
/// left of it is their rounding. About 50 units of 2⁻⁵², a few of which were measured for a million
/// rows.
let aliasRounding = 1e-14

/// The share of its length above which a column is kept without looking at the combination.
private let clearlyIndependent = 1e-5

/// Solves from the triangle of the QR factorization of √W [X y], or its trapezoid where that has fewer
/// rows than columns.
///
/// Columns are taken in order, and one of which nothing but rounding is left (`aliasTolerance`,
/// `aliasRounding`) is aliased: of dependent columns it is the later ones that lose their
/// coefficient.
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
    let factors = combination(work, column: alias, of: Array(reduction.kept[0..<before]))
    return reduction.kept.indices.map { position in
      position < before ? factors[position] * units[reduction.kept[position]] / units[alias] : 0
    }
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
    let (rank, last) = (kept.count, min(column, work.rowCount - 1))
    if rank > last {
      // As many columns are kept as there are rows: nothing can be left of another.
      aliased.append(column)
      continue
    }
    var length = 0.0
    for row in 0...last { length += work[row, column] * work[row, column] }
    var remainder = 0.0
    for row in rank...last { remainder += work[row, column] * work[row, column] }
    let share = remainder.squareRoot() / length.squareRoot()
    if !(share > aliasTolerance)
      || share < clearlyIndependent && isRounding(share, length, work, column, of: kept)
    {
      aliased.append(column)
      continue
    }
    if rank < last { reflect(&work, rows: rank...last, column: column) }
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

/// Whether a small share left of a column is no more than the rounding of the columns, all of
/// length near 1, that combine to it. `length` is the square of the column's.
private func isRounding(
  _ share: Double, _ length: Double, _ work: Matrix, _ column: Int, of kept: [Int]
) -> Bool {
  let terms = combination(work, column: column, of: kept).reduce(0) { $0 + $1.magnitude }
  return share * length.squareRoot() <= aliasRounding * terms
}

/// The factors of the kept columns before a column whose combination comes nearest to it.
private func combination(_ work: Matrix, column: Int, of kept: [Int]) -> [Double] {
  var factors = [Double](repeating: 0, count: kept.count)
  for row in kept.indices.reversed() {
    var sum = work[row, column]
    for later in row + 1..<max(row + 1, kept.count) {
      sum -= work[row, kept[later]] * factors[later]
    }
    factors[row] = sum / work[row, kept[row]]
  }
  return factors
}

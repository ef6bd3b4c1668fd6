import LinearAlgebra

/// The least diagonal element of R, of columns of length 1, at which a matrix counts as of full column rank:
/// a column that lies 10⁷ of its standard deviations from zero is told from the constant.
private let leastPivot = 1e-9

/// The C with A C = B; nil where A has not full column rank or some column of B is not a combination of A's.
///
/// By Householder reflections in columns of unit length, with a step of refinement, since exact solutions are
/// wanted and exist. A column of B that stands in A is a unit vector, without rounding.
///
/// - Complexity: 2 n p² + 4 n p q for A, n × p, and B, n × q.
func basisChange(from a: Matrix, to b: Matrix) throws -> Matrix? {
  guard a.rowCount >= a.columnCount else { return nil }
  let lengths = columnLengths(a)
  if lengths.contains(0) { return nil }
  let inverse = lengths.map { 1 / $0 }
  let scaled = a.scalingColumns(by: inverse)
  let factorization = try QRFactorization(scaled)
  guard factorization.rank(tolerance: leastPivot) == a.columnCount else { return nil }
  var solution = try factorization.solve(b)
  solution += try factorization.solve(b - product(scaled, solution))
  let misfit = columnLengths(b - product(scaled, solution))
  guard zip(misfit, columnLengths(b)).allSatisfy({ $0 <= 1e-10 * $1 }) else { return nil }
  var change = solution.scalingRows(by: inverse)
  for (column, place) in commonColumns(of: b, in: a).enumerated() {
    guard let place else { continue }
    for row in 0..<change.rowCount { change[row, column] = row == place ? 1 : 0 }
  }
  return change
}

/// For each column of a matrix where it stands in another, number by number; nil if it doesn't.
private func commonColumns(of smaller: Matrix, in larger: Matrix) -> [Int?] {
  var places: [[Double]: Int] = [:]
  for column in 0..<larger.columnCount { places[larger.column(column)] = column }
  return (0..<smaller.columnCount).map { places[smaller.column($0)] }
}

private func columnLengths(_ matrix: Matrix) -> [Double] {
  (0..<matrix.columnCount).map { column in
    let values = matrix.column(column)
    return dot(values, values).squareRoot()
  }
}

import LinearAlgebra

/// The second derivatives of D/2 in β and the free entries of θ, by central differences of the gradient;
/// nil where some gradient is no number.
///
/// Steps are a thousandth of the standard errors that a rough information gives, so that what the
/// differences leave out is about a millionth. Each parameter has a deviance of its own that begins where
/// all do, so that the bits do not depend on threads.
///
/// - Parameters:
///   - parameters: β and θ at the minimum.
///   - free: the parameters that take part.
///   - scales: rough standard errors.
///   - inParallel: whether memory suffices for a deviance on each thread.
///   - gradient: D's gradient at some points.
/// - Returns: the matrix over the free parameters.
/// - Complexity: two gradients for each free parameter.
func jointHessian(
  at parameters: [Double], free: [Int], scales: [Double], inParallel: Bool,
  gradient: @Sendable (_ points: [[Double]]) -> [[Double]]
) -> Matrix? {
  @Sendable func derivatives(_ place: Int) -> [Double] {
    let index = free[place]
    let step = 1e-3 * scales[index]
    var (above, below) = (parameters, parameters)
    above[index] += step
    below[index] -= step
    let found = gradient([above, below])
    return free.map { (found[0][$0] - found[1][$0]) / (2 * (above[index] - below[index])) }
  }
  let rows =
    inParallel
    ? concurrentMap(count: free.count, derivatives) : free.indices.map(derivatives)
  guard rows.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
  var result = Matrix(rowCount: free.count, columnCount: free.count)
  for i in free.indices {
    for j in free.indices { result[i, j] = 0.5 * (rows[i][j] + rows[j][i]) }
  }
  return result
}

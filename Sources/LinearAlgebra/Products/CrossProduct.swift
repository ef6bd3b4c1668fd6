/// A′WA for a diagonal W of any signs; A′A without weights. Both triangles are filled and the
/// result is exactly symmetric.
///
/// Rows are taken in blocks and in parallel; the bits of the result do not depend on the number of
/// threads.
///
/// Complexity: rows · columns² operations.
package func crossProduct(_ a: Matrix, weights: [Double]? = nil) -> Matrix {
  crossProduct(PartitionedMatrix(a), weights: weights)
}

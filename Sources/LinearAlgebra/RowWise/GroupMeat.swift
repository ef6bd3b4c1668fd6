/// Σ_g t_g t_g′ over the sums t_g = F′ Σ vᵢ xᵢ of groups of rows, p × p.
///
/// - Parameters:
///   - design: X, n × p.
///   - factor: F, p × p.
///   - vector: v, n values.
///   - codes: the group of each row, from 0.
///   - groupCount: G.
/// - Precondition: every code is in 0..<G.
/// - Returns: p × p, symmetric.
/// - Complexity: O(n p + G p²) time, O(G p) memory.
package func groupMeat(
  of design: PartitionedMatrix, factor: Matrix, times vector: [Double], codes: [Int32],
  groupCount: Int
) -> Matrix {
  let sums = groupSums(of: design, times: vector, codes: codes, groupCount: groupCount)
  let ones = [Double](repeating: 1, count: groupCount)
  return orthonormalPass(
    PartitionedMatrix(sums), factor: factor, leverageWeights: ones, squares: ones, share: nil
  ).meat
}

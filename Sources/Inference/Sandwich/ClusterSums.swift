import LinearAlgebra
import Modeling

/// The sums Σ mᵢ wᵢ eᵢ xᵢ of the scores by cluster, gathered from blocks of rows.
struct ClusterSums {
  private(set) var rowCount = 0
  private let columnCount: Int
  /// Clusters × parameters, with room for more clusters below those there are.
  private var sums: Matrix
  private(set) var clusterCount = 0
  /// Which cluster a label is, once a second block has been met; before, the labels of the first.
  private var codeOfLabel: [String: Int] = [:]
  private var firstLabels: (@Sendable () -> [String])?

  init(columnCount: Int) {
    self.columnCount = columnCount
    sums = Matrix(rowCount: 0, columnCount: columnCount)
  }

  /// Takes the rows of a block.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` when sums of several blocks would take more than
  ///   200 megabytes, and `LinearAlgebraError` where those of one take more than there is.
  mutating func add(_ block: ScoreBlock, _ groups: RowGroups) throws {
    let width = block.rows.design.columnCount
    try requireMemory(for: .clusterScores(clusters: groups.count, coefficients: columnCount))
    let found = groupSums(
      of: block.rows.design, times: OrthonormalRows(block.rows).countedScoreFactors,
      codes: groups.codes, groupCount: groups.count)
    let isFirst = rowCount == 0
    rowCount += groups.codes.count
    if isFirst {
      clusterCount = groups.count
      firstLabels = groups.labels
      if width == columnCount {
        sums = found
        return
      }
      sums = Matrix(rowCount: groups.count, columnCount: columnCount)
      return place(found, at: block.offset, codes: Array(0..<groups.count))
    }
    let codes = codes(of: groups.labels())
    try makeRoom()
    place(found, at: block.offset, codes: codes)
  }

  /// The clusters of labels, with new ones counted on.
  private mutating func codes(of labels: [String]) -> [Int] {
    if let first = firstLabels {
      for (code, label) in first().enumerated() { codeOfLabel[label] = code }
      firstLabels = nil
    }
    return labels.map { label in
      if let code = codeOfLabel[label] { return code }
      codeOfLabel[label] = clusterCount
      clusterCount += 1
      return clusterCount - 1
    }
  }

  private mutating func place(_ found: Matrix, at offset: Int, codes: [Int]) {
    for column in 0..<found.columnCount {
      let start = (offset + column) * sums.rowCount
      for (group, code) in codes.enumerated() {
        sums.elements[start + code] += found.elements[column * found.rowCount + group]
      }
    }
  }

  /// Σ_g t_g t_g′ over the sums t_g = F′ s_g.
  func meat(factor: Matrix) -> Matrix {
    let ones = [Double](repeating: 1, count: sums.rowCount)
    return orthonormalPass(
      PartitionedMatrix(sums), factor: factor, leverageWeights: ones, squares: ones, share: nil
    ).meat
  }

  /// Enlarges the table by doubling, so that each sum moves a few times at most.
  private mutating func makeRoom() throws(InferenceError) {
    if clusterCount <= sums.rowCount { return }
    let rows = max(clusterCount, min(2 * sums.rowCount, mostStreamedSums / columnCount))
    if rows * columnCount > mostStreamedSums {
      throw .conflictingOptions(
        "the scores of \(clusterCount) clusters for \(columnCount) coefficients are more than "
          + "a streamed fit holds; cluster by a column with fewer values, or fit without streaming")
    }
    var larger = Matrix(rowCount: rows, columnCount: columnCount)
    for column in 0..<columnCount {
      for row in 0..<sums.rowCount { larger[row, column] = sums[row, column] }
    }
    sums = larger
  }
}

/// The most sums of several blocks that are held: 200 megabytes.
private let mostStreamedSums = 25_000_000

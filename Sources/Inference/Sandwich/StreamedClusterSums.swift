import LinearAlgebra
import Modeling

/// The sums Σ mᵢ wᵢ eᵢ xᵢ of the scores by cluster, gathered from blocks of rows.
struct StreamedClusterSums {
  private(set) var rowCount = 0
  private let columnCount: Int
  private var codeOfLabel: [String: Int] = [:]
  /// Clusters × columns, with room for more clusters below those there are.
  private var sums: Matrix

  init(columnCount: Int) {
    self.columnCount = columnCount
    sums = Matrix(rowCount: 0, columnCount: columnCount)
  }

  var clusterCount: Int { codeOfLabel.count }

  /// Takes the rows of a block.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` when the sums would take more than 200
  ///   megabytes.
  mutating func add(
    _ ingredients: SandwichIngredients, _ groups: StreamedSandwichBlock.Groups
  ) throws(InferenceError) {
    let block = groupSums(
      of: ingredients.design, times: OrthonormalRows(ingredients).countedScoreFactors,
      codes: groups.codes, groupCount: groups.labels.count)
    var codes: [Int] = []
    codes.reserveCapacity(groups.labels.count)
    for label in groups.labels {
      let code = codeOfLabel[label] ?? codeOfLabel.count
      codeOfLabel[label] = code
      codes.append(code)
    }
    try makeRoom()
    rowCount += groups.codes.count
    for column in 0..<columnCount {
      let start = column * sums.rowCount
      for (group, code) in codes.enumerated() {
        sums.elements[start + code] += block.elements[column * block.rowCount + group]
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
    if codeOfLabel.count <= sums.rowCount { return }
    let rows = max(codeOfLabel.count, min(2 * sums.rowCount, mostStreamedSums / columnCount))
    if rows * columnCount > mostStreamedSums {
      throw .conflictingOptions(
        "the scores of \(codeOfLabel.count) clusters for \(columnCount) coefficients are more than "
          + "a streamed fit holds; cluster by a column with fewer values, or fit without streaming")
    }
    var larger = Matrix(rowCount: rows, columnCount: columnCount)
    for column in 0..<columnCount {
      for row in 0..<sums.rowCount { larger[row, column] = sums[row, column] }
    }
    sums = larger
  }
}

/// The most sums that are held: 200 megabytes.
private let mostStreamedSums = 25_000_000

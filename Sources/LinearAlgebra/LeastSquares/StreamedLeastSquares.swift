/// The sums of a least-squares problem whose rows come in blocks and are not kept: cross-products by
/// parts, or the triangle where those lose too much.
///
/// What cross-products cost and keep is at ``PartitionedSums``; unlike
/// ``LeastSquaresAccumulator``, factors stay codes.
package struct StreamedSums: Sendable {
  /// `gram` or `triangle`.
  package let method: LeastSquaresMethod
  private var parts: PartitionedSums?
  private var triangle: Matrix?
  /// A block without rows, for the positions of its columns.
  private var layout: PartitionedMatrix?
  private var rowCount = 0

  /// Sums over no rows; `gram`, or else the triangle.
  package init(method: LeastSquaresMethod) { self.method = method == .gram ? .gram : .triangle }

  /// Takes the rows of a block.
  ///
  /// - Throws: `notFinite`, `responseNotFinite`, with rows counted in this block; `overflow`;
  ///   `tooLarge`; for the triangle `dependentFactor` beyond 10¹³ operations.
  /// - Precondition: the same columns in every block, weights that are finite and not negative.
  package mutating func add(
    _ design: PartitionedMatrix, response: [Double], weights: [Double]?
  ) throws(LinearAlgebraError) {
    try requireMatchingRows(design, response, weights)
    let problem = LeastSquaresProblem(
      design: design, response: response, weights: weights,
      scales: .none(columnCount: design.columnCount))
    rowCount += design.rowCount
    layout = layout ?? design.withoutRows
    if method == .gram {
      let sums = accumulatedSums(problem)
      let squares = sums.dense.diagonal
      if let place = squares.firstIndex(where: { !($0 < 0x1p1000) }) {
        _ = try checkedScales(design: design, response: response, weights: weights)
        throw .overflow(
          column: place < design.dense.count ? design.dense[place].position : design.columnCount)
      }
      parts?.merge(sums)
      parts = parts ?? sums
    } else {
      _ = try checkedScales(design: design, response: response, weights: weights)
      let columns = Double(design.columnCount)
      if !design.factors.isEmpty && Double(rowCount) * columns * columns > mostExpandedOperations {
        throw .dependentFactor(columns: design.columnCount)
      }
      let block = accumulatedTriangle(problem)
      if let place = block.elements.firstIndex(where: { !$0.isFinite }) {
        throw .overflow(column: place / block.rowCount)
      }
      var merged = triangle ?? Matrix(rowCount: block.rowCount, columnCount: block.columnCount)
      mergeTriangle(block, into: &merged)
      triangle = merged
    }
  }

  /// The equations the sums make; nil if cross-products can't be trusted with them (see
  /// `largestGramCondition`), so that the triangle is to be accumulated.
  ///
  /// - Precondition: some rows were taken.
  package func system() -> StreamedSystem? {
    guard let layout else { preconditionFailure("no rows") }
    if let triangle { return StreamedSystem(triangleSystem(triangle), method: .triangle) }
    guard let parts, hasOrdinaryDiagonal(parts) else { return nil }
    if layout.factors.isEmpty {
      return gramSystem(parts.dense).map { StreamedSystem($0, method: .gram) }
    }
    return EliminatedSystem(parts, of: layout).map { system in
      StreamedSystem(
        system, condition: equilibratedCondition(parts.gram(of: layout), system.inverse()))
    }
  }

  /// How many numbers the sums of a block's columns are.
  package static func size(_ design: PartitionedMatrix) -> Int { PartitionedSums.size(design) }
}

/// The normal equations of a streamed problem, ready to correct coefficients by true residuals.
package struct StreamedSystem: Sendable {
  private enum Equations: Sendable {
    case triangular(TriangularSystem)
    case eliminated(EliminatedSystem)
  }

  private let equations: Equations
  /// The coefficients as the sums have them: one for each column, 0 for aliased columns.
  package let coefficients: [Double]
  /// An estimate of the condition number, as in ``LeastSquaresSolution``.
  package let conditionNumber: Double
  private let method: LeastSquaresMethod

  fileprivate init(_ system: TriangularSystem, method: LeastSquaresMethod) {
    equations = .triangular(system)
    coefficients = expanded(system.coefficients, system)
    conditionNumber = system.conditionNumber
    self.method = method
  }

  fileprivate init(_ system: EliminatedSystem, condition: Double) {
    equations = .eliminated(system)
    coefficients = system.coefficients
    conditionNumber = condition
    method = .gram
  }

  /// Whether residuals are to be computed in twice the working precision.
  package var isCompensated: Bool { conditionNumber > compensatedCondition }

  /// Whether corrections bring the coefficients nearer.
  package var isCorrectable: Bool { conditionNumber < largestCorrectableCondition }

  /// The change of the coefficients that X′W r asks for; 0 for aliased columns.
  package func correction(for gradient: [Double]) -> [Double] {
    switch equations {
    case .eliminated(let system): return system.solve(gradient)
    case .triangular(let system):
      return expanded(system.solve(system.kept.map { gradient[$0] * system.units[$0] }), system)
    }
  }

  /// The solution at some coefficients, one for each column, without residuals.
  package func solution(
    coefficients: [Double], residualSumOfSquares: Double, refinementSteps: Int
  ) -> LeastSquaresSolution {
    switch equations {
    case .triangular(var system):
      system.coefficients = system.kept.map { coefficients[$0] / system.units[$0] }
      system.residualSumOfSquares = residualSumOfSquares
      return LeastSquaresSolution(
        system, scales: .none(columnCount: coefficients.count), residuals: [], method: method,
        refinementSteps: refinementSteps)
    case .eliminated(let system):
      return LeastSquaresSolution(
        coefficients: coefficients, kept: Array(coefficients.indices), aliased: [],
        aliasRelations: [], unscaledCovariance: system.inverse(),
        inverseTriangle: system.inverseFactor(), residuals: [],
        residualSumOfSquares: residualSumOfSquares, method: method,
        conditionNumber: conditionNumber, refinementSteps: refinementSteps)
    }
  }
}

/// The residuals of the rows of a block at some coefficients, and what they say about them.
///
/// - Parameters:
///   - design: X over the rows of the block.
///   - response: y.
///   - weights: w, or nil for all 1.
///   - coefficients: b, one for each column of the design.
///   - compensated: whether sums are kept in twice the working precision.
/// - Returns: y − X b for each row, X′W(y − X b), and its weighted sum of squares.
package func blockResiduals(
  _ design: PartitionedMatrix, response: [Double], weights: [Double]?, coefficients: [Double],
  compensated: Bool
) -> ResidualPass {
  residualPass(
    LeastSquaresProblem(
      design: design, response: response, weights: weights,
      scales: .none(columnCount: design.columnCount)),
    coefficients: coefficients, compensated: compensated)
}

extension PartitionedMatrix {
  /// The columns without their rows: positions and factors' levels.
  fileprivate var withoutRows: PartitionedMatrix {
    PartitionedMatrix(
      rowCount: 0, columnCount: columnCount,
      dense: dense.map { column in
        if case .constant = column.values { return column }
        return DenseColumn(position: column.position, values: .numbers([]))
      },
      factors: factors.map { FactorColumns(codes: [], columnOfLevel: $0.columnOfLevel) })
  }
}

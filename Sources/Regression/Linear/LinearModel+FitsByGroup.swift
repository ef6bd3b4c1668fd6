import Formulas
import LinearAlgebra
import Modeling
import Tables

extension LinearModel {
  /// Fits the formula to every group of rows on its own, all at once.
  ///
  /// The rows used, the levels of categories and the transformations are settled once, on all groups
  /// together; a group in which a level does not occur has no coefficient for it. Offsets are
  /// subtracted. Weights may be of the kind `precision`. Groups stand in the order in which they
  /// first occur among the rows used.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - group: the column whose values tell the groups apart; rows without one are dropped.
  /// - Returns: the estimates of all groups.
  /// - Throws: as `fit(to:)`; `ModelingError.conflictingOptions` for frequency and sampling weights
  ///   and for a method other than `automatic`.
  /// - Complexity: as `leastSquaresBatch`; rows that do not stand group by group are copied.
  public func fits(to table: Table, by group: String) throws -> LinearFitsByGroup {
    if let kind = options.weights?.kind, kind != .precision {
      throw ModelingError.conflictingOptions(
        "\(kind.rawValue) weights are not supported in fits by group; fit the groups one by one")
    }
    if method != .automatic {
      throw ModelingError.conflictingOptions(
        "fits by group choose the method themselves; leave it at automatic")
    }
    var options = options
    options.required.append(group)
    let frame = try linearFrame(for: table, options: options)
    let sorted = SortedGroups(try frame.groups(by: group))
    let selection = DesignSelection(frame)
    let response = adjusted(frame.response.values, for: frame.offset)
    do {
      let batch = try leastSquaresBatch(
        design: sorted.arranged(frame.design.parts), response: sorted.arranged(response),
        rowCounts: sorted.counts, weights: frame.weights.map { sorted.arranged($0.values) })
      guard batch.residualSumsOfSquares.allSatisfy(\.isFinite) else {
        throw ModelingError.numericalFailure(
          "a residual sum of squares of \(frame.response.name) is beyond the range of numbers; "
            + "divide the outcome by a power of ten")
      }
      let firstRows = sorted.starts.map { frame.rows.used[sorted.row($0)] }
      return LinearFitsByGroup(
        groups: try table.column(group).selecting(rows: firstRows),
        coefficientNames: frame.design.columnNames, solutions: batch)
    } catch let error as LinearAlgebraError {
      throw locatedFailure(sorted.located(error), in: selection)
    }
  }
}

/// Rows put together by group, in each group in their order.
private struct SortedGroups {
  /// The rows of each group, and where they begin.
  let counts, starts: [Int]
  /// The rows in order, or nil where they stand so already.
  let order: [Int]?

  init(_ groups: (codes: [Int32], count: Int)) {
    var counts = [Int](repeating: 0, count: groups.count)
    for code in groups.codes { counts[Int(code)] += 1 }
    var next = 0
    let starts = counts.map { count in
      defer { next += count }
      return next
    }
    self.counts = counts
    self.starts = starts
    if zip(groups.codes, groups.codes.dropFirst()).allSatisfy({ $0 <= $1 }) {
      order = nil
      return
    }
    var free = starts
    var order = [Int](repeating: 0, count: groups.codes.count)
    for (row, code) in groups.codes.enumerated() {
      order[free[Int(code)]] = row
      free[Int(code)] += 1
    }
    self.order = order
  }

  /// The row that comes at a place.
  func row(_ place: Int) -> Int { order?[place] ?? place }

  func arranged(_ values: [Double]) -> [Double] {
    order.map { $0.map { values[$0] } } ?? values
  }

  func arranged(_ design: PartitionedMatrix) -> PartitionedMatrix {
    order.map { PartitionedMatrix(design.selectingRows($0)) } ?? design
  }

  /// What was wrong in a group, with the row counted as it came.
  func located(_ error: LinearAlgebraError) -> LinearAlgebraError {
    guard case .inProblem(let problem, let failure) = error else { return error }
    let start = starts[problem]
    return switch failure {
    case .notFinite(let place, let column): .notFinite(row: row(start + place), column: column)
    case .responseNotFinite(let place): .responseNotFinite(row: row(start + place))
    case .invalidWeight(let place): .invalidWeight(row: row(start + place))
    default: failure
    }
  }
}

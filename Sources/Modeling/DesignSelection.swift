import LinearAlgebra

/// Which columns of a frame's design a fit uses; all of them unless a smaller model is asked for.
package struct DesignSelection: Sendable {
  package let frame: ModelFrame
  package let columns: [Int]

  package init(_ frame: ModelFrame, columns: [Int]? = nil) {
    self.frame = frame
    self.columns = columns ?? Array(0..<frame.design.columns.count)
  }

  /// The design of the selected columns, without a copy.
  package var matrix: PartitionedMatrix { frame.design.parts.selectingColumns(columns) }

  /// What rounding took from the selected columns and the response; nothing where it can't be told.
  package func lowOrderHalves() -> LowOrderHalves {
    // The expressions were evaluated once already, so nothing is thrown that the fit did not throw.
    guard let all = try? frame.lowOrderHalves() else { return LowOrderHalves() }
    var selected = LowOrderHalves(response: all.response)
    for (position, column) in columns.enumerated() {
      selected.columns[position] = all.columns[column]
    }
    return selected
  }

  /// Whether a selected column is the intercept.
  package var hasIntercept: Bool {
    columns.contains { column in
      frame.design.terms[frame.design.columns[column].term].variables.isEmpty
    }
  }

  /// Estimates under the names of the design; what is rounding in a combination is left out of it.
  package func estimates(values: [Double], ranked: RankedColumns) -> Parameters {
    coefficientEstimates(
      values, ranked: ranked, names: frame.design.columnNames, columns: columns
    ) { largest(in: $0) }
  }
}

extension DesignSelection {
  /// The largest magnitude in a column of the design.
  private func largest(in column: Int) -> Double {
    product(
      frame.design.parts.selectingColumns([column]), [1]
    ).reduce(0) { max($0, $1.magnitude) }
  }
}

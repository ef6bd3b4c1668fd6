import Formulas
import LinearAlgebra
import Tables

extension ModelFrame {
  /// The frame with other values of the response, on the scale of the mean; trials stay.
  ///
  /// - Precondition: a value for each row used.
  package func replacing(response values: [Double]) -> ModelFrame {
    precondition(values.count == rowCount, "\(values.count) responses for \(rowCount) rows")
    return ModelFrame(
      self, table: table, rows: rows, design: design,
      response: Response(name: response.name, values: values, trials: response.trials),
      offset: offset, weights: weights)
  }

  /// The frame of rows drawn from those used, by their places, in the order given: with the schema of this
  /// frame, so that levels and transformations stay as they were trained.
  ///
  /// - Complexity: O(rows × columns), factors by their codes.
  package func selecting(
    places: [Int], copies: [Int32], groupColumns: [String]
  ) throws -> ModelFrame {
    let drawn = try table(of: places, copies: copies, groupColumns: groupColumns)
    let all = Array(0..<places.count)
    let parts = try FrameParts(
      schema, table: drawn, rows: all, options: options, takesCategories: categories != nil)
    return ModelFrame(
      self, table: drawn,
      rows: RowAccounting(total: all.count, used: all, filteredOut: 0, dropped: []),
      design: parts.design, response: parts.response, offset: parts.offset,
      weights: parts.weights)
  }

  /// The table of rows drawn from those used, by their places, in the order given, where groups drawn
  /// more than once are told apart: their columns hold the value and the number of the copy.
  package func table(
    of places: [Int], copies: [Int32], groupColumns: [String]
  ) throws -> Table {
    precondition(places.count == copies.count, "\(copies.count) copies of \(places.count) rows")
    let drawn = table.selecting(rows: places.map { rows.used[$0] })
    if groupColumns.isEmpty { return drawn }
    return try Table(
      drawn.columns.map { column in
        guard groupColumns.contains(column.name) else { return column }
        let values = column.asWritten.values
        return Column(
          name: column.name,
          values: .text(copies.indices.map { "\(values.label($0)) \(copies[$0])" }),
          missing: column.missing)
      })
  }
}

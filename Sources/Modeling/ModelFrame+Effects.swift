import Formulas
import LinearAlgebra
import Tables

extension ModelFrame {
  /// The design of a one-sided formula over the rows used, with a schema of its own trained on them:
  /// what varies by group in a random term.
  ///
  /// - Returns: the schema, and its design over the rows used.
  /// - Throws: `FormulaError`, for infinite numbers too.
  package func effectsDesign(_ effects: Formula) throws -> (schema: Schema, design: DesignMatrix) {
    let columns = try effects.columnNames(in: table)
    let selection = rows.used.selection(of: table)
    let schema = try Schema(
      effects, trainedOn: table, rows: selection,
      options: try options.schema.restricted(to: columns, of: table), counts: weights?.counts)
    return (schema, try schema.design(for: table, rows: selection))
  }
}

import Families
import Formulas
import LinearAlgebra
import Tables

/// Means through a link of a linear predictor, by a trained schema.
package struct LinearMeans: Means {
  private let schema: Schema
  private let options: ModelOptions
  private let parameters: Parameters
  private let link: any Link
  private let averagedLink: (@Sendable () throws -> any Link)?
  package let rows: (any RowSource)?
  package let residualVariance: Double?
  package let groups: (any GroupMeans)?

  /// Means of a fit by a schema. `averagedLink` is the link from the linear predictor to the mean over
  /// groups; nil where there are no random effects.
  package init(
    schema: Schema, options: ModelOptions, parameters: Parameters, link: any Link,
    rows: (any RowSource)?, residualVariance: Double? = nil, groups: (any GroupMeans)? = nil,
    averagedLink: (@Sendable () throws -> any Link)? = nil
  ) {
    self.schema = schema
    self.options = options
    self.parameters = parameters
    self.link = link
    self.rows = rows
    self.residualVariance = residualVariance
    self.groups = groups
    self.averagedLink = averagedLink
  }

  package var formula: Formula? { schema.formula }

  package var predictors: [SchemaInput] {
    guard let offset = options.offset, !schema.inputs.contains(where: { $0.name == offset })
    else { return schema.inputs }
    return schema.inputs + [SchemaInput(name: offset, kind: .number)]
  }

  package var weightColumn: String? {
    options.weights.flatMap { $0.kind == .precision ? $0.column : nil }
  }

  package func predictors(beside column: String) -> Set<String> {
    schema.columns(beside: column)
  }

  package func requireNumbers(in table: Table, rowNumbers: [Int]?) throws {
    try schema.requireNumbers(in: table, rowNumbers: rowNumbers)
  }

  package func function(
    _ effects: RandomEffects, _ scale: MeanScale
  ) throws -> any MeanFunction {
    let link = effects == .averaged ? try averagedLink?() ?? link : link
    return LinearMeanFunction(
      schema: schema, options: options, parameters: parameters, meanLink: link, scale: scale)
  }
}

/// η = xβ + offset, or its mean through a link.
private struct LinearMeanFunction: MeanFunction {
  let schema: Schema
  let options: ModelOptions
  let parameters: Parameters
  let meanLink: any Link
  let scale: MeanScale

  var link: (any Link)? { meanLink }

  func evaluate(
    _ rows: Table, rowNumbers: [Int]?, at parameters: [Double]
  ) throws -> MeanBlock {
    try requireMemory(for: .predictions(rows: rows.rowCount, coefficients: 1))
    let positions = self.parameters.columnPositions
    let design = try schema.design(for: rows, rowNumbers: rowNumbers).parts
      .selectingColumns(self.parameters.designColumns)
    var values = product(design, positions.map { parameters[$0] })
    let offset = try combinedOffset(
      schema: schema, column: options.offset, table: rows, rowNumbers: rowNumbers)
    if let offset { for row in values.indices { values[row] += offset[row] } }
    var slopes: [Double]?
    if scale == .response {
      let inverses = values.map { meanLink.inverse($0) }
      values = inverses.map(\.mean)
      slopes = inverses.map(\.derivative)
    }
    let (count, derivatives) = (self.parameters.count, slopes)
    // A gradient over all parameters of one over the coefficients.
    let whole: @Sendable ([Double]) -> [Double] = { found in
      if positions.count == count { return found }
      var gradient = [Double](repeating: 0, count: count)
      for (position, value) in zip(positions, found) { gradient[position] = value }
      return gradient
    }
    return MeanBlock(
      values: [values],
      pullback: { weights, _ in
        let scaled = derivatives.map { zip(weights, $0).map { $0 * $1 } } ?? weights
        let ones = [Double](repeating: 1, count: scaled.count)
        return whole(weightedTransposedProduct(design, weights: scaled, ones))
      },
      gradient: { row, _ in
        let found = design.selectingRows([row]).row(0)
        return whole(derivatives.map { all in found.map { $0 * all[row] } } ?? found)
      })
  }
}

extension Schema {
  /// The columns in terms that a column takes part in: all that a slope in it can depend on.
  fileprivate func columns(beside column: String) -> Set<String> {
    var found: Set<String> = []
    for term in codedTerms {
      let names = term.variables.flatMap { variables[$0].expression.columnNames }
      if names.contains(column) { found.formUnion(names) }
    }
    return found
  }
}

import Formulas
import LinearAlgebra

/// The T with β(sum-to-zero coding) = T β(the coding of a schema), columns by columns of its design; nil where
/// the design lacks a term that the change reaches, so that the rows have to tell.
///
/// A column of contrasts is its mean over the levels, which belongs to the term without the factor, and what
/// is left, which is the sum-to-zero columns times the values less that mean. A column of a term is a product
/// of such columns, so that T follows factor by factor, without looking at any row. Factors that are coded
/// by levels, and those whose contrasts the formula itself names, keep their columns.
///
/// - Complexity: O(p²) for p columns.
func sumCodingChange(of schema: Schema) -> Matrix? {
  let layout = TermLayout(schema)
  var change = Matrix(rowCount: schema.columns.count, columnCount: schema.columns.count)
  if schema.hasIntercept { change[0, 0] = 1 }
  for (term, first) in zip(schema.codedTerms, layout.firstColumns) {
    for (offset, product) in layout.products(of: term).enumerated() {
      guard layout.add(product, times: 1, to: first + offset, of: &change) else { return nil }
    }
  }
  return change
}

/// One variable's part of a column that is a product.
private enum ProductPart {
  /// A column of numbers: which of those of the variable.
  case numbers(Int)
  /// A value for each level of a factor.
  case levels([Double])
}

/// A column of a term: a part for each of its variables, in ascending order.
private struct ProductColumn {
  var variables: [Int]
  var parts: [ProductPart]

  func without(_ dropped: Set<Int>) -> ProductColumn {
    let kept = variables.indices.filter { !dropped.contains(variables[$0]) }
    return ProductColumn(variables: kept.map { variables[$0] }, parts: kept.map { parts[$0] })
  }
}

/// Where the terms of a schema stand in its design, and how their factors are coded.
private struct TermLayout {
  let schema: Schema
  let firstColumns: [Int]
  private let places: [[Int]: Int]

  init(_ schema: Schema) {
    self.schema = schema
    var first = schema.hasIntercept ? 1 : 0
    var firstColumns: [Int] = []
    var places: [[Int]: Int] = [:]
    for (place, term) in schema.codedTerms.enumerated() {
      firstColumns.append(first)
      places[term.variables] = place
      first += zip(term.variables, term.byContrasts).reduce(1) {
        $0 * schema.variables[$1.0].columnCount(byContrasts: $1.1)
      }
    }
    self.firstColumns = firstColumns
    self.places = places
  }

  /// The columns of a term as the schema codes them, the first variable's varying fastest.
  func products(of term: CodedTerm) -> [ProductColumn] {
    let choices = zip(term.variables, term.byContrasts).map { variable, byContrasts in
      parts(of: schema.variables[variable], byContrasts: byContrasts)
    }
    let combined = choices.reduce([[]]) { made, own in
      own.flatMap { last in made.map { $0 + [last] } }
    }
    return combined.map { ProductColumn(variables: term.variables, parts: $0) }
  }

  /// Adds a multiple of a product, in terms of the sum-to-zero columns, to a column; false where the design has
  /// no term for some part of it.
  func add(
    _ product: ProductColumn, times factor: Double, to column: Int, of change: inout Matrix
  ) -> Bool {
    if product.variables.isEmpty && schema.hasIntercept {
      change[0, column] += factor
      return true
    }
    guard let place = place(of: product.variables) else { return false }
    let term = schema.codedTerms[place]
    var coordinates: [[Double]] = []
    var constants: [Int: Double] = [:]
    var rest = product
    for (variable, byContrasts) in zip(term.variables, term.byContrasts) {
      let kind = schema.variables[variable]
      guard let index = product.variables.firstIndex(of: variable) else {
        // All levels of a factor together are the constant.
        let count = kind.columnCount(byContrasts: false)
        coordinates.append([Double](repeating: 1, count: count))
        continue
      }
      guard let found = split(product.parts[index], of: kind, byContrasts: byContrasts) else {
        return false
      }
      coordinates.append(found.coordinates)
      if found.constant != 0 { constants[variable] = found.constant }
      rest.parts[index] = found.rest
    }
    let values = coordinates.reduce([factor]) { made, own in
      own.flatMap { last in made.map { $0 * last } }
    }
    for (offset, value) in values.enumerated() {
      change[firstColumns[place] + offset, column] += value
    }
    return subsets(of: constants.keys.sorted()).allSatisfy { dropped in
      let share = dropped.reduce(factor) { $0 * (constants[$1] ?? 0) }
      return add(rest.without(Set(dropped)), times: share, to: column, of: &change)
    }
  }

  /// The term of some variables, or one of more whose further variables are factors coded by levels.
  private func place(of variables: [Int]) -> Int? {
    if let own = places[variables] { return own }
    return schema.codedTerms.firstIndex { term in
      Set(variables).isSubset(of: term.variables)
        && zip(term.variables, term.byContrasts).allSatisfy { variable, byContrasts in
          variables.contains(variable) || !byContrasts
        }
    }
  }
}

/// A part of a product in the sum-to-zero columns of its variable: their coordinates, the constant, and the part
/// without it; nil where the formula names other contrasts, of which the part is no column.
private func split(
  _ part: ProductPart, of variable: Variable, byContrasts: Bool
) -> (coordinates: [Double], constant: Double, rest: ProductPart)? {
  switch part {
  case .numbers(let own):
    let count = variable.columnCount(byContrasts: byContrasts)
    return ((0..<count).map { $0 == own ? 1 : 0 }, 0, part)
  case .levels(let values):
    if !byContrasts { return (values, 0, part) }
    if let coding = variable.expression.factorParts.coding, coding != .sum {
      let columns = coding.matrix(levelCount: values.count)
      guard let own = (0..<columns.columnCount).first(where: { columns.column($0) == values })
      else { return nil }
      return ((0..<columns.columnCount).map { $0 == own ? 1 : 0 }, 0, part)
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    // What rounding leaves of the mean of columns that add up to zero is none.
    let constant = mean.magnitude <= 1e-13 * largest ? 0 : mean
    let rest = values.map { $0 - constant }
    return (Array(rest.dropLast()), constant, .levels(rest))
  }
}

/// The columns of a variable as the schema codes it.
private func parts(of variable: Variable, byContrasts: Bool) -> [ProductPart] {
  switch variable.kind {
  case .numeric, .polynomial:
    return (0..<variable.columnCount(byContrasts: byContrasts)).map { .numbers($0) }
  case .factor(let levels, let coding):
    let count = levels.labels.count
    if byContrasts {
      let matrix = coding.matrix(levelCount: count)
      return (0..<count - 1).map { .levels(matrix.column($0)) }
    }
    return (0..<count).map { own in .levels((0..<count).map { $0 == own ? 1 : 0 }) }
  }
}

/// All subsets of some variables but the empty one.
private func subsets(of variables: [Int]) -> [[Int]] {
  let all = variables.reduce([[]]) { made, next in made + made.map { $0 + [next] } }
  return Array(all.dropFirst())
}

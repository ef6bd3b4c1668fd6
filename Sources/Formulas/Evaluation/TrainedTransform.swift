/// What a trained function learnt from the training rows, applied unchanged to any rows.
package enum TrainedTransform: Sendable, Equatable {
  /// `center(x)`: x − mean.
  case centering(mean: Double)
  /// `scale(x)`: (x − mean) / standardDeviation, with n − 1 in the standard deviation.
  case standardization(mean: Double, standardDeviation: Double)
  /// `groupMean(x, g)`: the mean of x in each level of g.
  case groupMeans(LevelTable, means: [Double])
  /// `poly(x, k)`: orthonormal polynomials.
  case polynomial(OrthogonalPolynomial)
}

extension Evaluator {
  /// The values of `scale`, `center` or `groupMean`, trained first if this is training.
  mutating func transformed(
    _ function: Function, _ arguments: [Expression.Argument], call: Expression
  ) throws(FormulaError) -> [Double] {
    let values = try finiteNumbers(arguments[0].value)
    if stage == .typing { return [] }
    if stage == .training && transform(for: call) == nil {
      keep(try trained(function, arguments, on: values, call: call), for: call)
    }
    switch transform(for: call) {
    case .centering(let mean): return values.map { $0 - mean }
    case .standardization(let mean, let deviation): return values.map { ($0 - mean) / deviation }
    case .groupMeans(let levels, let means):
      let group = arguments[1].value
      return try codes(of: group, in: levels, named: group.description).map { means[Int($0)] }
    case .polynomial, nil:
      preconditionFailure("\(call) was not trained")
    }
  }

  private mutating func trained(
    _ function: Function, _ arguments: [Expression.Argument], on values: [Double], call: Expression
  ) throws(FormulaError) -> TrainedTransform {
    switch function {
    case .groupMean:
      let group = arguments[1].value
      let levels = try LevelTable(of: try categories(group), named: group.description)
      let codes = try codes(of: group, in: levels, named: group.description)
      let means = means(
        of: values, by: codes, levels: levels.labels.count, counts: counts)
      return .groupMeans(levels, means: means)
    case .scale:
      let center = mean(values, counts: counts)
      let squares = sum(values, counts: counts) { ($0 - center) * ($0 - center) }
      let total = counts?.reduce(0, +) ?? Double(values.count)
      let deviation = (squares / (total - 1)).squareRoot()
      if !(deviation > 0 && deviation.isFinite) {
        throw .constantColumn(expression: call.description)
      }
      return .standardization(mean: center, standardDeviation: deviation)
    default: return .centering(mean: mean(values, counts: counts))
    }
  }
}

extension Evaluator {
  /// The codes of an expression's values in a table of levels.
  ///
  /// - Throws: ``FormulaError`` for missing and undefined values, and for levels that are new.
  mutating func codes(
    of expression: Expression, in levels: LevelTable, named name: String
  ) throws(FormulaError) -> [Int32] {
    try checkPresent(expression)
    let values = try categories(expression)
    switch values {
    case .numbers(let numbers): try checkFinite(numbers, of: expression)
    case .truths(let truths): try checkFinite(truths.map(\.number), of: expression)
    default: break
    }
    return try levels.codes(of: values, named: name, rowNumber: rowNumber)
  }
}

/// The mean, with the rounding error of a first pass taken out by a second. NaN for no values.
///
/// Each value counts as often as `counts` says, once if nil.
func mean(_ values: [Double], counts: [Double]? = nil) -> Double {
  let total = counts?.reduce(0, +) ?? Double(values.count)
  let first = sum(values, counts: counts) { $0 } / total
  return first + sum(values, counts: counts) { $0 - first } / total
}

/// The sum of a function of values, each taken as often as `counts` says, once if nil.
func sum(_ values: [Double], counts: [Double]?, _ function: (Double) -> Double) -> Double {
  guard let counts else { return values.reduce(0) { $0 + function($1) } }
  return zip(values, counts).reduce(0) { $0 + $1.1 * function($1.0) }
}

/// The mean of the values of each code.
private func means(
  of values: [Double], by codes: [Int32], levels: Int, counts: [Double]?
) -> [Double] {
  var sizes = [Double](repeating: 0, count: levels)
  var sums = [Double](repeating: 0, count: levels)
  for (row, code) in codes.enumerated() {
    let count = counts?[row] ?? 1
    sizes[Int(code)] += count
    sums[Int(code)] += count * values[row]
  }
  let first = zip(sums, sizes).map { $0 / $1 }
  var corrections = [Double](repeating: 0, count: levels)
  for (row, code) in codes.enumerated() {
    corrections[Int(code)] += (counts?[row] ?? 1) * (values[row] - first[Int(code)])
  }
  return (0..<levels).map { first[$0] + corrections[$0] / sizes[$0] }
}

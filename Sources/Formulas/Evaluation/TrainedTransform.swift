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
      let levels = try LevelTable(of: try evaluate(group), named: group.description)
      let codes = try codes(of: group, in: levels, named: group.description)
      return .groupMeans(levels, means: means(of: values, by: codes, count: levels.labels.count))
    case .scale:
      let center = mean(values)
      let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
      let deviation = (squares / Double(values.count - 1)).squareRoot()
      if !(deviation > 0 && deviation.isFinite) {
        throw .constantColumn(expression: call.description)
      }
      return .standardization(mean: center, standardDeviation: deviation)
    default: return .centering(mean: mean(values))
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
    let values = try evaluate(expression)
    switch values {
    case .numbers(let numbers): try checkFinite(numbers, of: expression)
    case .truths(let truths): try checkFinite(truths.map(\.number), of: expression)
    default: break
    }
    return try levels.codes(of: values, named: name, rowNumber: rowNumber)
  }
}

/// The mean, with the rounding error of a first pass taken out by a second. NaN for no values.
func mean(_ values: [Double]) -> Double {
  let count = Double(values.count)
  let first = values.reduce(0, +) / count
  return first + values.reduce(0) { $0 + ($1 - first) } / count
}

/// The mean of the values of each code.
private func means(of values: [Double], by codes: [Int32], count: Int) -> [Double] {
  var sizes = [Double](repeating: 0, count: count)
  var sums = [Double](repeating: 0, count: count)
  for (code, value) in zip(codes, values) {
    sizes[Int(code)] += 1
    sums[Int(code)] += value
  }
  let first = zip(sums, sizes).map { $0 / $1 }
  var corrections = [Double](repeating: 0, count: count)
  for (code, value) in zip(codes, values) {
    corrections[Int(code)] += value - first[Int(code)]
  }
  return (0..<count).map { first[$0] + corrections[$0] / sizes[$0] }
}

/// A variable of the terms, with what the training rows made of it.
package struct Variable: Sendable, Equatable {
  /// What the variable is.
  package enum Kind: Sendable, Equatable {
    /// One column of numbers.
    case numeric
    /// The columns of `poly(x, degree)`.
    case polynomial(degree: Int, isRaw: Bool)
    /// A factor: categories, or a truth value with the levels FALSE and TRUE.
    case factor(LevelTable, ContrastCoding)
  }

  /// The name as printed.
  package let name: String
  /// What it is computed from.
  package let expression: Expression
  /// What the variable is.
  package let kind: Kind

  /// Whether the variable is a factor or a truth value.
  package var isFactor: Bool { if case .factor = kind { true } else { false } }

  /// The names of its columns, where a factor is coded by contrasts or has one column a level.
  func columnNames(byContrasts: Bool) -> [String] {
    switch kind {
    case .numeric: [name]
    case .polynomial(let degree, _):
      degree == 1 ? [name] : (1...degree).map { "\(name)\($0)" }
    case .factor(let levels, let coding):
      (byContrasts ? coding.columnSuffixes(levels: levels.labels) : levels.labels).map { name + $0 }
    }
  }

  /// The number of its columns.
  package func columnCount(byContrasts: Bool) -> Int {
    switch kind {
    case .numeric: 1
    case .polynomial(let degree, _): degree
    case .factor(let levels, _): levels.labels.count - (byContrasts ? 1 : 0)
    }
  }
}

extension Expression {
  /// The degree and rawness of a call of `poly`, or nil.
  var polynomial: (argument: Expression, degree: Int, isRaw: Bool)? {
    guard case .call(.poly, let arguments) = self, arguments.count >= 2,
      case .number(let degree) = arguments[1].value
    else { return nil }
    let isRaw = arguments.count > 2 && arguments[2].value == .truth(true)
    return (arguments[0].value, Int(degree), isRaw)
  }

  /// What a factor is made of: the column or expression inside `C( )` and `factor( )`, the levels
  /// written there, and the contrasts.
  package var factorParts: (values: Expression, levels: [Expression]?, coding: ContrastCoding?) {
    guard case .call(let function, let arguments) = self, let first = arguments.first?.value else {
      return (self, nil, nil)
    }
    switch function {
    case .contrasts:
      let inner = first.factorParts
      guard arguments.count > 1, case .column(let name) = arguments[1].value else { return inner }
      return (inner.values, inner.levels, ContrastCoding(formulaName: name))
    case .factor, .asFactor:
      guard arguments.count > 1, case .list(let levels) = arguments[1].value else {
        return (first, nil, nil)
      }
      return (first, levels, nil)
    default: return (self, nil, nil)
    }
  }

  /// Whether this is written as a factor: `factor(x)`, `as.factor(x)` or `C(x, …)`.
  var isWrittenAsFactor: Bool {
    switch self {
    case .call(.factor, _), .call(.asFactor, _), .call(.contrasts, _): true
    default: false
    }
  }
}

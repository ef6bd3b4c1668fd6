import LinearAlgebra

/// Several fits as one: their parameters one after another, with the covariances between equations.
///
/// Seemingly unrelated estimation (Weesie 1999, Stata Technical Bulletin 52:34): every equation is estimated
/// by itself, and scores of the same cluster, or of the same row of one table, are joined. So a robust
/// covariance of the stack holds for tests across equations and for functions of parameters of several, such
/// as the indirect effect of a mediator.
///
/// ```swift
/// let stack = try StackedFit([("mediator", first), ("outcome", second)])
/// let inference = try stack.inference(using: .clustered(by: "district", correction: .cr1))
/// ```
/// Parameters are named by their equation, as in `outcome: x`. Clusters are joined by their label, whatever
/// table they come from; rows by their number, which takes fits to one table, though each may use other rows
/// of it. HC0, HC1, CR0, CR1 and CR1S are defined; a covariance by a working model is not, since no equation's
/// model says how its errors go with another's. A stack of one fit has what that fit has.
///
/// Parameters without equations of their own, as log θ of a negative binomial model, are left out.
public struct StackedFit: Estimated {
  /// A fit with its name.
  public typealias Equation = (name: String, fit: any Estimated)

  /// The fits with their names, in order.
  public let members: [Equation]
  /// The estimates of all equations.
  public let parameters: Parameters
  /// The position of each equation's first parameter.
  let offsets: [Int]
  /// The rows that equations have in common; nil where they are not known to come from one table.
  let rows: CommonRows?

  /// A stack of fits under their names.
  ///
  /// - Throws: ``ModelingError/conflictingOptions(_:)`` for no fits, names that are empty or the same, and a
  ///   fit without equations.
  public init(_ equations: [Equation]) throws {
    try self.init(equations, rows: CommonRows(equations.map(\.fit)))
  }

  /// A stack whose rows are known to be those of one table.
  init(_ equations: [Equation], rows: CommonRows?) throws {
    if equations.isEmpty {
      throw ModelingError.conflictingOptions(
        "a stack needs a fit; give one or more, with a name each")
    }
    let names = equations.map(\.name)
    if names.contains("") || Set(names).count < names.count {
      throw ModelingError.conflictingOptions(
        "the equations of a stack are called \(names.joined(separator: ", ")); give each a name of its own"
      )
    }
    members = equations
    self.rows = rows
    let parts = try equations.map { try stackedParameters($0.name, of: $0.fit) }
    parameters = Parameters(
      names: parts.flatMap(\.names), values: parts.flatMap(\.values),
      places: parts.flatMap(\.places), aliased: parts.flatMap(\.aliased))
    var offsets = [0]
    for part in parts { offsets.append(offsets[offsets.count - 1] + part.count) }
    self.offsets = offsets
  }

  /// A stack, with the formulas of its equations.
  public var description: ModelDescription {
    let parts = members.map(\.fit.description)
    return ModelDescription(
      kind: .stack(parts.map(\.kind)),
      formula: zip(members, parts).map { "\($0.name): \($1.formula)" }.joined(separator: "; "),
      family: joined(parts.map(\.family)), link: joined(parts.map(\.link)),
      method: joined(parts.map(\.method)),
      title: members.count == 1
        ? "Stack of 1 equation" : "Stack of \(members.count) equations")
  }

  /// Those of the equations.
  public var sampleSizes: [SampleSize] {
    zip(members, offsets).enumerated().flatMap { index, member in
      let sizes = member.0.fit.sampleSizes
      let end = offsets[index + 1]
      return sizes.enumerated().map { place, size in
        // The last of a fit's sizes holds for whatever follows, such as thresholds.
        SampleSize(
          observations: size.observations, residual: size.residual,
          positions: member.1
            + size.positions.lowerBound..<(place == sizes.count - 1
            ? end : member.1 + size.positions.upperBound))
      }
    }
  }

  /// The doubts of the equations, with their names.
  public var diagnostics: [Diagnostic] {
    members.flatMap { name, fit in
      fit.diagnostics.map { Diagnostic($0.code, "\(name): \($0.message)") }
    }
  }

  /// That of the fit where there is one.
  ///
  /// - Throws: ``ModelingError/conflictingOptions(_:)`` for several equations.
  public func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    guard members.count == 1 else {
      throw ModelingError.conflictingOptions(
        "the models of a stack say nothing of the covariances between its equations; choose HC0 or HC1, or "
          + "CR0, CR1 or CR1S by a cluster column")
    }
    let own = try members[0].fit.modelCovariance(rule)
    let count = parameters.count
    return Covariance(
      names: parameters.names, matrix: own.matrix.leading(count),
      uncovered: own.uncovered.filter { $0 < count }, description: own.description,
      reference: own.reference)
  }

  /// The equations of all fits together.
  public var equations: (any EstimatingEquations)? { StackedEquations(self) }

  /// Every fit to the same rows drawn; nil where rows are not those of one table or a fit has no way.
  public var refitting: (any Refitting)? { StackedRefitting(self) }
}

extension ModelDescription.Kind {
  /// Several fits as one, whose tests refer to Student's t where those of all do.
  static func stack(_ kinds: [ModelDescription.Kind]) -> ModelDescription.Kind {
    ModelDescription.Kind(
      "stack", refersToStudentT: kinds.allSatisfy(\.refersToStudentT),
      impliesBiasReduction: kinds.count == 1 && kinds[0].impliesBiasReduction,
      hasRandomEffects: kinds.contains(where: \.hasRandomEffects))
  }
}

extension Matrix {
  /// The first rows and columns.
  func leading(_ count: Int) -> Matrix {
    let kept = Array(0..<count)
    return rowCount == count ? self : selectingRows(kept).selectingColumns(kept)
  }
}

/// The different words, in order.
private func joined(_ words: [String]) -> String {
  words.indices.filter { !words[..<$0].contains(words[$0]) }.map { words[$0] }
    .joined(separator: ", ")
}

/// The parameters of a fit that have equations, under names that say whose they are.
private func stackedParameters(_ equation: String, of fit: any Estimated) throws -> Parameters {
  guard let equations = fit.equations else {
    throw ModelingError.conflictingOptions(
      "\(equation) is \(fit.description.phrase) that keeps no scores of rows, which a stack is made of; fit "
        + "it to rows instead")
  }
  let own = fit.parameters
  let kept = 0..<min(own.count, equations.breadFactor.rowCount)
  func named(_ name: String) -> String { "\(equation): \(name)" }
  func inside(_ other: String) -> String { other.isEmpty ? equation : named(other) }
  return Parameters(
    names: kept.map { named(own.names[$0]) }, values: Array(own.values[kept]),
    places: kept.map { position in
      switch own.places[position] {
      case .column(let column, let other): .column(column, equation: inside(other))
      case .threshold(let place, let other): .threshold(place, equation: inside(other))
      case .auxiliary: .auxiliary
      }
    },
    aliased: own.aliased.map { aliased in
      AliasedCoefficient(
        name: named(aliased.name), designColumn: aliased.designColumn,
        combination: aliased.combination.map { .init(name: named($0.name), factor: $0.factor) })
    })
}

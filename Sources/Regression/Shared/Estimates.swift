import Formulas
import LinearAlgebra
import Modeling

/// Which columns of a frame's design a fit uses; all of them unless a smaller model is asked for.
struct DesignSelection: Sendable {
  let frame: ModelFrame
  let columns: [Int]

  init(_ frame: ModelFrame, columns: [Int]? = nil) {
    self.frame = frame
    self.columns = columns ?? Array(0..<frame.design.columns.count)
  }

  /// The design of the selected columns, without a copy.
  var matrix: PartitionedMatrix { frame.design.parts.selectingColumns(columns) }

  /// What rounding took from the selected columns and the response; nothing where it can't be told.
  func lowOrderHalves() -> LowOrderHalves {
    // The expressions were evaluated once already, so nothing is thrown that the fit did not throw.
    guard let all = try? frame.lowOrderHalves() else { return LowOrderHalves() }
    var selected = LowOrderHalves(response: all.response)
    for (position, column) in columns.enumerated() {
      selected.columns[position] = all.columns[column]
    }
    return selected
  }

  /// Whether a selected column is the intercept.
  var hasIntercept: Bool {
    columns.contains { column in
      frame.design.terms[frame.design.columns[column].term].variables.isEmpty
    }
  }

  /// Estimates under the names of the design; what is rounding in a combination is left out of it.
  func estimates(values: [Double], ranked: RankedColumns) -> CoefficientEstimates {
    coefficientEstimates(
      values, ranked: ranked, names: frame.design.columnNames, columns: columns
    ) { largest(in: $0) }
  }
}

/// Estimates under names.
///
/// - Parameters:
///   - values: one for each kept column.
///   - ranked: positions among the columns fitted.
///   - names: those of the whole design's columns.
///   - columns: the positions of the columns fitted in the design; all if nil.
///   - largest: the largest magnitude in a column of the design, by which what is rounding in a
///     combination is told and left out of it; if nil, factors below 10⁻¹⁰ of the largest are.
/// - Returns: the estimates, with the aliased columns apart.
func coefficientEstimates(
  _ values: [Double], ranked: RankedColumns, names: [String], columns: [Int]? = nil,
  largest: ((Int) -> Double)? = nil
) -> CoefficientEstimates {
  let columns = columns ?? Array(names.indices)
  let kept = ranked.kept.map { columns[$0] }
  let aliased = zip(ranked.aliased, ranked.aliasRelations).map { position, relation in
    let column = columns[position]
    let parts = zip(kept, relation).map { $1.magnitude * (largest?($0) ?? 1) }
    let least = 1e-10 * (largest?(column) ?? parts.max() ?? 0)
    let combination = zip(zip(kept, relation), parts).filter { $0.1 > least }
      .map { AliasedCoefficient.WeightedName(name: names[$0.0.0], factor: $0.0.1) }
    return AliasedCoefficient(
      name: names[column], designColumn: column, combination: combination)
  }
  return CoefficientEstimates(
    names: kept.map { names[$0] }, values: values, designColumns: kept, aliased: aliased)
}

extension DesignSelection {
  /// The largest magnitude in a column of the design.
  private func largest(in column: Int) -> Double {
    product(
      frame.design.parts.selectingColumns([column]), [1]
    ).reduce(0) { max($0, $1.magnitude) }
  }
}

/// Which columns of a least-squares problem have a coefficient, and what reproduces the others.
struct RankedColumns: Sendable {
  let kept: [Int]
  let aliased: [Int]
  let aliasRelations: [[Double]]

  /// All of so many columns kept.
  init(all count: Int) {
    kept = Array(0..<count)
    aliased = []
    aliasRelations = []
  }

  init(_ solution: LeastSquaresSolution) {
    kept = solution.kept
    aliased = solution.aliased
    aliasRelations = solution.aliasRelations
  }
}

/// What a fit has to say about coefficients it removed.
func aliasDiagnostics(_ aliased: [AliasedCoefficient]) -> [Diagnostic] {
  aliased.map { coefficient in
    let what: String
    if coefficient.combination.isEmpty {
      what = "it is zero in every row used"
    } else {
      let parts = coefficient.combination.prefix(4).map { "\(shortened($0.factor)) × \($0.name)" }
      let more = coefficient.combination.count > 4 ? " + …" : ""
      what = "it equals " + parts.joined(separator: " + ") + more
    }
    return Diagnostic(
      .aliased, "\(coefficient.name) cannot be estimated and was removed: \(what)")
  }
}

/// What there is to say of a fit without residual degrees of freedom.
let saturatedDiagnostic = Diagnostic(
  .saturated, "there are as many coefficients as observations, so nothing is left to judge them by")

/// What there is to say of a fit whose residuals are rounding.
let perfectFitDiagnostic = Diagnostic(
  .perfectFit, "the residuals are zero to rounding; standard errors mean nothing")

/// The sum of squared residuals that rounding leaves, as a share of the responses' sum of squares:
/// some ten units in the last place of each.
let roundingShare = 100 * Double.ulpOfOne * Double.ulpOfOne

/// A number to six significant digits, for a message.
private func shortened(_ value: Double) -> String {
  let rounded = value.rounded()
  if (value - rounded).magnitude <= 1e-9 * max(1, value.magnitude), rounded.magnitude < 1e15 {
    return String(Int(rounded))
  }
  guard value.magnitude < 1e9, value.magnitude > 1e-4 else { return "\(value)" }
  let places = 1e6
  return "\((value * places).rounded() / places)"
}

/// Refuses the parts of a formula that only other kinds of model take.
func refuseForeignTerms(in formula: Formula, model: String) throws {
  if let term = formula.randomTerms.first {
    throw ModelingError.unsupportedTerm(
      term: term.name, model: model,
      mend: "random effects need a mixed model, which this version does not fit; "
        + "cluster the standard errors by the group, or enter it as factor()")
  }
  if let part = formula.barParts.first {
    throw ModelingError.unsupportedTerm(
      term: "|" + part.description.drop { $0 == "~" }, model: model,
      mend: "absorbed effects and instruments are not fitted by this version; "
        + "enter fixed effects as factor()")
  }
}

/// How many observations the rows stand for.
func observations(in frame: ModelFrame) -> Double {
  guard let weights = frame.weights, weights.kind == .frequency else {
    return Double(frame.rowCount)
  }
  return weights.values.reduce(0, +)
}

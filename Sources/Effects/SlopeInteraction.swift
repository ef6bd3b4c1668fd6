import Formulas
import Inference
import LinearAlgebra
import Modeling

/// The test that a slope depends on a moderator at all: the interaction itself.
///
/// It comes before any statement on where a slope is significant. That a slope is told from zero at
/// one value of the moderator and not at another says nothing on whether the two slopes differ.
public struct SlopeInteraction: Sendable, Equatable {
  /// The coefficients the slope's dependence rests on, in their order: `x:m`, or several where the
  /// moderator is a category of more than two levels or enters by a polynomial.
  public let terms: [String]
  /// The change of the slope with its test, if one number says it: the coefficient itself, as the fit
  /// has it; nil where the dependence has several dimensions.
  public let row: Estimate?
  /// The joint test of all dimensions; nil where there is one, or where they cannot be tested.
  public let joint: WaldTest?
  /// Why there is no test, where there is none.
  public let problem: String?

  /// The p-value of the test that the slope is the same at every value of the moderator.
  public var pValue: Double? { row?.pValue ?? joint?.pValue }
}

extension Inference {
  /// The test that the slope in `focal` depends on `moderator`, on the scale of the linear predictor;
  /// nil if by the model it does not, for want of an interaction.
  ///
  /// With one interaction coefficient the test is that coefficient's own; with several (a moderator of
  /// more than two categories, a polynomial) it is a joint Wald test. Where the two also interact with
  /// a third variable the change of the slope is averaged over it, as the slopes are.
  ///
  /// - Parameters:
  ///   - focal: the variable whose slope is asked for, as in ``simpleSlopes(of:at:of:level:)``.
  ///   - moderator: a number or a category.
  ///   - level: the level of the interval of a single coefficient.
  /// - Returns: the test, or nil.
  /// - Throws: ``EffectsError`` if either is not in the model or the focal variable does not enter
  ///   linearly.
  public func slopeInteraction(
    of focal: String, by moderator: String, level: Double = 0.95
  ) throws -> SlopeInteraction? {
    try checkConfidenceLevel(level)
    let subject = subject()
    let levels = try subject.probes(of: moderator)
    let ends = [levels.first, levels.last].compactMap { $0 }
    let slope = try subject.slopeContrast(of: focal, by: moderator, checkedAt: ends)
    let contrasts = try levels.map { try slope.contrast(at: $0) }
    let basis = changes(of: contrasts)
    let names = fit.parameters.names
    let terms = names.indices.filter { index in basis.contains { $0[index] != 0 } }
      .map { names[$0] }
    guard let first = basis.first else { return nil }
    if basis.count == 1 {
      let name = terms.count == 1 ? terms[0] : "\(focal):\(moderator)"
      let row = test(contrast: first, named: name, level: level)
      return SlopeInteraction(
        terms: terms, row: row, joint: nil,
        problem: row.pValue == nil ? "it has no standard error" : nil)
    }
    do {
      let joint = try waldTest(restrictions: Matrix(rows: basis))
      return SlopeInteraction(
        terms: terms, row: nil, joint: joint,
        problem: joint.pValue == nil ? "there are too few clusters for \(basis.count) terms" : nil)
    } catch let error as InferenceError {
      return SlopeInteraction(terms: terms, row: nil, joint: nil, problem: error.description)
    }
  }

}

extension Subject {
  /// Values of a moderator that show every way in which a slope may depend on it: all categories, or
  /// quantiles of a number.
  fileprivate func probes(of moderator: String) throws -> [ResolvedLevel] {
    let known = categories(of: try predictor(moderator))
    if !known.isEmpty { return try known.map { try resolve(.category($0), of: moderator) } }
    let summary = try summary(of: moderator)
    guard summary.maximum > summary.minimum else {
      throw EffectsError.constantVariable(variable: moderator, value: summary.minimum)
    }
    let steps = 40
    var values = Set((0...steps).map { summary.quantile(Double($0) / Double(steps)) })
    values.formUnion(
      (0...steps).map { step in
        let share = Double(step) / Double(steps)
        return summary.minimum * (1 - share) + summary.maximum * share
      })
    return values.sorted().map {
      ResolvedLevel(variable: moderator, level: .value($0), setting: .number($0))
    }
  }
}

/// A basis of the differences between contrasts: rows with pivots of 1, each alone in its column, so that
/// what one coefficient says by itself is that coefficient.
///
/// Columns are judged by their own size, for coefficients have units of their own.
func changes(of contrasts: [[Double]]) -> [[Double]] {
  guard let first = contrasts.first else { return [] }
  let sizes = first.indices.map { index in
    contrasts.reduce(0) { max($0, $1[index].magnitude) }
  }
  var rows = contrasts.dropFirst().map { contrast in
    contrast.indices.map { index in
      let change = contrast[index] - first[index]
      // What is rounding beside the contrast itself is no change.
      return change.magnitude <= 1e-11 * sizes[index] ? 0 : change
    }
  }
  let scales = first.indices.map { index in rows.reduce(0) { max($0, $1[index].magnitude) } }
  rows = rows.map { row in row.indices.map { scales[$0] > 0 ? row[$0] / scales[$0] : 0 } }
  var basis: [[Double]] = []
  var pivots: [Int] = []
  for column in first.indices where scales[column] > 0 {
    guard
      let pivot = rows.indices.max(by: {
        rows[$0][column].magnitude < rows[$1][column].magnitude
      }), rows[pivot][column].magnitude > 1e-8
    else { continue }
    let chosen = rows.remove(at: pivot)
    let unit = chosen.map { $0 / chosen[column] }
    rows = rows.map { cleared($0, of: unit, at: column) }
    basis = basis.map { cleared($0, of: unit, at: column) } + [unit]
    pivots.append(column)
  }
  return zip(basis, pivots).map { row, pivot in
    row.indices.map { index in
      let value = row[index] * (scales[index] / scales[pivot])
      return row[index].magnitude <= 1e-8 ? 0 : value
    }
  }
}

/// A row less as much of a unit row as clears one column.
private func cleared(_ row: [Double], of unit: [Double], at column: Int) -> [Double] {
  let share = row[column]
  return zip(row, unit).map { $0 - share * $1 }
}

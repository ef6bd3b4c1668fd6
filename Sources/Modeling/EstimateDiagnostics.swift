/// What a fit has to say about coefficients it removed.
package func aliasDiagnostics(_ aliased: [AliasedCoefficient]) -> [Diagnostic] {
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
package let saturatedDiagnostic = Diagnostic(
  .saturated, "the model is saturated: as many coefficients as observations")

/// What there is to say of a fit whose residuals are rounding.
package let perfectFitDiagnostic = Diagnostic(
  .perfectFit, "the residuals are zero to rounding; standard errors mean nothing")

/// The sum of squared residuals that rounding leaves, as a share of the responses' sum of squares:
/// some ten units in the last place of each.
package let roundingShare = 100 * Double.ulpOfOne * Double.ulpOfOne

/// A number to six significant digits, for a message.
private func shortened(_ value: Double) -> String {
  let rounded = value.rounded()
  if rounded != 0, (value - rounded).magnitude <= 1e-9 * max(1, value.magnitude),
    rounded.magnitude < 1e15
  {
    return String(Int(rounded))
  }
  guard value.magnitude < 1e9, value.magnitude > 1e-4 else { return "\(value)" }
  let places = 1e6
  return "\((value * places).rounded() / places)"
}

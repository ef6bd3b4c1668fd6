import Formulas

/// Refuses the parts of a formula that only other kinds of model take.
package func refuseForeignTerms(in formula: Formula, model: String) throws {
  if let term = formula.randomTerms.first {
    throw ModelingError.unsupportedTerm(
      term: term.name, model: model,
      mend: "random effects need a mixed model: LinearMixedModel for a continuous outcome; or "
        + "cluster the standard errors by the group, or enter it as factor()")
  }
  try refuseBarParts(in: formula, model: model)
}

/// Refuses absorbed effects and instruments.
package func refuseBarParts(in formula: Formula, model: String) throws {
  if let part = formula.barParts.first {
    throw ModelingError.unsupportedTerm(
      term: "|" + part.description.drop { $0 == "~" }, model: model,
      mend: "absorbed effects and instruments are not fitted by this version; "
        + "enter fixed effects as factor()")
  }
}

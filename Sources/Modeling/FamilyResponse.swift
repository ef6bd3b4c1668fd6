import Families

/// Throws for a count of trials where the family has none.
package func requireTrials(of frame: ModelFrame, family: any Family) throws {
  if frame.response.trials != nil && !family.isCountOfTrials {
    throw ModelingError.unsupportedTerm(
      term: frame.response.name, model: "the \(family.name) family",
      mend: "choose the binomial family, or write a single outcome")
  }
}

/// Throws for the first response the family does not allow.
package func requireResponses(of frame: ModelFrame, family: any Family) throws {
  let values = frame.response.values
  guard let (index, problem) = family.firstProblem(withResponses: values) else { return }
  throw ModelingError.badResponse(
    response: frame.response.name, row: frame.tableRow(index), value: values[index],
    family: family.name, problem: problem)
}

import Families

/// What there is to say of a likelihood whose family is one of counts where responses are not whole
/// numbers: nothing, or how the number was made.
package func likelihoodDiagnostics(of frame: ModelFrame, family: any Family) -> [Diagnostic] {
  guard family.hasLikelihood, frame.weights?.kind != .sampling else { return [] }
  let isBinomial = family.isCountOfTrials
  guard isBinomial || family.isCount else { return [] }
  let priors = frame.weights?.kind == .precision ? frame.weights?.values : nil
  var (first, count) = (Int?.none, 0)
  for (row, value) in frame.response.values.enumerated() {
    let trials = isBinomial ? frame.response.trials?[row] ?? priors?[row] ?? 1 : 1
    if isWhole(trials * value) && isWhole(trials) { continue }
    first = first ?? row
    count += 1
  }
  guard let first else { return [] }
  let rows = count == 1 ? "1 row has" : "\(count) rows have"
  let place = "first in row \(frame.tableRow(first))"
  return [
    Diagnostic(
      .assumption,
      isBinomial
        ? "\(rows) successes or trials that are not whole numbers (\(place)), for which there is no "
          + "binomial likelihood: log-likelihood, AIC and BIC are those of the numbers rounded, as in R, "
          + "and do not compare models; tests compare deviances. Give rates their number of trials as "
          + "weights, or use the quasibinomial family"
        : "\(rows) a response that is no whole number (\(place)), so that there is no "
          + "\(family.name == "poisson" ? "Poisson" : family.name) "
          + "likelihood, AIC or BIC; tests compare deviances. The quasipoisson family assumes no counts"
    )
  ]
}

/// Whether responses are counts of which some is no whole number, so that log-likelihoods of two models
/// do not compare.
package func hasFractionalCounts(_ frame: ModelFrame, family: String) -> Bool {
  guard let family = standardFamily(named: family) else { return false }
  return !likelihoodDiagnostics(of: frame, family: family).isEmpty
}

/// Whether a count is a whole number, to what is left of one after division (as R's `glm`).
private func isWhole(_ count: Double) -> Bool { (count - count.rounded()).magnitude <= 1e-3 }

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

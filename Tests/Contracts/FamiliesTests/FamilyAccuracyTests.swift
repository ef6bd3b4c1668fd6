import Families
import TestSupport
import Testing

/// Families against 60-digit values.
struct FamilyAccuracyTests {
  @Test(arguments: devianceValues.indices)
  func unitDeviance(index: Int) throws {
    let row = devianceValues[index]
    let family = try #require(standardFamily(named: row.family))
    expectClose(
      family.unitDeviance(response: row.response, mean: row.mean, complement: row.complement),
      row.deviance,
      within: Tolerance(
        .relative(2e-15), because: "a logarithm, and cancellation by at most a factor of 4"),
      "\(row)")
  }

  @Test(arguments: logLikelihoodValues.indices)
  func logLikelihood(index: Int) throws {
    let row = logLikelihoodValues[index]
    let family = try #require(standardFamily(named: row.family))
    let got = family.logLikelihood(
      response: row.response, mean: row.mean, complement: 1 - row.mean, weight: row.weight,
      dispersion: row.dispersion)
    expectClose(
      got, row.logLikelihood,
      within: Tolerance(
        .relativeTo(scale: 1, 2e-15), because: "no large terms cancel, whatever the size"),
      "\(row)")
  }
}

/// w d / (2φ): how far the log-likelihood of one observation lies below that of a perfect fit. 0 for
/// a deviance of 0 even where the dispersion is 0.
func misfit(_ unitDeviance: Double, weight: Double, dispersion: Double) -> Double {
  unitDeviance == 0 ? 0 : 0.5 * weight * unitDeviance / dispersion
}

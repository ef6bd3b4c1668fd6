/// log x − ψ(x), for x > 0, to full relative accuracy, which log x and ψ(x) on their own do not give for a
/// large x: the recurrence up to 20, then the asymptotic series (Abramowitz & Stegun 6.3.18).
func logarithmLessDigamma(_ x: Double) -> Double {
  var shifted = x
  var sum = 0.0
  while shifted < 20 {
    let part = 1 / shifted
    sum += relativeEntropy(1, 1 + part, difference: -part)
    shifted += 1
  }
  return sum + 0.5 / shifted + digammaSeries(shifted)
}

/// The same at x less that at x + y, for y ≥ 0: small beside either where x is large, so that the leading
/// terms are subtracted by hand.
func logarithmLessDigammaDrop(_ x: Double, plus y: Double) -> Double {
  if x < 20 { return logarithmLessDigamma(x) - logarithmLessDigamma(x + y) }
  return 0.5 * (y / (x + y)) / x + (digammaSeries(x) - digammaSeries(x + y))
}

/// ψ′(x) − 1/x at x less that at x + y, for x > 0 and y ≥ 0.
func trigammaExcessDrop(_ x: Double, plus y: Double) -> Double {
  if x < 20 { return trigammaExcess(x) - trigammaExcess(x + y) }
  let end = x + y
  return 0.5 * (y / end) * ((x + end) / end) / x / x + (trigammaSeries(x) - trigammaSeries(end))
}

/// ψ′(x) − 1/x: the recurrence up to 20, then the asymptotic series (Abramowitz & Stegun 6.4.12).
private func trigammaExcess(_ x: Double) -> Double {
  var shifted = x
  var sum = 0.0
  while shifted < 20 {
    sum += 1 / shifted / shifted / (shifted + 1)
    shifted += 1
  }
  return sum + 0.5 / shifted / shifted + trigammaSeries(shifted)
}

/// Σ B₂ₖ / (2k x²ᵏ); the first term left out is below 2e-16 of 1/2x from x = 20 on.
private func digammaSeries(_ x: Double) -> Double {
  let s = 1 / x / x
  let tail = 1.0 / 252 - s * (1.0 / 240 - s / 132)
  return s * (1.0 / 12 - s * (1.0 / 120 - s * tail))
}

/// Σ B₂ₖ / x²ᵏ⁺¹; the first term left out is below 3e-17 of 1/2x² from x = 20 on.
private func trigammaSeries(_ x: Double) -> Double {
  let s = 1 / x / x
  let tail = 1.0 / 42 - s * (1.0 / 30 - s * (5.0 / 66 - s * (691.0 / 2730)))
  return s / x * (1.0 / 6 - s * (1.0 / 30 - s * tail))
}

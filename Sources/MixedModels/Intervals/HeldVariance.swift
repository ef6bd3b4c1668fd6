/// A standard deviation or correlation of random effects with its estimate and how to hold it.
struct HeldVariance: Sendable {
  let parameter: MixedParameter
  let estimate: Double
  let step: Double
  let profile: VarianceProfile
  let isCorrelation: Bool

  /// What is asked about it.
  func target(_ rise: @escaping @Sendable () -> ((Double) throws -> Double)) -> ProfileTarget {
    ProfileTarget(
      parameter: parameter, estimate: estimate,
      range: isCorrelation ? -1...1 : 0 ... .infinity, step: step, rise: rise)
  }
}

/// Every standard deviation and correlation, in the order of ``[VarianceComponent].parameters``.
///
/// Steps are a fifth of an estimate, or of what a standard deviation could be (`sizes`, by free
/// entry, in standard units) a twentieth.
func varianceProfiles(
  _ design: RandomEffectsDesign, _ templates: [CovarianceTemplate],
  _ coordinates: MixedCoordinates, _ components: [VarianceComponent], sizes: [Double]
) -> [HeldVariance] {
  var values = components.parameterValues.makeIterator()
  var names = components.parameters.makeIterator()
  var result: [HeldVariance] = []
  for (factor, block) in design.blocks.enumerated() {
    let entries = templates[factor].entries
    let start = templates.parameterStarts[factor]
    var first = 0
    for term in block.terms {
      let range = first..<first + term.names.count
      func append(_ effect: Int, with other: Int?) {
        guard let name = names.next(), let value = values.next() else { return }
        let basis = coordinates.effects[factor].basis
        let size = entries.indices.filter { entries[$0].isDiagonal }.reduce(0.0) {
          let own = basis[effect, entries[$1].row] * sizes[start + $1]
          return $0 + own * own
        }.squareRoot()
        let deviationStep = max(0.2 * value, 0.05 * size * coordinates.response)
        result.append(
          HeldVariance(
            parameter: name, estimate: value, step: other == nil ? deviationStep : 0.1,
            profile: VarianceProfile(
              templates, coordinates, factor: factor, term: range, effect: effect, other: other),
            isCorrelation: other != nil))
      }
      for effect in range {
        append(effect, with: nil)
        for other in range.lowerBound..<effect { append(effect, with: other) }
      }
      first = range.upperBound
    }
  }
  return result
}

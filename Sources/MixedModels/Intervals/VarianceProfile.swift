/// How a standard deviation or a correlation of random effects is held: which effects have to stand in the
/// place of the standard ones, and which points of the free entries of T are left then.
struct VarianceProfile: Sendable {
  let turn: EffectTurn
  /// What the standard deviation of the first effect is to be multiplied by to be that in standard units.
  let unit: Double
  /// The place of the entry in the first row and column of the term.
  let first: Int
  /// The places of the entries of T in the column of `first` below it, and those of the second column
  /// of the term from its diagonal on; the latter empty for a standard deviation.
  let below: [Int]
  let second: [Int]

  /// - Parameters:
  ///   - templates: those of the structure.
  ///   - coordinates: those of the fit.
  ///   - factor: of which factor.
  ///   - term: the effects of the term among the factor's.
  ///   - effect: the effect whose standard deviation is held, or the first one of a correlation.
  ///   - other: the second one of a correlation.
  init(
    _ templates: [CovarianceTemplate], _ coordinates: MixedCoordinates, factor: Int,
    term: Range<Int>, effect: Int, other: Int?
  ) {
    let basis = coordinates.effects[factor].basis
    func row(_ effect: Int) -> [Double] { term.map { basis[effect, $0] } }
    turn = EffectTurn(
      factor: factor, count: templates[factor].effectCount, term: term,
      leading: [row(effect)] + (other.map { [row($0)] } ?? []))
    let length = row(effect).reduce(0) { $0 + $1 * $1 }.squareRoot()
    unit = 1 / (length * coordinates.response)
    let start = templates.parameterStarts[factor]
    let entries = templates[factor].entries
    let c = term.lowerBound
    func places(_ column: Int) -> [Int] {
      entries.indices.filter { entries[$0].column == column }.map { start + $0 }
    }
    first = places(c)[0]
    below = Array(places(c).dropFirst())
    second = other == nil ? [] : places(c + 1)
  }

  /// The points at which the first effect has a standard deviation. Where it is zero the effect has
  /// no share in others either.
  func space(standardDeviation: Double, parameterCount: Int) -> HeldSpace {
    var held = [first]
    if standardDeviation == 0 { held += below }
    var origin = [Double](repeating: 0, count: parameterCount)
    origin[first] = standardDeviation * unit
    return HeldSpace(
      origin: origin, free: (0..<parameterCount).filter { !held.contains($0) })
  }

  /// The points at which the first two effects have a correlation ρ: the second row of T is a multiple
  /// of (ρ, √(1 − ρ²)). At ±1 the second column has no share in others.
  func space(correlation: Double, parameterCount: Int) -> HeldSpace {
    let rest = ((1 - correlation) * (1 + correlation)).squareRoot()
    var held = [below[0], second[0]]
    if rest == 0 { held += second.dropFirst() }
    var space = HeldSpace(
      origin: [Double](repeating: 0, count: parameterCount),
      free: (0..<parameterCount).filter { !held.contains($0) })
    space.columns.append([
      HeldSpace.Element(index: below[0], value: correlation),
      HeldSpace.Element(index: second[0], value: rest),
    ])
    return space
  }

  /// A point with the second effect's standard deviation kept and its correlation with the first put
  /// in place.
  func turned(_ point: [Double], to correlation: Double) -> [Double] {
    var point = point
    let (b, c) = (point[below[0]], point[second[0]])
    let size = (b * b + c * c).squareRoot()
    point[below[0]] = size * correlation
    point[second[0]] = size * ((1 - correlation) * (1 + correlation)).squareRoot()
    return point
  }
}

/// A start from which every variance can grow: diagonal entries next to nothing are set to a share of
/// what is given, since the deviance is flat at zero by symmetry. What follows the entries is kept.
func liftedFromZero(
  _ theta: [Double], _ templates: [CovarianceTemplate], sizes: [Double]
) -> [Double] {
  var lifted = theta
  for (template, start) in zip(templates, templates.parameterStarts) {
    for (place, entry) in template.entries.enumerated() where entry.isDiagonal {
      let index = start + place
      if theta[index].magnitude < 0.1 * sizes[index] { lifted[index] = 0.1 * sizes[index] }
    }
  }
  return lifted
}

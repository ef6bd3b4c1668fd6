import LinearAlgebra
import Modeling
import Optimization

/// The moderator values at which a slope's excess over its critical value changes sign, ascending, and
/// where they were looked for, if not everywhere.
func significanceBounds(
  _ test: SlopeTest, over summary: VariableSummary
) throws -> (bounds: [Double], searched: ClosedRange<Double>?) {
  let range = summary.minimum...summary.maximum
  guard let contrast = test.contrast else {
    let grid = try ModeratorGrid(over: summary) { try test.excess(at: $0) }
    return (try grid.crossings(of: { try test.excess(at: $0) }), grid.range)
  }
  if test.covariance.reference.dependsOnContrast {
    let inside = try ModeratorGrid(within: range, summary) { try test.excess(at: $0) }
      .crossings { try test.excess(at: $0) }
    return (try (inside + followedBounds(test, contrast, beyond: range)).sorted(), nil)
  }
  let bounds = quadraticBounds(
    contrast, estimates: test.estimates, covariance: test.covariance,
    critical: try test.criticalValue(at: range.lowerBound))
  return (bounds, nil)
}

/// The real roots of (c(m)β)² = t² c(m)Vc(m), ascending.
///
/// A m² + 2 B m + C with A = b₁² − t² v₁₁ and so on; solved without cancellation. A double root is
/// none: there the slope touches significance and turns back.
func quadraticBounds(
  _ contrast: AffineContrast, estimates: [Double], covariance: Covariance,
  critical: Double
) -> [Double] {
  let b0 = dot(contrast.constant, estimates)
  let b1 = dot(contrast.slope, estimates)
  let squared = critical * critical
  let v = covariance.matrix
  let a = b1 * b1 - squared * quadraticForm(contrast.slope, v)
  let b = b0 * b1 - squared * dot(contrast.constant, product(v, contrast.slope))
  let c = b0 * b0 - squared * quadraticForm(contrast.constant, v)
  if a == 0 { return b == 0 ? [] : [-c / (2 * b)] }
  let discriminant = b * b - a * c
  guard discriminant > 0 else { return [] }
  let q = -(b + (b < 0 ? -1 : 1) * discriminant.squareRoot())
  let roots = q == 0 ? [0] : [q / a, c / q]
  return roots.filter(\.isFinite).sorted()
}

/// The roots of the quadratic beyond a range, each followed to the critical value that belongs to it
/// and confirmed as a change of sign.
private func followedBounds(
  _ test: SlopeTest, _ contrast: AffineContrast, beyond range: ClosedRange<Double>
) throws -> [Double] {
  var found: [Double] = []
  for start in [range.lowerBound, range.upperBound] {
    for position in 0...1 {
      guard let end = try followedRoot(position, of: test, contrast, from: start),
        !range.contains(end), let root = try confirmedRoot(test, near: end), !range.contains(root)
      else { continue }
      let isNew = found.allSatisfy { ($0 - root).magnitude > 1e-9 * root.magnitude }
      if isNew { found.append(root) }
    }
  }
  return found
}

/// Takes the critical value at a point, the root of the quadratic for it, the critical value there,
/// and so on until the root stays; nil where there is no such root.
private func followedRoot(
  _ position: Int, of test: SlopeTest, _ contrast: AffineContrast, from start: Double
) throws -> Double? {
  var value = start
  for _ in 0..<100 {
    let roots = quadraticBounds(
      contrast, estimates: test.estimates, covariance: test.covariance,
      critical: try test.criticalValue(at: value))
    guard position < roots.count else { return nil }
    let next = roots[position]
    let isNear = (next - value).magnitude <= 1e-10 * max(next.magnitude, value.magnitude)
    value = next
    if isNear { break }
  }
  return value
}

/// The change of sign near a value, if there is one.
private func confirmedRoot(_ test: SlopeTest, near value: Double) throws -> Double? {
  let reach = 1e-6 * max(value.magnitude, .leastNormalMagnitude)
  let cell = (value - reach)...(value + reach)
  let (below, above) = (try test.excess(at: cell.lowerBound), try test.excess(at: cell.upperBound))
  guard below.isFinite, above.isFinite, (below > 0) != (above > 0) else { return nil }
  return try brentRoot(in: cell) { try test.excess(at: $0) }
}

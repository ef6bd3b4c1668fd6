import Distributions

/// Where the random effects of simulated responses come from.
public enum EffectsInDraws: String, Sendable, Hashable, CaseIterable {
  /// Each draw has new effects from their estimated distribution, as if other groups had been met.
  case population
  /// Every draw has the conditional modes: the groups as they were estimated.
  case included
}

/// New random effects scale · Λu with standard normal u, level by level in the order of the structure.
func drawnEffects(
  _ structure: LevelStructure, theta: [Double], scale: Double, from stream: inout RandomStream
) -> [Double] {
  let u = (0..<structure.effectCount).map { _ in scale * stream.nextNormal() }
  return scaled(structure, structure.templates.factors(at: theta), u)
}

/// The levels of poverty and collaboration that the claims compare.
public struct StudyLevels: Sendable, Equatable {
  /// Poverty at its low level, in the unit of the column.
  public let lowPoverty: Double
  /// Poverty at its high level.
  public let highPoverty: Double
  /// Collaboration at its low level, in the unit of the column.
  public let lowCollaboration: Double
  /// Collaboration at its high level.
  public let highCollaboration: Double
}

/// A surface of the form a + b·collaboration + c·poverty + d·collaboration·poverty, given by its
/// values at the four corners that two levels of each make.
///
/// Four corners fix the four coefficients, so a claim about corners is met by construction and needs
/// no search.
public struct CornerSurface: Sendable, Equatable {
  /// Where the corners are.
  public let levels: StudyLevels
  /// The value at low poverty and low collaboration.
  public let lowPovertyLowCollaboration: Double
  /// The value at high poverty and low collaboration.
  public let highPovertyLowCollaboration: Double
  /// The value at low poverty and high collaboration.
  public let lowPovertyHighCollaboration: Double
  /// The value at high poverty and high collaboration.
  public let highPovertyHighCollaboration: Double

  /// The surface's value; at a corner exactly the number it was given.
  public func value(poverty: Double, collaboration: Double) -> Double {
    let across = (poverty - levels.lowPoverty) / (levels.highPoverty - levels.lowPoverty)
    let up =
      (collaboration - levels.lowCollaboration)
      / (levels.highCollaboration - levels.lowCollaboration)
    let low = (1 - across) * lowPovertyLowCollaboration + across * highPovertyLowCollaboration
    let high = (1 - across) * lowPovertyHighCollaboration + across * highPovertyHighCollaboration
    return (1 - up) * low + up * high
  }

  /// The surface's coefficients in the columns' own units, in the order a formula
  /// `collaboration * poverty` has them.
  public var coefficients: SurfaceCoefficients {
    let povertyRange = levels.highPoverty - levels.lowPoverty
    let collaborationRange = levels.highCollaboration - levels.lowCollaboration
    let povertySlope = (highPovertyLowCollaboration - lowPovertyLowCollaboration) / povertyRange
    let collaborationSlope =
      (lowPovertyHighCollaboration - lowPovertyLowCollaboration) / collaborationRange
    let twist =
      highPovertyHighCollaboration - highPovertyLowCollaboration
      - lowPovertyHighCollaboration + lowPovertyLowCollaboration
    let interaction = twist / (povertyRange * collaborationRange)
    return SurfaceCoefficients(
      intercept: lowPovertyLowCollaboration - povertySlope * levels.lowPoverty
        - collaborationSlope * levels.lowCollaboration
        + interaction * levels.lowPoverty * levels.lowCollaboration,
      collaboration: collaborationSlope - interaction * levels.lowPoverty,
      poverty: povertySlope - interaction * levels.lowCollaboration,
      interaction: interaction)
  }
}

/// The coefficients of a surface with an interaction, in the units of the columns.
public struct SurfaceCoefficients: Sendable, Equatable {
  /// The value where poverty and collaboration are both 0.
  public let intercept: Double
  /// The slope in collaboration where poverty is 0.
  public let collaboration: Double
  /// The slope in poverty where collaboration is 0.
  public let poverty: Double
  /// The change of either slope with a unit of the other.
  public let interaction: Double
}

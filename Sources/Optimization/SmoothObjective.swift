/// A function to be minimised, with its gradient and, where there is one, a model of its curvature.
///
/// The derivatives are asked for at the point whose value was asked for last, so that what the value
/// took need not be computed again.
public protocol SmoothObjective {
  /// The value at a point; anything but a finite number shortens the step that led there.
  mutating func value(at point: [Double]) -> Double
  /// The gradient at the point of the last value.
  mutating func gradient() -> [Double]
  /// An approximation of the matrix of second derivatives at the point of the last value, row after
  /// row; nil where there is none, and the search builds its own. It need not be positive definite.
  mutating func curvature() -> [Double]?
}

extension SmoothObjective {
  /// No model of the curvature.
  public mutating func curvature() -> [Double]? { nil }
}

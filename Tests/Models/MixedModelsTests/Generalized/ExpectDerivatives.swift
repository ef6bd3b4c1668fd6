import TestSupport
import Testing

/// Records an issue unless a gradient is that of a deviance, by central differences of sixth order.
func expectDerivatives(
  _ gradient: [Double], at point: [Double], of value: ([Double]) -> Double
) {
  let step = 1e-3
  for index in point.indices {
    func shifted(_ by: Double) -> Double {
      var near = point
      near[index] += by * step
      return value(near)
    }
    let central =
      (45 * (shifted(1) - shifted(-1)) - 9 * (shifted(2) - shifted(-2))
        + (shifted(3) - shifted(-3))) / (60 * step)
    expectClose(
      gradient[index], central,
      within: Tolerance(
        .relativeTo(scale: 10, 1e-7), because: "modes found to 1e-9, over a step of 1e-3"),
      "parameter \(index)")
  }
}

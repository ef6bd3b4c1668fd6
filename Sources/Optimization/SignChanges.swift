/// The cells of an even grid in which a function changes its sign: brackets for `brentRoot`.
///
/// Crossings nearer to each other than a cell is wide may escape, in pairs. A zero on a grid point is
/// reported once, as a cell of no width. Values that are not numbers bracket nothing.
///
/// - Parameters:
///   - f: the function; what it throws is passed on.
///   - range: where to look.
///   - steps: the number of cells, ≥ 1; f is called steps + 1 times.
/// - Returns: the cells in ascending order.
public func signChanges(
  of f: (Double) throws -> Double, over range: ClosedRange<Double>, steps: Int
) rethrows -> [ClosedRange<Double>] {
  precondition(steps > 0, "a grid of \(steps) cells")
  let (lower, upper) = (range.lowerBound, range.upperBound)
  var cells: [ClosedRange<Double>] = []
  var last = lower
  var lastValue = try f(lower)
  if lastValue == 0 { cells.append(lower...lower) }
  for index in 1...steps {
    let share = Double(index) / Double(steps)
    let point = index == steps ? upper : min(max(lower * (1 - share) + upper * share, last), upper)
    let value = try f(point)
    if value == 0 {
      if point > last || lastValue != 0 { cells.append(point...point) }
    } else if (lastValue < 0 && value > 0) || (lastValue > 0 && value < 0) {
      cells.append(last...point)
    }
    (last, lastValue) = (point, value)
  }
  return cells
}

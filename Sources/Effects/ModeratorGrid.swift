import Modeling
import Optimization

/// A function of a moderator at ascending values, close enough to find where it crosses zero.
///
/// Within the observed range the values are an even grid together with quantiles, so that neither a
/// long tail nor a gap hides a crossing. Beyond it they move away by a constant factor, and towards a
/// value where the function ends, such as 0 for a logarithm, they come closer by one.
struct ModeratorGrid {
  let values: [Double]
  let results: [Double]

  /// Where the function was evaluated.
  var range: ClosedRange<Double> { (values.first ?? 0)...(values.last ?? 0) }

  /// The function within a range only.
  init(
    within range: ClosedRange<Double>, _ summary: VariableSummary,
    _ function: (Double) throws -> Double
  ) throws {
    let steps = 200
    var values: Set<Double> = [range.lowerBound, range.upperBound]
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let even = range.lowerBound * (1 - share) + range.upperBound * share
      values.formUnion([even, summary.quantile(share)].filter(range.contains))
    }
    self.values = values.sorted()
    results = try self.values.map(function)
  }

  /// The function within the observed range and outwards from it.
  init(over summary: VariableSummary, _ function: (Double) throws -> Double) throws {
    let observed = summary.minimum...summary.maximum
    let inside = try ModeratorGrid(within: observed, summary, function)
    let below = outward(from: observed, towards: -1, function)
    let above = outward(from: observed, towards: 1, function)
    values = below.map(\.value).reversed() + inside.values + above.map(\.value)
    results = below.map(\.result).reversed() + inside.results + above.map(\.result)
  }

  /// The points where the function changes its sign, ascending: between two values of different sign, and
  /// where between three of one sign it turns towards zero and crosses it twice.
  func crossings(of function: (Double) throws -> Double) throws -> [Double] {
    var cells: [ClosedRange<Double>] = []
    for index in values.indices.dropLast() {
      let (low, high) = (results[index], results[index + 1])
      guard low.isFinite, high.isFinite else { continue }
      if low != 0, high != 0, (low > 0) != (high > 0) {
        cells.append(values[index]...values[index + 1])
      }
      if high == 0 { cells.append(values[index + 1]...values[index + 1]) }
      if index > 0, let turn = try turn(at: index, function) {
        cells += [values[index - 1]...turn, turn...values[index + 1]]
      }
    }
    let found = try cells.map { cell in
      cell.lowerBound == cell.upperBound ? cell.lowerBound : try brentRoot(in: cell, function)
    }
    return Array(Set(found)).sorted()
  }

  /// A point on the other side of zero near an inner value, if the function turns there and reaches it.
  private func turn(at index: Int, _ function: (Double) throws -> Double) throws -> Double? {
    let (before, here, after) = (results[index - 1], results[index], results[index + 1])
    let sign = here > 0 ? 1.0 : -1.0
    let isTurn =
      here != 0 && sign * here <= sign * before && sign * here <= sign * after
      && before.isFinite && after.isFinite
    guard isTurn else { return nil }
    // A step's width is enough for a crossing; there is no need for the very lowest point.
    let lowest = try brentMinimum(
      in: values[index - 1]...values[index + 1], tolerance: 1e-6
    ) { sign * (try function($0)) }
    return lowest.value < 0 ? lowest.point : nil
  }
}

/// A value with what a function is there.
private struct Sample {
  let value: Double
  let result: Double
}

/// Samples beyond one end of a range, the nearest first, to where the function ends.
private func outward(
  from range: ClosedRange<Double>, towards sign: Double, _ function: (Double) throws -> Double
) -> [Sample] {
  /// Beyond the data a value that the model does not take is an end, not an error.
  func sample(_ value: Double) -> Sample? {
    guard value.isFinite, let result = try? function(value), result.isFinite else { return nil }
    return Sample(value: value, result: result)
  }
  let start = sign > 0 ? range.upperBound : range.lowerBound
  let width = range.upperBound - range.lowerBound
  var samples: [Sample] = []
  var last = start
  var distance = width / 64
  while distance <= 1e12 * width {
    let value = start + sign * distance
    guard let next = sample(value) else {
      return samples + approach(from: last, to: value, sample)
    }
    samples.append(next)
    last = value
    distance *= 1.4142135623730951
  }
  return samples
}

/// Samples from a value where a function is defined towards one where it is not: the distance to the
/// edge between them halves from one to the next.
private func approach(
  from inside: Double, to outside: Double, _ sample: (Double) -> Sample?
) -> [Sample] {
  var (good, bad) = (inside, outside)
  if good != 0, bad == 0 || (good > 0) != (bad > 0), sample(good * 1e-12) != nil {
    // Functions that end do so at 0, if it lies between; halving would find it to no relative precision.
    bad = 0
  } else {
    for _ in 0..<60 {
      let middle = good + (bad - good) / 2
      if sample(middle) == nil { bad = middle } else { good = middle }
    }
  }
  var samples: [Sample] = []
  var distance = inside - bad
  for _ in 0..<120 {
    distance /= 2
    let value = bad + distance
    guard value != bad, value != inside, let next = sample(value) else { break }
    samples.append(next)
  }
  return samples
}

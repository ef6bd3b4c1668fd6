/// The observations behind a figure's lines.
public struct Observation: Sendable, Equatable {
  /// The position along the horizontal axis.
  public var x: Double
  /// The position along the vertical axis.
  public var y: Double
  /// What the area of the mark stands for, such as staff of a school; zero and below are not shown.
  public var size: Double
  /// The series whose colour the mark takes, counted from 0; none for a neutral mark.
  public var series: Int?

  /// An observation.
  public init(x: Double, y: Double, size: Double = 1, series: Int? = nil) {
    self.x = x
    self.y = y
    self.size = size
    self.series = series
  }
}

/// Observations made ready to draw: those that can be shown, and where they are many, the means of the
/// cells of a grid in their place.
struct PointCloud {
  let marks: [Observation]
  /// Observations with values that no axis can show.
  let skipped: Int
  /// Observations beyond the range the axes show.
  let outside: Int
  /// Observations that the marks stand for.
  let shown: Int
  /// Whether a mark can stand for several observations.
  let isBinned: Bool
  private let largest: Double
  private let sizesDiffer: Bool

  static let limit = 1500
  private static let columns = 44
  private static let rows = 26

  init(_ observations: [Observation], _ xScale: AxisScale, _ yScale: AxisScale) {
    let valid = observations.filter {
      AxisScale.canShow($0.x, on: xScale.axis) && AxisScale.canShow($0.y, on: yScale.axis)
        && $0.size > 0 && $0.size.isFinite
    }
    let inside = valid.filter { xScale.contains($0.x) && yScale.contains($0.y) }
    skipped = observations.count - valid.count
    outside = valid.count - inside.count
    shown = inside.count
    isBinned = inside.count > Self.limit
    marks = isBinned ? Self.binned(inside, xScale, yScale) : inside
    let largest = marks.map(\.size).max() ?? 1
    self.largest = largest
    sizesDiffer = marks.contains { $0.size != largest }
  }

  /// The middle nine tenths and more of the values, or all if they are few: what an axis should cover
  /// so that a few outliers do not press the lines flat.
  static func core(_ values: [Double]) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count >= 60 else { return sorted }
    return [sorted[sorted.count / 100], sorted[sorted.count - 1 - sorted.count / 100]]
  }

  private struct Bin {
    var x = 0.0
    var y = 0.0
    var size = 0.0
  }

  private static func binned(
    _ observations: [Observation], _ xScale: AxisScale, _ yScale: AxisScale
  ) -> [Observation] {
    let largest = observations.map(\.size).max() ?? 1
    var bins: [Int: Bin] = [:]
    for observation in observations {
      let column = min(Int(xScale.fraction(observation.x) * Double(columns)), columns - 1)
      let row = min(Int(yScale.fraction(observation.y) * Double(rows)), rows - 1)
      let series = (observation.series.map { max(0, $0) % FigureStyle.seriesCount } ?? -1) + 1
      // Sizes are taken as shares of the largest, so that their sum cannot overflow.
      let size = max(observation.size / largest, .leastNormalMagnitude)
      var bin = bins[(series * rows + row) * columns + column] ?? Bin()
      let total = bin.size + size
      bin.x += (observation.x - bin.x) * (size / total)
      bin.y += (observation.y - bin.y) * (size / total)
      bin.size = total
      bins[(series * rows + row) * columns + column] = bin
    }
    return bins.sorted { $0.key < $1.key }.map { key, bin in
      let series = key / (rows * columns) - 1
      return Observation(x: bin.x, y: bin.y, size: bin.size, series: series < 0 ? nil : series)
    }
  }

  func draw(_ builder: inout SVGBuilder, in area: PlotArea) {
    let scale = area.width < 400 ? 0.72 : 1
    for mark in marks {
      let series = mark.series.map { "k\(max(0, $0) % FigureStyle.seriesCount)" } ?? "kn"
      let radius = scale * (sizesDiffer ? 1.2 + 5.3 * (mark.size / largest).squareRoot() : 2.6)
      builder.circle(at: area.position(mark.x, mark.y), radius: radius, "mark \(series)")
    }
  }

  /// What was drawn and what was not, in sentences.
  var summary: String {
    var sentences: [String] = []
    if isBinned {
      sentences.append(
        "\(Prose.count(shown)) observations are shown as \(Prose.count(marks.count)) marks, each the mean "
          + "of the observations near it, its area standing for their weight.")
    } else if shown > 0 {
      let sizes = sizesDiffer ? ", the area of each mark standing for its size" : ""
      sentences.append(
        "\(Prose.count(shown, "observation is", "observations are")) shown as \(shown == 1 ? "a point" : "points")\(sizes)."
      )
    }
    return (sentences + omissions).joined(separator: " ")
  }

  /// What was not drawn, in sentences; for everybody, not only for those who cannot see the figure.
  var omissions: [String] {
    var sentences: [String] = []
    if outside > 0 {
      sentences.append(
        "\(Prose.count(outside, "observation lies", "observations lie")) beyond the range shown.")
    }
    if skipped > 0 {
      sentences.append(
        "\(Prose.count(skipped, "observation has", "observations have")) no value that can be shown."
      )
    }
    return sentences
  }
}

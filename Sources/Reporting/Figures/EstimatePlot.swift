/// Estimates with intervals in rows: what coefficient plots and claim plots have in common.
struct EstimatePlot {
  let title: String
  let axis: FigureAxis
  let rows: [EstimateRow]
  let reference: Double?
  let level: Double
  let showsPublished: Bool
  private let numbers: ResolvedNumberFormat
  private let hasNegativeBound: Bool

  static let rowLimit = 60

  init(
    title: String, axis: FigureAxis, rows: [EstimateRow], reference: Double?, level: Double,
    showsPublished: Bool
  ) {
    self.title = title
    self.axis = axis
    self.rows = rows
    self.reference = reference
    self.level = level
    self.showsPublished = showsPublished
    numbers = ResolvedNumberFormat(
      axis.format == .percent ? .percent(decimals: 1) : .significant(3), for: rows.map(\.estimate))
    hasNegativeBound = rows.contains { $0.lower < 0 || $0.upper < 0 }
  }

  func figure() -> Figure {
    let drawn = Array(rows.prefix(Self.rowLimit))
    let covered = Self.covered(drawn, reference: reference, axis: axis)
    return Figure(title: title, description: description(drawn)) { layout in
      EstimateDrawing(
        plot: self, rows: drawn, layout: layout,
        scale: AxisScale(axis, covering: covered, tickTarget: layout == .wide ? 6 : 4)
      ).draw()
    }
  }

  /// The values the axis must cover: estimates, published figures and the reference line, and bounds as
  /// far as they do not dwarf these; the rest of an interval is drawn as an arrow.
  static func covered(_ rows: [EstimateRow], reference: Double?, axis: FigureAxis) -> [Double] {
    let shows = { (value: Double) in AxisScale.canShow(value, on: axis) }
    let core =
      (rows.map(\.estimate) + rows.compactMap(\.published) + (reference.map { [$0] } ?? []))
      .filter(shows)
    let bounds = rows.flatMap { [$0.lower, $0.upper] }.filter(shows)
    guard let least = core.min(), let most = core.max() else { return bounds }
    if axis.scale == .logarithmic {
      let factor = max(most / least, 10)
      return core + bounds.map { min(max($0, least / factor), most * factor) }
    }
    let widths = rows.map { $0.upper - $0.lower }.filter { $0.isFinite && $0 > 0 }.sorted()
    let typical = widths.isEmpty ? 0 : widths[widths.count / 2]
    let reach = max(2 * (most - least), 3 * typical)
    return core + bounds.map { min(max($0, least - reach), most + reach) }
  }

  private func description(_ drawn: [EstimateRow]) -> String {
    var sentences = drawn.map { row -> String in
      var sentence = "\(row.label): \(text(row))"
      if let published = publishedText(row) { sentence += "; \(published)" }
      return sentence + "."
    }
    if drawn.isEmpty { sentences.append("There are no estimates to show.") }
    return (sentences + omissions(drawn: drawn.count)).joined(separator: " ")
  }

  /// What the figure does not show.
  func omissions(drawn: Int) -> [String] {
    rows.count > drawn
      ? ["The first \(drawn) of \(Prose.count(rows.count)) rows are shown."] : []
  }

  /// The estimate with its interval; all rows have the same decimals and the same word between bounds.
  func text(_ row: EstimateRow) -> String {
    guard !row.estimate.isNaN else { return "not estimated" }
    let estimate = numbers.text(row.estimate, style: .typographic)
    if row.lower.isNaN || row.upper.isNaN { return estimate }
    let bounds = [row.lower, row.upper].map { numbers.text($0, style: .typographic) }
    return "\(estimate) (\(bounds.joined(separator: hasNegativeBound ? " to " : "–")))"
  }

  /// The published figure, in words.
  func publishedText(_ row: EstimateRow) -> String? {
    guard showsPublished else { return nil }
    if let text = row.publishedText { return "published: \(text)" }
    return row.published.flatMap {
      $0.isNaN ? nil : "published: \(axis.text($0, atMost: numbers.decimals))"
    }
  }
}

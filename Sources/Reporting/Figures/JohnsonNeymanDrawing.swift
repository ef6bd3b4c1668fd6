/// Lays out and draws a Johnson–Neyman plot.
struct JohnsonNeymanDrawing {
  let plot: JohnsonNeymanPlot
  let curve: Curve
  let observed: [Double]
  let layout: Figure.Layout
  let xScale: AxisScale
  let yScale: AxisScale

  private let stripHeight = 30.0

  func draw() -> Drawing {
    var builder = SVGBuilder()
    let nameLines =
      plot.slope.label.isEmpty
      ? [] : TextFitting.lines(plot.slope.label, width: layout.width - 8, isBold: true)
    for (index, line) in nameLines.enumerated() {
      builder.text(line, at: Position(x: 0, y: 13 + Double(index) * TextFitting.lineHeight), "name")
    }
    let legendTop = Double(nameLines.count) * TextFitting.lineHeight + 6
    let legend = Legend(entries, at: Position(x: 0, y: legendTop), width: layout.width)
    legend.draw(&builder)
    let left = PlotArea.leftMargin(yScale)
    let labels = boundaryLabels(left: left, width: layout.width - left - 14)
    let labelRows = (labels.map(\.row).max() ?? -1) + 1
    let area = PlotArea(
      corner: Position(x: left, y: legendTop + legend.height + 10 + Double(labelRows) * 17),
      width: layout.width - left - 14, height: layout == .wide ? 270 : 210, xScale: xScale,
      yScale: yScale)
    drawData(&builder, area)
    let base = drawStrip(&builder, area)
    area.drawHorizontalAxis(&builder, at: base)
    for label in labels {
      let x = area.x(label.value)
      let top = area.corner.y - 6 - 17 * Double(labelRows - 1 - label.row)
      builder.line(from: Position(x: x, y: top + 3), to: Position(x: x, y: area.bottom), "bound")
      builder.text(label.text, at: Position(x: label.x, y: top - 1), "name", label.anchor)
    }
    let height = FigureRemarks.draw(
      omissions, below: base + PlotArea.bottomMargin(plot.moderator, width: area.width),
      width: layout.width, &builder)
    return Drawing(width: layout.width, height: height, body: builder.body)
  }

  /// What of the observed values the figure does not show.
  private var omissions: [String] {
    let outside = observed.count { !xScale.contains($0) }
    return outside == 0
      ? []
      : [
        "\(Prose.count(outside, "observed value lies", "observed values lie")) beyond the range shown."
      ]
  }

  private var entries: [Legend.Entry] {
    let interval = Prose.confidence(plot.level)
    var entries = [
      Legend.Entry(symbol: .band(series: 0), text: "slope, \(interval) excludes zero"),
      Legend.Entry(symbol: .neutralBand, text: "includes zero"),
    ]
    if !observed.isEmpty { entries.append(Legend.Entry(symbol: .bar, text: "observed values")) }
    return entries
  }

  /// The significant regions as far as they are in view.
  private var regions: [Extent] {
    plot.significant.compactMap { region in
      let lower = max(region.lower, xScale.lower)
      let upper = min(region.upper, xScale.upper)
      return lower < upper ? Extent(lower, upper) : nil
    }
  }

  private func drawData(_ builder: inout SVGBuilder, _ area: PlotArea) {
    for region in regions {
      builder.rectangle(
        at: Position(x: area.x(region.lower), y: area.corner.y),
        width: area.x(region.upper) - area.x(region.lower), height: area.height, "region k0")
    }
    area.drawGrid(&builder)
    // The neutral curve stands between the regions only: drawn beneath, it would show through.
    var start = xScale.lower
    for region in regions.sorted(by: { $0.lower < $1.lower }) + [Extent(xScale.upper, xScale.upper)]
    {
      drawCurve(&builder, area, Extent(start, region.lower), isSignificant: false)
      drawCurve(&builder, area, region, isSignificant: true)
      start = max(start, region.upper)
    }
    if yScale.contains(0) {
      builder.line(from: area.position(xScale.lower, 0), to: area.position(xScale.upper, 0), "zero")
    }
  }

  private func drawCurve(
    _ builder: inout SVGBuilder, _ area: PlotArea, _ extent: Extent, isSignificant: Bool
  ) {
    let left = area.x(extent.lower)
    builder.clipped(
      to: Position(x: left, y: area.corner.y), width: area.x(extent.upper) - left,
      height: area.height
    ) { builder in
      let color = isSignificant ? "k0" : "kn"
      curve.draw(
        &builder, in: area, bandClasses: "band \(color)",
        lineClasses: isSignificant ? "line k0" : "line kn d4", dotClasses: color)
    }
  }

  /// The distribution of observed values below the plot; the vertical position of the axis.
  private func drawStrip(_ builder: inout SVGBuilder, _ area: PlotArea) -> Double {
    let binCount = layout == .wide ? 80 : 48
    var counts = Array(repeating: 0, count: binCount)
    for value in observed where xScale.contains(value) {
      counts[min(Int(xScale.fraction(value) * Double(binCount)), binCount - 1)] += 1
    }
    guard let most = counts.max(), most > 0 else { return area.bottom }
    let base = area.bottom + stripHeight
    let step = area.width / Double(binCount)
    for (index, count) in counts.enumerated() where count > 0 {
      let height = max(1.5, Double(count) / Double(most) * (stripHeight - 6))
      builder.rectangle(
        at: Position(x: area.corner.x + Double(index) * step + 0.5, y: base - height),
        width: step - 1, height: height, "bar")
    }
    return base
  }

  private struct BoundaryLabel {
    let value: Double
    let text: String
    let x: Double
    let anchor: SVGBuilder.Anchor
    let row: Int
  }

  /// The region ends in view with their values, in rows where they would touch; at most eight.
  private func boundaryLabels(left: Double, width: Double) -> [BoundaryLabel] {
    let ends = Set(plot.significant.flatMap { [$0.lower, $0.upper] })
      .filter { $0 > xScale.lower && $0 < xScale.upper }.sorted().prefix(8)
    var labels: [BoundaryLabel] = []
    var free = [Double](repeating: -.infinity, count: 8)
    for value in ends {
      let text = plot.moderator.text(value)
      let textWidth = TextFitting.width(text, isBold: true)
      let x = left + xScale.fraction(value) * width
      let start = min(max(x - textWidth / 2, left), left + width - textWidth)
      let row = free.firstIndex { $0 <= start } ?? 0
      free[row] = start + textWidth + 8
      labels.append(
        BoundaryLabel(value: value, text: text, x: start + textWidth / 2, anchor: .middle, row: row)
      )
    }
    return labels
  }
}

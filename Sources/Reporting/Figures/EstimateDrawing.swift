/// Lays out and draws estimates in rows: beside their labels where there is room, else below them.
struct EstimateDrawing {
  let plot: EstimatePlot
  let rows: [EstimateRow]
  let layout: Figure.Layout
  let scale: AxisScale

  private struct RowText {
    let label: [String]
    let value: String
    let published: String?
  }

  func draw() -> Drawing {
    var builder = SVGBuilder()
    let legend = Legend(entries, at: Position(x: 0, y: 0), width: layout.width)
    legend.draw(&builder)
    let texts = rows.map { rowText($0) }
    let isNarrow = layout == .narrow
    let labels = texts.flatMap(\.label).map { TextFitting.width($0) }.max() ?? 0
    let values =
      texts.flatMap { [$0.value, $0.published ?? ""] }.map { TextFitting.width($0) }.max() ?? 0
    let left = isNarrow ? 12 : labels + 18
    let right = isNarrow ? 12 : values + 18
    let heights = texts.map { rowHeight($0) }
    let area = PlotArea(
      corner: Position(x: left, y: legend.height + 6), width: layout.width - left - right,
      height: max(heights.reduce(0, +), 24), xScale: scale, yScale: scale)
    drawLines(&builder, area, heights)
    var top = area.corner.y
    for (index, row) in rows.enumerated() {
      let name = ([row.label, plot.text(row)] + [plot.publishedText(row)].compactMap { $0 })
        .joined(separator: ", ")
      builder.group(title: name) { builder in
        let middle = drawText(texts[index], top: top, height: heights[index], &builder)
        drawMarks(row, at: middle, area, &builder)
      }
      top += heights[index]
    }
    area.drawHorizontalAxis(&builder, at: area.bottom)
    let height = FigureRemarks.draw(
      plot.omissions(drawn: rows.count),
      below: area.bottom + PlotArea.bottomMargin(plot.axis, width: area.width),
      width: layout.width, &builder)
    return Drawing(width: layout.width, height: height, body: builder.body)
  }

  private var entries: [Legend.Entry] {
    let estimate = Legend.Entry(
      symbol: .estimate, text: "estimate, \(Prose.confidence(plot.level))")
    guard plot.showsPublished else { return [estimate] }
    return [estimate, Legend.Entry(symbol: .published, text: "published")]
  }

  private func rowText(_ row: EstimateRow) -> RowText {
    let value = plot.text(row)
    let published = plot.publishedText(row)
    if layout == .narrow {
      let lines = TextFitting.lines(row.label, width: layout.width - TextFitting.width(value) - 16)
      let fitted = published.map { TextFitting.fitted($0, to: layout.width) }
      return RowText(label: lines, value: value, published: fitted)
    }
    let fitted = published.map { TextFitting.fitted($0, to: layout.width * 0.34) }
    return RowText(
      label: TextFitting.lines(row.label, width: layout.width * 0.3), value: value,
      published: fitted)
  }

  private func rowHeight(_ text: RowText) -> Double {
    let lines = max(text.label.count, text.published == nil ? 1 : 2)
    return Double(lines) * TextFitting.lineHeight + (layout == .narrow ? 34 : 18)
  }

  /// Grid and reference line; where text stands above the marks, only beside the marks.
  private func drawLines(_ builder: inout SVGBuilder, _ area: PlotArea, _ heights: [Double]) {
    var spans = [(area.corner.y, area.bottom)]
    if layout == .narrow {
      var top = area.corner.y
      spans = heights.map { height in
        top += height
        return (top - 29, top)
      }
    }
    var lines = scale.ticks.map { ($0.value, "grid") }
    if let reference = plot.reference, scale.contains(reference) {
      lines.append((reference, "zero"))
    }
    for (value, name) in lines {
      for (top, bottom) in spans {
        let x = area.x(value)
        builder.line(from: Position(x: x, y: top), to: Position(x: x, y: bottom), name)
      }
    }
  }

  /// Writes a row's text; where its marks stand.
  private func drawText(
    _ text: RowText, top: Double, height: Double, _ builder: inout SVGBuilder
  ) -> Double {
    let isNarrow = layout == .narrow
    let line = TextFitting.lineHeight
    let middle = isNarrow ? top + height - 17 : top + height / 2
    let values = [text.value] + (text.published.map { [$0] } ?? [])
    let labelTop = isNarrow ? top + 14 : middle + 4.5 - line * Double(text.label.count - 1) / 2
    let valueTop = isNarrow ? top + 14 : middle + 4.5 - line * Double(values.count - 1) / 2
    for (index, label) in text.label.enumerated() {
      builder.text(label, at: Position(x: 0, y: labelTop + line * Double(index)), "over")
    }
    for (index, value) in values.enumerated() {
      builder.text(
        value, at: Position(x: layout.width, y: valueTop + line * Double(index)),
        index == 0 ? "over" : "over quiet", .end)
    }
    return middle
  }

  private func drawMarks(
    _ row: EstimateRow, at y: Double, _ area: PlotArea, _ builder: inout SVGBuilder
  ) {
    if AxisScale.canShow(row.estimate, on: plot.axis) {
      drawInterval(row, at: y, area, &builder)
      if scale.contains(row.estimate) {
        builder.circle(at: Position(x: area.x(row.estimate), y: y), radius: 4.5, "dot k0")
      }
    }
    if plot.showsPublished, let published = row.published, scale.contains(published) {
      builder.diamond(at: Position(x: area.x(published), y: y), radius: 7.5, "hollow k1")
    }
  }

  /// The interval as a line, with an arrowhead at an end that is out of view.
  private func drawInterval(
    _ row: EstimateRow, at y: Double, _ area: PlotArea, _ builder: inout SVGBuilder
  ) {
    guard row.lower <= row.upper else { return }
    let isCut = (lower: row.lower < scale.lower, upper: row.upper > scale.upper)
    let left = isCut.lower ? area.corner.x : area.x(row.lower)
    let right = isCut.upper ? area.right : area.x(row.upper)
    guard left <= right else { return }
    builder.line(from: Position(x: left, y: y), to: Position(x: right, y: y), "whisker k0")
    for (end, isCut, inward) in [(left, isCut.lower, 6.0), (right, isCut.upper, -6.0)] where isCut {
      builder.polyline(
        [
          Position(x: end + inward, y: y - 5), Position(x: end, y: y),
          Position(x: end + inward, y: y + 5),
        ], "whisker k0")
    }
  }
}

/// Lays out and draws an interaction plot.
struct InteractionDrawing {
  let plot: InteractionPlot
  let curves: [Curve]
  let cloud: PointCloud
  let layout: Figure.Layout
  let xScale: AxisScale
  let yScale: AxisScale

  func draw() -> Drawing {
    var builder = SVGBuilder()
    let nameLines =
      plot.yAxis.label.isEmpty
      ? [] : TextFitting.lines(plot.yAxis.label, width: layout.width - 8, isBold: true)
    for (index, line) in nameLines.enumerated() {
      builder.text(line, at: Position(x: 0, y: 13 + Double(index) * TextFitting.lineHeight), "name")
    }
    let legendTop = Double(nameLines.count) * TextFitting.lineHeight + 6
    let legend = Legend(entries, at: Position(x: 0, y: legendTop), width: layout.width)
    legend.draw(&builder)
    let labels = endLabels
    let labelWidth =
      labels.flatMap { $0 }.map { TextFitting.width($0, isBold: true) }.max() ?? 0
    let left = PlotArea.leftMargin(yScale)
    let width = layout.width - left - (labelWidth > 0 ? labelWidth + 14 : 10)
    let area = PlotArea(
      corner: Position(x: left, y: legendTop + legend.height + 10), width: width,
      height: plotHeight, xScale: xScale, yScale: yScale)
    area.drawGrid(&builder)
    builder.clipped(to: area.corner, width: area.width, height: area.height) { builder in
      cloud.draw(&builder, in: area)
      for (index, curve) in curves.enumerated() {
        let color = "k\(index % FigureStyle.seriesCount)"
        curve.draw(
          &builder, in: area, bandClasses: "band \(color)", lineClasses: FigureStyle.line(index),
          dotClasses: color)
      }
    }
    area.drawHorizontalAxis(&builder, at: area.bottom)
    drawEndLabels(labels, &builder, area)
    let isCut = curves.contains { curve in
      curve.values.contains { $0.isFinite && !yScale.contains($0) }
    }
    let height = FigureRemarks.draw(
      cloud.omissions + (isCut ? ["Parts of lines or bands lie beyond the range shown."] : []),
      below: area.bottom + PlotArea.bottomMargin(plot.xAxis, width: width),
      width: layout.width, &builder)
    return Drawing(width: layout.width, height: height, body: builder.body)
  }

  private var plotHeight: Double { layout == .wide ? 300 : 230 }

  private var entries: [Legend.Entry] {
    var entries = plot.series.enumerated().map { index, series in
      let hasBand = curves[index].points.contains { $0.lower.isFinite && $0.upper.isFinite }
      let symbol: Legend.Symbol = hasBand ? .band(series: index) : .line(series: index)
      return Legend.Entry(symbol: symbol, text: series.label)
    }
    if !cloud.marks.isEmpty {
      entries.append(
        Legend.Entry(symbol: .point, text: cloud.isBinned ? "observed, binned" : "observed"))
    }
    return entries
  }

  /// The labels at the line ends, each in a few lines; none where lines are too many to tell apart.
  /// What stands in brackets is left to the legend where there is no room for it.
  private var endLabels: [[String]] {
    guard plot.series.count > 1, plot.series.count <= FigureStyle.seriesCount else { return [] }
    let limit = layout == .wide ? 142.0 : 104
    let lineLimit = max(1, Int(plotHeight / 15) / plot.series.count)
    func lines(_ labels: [String], maximum: Int) -> [[String]] {
      labels.map {
        TextFitting.lines($0, width: limit, maximum: min(maximum, lineLimit), isBold: true)
      }
    }
    let whole = lines(plot.series.map(\.label), maximum: 2)
    guard whole.contains(where: { $0.last?.hasSuffix("…") == true }) else { return whole }
    let heads = plot.series.map { series in
      let head = series.label.prefix { $0 != "(" }
      return head.isEmpty ? series.label : String(head)
    }
    return lines(heads, maximum: 3)
  }

  /// Puts each label level with the end of its line, moved apart where they would touch.
  private func drawEndLabels(_ labels: [[String]], _ builder: inout SVGBuilder, _ area: PlotArea) {
    var items: [(series: Int, center: Double, height: Double)] = []
    for (index, lines) in labels.enumerated() {
      guard let last = curves[index].points.last else { continue }
      let center = min(max(area.y(last.y), area.corner.y), area.bottom)
      items.append((index, center, Double(lines.count) * 15))
    }
    items.sort { ($0.center, $0.series) < ($1.center, $1.series) }
    var free = area.corner.y - 6
    for index in items.indices {
      items[index].center = max(items[index].center, free + items[index].height / 2)
      free = items[index].center + items[index].height / 2 + 3
    }
    var floor = area.bottom + 4
    for index in items.indices.reversed() {
      items[index].center = min(items[index].center, floor - items[index].height / 2)
      floor = items[index].center - items[index].height / 2 - 3
    }
    for item in items {
      let lines = labels[item.series]
      for (index, line) in lines.enumerated() {
        let y = item.center - item.height / 2 + 11.5 + 15 * Double(index)
        builder.text(
          line, at: Position(x: area.right + 8, y: y),
          "label k\(item.series % FigureStyle.seriesCount)")
      }
    }
  }
}

/// The rectangle that data are drawn in, its two scales, and what stands around it.
struct PlotArea {
  let corner: Position
  let width: Double
  let height: Double
  let xScale: AxisScale
  let yScale: AxisScale

  var bottom: Double { corner.y + height }
  var right: Double { corner.x + width }

  func x(_ value: Double) -> Double { corner.x + xScale.fraction(value) * width }

  func y(_ value: Double) -> Double { bottom - yScale.fraction(value) * height }

  func position(_ x: Double, _ y: Double) -> Position { Position(x: self.x(x), y: self.y(y)) }

  /// The room that the marks of a vertical axis take.
  static func leftMargin(_ scale: AxisScale) -> Double {
    12 + (scale.ticks.map { TextFitting.width($0.label, size: 12) }.max() ?? 0)
  }

  /// The lines of the horizontal axis' name, in the middle of it.
  static func nameLines(_ axis: FigureAxis, width: Double) -> [String] {
    axis.label.isEmpty ? [] : TextFitting.lines(axis.label, width: width, isBold: true)
  }

  /// The room below the plot for marks and name of the horizontal axis.
  static func bottomMargin(_ axis: FigureAxis, width: Double) -> Double {
    26 + Double(nameLines(axis, width: width).count) * TextFitting.lineHeight
  }

  /// Hairlines across the plot with the vertical axis' marks.
  func drawGrid(_ builder: inout SVGBuilder) {
    for tick in yScale.ticks {
      let y = y(tick.value)
      builder.line(from: Position(x: corner.x, y: y), to: Position(x: right, y: y), "grid")
      builder.text(tick.label, at: Position(x: corner.x - 8, y: y + 4), "tick", .end)
    }
  }

  /// The horizontal axis with marks and name. Marks whose labels would touch are left unlabelled.
  func drawHorizontalAxis(_ builder: inout SVGBuilder, at base: Double) {
    builder.line(from: Position(x: corner.x, y: base), to: Position(x: right, y: base), "axis")
    var free = -Double.infinity
    for tick in xScale.ticks {
      let x = x(tick.value)
      builder.line(from: Position(x: x, y: base), to: Position(x: x, y: base + 5), "axis")
      let half = TextFitting.width(tick.label, size: 12) / 2
      if x - half < free { continue }
      free = x + half + 6
      builder.text(tick.label, at: Position(x: x, y: base + 19), "tick", .middle)
    }
    let lines = Self.nameLines(xScale.axis, width: width)
    for (index, line) in lines.enumerated() {
      let y = base + 38 + Double(index) * TextFitting.lineHeight
      builder.text(line, at: Position(x: corner.x + width / 2, y: y), "name", .middle)
    }
  }
}

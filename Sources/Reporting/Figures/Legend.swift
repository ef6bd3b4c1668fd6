/// The key to a figure's marks, in rows above the plot.
struct Legend {
  /// What stands before an entry's text.
  enum Symbol {
    case line(series: Int)
    case band(series: Int)
    case neutralBand
    case point
    case estimate
    case published
    case bar
  }

  /// A symbol and what it stands for.
  struct Entry {
    let symbol: Symbol
    let text: String
  }

  private let placed: [(entry: Entry, text: String, position: Position)]
  /// The height the legend takes.
  let height: Double

  /// Places the entries from left to right in as many rows as they need.
  init(_ entries: [Entry], at corner: Position, width: Double) {
    var placed: [(Entry, String, Position)] = []
    var position = Position(x: corner.x, y: corner.y + 13)
    for entry in entries {
      let text = TextFitting.fitted(entry.text, to: width - 36)
      let needed = 36 + TextFitting.width(text)
      if position.x > corner.x, position.x + needed > corner.x + width {
        position = Position(x: corner.x, y: position.y + 20)
      }
      placed.append((entry, text, position))
      position.x += needed + 16
    }
    self.placed = placed
    height = entries.isEmpty ? 0 : position.y - corner.y + 9
  }

  func draw(_ builder: inout SVGBuilder) {
    for item in placed {
      let middle = Position(x: item.position.x + 14, y: item.position.y - 4)
      draw(item.entry.symbol, at: middle, &builder)
      builder.text(item.text, at: Position(x: item.position.x + 34, y: item.position.y), "")
    }
  }

  private func draw(_ symbol: Symbol, at middle: Position, _ builder: inout SVGBuilder) {
    let left = Position(x: middle.x - 14, y: middle.y)
    let right = Position(x: middle.x + 14, y: middle.y)
    let corner = Position(x: middle.x - 14, y: middle.y - 6)
    switch symbol {
    case .line(let series): builder.line(from: left, to: right, FigureStyle.line(series))
    case .band(let series):
      builder.rectangle(
        at: corner, width: 28, height: 12, "band k\(series % FigureStyle.seriesCount)")
      builder.line(from: left, to: right, FigureStyle.line(series))
    case .neutralBand:
      builder.rectangle(at: corner, width: 28, height: 12, "band kn")
      builder.line(from: left, to: right, "line kn d4")
    case .point: builder.circle(at: middle, radius: 4, "mark kn")
    case .estimate:
      builder.line(from: left, to: right, "whisker k0")
      builder.circle(at: middle, radius: 4.5, "dot k0")
    case .published: builder.diamond(at: middle, radius: 6.5, "hollow k1")
    case .bar:
      for (index, height) in [5.0, 9, 12, 7].enumerated() {
        builder.rectangle(
          at: Position(x: middle.x - 10 + 5 * Double(index), y: middle.y + 6 - height),
          width: 4, height: height, "bar")
      }
    }
  }
}

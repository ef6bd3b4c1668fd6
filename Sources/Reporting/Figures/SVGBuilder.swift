/// A length or position in a drawing: two decimals, no exponent, whatever the number.
func coordinate(_ value: Double) -> String {
  guard value.isFinite else { return "0" }
  let hundredths = Int((min(max(value, -99_999), 99_999) * 100).rounded())
  let magnitude = hundredths.magnitude
  var text = (hundredths < 0 ? "-" : "") + String(magnitude / 100)
  let fraction = magnitude % 100
  if fraction != 0 {
    text +=
      "." + (fraction < 10 ? "0" : "")
      + String(fraction.isMultiple(of: 10) ? fraction / 10 : fraction)
    if fraction.isMultiple(of: 10), fraction < 10 { text.removeLast() }
  }
  return text
}

/// A position in a drawing, y downward.
struct Position: Equatable {
  var x: Double
  var y: Double
}

/// Puts SVG elements together. Text is escaped here and nowhere else.
struct SVGBuilder {
  private(set) var body = ""

  /// Where text stands against its position.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  mutating func line(from start: Position, to end: Position, _ classes: String) {
    body += "<line class=\"\(classes)\" x1=\"\(coordinate(start.x))\" y1=\"\(coordinate(start.y))\""
    body += " x2=\"\(coordinate(end.x))\" y2=\"\(coordinate(end.y))\"/>\n"
  }

  mutating func rectangle(at corner: Position, width: Double, height: Double, _ classes: String) {
    body += "<rect class=\"\(classes)\" x=\"\(coordinate(corner.x))\" y=\"\(coordinate(corner.y))\""
    body += " width=\"\(coordinate(max(0, width)))\" height=\"\(coordinate(max(0, height)))\"/>\n"
  }

  mutating func circle(at center: Position, radius: Double, _ classes: String) {
    body += "<circle class=\"\(classes)\" cx=\"\(coordinate(center.x))\""
    body += " cy=\"\(coordinate(center.y))\" r=\"\(coordinate(radius))\"/>\n"
  }

  mutating func diamond(at center: Position, radius: Double, _ classes: String) {
    polyline(
      [
        Position(x: center.x, y: center.y - radius), Position(x: center.x + radius, y: center.y),
        Position(x: center.x, y: center.y + radius), Position(x: center.x - radius, y: center.y),
      ], classes, isClosed: true)
  }

  mutating func polyline(_ points: [Position], _ classes: String, isClosed: Bool = false) {
    guard !points.isEmpty else { return }
    body += "<path class=\"\(classes)\" d=\""
    for (index, point) in points.enumerated() {
      body += (index == 0 ? "M" : "L") + coordinate(point.x) + " " + coordinate(point.y)
    }
    body += isClosed ? "Z\"/>\n" : "\"/>\n"
  }

  mutating func text(
    _ text: String, at position: Position, _ classes: String, _ anchor: Anchor = .start
  ) {
    body += "<text"
    if !classes.isEmpty { body += " class=\"\(classes)\"" }
    body += " x=\"\(coordinate(position.x))\" y=\"\(coordinate(position.y))\""
    if anchor != .start { body += " text-anchor=\"\(anchor.rawValue)\"" }
    body += ">\(text.onOneLine.markupEscaped)</text>\n"
  }

  /// Elements cut off at a rectangle's edges, in the coordinates of the drawing. (A nested viewport clips
  /// without an identifier, which would have to differ from all others on a page.)
  mutating func clipped(
    to corner: Position, width: Double, height: Double, _ draw: (inout SVGBuilder) -> Void
  ) {
    guard width > 0, height > 0 else { return }
    let size = "\(coordinate(width)) \(coordinate(height))"
    body += "<svg x=\"\(coordinate(corner.x))\" y=\"\(coordinate(corner.y))\""
    body += " width=\"\(coordinate(width))\" height=\"\(coordinate(height))\" overflow=\"hidden\""
    body += " viewBox=\"\(coordinate(corner.x)) \(coordinate(corner.y)) \(size)\">\n"
    draw(&self)
    body += "</svg>\n"
  }

  /// A group with a name that pointing at it shows.
  mutating func group(title: String, _ draw: (inout SVGBuilder) -> Void) {
    body += "<g><title>\(title.onOneLine.markupEscaped)</title>\n"
    draw(&self)
    body += "</g>\n"
  }
}

/// A drawing as a value: scalable, without scripts or outside references, the same bytes for the same data.
///
/// Each figure is laid out twice, for a wide column and for a phone, so that its lettering stays
/// readable at both. Colours are custom properties of CSS and follow the page's light or dark theme.
public struct Figure: Sendable, Equatable {
  /// What the figure shows, in a few words: the name that a screen reader speaks.
  public let title: String
  /// What can be read off the figure, in sentences, with anything that was left out or summarised.
  public let description: String
  let wide: Drawing
  let narrow: Drawing

  /// Which of the two layouts.
  public enum Layout: Sendable, Equatable, CaseIterable {
    /// 720 units wide.
    case wide
    /// 380 units wide.
    case narrow
  }

  init(title: String, description: String, draw: (Layout) -> Drawing) {
    self.title = title
    self.description = description
    wide = draw(.wide)
    narrow = draw(.narrow)
  }

  /// The figure as a standalone SVG document in its wide layout.
  public var svg: String { svg(layout: .wide) }

  /// The figure as a standalone SVG document, with its own colours for light and dark.
  public func svg(layout: Layout) -> String {
    element(layout: layout, identifier: "figure", style: FigureStyle.standalone) + "\n"
  }

  /// The figure as an element of a page that carries `FigureStyle.rules` and the colour properties.
  func inlineSVG(layout: Layout, identifier: String) -> String {
    element(layout: layout, identifier: identifier, style: nil)
  }

  private func element(layout: Layout, identifier: String, style: String?) -> String {
    let drawing = layout == .wide ? wide : narrow
    let size = "\(coordinate(drawing.width)) \(coordinate(drawing.height))"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="fg" viewBox="0 0 \(size)" role="img" \
      aria-labelledby="\(identifier)-title \(identifier)-desc">
      <title id="\(identifier)-title">\(title.markupEscaped)</title>
      <desc id="\(identifier)-desc">\(description.markupEscaped)</desc>
      \(style.map { "<style>\n\($0)</style>\n" } ?? "")\(drawing.body)</svg>
      """
  }
}

/// The elements of one layout and the size they take.
struct Drawing: Sendable, Equatable {
  let width: Double
  let height: Double
  let body: String
}

extension Figure.Layout {
  /// The width of the drawing in units.
  var width: Double { self == .wide ? 720 : 380 }
}

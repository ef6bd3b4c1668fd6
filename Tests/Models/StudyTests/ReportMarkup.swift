import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a parser that knows nothing of the report's writer finds in a page.
final class ReportMarkup: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []
  private(set) var attributes: [(element: String, name: String, value: String)] = []
  private(set) var text = ""

  /// Parses a page and records an issue where it is not well-formed.
  init(_ page: String, sourceLocation: SourceLocation = #_sourceLocation) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    #expect(
      parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))",
      sourceLocation: sourceLocation)
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes found: [String: String]
  ) {
    elements.append(name)
    for (key, value) in found { attributes.append((name, key, value)) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  /// How many elements of a name there are.
  func count(_ name: String) -> Int { elements.reduce(0) { $0 + ($1 == name ? 1 : 0) } }

  /// Records an issue if the page runs anything or reaches for anything outside itself.
  func expectInert(sourceLocation: SourceLocation = #_sourceLocation) {
    for name in ["script", "img", "image", "iframe", "link", "object", "embed", "use"] {
      #expect(count(name) == 0, sourceLocation: sourceLocation)
    }
    for attribute in attributes {
      #expect(!attribute.name.lowercased().hasPrefix("on"), sourceLocation: sourceLocation)
      let isReference = ["href", "src", "xlink:href", "action"].contains(attribute.name)
      #expect(!isReference || attribute.value.hasPrefix("#"), sourceLocation: sourceLocation)
    }
    for reach in ["url(", "@import", "javascript:"] {
      #expect(!text.contains(reach), sourceLocation: sourceLocation)
    }
  }
}

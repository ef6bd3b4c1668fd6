import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a parser that knows nothing of our writers finds in a document.
final class XMLFacts: NSObject, XMLParserDelegate {
  var elements: [String] = []
  var attributes: [(element: String, name: String, value: String)] = []
  var text: [String: String] = [:]
  private var open: [String] = []

  /// Parses the document and records an issue where it is not well-formed.
  init(_ document: String, sourceLocation: SourceLocation = #_sourceLocation) {
    super.init()
    let parser = XMLParser(data: Data(document.utf8))
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
    open.append(name)
    for (key, value) in found { attributes.append((name, key, value)) }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text[open.last ?? "", default: ""] += string
  }

  /// The values of one attribute of one kind of element, as numbers.
  func numbers(_ element: String, _ name: String) -> [Double] {
    attributes.filter { $0.element == element && $0.name == name }.compactMap { Double($0.value) }
  }

  /// Records an issue unless the document is inert: no scripts, handlers or outside references, and no
  /// identifier twice.
  func expectInert(sourceLocation: SourceLocation = #_sourceLocation) {
    let forbidden: Set = [
      "script", "img", "iframe", "link", "object", "embed", "foreignObject", "image", "use",
    ]
    #expect(forbidden.isDisjoint(with: elements), sourceLocation: sourceLocation)
    for attribute in attributes {
      #expect(!attribute.name.lowercased().hasPrefix("on"), sourceLocation: sourceLocation)
      if ["href", "src", "xlink:href"].contains(attribute.name) {
        #expect(attribute.value.hasPrefix("#"), sourceLocation: sourceLocation)
      }
    }
    let identifiers = attributes.filter { $0.name == "id" }.map(\.value)
    #expect(Set(identifiers).count == identifiers.count, sourceLocation: sourceLocation)
    for attribute in attributes where attribute.name == "aria-labelledby" {
      for identifier in attribute.value.split(separator: " ") {
        #expect(identifiers.contains(String(identifier)), sourceLocation: sourceLocation)
      }
    }
  }
}

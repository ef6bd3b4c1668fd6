import Foundation

/// A JSON value, for fixtures whose keys vary from case to case.
enum JSONNode: Sendable, Decodable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSONNode])
  case object([String: JSONNode])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .truth(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONNode].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONNode].self))
    }
  }

  subscript(key: String) -> JSONNode? {
    guard case .object(let members) = self, let value = members[key] else { return nil }
    if case .null = value { return nil }
    return value
  }

  /// The number; `"Infinity"` and `"-Infinity"` included.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .text("Infinity"): .infinity
    case .text("-Infinity"): -.infinity
    default: nil
    }
  }

  var text: String? { if case .text(let value) = self { value } else { nil } }
  var truth: Bool? { if case .truth(let value) = self { value } else { nil } }
  var list: [JSONNode] { if case .list(let values) = self { values } else { [] } }
  var object: [String: JSONNode] { if case .object(let members) = self { members } else { [:] } }
  var numbers: [Double] { list.compactMap(\.number) }
  var texts: [String] { list.compactMap(\.text) }
}

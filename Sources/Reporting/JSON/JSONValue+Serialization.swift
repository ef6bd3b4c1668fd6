extension JSONValue {
  /// The value as JSON text (RFC 8259) on one line, without spaces.
  ///
  /// Numbers are the shortest decimals that read back as the same `Double`. Strings are UTF-8 with
  /// quotes, backslashes and everything escaped that would act on a terminal instead of being seen:
  /// controls, marks of direction, separators of lines, what has no width. O(size).
  public var compact: String {
    var writer = JSONWriter(isPretty: false)
    writer.write(self, depth: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The same with two spaces of indentation a level and one member a line, for people.
  public var pretty: String {
    var writer = JSONWriter(isPretty: true)
    writer.write(self, depth: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Writes JSON text into bytes.
private struct JSONWriter {
  var bytes: [UInt8] = []
  let isPretty: Bool

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .number(let value): append(value.isFinite ? value.description : "null")
    case .string(let value): write(string: value)
    case .array(let elements):
      write(elements, "[", "]", depth) { writer, element in
        writer.write(element, depth: depth + 1)
      }
    case .object(let members):
      write(members, "{", "}", depth) { writer, member in
        writer.write(string: member.key)
        writer.append(writer.isPretty ? ": " : ":")
        writer.write(member.value, depth: depth + 1)
      }
    }
  }

  private mutating func write<Element>(
    _ elements: [Element], _ open: StaticString, _ close: StaticString, _ depth: Int,
    _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    append(open.description)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      newLine(depth + 1)
      writeElement(&self, element)
    }
    if !elements.isEmpty { newLine(depth) }
    append(close.description)
  }

  private mutating func newLine(_ depth: Int) {
    guard isPretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(2 * depth) { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func write(string: String) {
    bytes.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 < 0x7F }) {
      append(string)
    } else {
      var previous: Unicode.Scalar?
      for scalar in string.unicodeScalars {
        write(scalar, after: previous)
        previous = scalar
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func write(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\n": append("\\n")
    case "\r": append("\\r")
    case "\t": append("\\t")
    case "\u{8}": append("\\b")
    case "\u{C}": append("\\f")
    case _ where scalar.isHidden(after: previous):
      for unit in String(scalar).utf16 {
        let hexadecimal = String(unit, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - hexadecimal.utf8.count) + hexadecimal)
      }
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

/// A reader written for plainness, to check the fast one against: every character is looked at on
/// its own and everything is copied. Types are not its business.
struct PlainCSV {
  private enum State { case before, plain, quoted, after }

  private var state = State.before
  private var field = String.UnicodeScalarView()
  private var record: [String] = []
  private var isEmptyLine = true
  private var lines: [(fields: [String], isEmpty: Bool)] = []

  /// The header and the rows of a text, or nil if it is to be refused.
  static func records(_ bytes: [UInt8]) -> [[String]]? {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    while let last = bytes.last, last == 10 || last == 13 { bytes.removeLast() }
    guard !bytes.isEmpty, !bytes.contains(0),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    var reader = PlainCSV()
    guard reader.read(Array(text.unicodeScalars)) else { return nil }
    // A header has a name; rows of several columns have a value.
    let lines = Array(reader.lines.drop { line in line.fields.allSatisfy { isBlank($0) } })
    guard let width = lines.first?.fields.count else { return nil }
    let records = lines.map(\.fields).filter { width == 1 || !$0.allSatisfy(\.isEmpty) }
    let fitting = records.map { record in
      record.dropFirst(width).allSatisfy(\.isEmpty) ? Array(record.prefix(width)) : record
    }
    return fitting.allSatisfy { $0.count == width } ? fitting : nil
  }

  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" }
  }

  private mutating func read(_ scalars: [Unicode.Scalar]) -> Bool {
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      index += 1
      switch (state, scalar) {
      case (.quoted, "\"") where next == "\"":
        field.append("\"")
        index += 1
      case (.quoted, "\""): state = .after
      case (.quoted, _): field.append(scalar)
      case (_, ","): endField()
      case (_, "\r"), (_, "\n"):
        if scalar == "\r" && next == "\n" { index += 1 }
        endLine()
        continue
      case (.before, " "), (.before, "\t"), (.after, " "), (.after, "\t"): break
      case (.before, "\""): state = .quoted
      case (.after, _): return false
      case (_, _):
        state = .plain
        field.append(scalar)
      }
      isEmptyLine = false
    }
    if state == .quoted { return false }
    endLine()
    return true
  }

  private mutating func endField() {
    if state == .plain { while field.last == " " || field.last == "\t" { field.removeLast() } }
    record.append(String(field))
    field = String.UnicodeScalarView()
    state = .before
  }

  private mutating func endLine() {
    endField()
    lines.append((record, isEmptyLine))
    record = []
    isEmptyLine = true
  }
}

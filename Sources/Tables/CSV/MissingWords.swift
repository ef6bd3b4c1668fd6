/// The words that mark a cell as missing, the empty field among them.
///
/// A word that is a number also matches every other way of writing it.
struct MissingWords: Sendable {
  /// The words that always count.
  static let standard = ["", "NA", "NaN", "nan"]

  /// The words by their numbers; the first is the empty field.
  let texts: [String]
  private let words: [ContiguousArray<UInt8>]
  /// The numbers that words stand for, and the words' own numbers.
  private let values: [(value: Double, word: Int)]
  /// For each byte, whether a word begins with it: most cells are cleared by one look.
  private let begins: ContiguousArray<Bool>

  init(adding added: [String]) {
    var texts = Self.standard
    for word in added where !texts.contains(word) { texts.append(word) }
    self.texts = texts
    words = texts.map { ContiguousArray($0.utf8) }
    var begins = ContiguousArray(repeating: false, count: 256)
    for word in words.dropFirst() { begins[Int(word[0])] = true }
    var values: [(value: Double, word: Int)] = []
    for (index, text) in texts.enumerated() {
      guard let value = parsedNumber(text) else { continue }
      values.append((value, index))
      for byte in "+0.".utf8 { begins[Int(byte)] = true }
      if value < 0 { begins[Int(Byte.minus)] = true }
      for byte in numberText(value.magnitude).utf8.prefix(1) { begins[Int(byte)] = true }
    }
    self.values = values
    self.begins = begins
  }

  /// The number of the word that a field holds, −1 if it holds none.
  @inline(__always)
  func index(of field: FieldRange, _ bytes: Span<UInt8>) -> Int {
    if field.start == field.end { return 0 }
    // Doubling quotes does not change the first byte.
    return begins[Int(bytes[field.start])] ? wordIndex(field, bytes) : -1
  }

  /// The same for a text, blanks at its ends left out.
  func index(of text: String) -> Int {
    let text = trimmed(text)
    if let index = texts.firstIndex(of: text) { return index }
    guard !values.isEmpty, let number = NumberStyle.point.number(text) else { return -1 }
    return index(of: number.value)
  }

  private func index(of number: Double) -> Int {
    values.first { $0.value == number }?.word ?? -1
  }

  private func wordIndex(_ field: FieldRange, _ bytes: Span<UInt8>) -> Int {
    if field.hasDoubledQuotes { return words.firstIndex(of: field.unescaped(bytes)) ?? -1 }
    let found = words.firstIndex { word in
      word.count == field.end - field.start
        && word.indices.allSatisfy { word[$0] == bytes[field.start + $0] }
    }
    if let found { return found }
    guard !values.isEmpty, let number = parseNumber(bytes, from: field.start, to: field.end) else {
      return -1
    }
    return index(of: number)
  }
}

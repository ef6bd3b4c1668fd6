/// The words that mark a cell as missing, beside the empty field.
struct MissingWords: Sendable {
  private let words: [ContiguousArray<UInt8>]
  /// For each byte, whether a word begins with it: most cells are cleared by one look.
  private let begins: ContiguousArray<Bool>

  init(adding words: [String]) {
    let all = (["NA", "NaN", "nan"] + words).map { ContiguousArray($0.utf8) }.filter { !$0.isEmpty }
    self.words = all
    var begins = ContiguousArray(repeating: false, count: 256)
    for word in all { begins[Int(word[0])] = true }
    self.begins = begins
  }

  /// Whether a field is empty or holds one of the words.
  @inline(__always)
  func contain(_ field: FieldRange, _ bytes: Span<UInt8>) -> Bool {
    if field.start == field.end { return true }
    // Doubling quotes does not change the first byte.
    return begins[Int(bytes[field.start])] && isWord(field, bytes)
  }

  private func isWord(_ field: FieldRange, _ bytes: Span<UInt8>) -> Bool {
    if field.hasDoubledQuotes { return words.contains(field.unescaped(bytes)) }
    return words.contains { word in
      word.count == field.end - field.start
        && word.indices.allSatisfy { word[$0] == bytes[field.start + $0] }
    }
  }
}

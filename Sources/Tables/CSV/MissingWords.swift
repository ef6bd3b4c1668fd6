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

  /// Whether the bytes are a word for a missing value or there are none.
  @inline(__always)
  func contains(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    start == end || (begins[Int(bytes[start])] && isWord(bytes, from: start, to: end))
  }

  private func isWord(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    words.contains { word in
      word.count == end - start && word.indices.allSatisfy { word[$0] == bytes[start + $0] }
    }
  }
}

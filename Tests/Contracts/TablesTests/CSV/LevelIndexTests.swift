import Testing

@testable import Tables

@Suite struct LevelIndexTests {
  /// A dictionary is the oracle: texts of all lengths that differ in one byte, anywhere, some of them
  /// at the very end of the bytes.
  @Test func textsAreNumberedInTheOrderTheyCome() {
    var generator = SeededGenerator(seed: 7)
    var index = LevelIndex()
    var numbers: [[UInt8]: Int] = [:]
    for _ in 0..<20_000 {
      var text = [UInt8](repeating: 0x61, count: Int.random(in: 0...40, using: &generator))
      if let place = text.indices.randomElement(using: &generator) {
        text[place] = UInt8.random(in: 0...255, using: &generator)
      }
      let padding = [UInt8](repeating: 0x62, count: Int.random(in: 0...20, using: &generator))
      let bytes = [0x63] + text + padding
      let sought = index.sought(bytes.span, from: 1, to: 1 + text.count)
      let found = index.find(sought, bytes.span)
      #expect(found == numbers[text])
      if found == nil { numbers[text] = index.add(sought, bytes.span) }
    }
    #expect(index.count == numbers.count)
    #expect(Set(numbers.values) == Set(0..<index.count))
  }

  @Test func anotherIndexIsTranslated() {
    var one = LevelIndex()
    var other = LevelIndex()
    take(["north", "south", "a text of more than sixteen bytes"], into: &one)
    take(["south", "a text of more than sixteen letters", "north"], into: &other)
    #expect(one.numbers(of: other) == [1, 3, 0])
    #expect((0..<one.count).map { one[$0] }.last == "a text of more than sixteen letters")
  }

  /// Codes of a part that starts from the levels of the parts before it.
  @Test(arguments: [0, 1, 3, 100])
  func partsThatStartFromKnownLevelsJoin(levelsBefore: Int) {
    let before = (0..<levelsBefore).map { "level \($0)" }
    let part = ["level 2", "new", "level 0", "new", "another"]
    var apart = CategoryBuilder()
    append(before + part, to: &apart)
    var joined = CategoryBuilder()
    append(before, to: &joined)
    var next = CategoryBuilder(after: joined)
    append(part, to: &next)
    next.appendMissing()
    apart.appendMissing()
    joined.append(next, withRows: true)
    #expect(joined.codes == apart.codes)
    #expect(joined.levels == apart.levels)
  }

  private func take(_ texts: [String], into index: inout LevelIndex) {
    for text in texts {
      let bytes = Array(text.utf8)
      _ = index.add(index.sought(bytes.span, from: 0, to: bytes.count), bytes.span)
    }
  }

  private func append(_ texts: [String], to builder: inout CategoryBuilder) {
    for text in texts {
      let bytes = Array(text.utf8)
      builder.append(bytes.span, from: 0, to: bytes.count)
    }
  }
}

import Testing

@testable import Formulas

@Suite("Printing, then reading")
struct FormulaRoundTripTests {
  @Test(arguments: 1...10)
  func givesTheFormulaBack(seed: UInt64) throws {
    var source = RandomFormulas(seed: seed)
    for _ in 0..<300 {
      let formula = source.formula()
      let text = formula.description
      let again = try Formula(text)
      #expect(again == formula, "\(text)")
      #expect(again.description == text)
      #expect(again.hashValue == formula.hashValue)
    }
  }

  @Test func filtersToo() throws {
    var source = RandomFormulas(seed: 77)
    for _ in 0..<1000 {
      let text = source.arithmetic(4).description
      let filter = try RowFilter(text)
      #expect(filter.description == text)
      #expect(try RowFilter(filter.description) == filter)
    }
  }

  @Test func numbersAreReadBackToTheBit() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<5000 {
      let value = Double(bitPattern: random.next()).magnitude
      guard value.isFinite else { continue }
      #expect(Double(numberText(value)) == value)
      #expect(Double(levelText(value)) == value)
    }
  }
}

import Tables
import TestSupport
import Testing

@testable import Formulas

@Suite("A cat on the keyboard")
struct FormulaFuzzTests {
  static let words = [
    "+", "-", "*", "/", "^", ":", "~", "|", "||", "&", "&&", "!", "=", "==", "!=", "<", "<=", ">",
    ">=", "%in%", "%%", "%/%", "%", "(", ")", "(", ")", ",", ".", "`", "'", "\"", "\\", " ", "\n",
    "0", "1", "2", "1e999", "1e", "9999999999999999999", ".5", "x", "y", "a", "b", "t", "g", "z",
    "`Need Index %`", "'u'", "in", "TRUE", "c(", "log(", "I(", "poly(x,", "factor(", "scale(",
    "groupMean(x, a)", "C(a,", "sum", "offset(", "cbind(", "raw=TRUE", "levels=", "(1|a)", "NaN",
    "学", "\u{301}", "🙂", "\u{0}", "\r\n", "é", "²",
  ]

  static let valid = [
    "y ~ a * x + poly(z, 2) - 1", "log(y) ~ (a + b + c)^2 | g", "cbind(g, x) ~ a/b + offset(z)",
    "y ~ x + (1 + x | a/b) + (0 + z || c)", "I(y > 3) ~ scale(x):C(a, sum) + groupMean(x, a)",
    "a ~ factor(g, levels = c(1983, 1984, 1985, 1986)) + `Need Index %`", "y ~ . - x",
  ]

  /// Whatever the text, there is an answer or an error, never a trap; what can be read is the same
  /// after printing.
  private func tryEverything(_ text: String, with table: Table) {
    do {
      let formula = try Formula(text)
      #expect((try? Formula(formula.description)) == formula, "\(text.prefix(200))")
      _ = formula.randomTerms
      _ = try? formula.columnNames(in: table)
      _ = try? undefinedRows(of: formula, in: table)
      if let schema = try? Schema(formula, trainedOn: table), schema.columns.count < 10_000 {
        #expect(schema.inputs.count <= table.columns.count)
        _ = try? schema.design(for: table)
        _ = try? schema.response(for: table)
        _ = try? schema.categoryResponse(for: table)
        _ = try? schema.offset(for: table)
      }
    } catch {
      #expect(!error.description.isEmpty)
    }
    if let filter = try? RowFilter(text) { _ = try? filter.mask(for: table) }
  }

  @Test func randomWords() throws {
    let table = try ReferenceTable.table()
    var random = SeededGenerator(seed: 1)
    for _ in 0..<25_000 {
      let count = random.below(20)
      var text = random.below(2) == 0 ? "y ~ " : ""
      for _ in 0..<count { text += random.pick(Self.words) }
      tryEverything(text, with: table)
    }
  }

  @Test func mutationsOfValidFormulas() throws {
    let table = try ReferenceTable.table()
    var random = SeededGenerator(seed: 2)
    for _ in 0..<25_000 {
      var characters = Array(random.pick(Self.valid))
      for _ in 0...random.below(3) {
        let place = random.below(characters.count)
        switch random.below(4) {
        case 0: characters.remove(at: place)
        case 1: characters.insert(contentsOf: random.pick(Self.words), at: place)
        case 2: characters.swapAt(place, random.below(characters.count))
        default: characters[place] = random.pick(characters)
        }
        if characters.isEmpty { characters = ["y"] }
      }
      tryEverything(String(characters), with: table)
    }
  }

  @Test func randomScalars() throws {
    let table = try ReferenceTable.table()
    var random = SeededGenerator(seed: 4)
    for _ in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.below(30) {
        let limit: UInt32 = random.below(2) == 0 ? 128 : 0x10FFFF
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &random)) {
          text.append(scalar)
        }
      }
      tryEverything(String(text), with: table)
    }
  }

  /// A text that repeats a piece many times.
  struct LongText: Sendable, CustomTestStringConvertible {
    let before: String
    let piece: String
    let after: String
    var text: String { before + String(repeating: piece, count: 10_000) + after }
    var testDescription: String { "\(before)\(piece)…\(after)" }
  }

  /// Work is in proportion to the length, so none of these takes seconds.
  @Test(
    .endsInTime,
    arguments: [
      LongText(before: "y ~ ", piece: "x + ", after: "x"),
      LongText(before: "y ~ x", piece: " - x", after: ""),
      LongText(before: "y ~ x", piece: ":x", after: ""),
      LongText(before: "y ~ x", piece: "/x", after: ""),
      LongText(before: "y ~ I(x", piece: "*x", after: ")"),
      LongText(before: "y ~ I(x", piece: "==x", after: ")"),
      LongText(before: "y ~ I(x", piece: " & x", after: ")"),
      LongText(before: "y ~ I(x %in% c(1", piece: ",1", after: "))"),
      LongText(before: "y ~ (1 | x", piece: ":x", after: ")"),
      LongText(before: "y ~ (1 | x", piece: "/x", after: ")"),
      LongText(before: "y ~ x", piece: " | x", after: ""),
      LongText(before: "y ~ x", piece: " + (1 | x)", after: ""),
      LongText(before: "", piece: "`", after: ""), LongText(before: "", piece: "1", after: ""),
      LongText(before: "y ~ log(", piece: "x, ", after: "x)"),
    ])
  func longTexts(_ long: LongText) throws {
    let table = try Table([Column("y", [1, 2]), Column("x", [1, 2])])
    tryEverything(long.text, with: table)
  }
}

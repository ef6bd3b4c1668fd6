import Tables
import TestSupport
import Testing

@testable import Formulas

/// What rounding takes from derived columns, against whole numbers of 128 bits.
@Suite struct LowOrderTests {
  static let a: [Int] = [94_906_267, -123_456_789, 1_073_741_827, 3, -67_108_865, 999_999_937]
  static let b: [Int] = [87_178_291, 479_001_599, -1_048_583, 7, 2_147_483_629, 16_777_259]
  static let g = ["u", "v", "u", "v", "w", "w"]

  static func table() throws -> Table {
    try Table([
      Column("y", a.map { Double($0) / 8 }), Column("a", a.map { Double($0) }),
      Column("b", b.map { Double($0) }), category("g", g),
    ])
  }

  static func parts(_ formula: String) throws -> (columns: [[Double]?], response: [Double]?) {
    let table = try table()
    let schema = try Schema(try Formula(formula), trainedOn: table)
    let halves = try schema.lowOrderHalves(
      of: schema.design(for: table), response: schema.response(for: table), for: table, rows: nil)
    return (schema.columns.indices.map { halves.columns[$0] }, halves.response)
  }

  /// Whole numbers are high + low exactly, or but for 2⁻¹⁰⁰ of them.
  static func expect(
    _ formula: String, _ want: [Int128], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let table = try table()
    let schema = try Schema(try Formula(formula), trainedOn: table)
    let high = Array(try schema.design(for: table).matrix().column(0))
    let low = try parts(formula).columns[0] ?? [0, 0, 0, 0, 0, 0]
    for row in want.indices {
      let rest = Int128(high[row]) + Int128(low[row]) - want[row]
      #expect(
        Double(rest).magnitude <= 0x1p-98 * Double(want[row]).magnitude, "\(formula), row \(row)",
        sourceLocation: sourceLocation)
    }
    #expect(low.contains { $0 != 0 }, "\(formula)", sourceLocation: sourceLocation)
  }

  @Test func arithmetic() throws {
    let a = Self.a.map { Int128($0) }
    let b = Self.b.map { Int128($0) }
    try Self.expect("y ~ 0 + I(a^2)", a.map { $0 * $0 })
    try Self.expect("y ~ 0 + I(a^4)", a.map { $0 * $0 * $0 * $0 })
    try Self.expect("y ~ 0 + I(a * b)", zip(a, b).map { $0 * $1 })
    try Self.expect("y ~ 0 + a:b", zip(a, b).map { $0 * $1 })
    try Self.expect("y ~ 0 + I(a^2):b", zip(a, b).map { $0 * $0 * $1 })
    try Self.expect("y ~ 0 + I(-(a * a) - b^3)", zip(a, b).map { -$0 * $0 - $1 * $1 * $1 })
    try Self.expect("y ~ 0 + I((a * b * b) / b)", zip(a, b).map { $0 * $1 })
    try Self.expect("y ~ 0 + I((a * b - 5) * 3)", zip(a, b).map { ($0 * $1 - 5) * 3 })
  }

  @Test func rawPolynomials() throws {
    let columns = try Self.parts("y ~ poly(a, 3, raw = TRUE)").columns
    #expect(columns[0] == nil && columns[1] == nil && columns[2] != nil && columns[3] != nil)
    let powers = try Self.parts("y ~ a + I(a^2) + I(a^3)").columns
    #expect(columns == powers)
  }

  @Test func productsWithFactorsKeepTheLowPart() throws {
    let columns = try Self.parts("y ~ 0 + g:I(a^2)").columns
    let square = try #require(try Self.parts("y ~ 0 + I(a^2)").columns[0])
    for (column, level) in zip(columns, ["u", "v", "w"]) {
      let want = zip(Self.g, square).map { $0 == level ? $1 : 0 }
      #expect(column == want || column == nil && want.allSatisfy { $0 == 0 }, "\(level)")
    }
  }

  @Test func whatHasNone() throws {
    for formula in [
      "y ~ a + b + g", "y ~ g:a", "y ~ I(a)", "y ~ log(b + 2000000)", "y ~ sqrt(abs(a))",
      "y ~ poly(a, 2)", "y ~ I(abs(a)^0.5)", "y ~ I(a > b)",
    ] {
      let parts = try Self.parts(formula)
      #expect(parts.columns.allSatisfy { $0 == nil } && parts.response == nil, "\(formula)")
    }
  }

  @Test func responses() throws {
    let want = zip(Self.a, Self.b).map { Int128($0) * Int128($1) }
    let table = try Self.table()
    let schema = try Schema(try Formula("I(a * b) ~ a"), trainedOn: table)
    let values = try schema.response(for: table).values
    let low = try #require(try Self.parts("I(a * b) ~ a").response)
    for row in want.indices { #expect(Int128(values[row]) + Int128(low[row]) == want[row]) }
  }
}

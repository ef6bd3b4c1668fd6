import Tables

@testable import Formulas

/// The table that the reference results were computed on; the R data frame `d` of
/// `RModelMatrixCases`.
enum ReferenceTable {
  static let y: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
  static let a = ["u", "v", "w", "u", "v", "w", "u", "w", "v", "u", "v", "w"]
  static let b = ["p", "q", "p", "p", "q", "q", "p", "q", "p", "q", "q", "p"]
  static let c = ["k", "k", "l", "l", "k", "l", "l", "k", "k", "l", "k", "l"]
  static let g: [Int64] = [
    1983, 1984, 1985, 1983, 1984, 1985, 1986, 1983, 1984, 1985, 1986, 1983,
  ]
  static let x: [Double] = [1, 2.5, 3, 4.25, 5, 6.5, 7, 8, 9.75, 10, 11.5, 13]
  static let z: [Double] = [0.5, -1.25, 2, 0.75, -0.5, 1.5, 3, -2, 0.25, 1, -1, 2.25]
  static let t = [
    true, false, false, true, true, false, true, false, false, false, true, true,
  ]
  static let need: [Double] = [0.25, 1.5, 2.5, 0.5, 3.5, 4.5, 1, 2, 3, 4, 5, 6]

  static func table() throws -> Table {
    try Table([
      Column("y", y), category("a", a), category("b", b), Column(name: "c", values: .text(c)),
      Column(name: "g", values: .integer(g)), Column("x", x), Column("z", z),
      Column(name: "t", values: .truth(t)), Column("Need Index %", need),
      category("School Type", a),
    ])
  }
}

/// A category column with levels in sorted order.
func category(_ name: String, _ values: [String]) -> Column {
  let levels = Set(values).sorted()
  let codes = values.map { Int32(levels.firstIndex(of: $0) ?? -1) }
  return Column(name: name, values: .category(codes: codes, levels: levels))
}

/// The sum of each column with weights 1, 2, 4, …, which tells columns of 0 and 1 apart.
func binaryWeightedSums(_ design: DesignMatrix) -> [Double] {
  (0..<design.matrix().columnCount).map { column in
    var weight = 1.0
    return design.matrix().column(column).reduce(0) {
      defer { weight *= 2 }
      return $0 + $1 * weight
    }
  }
}

/// The error that a body throws, or nil.
func formulaError(_ body: () throws -> Void) -> FormulaError? {
  do {
    try body()
    return nil
  } catch {
    return error as? FormulaError
  }
}

import Modeling
import Tables

extension SmallData {
  /// A factor with three levels, unbalanced against `z`.
  static let group = [
    "low", "mid", "high", "mid", "low", "mid", "mid", "high", "high", "low", "low", "high", "low",
    "high", "mid", "low", "mid", "high", "low", "mid", "low", "low", "high", "mid", "low", "high",
  ]

  /// All of it as a table; `a` is the three-level factor, `s` the factor no, yes by `z`.
  static func table(replacing replacements: [Column] = []) throws -> Table {
    func whole(_ name: String, _ values: [Int32]) -> Column {
      Column(name: name, values: .integer(values.map(Int64.init)))
    }
    let levels = ["high", "low", "mid"]
    let columns = [
      Column("x", x), Column("z", z), Column("y", y), Column("b", binary), Column("c", count),
      Column("w", weights), Column("m", multiplicities), whole("g", clusters), whole("t", times),
      Column(
        name: "a",
        values: .category(
          codes: group.map { Int32(levels.firstIndex(of: $0) ?? 0) }, levels: levels)),
      Column(name: "s", values: .category(codes: z.map { Int32($0) }, levels: ["no", "yes"])),
    ]
    let replaced = Dictionary(uniqueKeysWithValues: replacements.map { ($0.name, $0) })
    let known = Set(columns.map(\.name))
    return try Table(
      columns.map { replaced[$0.name] ?? $0 } + replacements.filter { !known.contains($0.name) })
  }
}

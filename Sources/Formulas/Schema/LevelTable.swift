/// The levels of a factor, in order, and how values are found among them.
package struct LevelTable: Sendable, Equatable {
  /// The levels as text, the first being the reference.
  package let labels: [String]

  init(labels: [String]) { self.labels = labels }

  /// FALSE and TRUE.
  static let truth = LevelTable(labels: ["FALSE", "TRUE"])

  /// The levels that occur in values: categories in their column's order, numbers ascending, FALSE
  /// before TRUE.
  ///
  /// - Throws: ``FormulaError/wrongType(expression:found:expected:)`` for a value that is no column.
  init(of values: Evaluated, named name: String) throws(FormulaError) {
    switch values {
    case .categories(let codes, let levels):
      var occurs = [Bool](repeating: false, count: levels.count)
      for code in codes where code >= 0 { occurs[Int(code)] = true }
      labels = zip(levels, occurs).filter(\.1).map(\.0)
    case .numbers(let values):
      labels = Set(values).filter { !$0.isNaN }.sorted().map(levelText)
    case .truths(let values):
      labels = [Truth.no, .yes].filter { values.contains($0) }.map { $0 == .yes ? "TRUE" : "FALSE" }
    case .number, .truth, .text:
      throw .wrongType(expression: name, found: "the same in every row", expected: "a column")
    }
  }

  /// The code of each value, from 0.
  ///
  /// Categories are found by their text; numbers by their text or, failing that, by the number a
  /// level's text stands for.
  ///
  /// - Throws: ``FormulaError/newLevel(factor:level:row:known:)`` for the first value that is none of
  ///   the levels. Values that are missing are the caller's to refuse beforehand.
  func codes(
    of values: Evaluated, named name: String, rowNumber: (Int) -> Int
  ) throws(FormulaError) -> [Int32] {
    let codes: [Int32]
    switch values {
    case .categories(let own, let levels):
      let positions = positionsByLabel
      let map = levels.map { positions[$0] ?? -1 }
      let isSame = map.enumerated().allSatisfy { $0.offset == Int($0.element) }
      codes = isSame ? own : own.map { $0 < 0 ? -1 : map[Int($0)] }
    case .numbers(let numbers):
      let positions = positionsByNumber
      codes = numbers.map { positions[$0] ?? -1 }
    case .truths(let truths):
      let no = positionsByLabel["FALSE"] ?? -1
      let yes = positionsByLabel["TRUE"] ?? -1
      codes = truths.map { $0 == .yes ? yes : $0 == .no ? no : -1 }
    case .number, .truth, .text:
      throw .wrongType(expression: name, found: "the same in every row", expected: "a column")
    }
    if let row = codes.firstIndex(where: { $0 < 0 }) {
      throw .newLevel(
        factor: name, level: values.label(in: row), row: rowNumber(row), known: labels)
    }
    return codes
  }

  private var positionsByLabel: [String: Int32] {
    Dictionary(labels.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }

  private var positionsByNumber: [Double: Int32] {
    var positions: [Double: Int32] = [:]
    for (code, label) in labels.enumerated() {
      guard let number = Double(label), !number.isNaN else { continue }
      if positions[number] == nil || levelText(number) == label { positions[number] = Int32(code) }
    }
    return positions
  }
}

extension Evaluated {
  /// The value in a row as a level's text.
  func label(in row: Int) -> String {
    switch self {
    case .numbers(let values): levelText(values[row])
    case .number(let value): levelText(value)
    case .truths(let values): values[row] == .yes ? "TRUE" : "FALSE"
    case .truth(let value): value == .yes ? "TRUE" : "FALSE"
    case .categories(let codes, let levels): codes[row] < 0 ? "" : levels[Int(codes[row])]
    case .text(let text): text
    }
  }
}

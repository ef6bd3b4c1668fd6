import Tables

/// What an expression comes to: a value for each row, or one for all.
///
/// What is missing or undefined is NaN, `unknown` or code −1.
enum Evaluated: Sendable, Equatable {
  case numbers([Double])
  case number(Double)
  case truths([Truth])
  case truth(Truth)
  case categories(codes: [Int32], levels: [String])
  case text(String)

  /// The type in words, for messages.
  var typeName: String {
    switch self {
    case .numbers, .number: "a number"
    case .truths, .truth: "a truth value"
    case .categories: "a category"
    case .text: "a string"
    }
  }
}

extension Evaluated {
  /// The values of a column, where missing cells hold no value.
  init(_ column: Column) {
    let missing = column.missing
    switch column.values {
    case .number(let values):
      self = .numbers(blanked(values, missing, by: .nan))
    case .integer(let values):
      self = .numbers(blanked(values.map { Double($0) }, missing, by: .nan))
    case .truth(let values):
      self = .truths(blanked(values.map { Truth($0) }, missing, by: .unknown))
    case .category(let codes, let levels):
      self = .categories(codes: blanked(codes, missing, by: -1), levels: levels)
    case .text(let values):
      let coded = coded(values)
      self = .categories(codes: blanked(coded.codes, missing, by: -1), levels: coded.levels)
    }
  }
}

/// The values with those of missing cells replaced. Shares storage if none is missing.
private func blanked<Value>(_ values: [Value], _ missing: [Bool]?, by blank: Value) -> [Value] {
  guard let missing else { return values }
  return zip(values, missing).map { $1 ? blank : $0 }
}

/// Text as codes into its distinct values, in the order of their Unicode scalars.
private func coded(_ values: [String]) -> (codes: [Int32], levels: [String]) {
  var firstCodes: [String: Int32] = [:]
  let codes = values.map { value in
    if let code = firstCodes[value] { return code }
    let code = Int32(firstCodes.count)
    firstCodes[value] = code
    return code
  }
  let levels = firstCodes.keys.sorted(by: precedesByScalars)
  var ranks = [Int32](repeating: 0, count: levels.count)
  for (rank, level) in levels.enumerated() {
    if let code = firstCodes[level] { ranks[Int(code)] = Int32(rank) }
  }
  return (codes.map { ranks[Int($0)] }, levels)
}

/// Whether a string comes before another by Unicode scalars.
func precedesByScalars(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

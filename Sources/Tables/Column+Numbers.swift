extension Table {
  /// A column's values as numbers: missing cells are NaN, truth values 1 and 0.
  ///
  /// Integers beyond 2^53 are rounded to the nearest `Double`. Per cent stay per cent. Complexity:
  /// O(rows), O(1) for a column of numbers.
  ///
  /// - Throws: ``TableError/noColumn(_:closest:)``, or
  ///   ``TableError/notNumeric(column:value:row:missingWords:)`` for categories and text, or
  ///   ``TableError/wordsAmongNumbers(column:words:rows:)`` where most values are numbers.
  public func numericValues(of name: String) throws(TableError) -> [Double] {
    try column(name).numericValues()
  }
}

extension Column {
  /// The values as numbers: missing cells are NaN, truth values 1 and 0.
  ///
  /// - Throws: ``TableError/notNumeric(column:value:row:missingWords:)`` for categories and text,
  ///   even those that look like numbers.
  public func numericValues() throws(TableError) -> [Double] {
    switch values {
    case .number(let numbers): return numbers
    case .integer(let integers): return withMissingAsNaN(integers.map { Double($0) })
    case .truth(let truths): return withMissingAsNaN(truths.map { $0 ? 1 : 0 })
    case .category(let codes, let levels):
      if missingCount == count { return [Double](repeating: .nan, count: count) }
      throw numbersSpoilt ?? notNumeric(codes: codes, levels: levels)
    case .text:
      if missingCount == count { return [Double](repeating: .nan, count: count) }
      let (codes, levels) = naturalCategories()
      throw notNumeric(codes: codes, levels: levels)
    }
  }

  private func withMissingAsNaN(_ numbers: [Double]) -> [Double] {
    guard let missing else { return numbers }
    return zip(numbers, missing).map { $1 ? .nan : $0 }
  }

  /// The error for a column that holds something other than numbers.
  ///
  /// If most values are numbers, or most are per cent, the others are to blame and may be words for
  /// missing values; otherwise the first value that is no number is.
  private func notNumeric(codes: [Int32], levels: [String]) -> TableError {
    let kinds = levels.map(NumericKind.init)
    var rowsOfKind: [NumericKind: Int] = [:]
    for code in codes where code >= 0 { rowsOfKind[kinds[Int(code)], default: 0] += 1 }
    let present = rowsOfKind.values.reduce(0, +)
    let major = [NumericKind.number, .perCent].first { 2 * rowsOfKind[$0, default: 0] > present }
    let blamed = codes.indices.filter {
      codes[$0] >= 0 && kinds[Int(codes[$0])] != major ?? .number
    }
    let row = blamed.first ?? codes.firstIndex(where: { $0 >= 0 }) ?? 0
    var words: [String] = []
    if major != nil {
      var seen = Set<Int32>()
      words = blamed.filter { seen.insert(codes[$0]).inserted }.map { levels[Int(codes[$0])] }
    }
    let areFewWords =
      words.count <= 5 && words.allSatisfy { !$0.contains(",") && $0.utf8.count <= 20 }
    return .notNumeric(
      column: name, value: levels[Int(codes[row])], row: row + 1,
      missingWords: areFewWords ? words : [])
  }
}

/// What a text is to someone who expects numbers.
private enum NumericKind: Hashable {
  case number, perCent, other

  init(_ text: String) {
    if parsedNumber(text) != nil {
      self = .number
    } else if text.hasSuffix("%"), parsedNumber(String(text.dropLast())) != nil {
      self = .perCent
    } else {
      self = .other
    }
  }
}

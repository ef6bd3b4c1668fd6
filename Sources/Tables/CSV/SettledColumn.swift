extension HeldColumn {
  /// The texts as values by a plan; nil if a text does not fit it.
  ///
  /// Texts that are words for a missing value once blanks are taken off become missing.
  func column(
    named name: String, plan: ColumnDecision.Plan, like other: Column? = nil, words: MissingWords
  ) -> Column? {
    switch values {
    case .integers(let integers):
      return Column(settled: .integer(integers), name: name, missing: missing, unit: .plain)
    case .numbers(let numbers):
      return Column(settled: .number(numbers), name: name, missing: missing, unit: .plain)
    case .perCent(let numbers):
      return Column(settled: .number(numbers), name: name, missing: missing, unit: .perCent)
    case .nothing(let count):
      return Column(
        settled: .number([Double](repeating: .nan, count: count)), name: name, missing: missing,
        unit: .plain)
    case .texts(let codes, let levels, _):
      let texts = TextColumn(codes: codes, levels: levels, words: words)
      return texts.column(named: name, plan: plan, like: other)
    }
  }
}

/// A column of texts on its way to values.
private struct TextColumn {
  var codes: [Int32]
  let levels: [String]

  /// Levels that are words for a missing value become code −1.
  init(codes: [Int32], levels: [String], words: MissingWords) {
    let isMissing = levels.map { words.index(of: $0) >= 0 }
    self.codes = codes
    self.levels = levels
    if isMissing.contains(true) {
      for row in codes.indices where codes[row] >= 0 && isMissing[Int(codes[row])] {
        self.codes[row] = -1
      }
      missingLevels = isMissing
    } else {
      missingLevels = []
    }
  }

  private let missingLevels: [Bool]

  private var mask: [Bool]? {
    let mask = codes.map { $0 < 0 }
    return mask.contains(true) ? mask : nil
  }

  func column(named name: String, plan: ColumnDecision.Plan, like other: Column?) -> Column? {
    switch plan {
    case .text:
      let texts = sortedTexts(into: other?.categoryLevels)
      guard let texts else { return nil }
      return Column(
        settled: .category(codes: texts.codes, levels: texts.levels), name: name, missing: mask,
        unit: .plain)
    case .truth:
      var truths: [Bool] = []
      for (level, text) in levels.enumerated() {
        let isMissing = !missingLevels.isEmpty && missingLevels[level]
        guard let truth = isMissing ? false : truthWords[text] else { return nil }
        truths.append(truth)
      }
      return Column(
        settled: .truth(codes.map { $0 >= 0 && truths[Int($0)] }), name: name, missing: mask,
        unit: .plain)
    case .numbers(let style, let isWhole, let isPerCent, let keepsTexts):
      guard let numbers = numbers({ style.fastNumber($0)?.value }) else { return nil }
      let values: ColumnValues =
        isWhole
        ? .integer(codes.map { $0 < 0 ? 0 : Int64(numbers[Int($0)]) })
        : .number(codes.map { $0 < 0 ? .nan : numbers[Int($0)] })
      var column = Column(
        settled: values, name: name, missing: mask, unit: isPerCent ? .perCent : .plain)
      if keepsTexts {
        guard let texts = sortedTexts(into: other?.written?.levels) else { return nil }
        column.written = WrittenForms(codes: texts.codes, levels: texts.levels)
      }
      return column
    case .dates(let order):
      guard let days = numbers({ WrittenDate($0)?.days(order) }) else { return nil }
      return Column(
        settled: .number(codes.map { $0 < 0 ? .nan : days[Int($0)] }), name: name, missing: mask,
        unit: .date)
    }
  }

  /// The levels as numbers, missing ones NaN; nil if one is none.
  private func numbers(_ number: (String) -> Double?) -> [Double]? {
    var numbers: [Double] = []
    for (level, text) in levels.enumerated() {
      if !missingLevels.isEmpty && missingLevels[level] {
        numbers.append(.nan)
      } else if let number = number(text) {
        numbers.append(number)
      } else {
        return nil
      }
    }
    return numbers
  }

  /// The texts as categories: with levels in the order of Unicode scalars, or with given ones.
  ///
  /// Texts that are canonically equivalent in Unicode are one level, spelled as it first appears;
  /// so are those that differ in no-break blanks at their ends.
  private func sortedTexts(into given: [String]?) -> (codes: [Int32], levels: [String])? {
    let (texts, merged) = distinctTexts()
    var places = [Int32](repeating: 0, count: texts.count)
    let ordered: [String]
    if let given {
      var placeOf: [String: Int32] = [:]
      for (place, level) in given.enumerated() { placeOf[level] = Int32(place) }
      let found = texts.compactMap { placeOf[$0] }
      guard found.count == texts.count else { return nil }
      (places, ordered) = (found, given)
    } else {
      let order = texts.indices.sorted { scalarsPrecede(texts[$0], texts[$1]) }
      for (place, code) in order.enumerated() { places[code] = Int32(place) }
      ordered = order.map { texts[$0] }
    }
    let translated = merged.map { $0 < 0 ? -1 : places[Int($0)] }
    return (codes.map { $0 < 0 ? -1 : translated[Int($0)] }, ordered)
  }

  /// The levels that are not missing, each once, and for every level its place among them or −1.
  private func distinctTexts() -> (texts: [String], places: [Int32]) {
    // No two spellings in ASCII are equivalent.
    let isASCII = levels.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
    var texts: [String] = []
    var codeOf: [String: Int32] = [:]
    var places = [Int32](repeating: -1, count: levels.count)
    for (level, text) in levels.enumerated()
    where missingLevels.isEmpty || !missingLevels[level] {
      let spelled = isASCII ? text : withoutForeignBlanks(text)
      if !isASCII, let known = codeOf[spelled] {
        places[level] = known
        continue
      }
      places[level] = Int32(texts.count)
      if !isASCII { codeOf[spelled] = places[level] }
      texts.append(spelled)
    }
    return (texts, places)
  }
}

extension Column {
  fileprivate var categoryLevels: [String]? {
    if case .category(_, let levels) = values { levels } else { nil }
  }
}

/// A text without no-break and other foreign blanks at its ends; plain ones stay, for they were
/// quoted.
func withoutForeignBlanks(_ text: String) -> String {
  guard let first = text.utf8.first, let last = text.utf8.last, first >= 0x80 || last >= 0x80
  else { return text }
  func isForeign(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x80 && isBlank(scalar) }
  let scalars = text.unicodeScalars
  guard scalars.first.map(isForeign) == true || scalars.last.map(isForeign) == true else {
    return text
  }
  return trimmed(text)
}

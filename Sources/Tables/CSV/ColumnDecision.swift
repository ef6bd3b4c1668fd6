/// What a column that was read as text turns out to be, found from the texts that occur in it and how
/// often: a pure function, so that cuts, threads and passes cannot matter.
struct ColumnDecision: Sendable, Equatable {
  /// How the texts become values.
  enum Plan: Sendable, Equatable {
    /// As they are.
    case text
    case truth
    /// Numbers in a style; those of a column of whole numbers stay so.
    case numbers(NumberStyle, isWhole: Bool, isPerCent: Bool, keepsTexts: Bool)
    /// Dates, read by an order of day and month.
    case dates(CSVOptions.DateOrder)
  }

  /// Why a column is not what its user may expect.
  enum Trouble: Sendable, Equatable {
    /// Most values are numbers, and these texts (by level) are not.
    case words([Int])
    /// `1,234` may be a thousand or so, or one and a bit.
    case ambiguousMarks
    /// `03/04/2020` may be 3 April or 4 March.
    case ambiguousDates(level: Int)
    /// Whole numbers beyond what doubles tell apart.
    case tooLong(level: Int)
  }

  let plan: Plan
  var trouble: Trouble?
  /// What the numbers were dressed in, with an example (by level) of each.
  var dress: [NumberDress: Int] = [:]
  /// A level whose spelling is not that of its number.
  var oddLevel: Int?
  /// The decimal mark, where the texts can be read with one only.
  var evidence: CSVOptions.DecimalMark?
  /// The order of day and month, where the texts can be read in one only.
  var dateEvidence: CSVOptions.DateOrder?
}

/// What is said or known about a column before its texts are looked at.
struct ColumnExpectation: Sendable, Equatable {
  var isText = false
  var isNumber = false
  var decimalMark: CSVOptions.DecimalMark?
  var thousandsMark: CSVOptions.ThousandsMark?
  /// The mark that texts such as `1,234` are to be read by where they leave it open.
  var leaning: CSVOptions.DecimalMark?
  var dateOrder: CSVOptions.DateOrder?
}

/// The texts of a column, each once, as numbers or not.
struct LevelNumbers: Sendable {
  let levels: [String]
  let counts: [Int]
  /// For each level the word for a missing value that it is, −1 if none.
  let missingWords: [Int]

  init(levels: [String], counts: [Int], words: MissingWords) {
    self.levels = levels
    self.counts = counts
    missingWords = levels.map { words.index(of: $0) }
  }

  /// The levels as numbers in a style, nil for those that are none or are missing.
  func numbers(in style: NumberStyle) -> [DressedNumber?] {
    levels.indices.map { missingWords[$0] >= 0 ? nil : style.fastNumber(levels[$0]) }
  }

  /// Settles what the column is.
  func decision(_ expected: ColumnExpectation) -> ColumnDecision {
    let present = levels.indices.filter { missingWords[$0] < 0 }
    if expected.isText || present.isEmpty { return ColumnDecision(plan: .text) }
    if present.count <= truthWords.count, present.allSatisfy({ truthWords[levels[$0]] != nil }) {
      return ColumnDecision(plan: .truth)
    }
    let marks: [CSVOptions.DecimalMark] = expected.decimalMark.map { [$0] } ?? [.point, .comma]
    let readings = marks.map { mark in
      let style = NumberStyle(decimalMark: mark, thousandsMark: expected.thousandsMark)
      return StyleReading(style: style, numbers: numbers(in: style), of: self, present)
    }
    let whole = readings.filter { $0.words.isEmpty }
    if whole.count == 2 {
      let (point, comma) = (whole[0], whole[1])
      if point.values(present) == comma.values(present) { return numeric(point, expected) }
      switch expected.leaning {
      case .point: return numeric(point, expected)
      case .comma: return numeric(comma, expected)
      case nil: return ColumnDecision(plan: .text, trouble: .ambiguousMarks)
      }
    }
    if let only = whole.first {
      var decision = numeric(only, expected)
      if marks.count == 2 { decision.evidence = only.style.decimalMark }
      return decision
    }
    if let dates = dates(present, expected) { return dates }
    guard let best = readings.max(by: { $0.numberCount < $1.numberCount }) else {
      return ColumnDecision(plan: .text)
    }
    let isMostlyNumbers =
      expected.isNumber
      || 2 * best.numberCount > best.presentCount
      || 2 * (present.count - best.words.count) > present.count && present.count >= 5
    let isIdentifier = !expected.isNumber && best.hasIdentifiers
    return ColumnDecision(
      plan: .text, trouble: isMostlyNumbers && !isIdentifier ? .words(best.words) : nil)
  }

  /// The column as one of dates, or of words among dates; nil if most texts are no dates.
  private func dates(_ present: [Int], _ expected: ColumnExpectation) -> ColumnDecision? {
    let read = present.map { WrittenDate(levels[$0]) }
    if read.allSatisfy({ $0 == nil }) { return nil }
    let orders: [CSVOptions.DateOrder] =
      expected.dateOrder.map { [$0] } ?? [.dayFirst, .monthFirst]
    let days = orders.map { order in read.map { $0?.days(order) } }
    let whole = orders.indices.filter { !days[$0].contains(nil) }
    if let first = whole.first {
      if whole.count == 2, days[0] != days[1] {
        let open = days[0].indices.first { days[0][$0] != days[1][$0] } ?? 0
        return ColumnDecision(plan: .text, trouble: .ambiguousDates(level: present[open]))
      }
      var decision = ColumnDecision(plan: .dates(orders[first]))
      if orders.count == 2 && whole.count == 1 { decision.dateEvidence = orders[first] }
      return decision
    }
    func rows(_ days: [Double?]) -> Int {
      zip(present, days).reduce(0) { $0 + ($1.1 == nil ? 0 : counts[$1.0]) }
    }
    guard let best = days.max(by: { rows($0) < rows($1) }),
      2 * rows(best) > present.reduce(0, { $0 + counts[$1] })
    else { return nil }
    return ColumnDecision(
      plan: .text, trouble: .words(zip(present, best).filter { $1 == nil }.map(\.0)))
  }

  /// The column as numbers in a style that all its texts have.
  private func numeric(
    _ reading: StyleReading, _ expected: ColumnExpectation
  ) -> ColumnDecision {
    let numbers = reading.numbers
    let isWhole = numbers.allSatisfy { number in
      guard let number else { return true }
      return number.dress.isDisjoint(with: [.decimals, .perCent])
        && number.value == number.value.rounded() && number.value.magnitude <= 0x1p53
        && !(number.value == 0 && number.value.sign == .minus)
    }
    // Only what could be quantities is: identifiers have no fractions.
    let mayBeIdentifiers = numbers.allSatisfy {
      $0 == nil || $0?.form != .other
    }
    let long = numbers.firstIndex { $0?.form == .long }
    let odd = numbers.firstIndex { $0?.form == .odd }
    if mayBeIdentifiers, !expected.isNumber, let long {
      return ColumnDecision(plan: .text, trouble: .tooLong(level: long))
    }
    let keepsTexts = mayBeIdentifiers && !expected.isNumber && odd != nil
    let isPerCent = numbers.contains { $0?.dress.contains(.perCent) == true }
    var decision = ColumnDecision(
      plan: .numbers(
        reading.style, isWhole: isWhole, isPerCent: isPerCent, keepsTexts: keepsTexts))
    decision.oddLevel = keepsTexts ? odd : nil
    for (level, number) in numbers.enumerated() {
      guard let dress = number?.dress.subtracting([.decimals, .perCent]), !dress.isEmpty else {
        continue
      }
      if decision.dress[dress] == nil { decision.dress[dress] = level }
    }
    return decision
  }
}

/// The texts of a column read in one style.
private struct StyleReading {
  let style: NumberStyle
  let numbers: [DressedNumber?]
  /// The present levels that are no numbers, or are the odd ones out among per cent and plain ones.
  let words: [Int]
  let numberCount: Int
  let presentCount: Int

  init(style: NumberStyle, numbers: [DressedNumber?], of levels: LevelNumbers, _ present: [Int]) {
    self.style = style
    self.numbers = numbers
    var (perCent, plain) = (0, 0)
    for level in present {
      guard let number = numbers[level] else { continue }
      if number.dress.contains(.perCent) {
        perCent += levels.counts[level]
      } else {
        plain += levels.counts[level]
      }
    }
    let isMinor = perCent <= plain
    words = present.filter { level in
      guard let number = numbers[level] else { return true }
      return number.dress.contains(.perCent) == isMinor && perCent > 0 && plain > 0
    }
    numberCount = max(perCent, plain)
    presentCount = present.reduce(0) { $0 + levels.counts[$1] }
  }

  func values(_ present: [Int]) -> [Double] { present.map { numbers[$0]?.value ?? .nan } }

  /// Whether numbers among the texts are written as identifiers are.
  var hasIdentifiers: Bool {
    numbers.contains { $0?.form == .odd || $0?.form == .long }
      && numbers.allSatisfy { $0 == nil || $0?.form != .other }
  }
}

extension NumberStyle {
  /// ``number(_:)``, at little cost for what is plainly a number or plainly none.
  func fastNumber(_ text: String) -> DressedNumber? {
    var (digits, letters, points) = (0, 0, 0)
    for byte in text.utf8 {
      if byte &- Byte.zero < 10 { digits += 1 }
      if (byte | 0x20) &- 0x61 < 26 { letters += 1 }
      if byte == Byte.point { points += 1 }
    }
    if digits == 0 || letters > 3 {
      guard digits == 0, letters == 3 || letters == 8 else { return nil }
      return parsedNumber(text).map { DressedNumber(value: $0, dress: [], form: .other) }
    }
    if decimalMark == .point {
      let bytes = ContiguousArray(text.utf8)
      if let value = parseNumber(bytes.span, from: 0, to: bytes.count) {
        return DressedNumber(
          value: value, dress: points > 0 ? .decimals : [],
          form: points > 0 ? .other : NumberForm(bytes.span, from: 0, to: bytes.count))
      }
    }
    return number(text)
  }
}

/// A column with how its cells become values, for reading parts of it again.
struct SettledColumn: Sendable {
  let column: Column
  let plan: ColumnPlan
  let decision: ColumnDecision?
  /// The texts the decision speaks of.
  let levels: [String]
  let expectation: ColumnExpectation
}

/// How the cells of a column become values.
enum ColumnPlan: Sendable, Equatable {
  /// By what the bytes are parsed as.
  case parsed(ColumnBuilder.Kind)
  /// By their texts.
  case texts(ColumnDecision.Plan)
}

/// Settles what the columns of a text are, once all are read: what one column leaves open, such as
/// the decimal mark in `1,234`, the others may tell.
struct ColumnSettling {
  private let body: CSVBody
  private let options: CSVOptions
  private var held: [HeldColumn]
  private var decisions: [ColumnDecision?] = []
  private var levels: [LevelNumbers?] = []
  private var expectations: [ColumnExpectation] = []

  init(_ body: CSVBody, _ options: CSVOptions, _ held: [HeldColumn]) {
    self.body = body
    self.options = options
    self.held = held
    let common = MissingWords(adding: options.missingWords)
    for (column, name) in body.names.enumerated() {
      let own = options.columnMissingWords[name]
      let words = own.map { MissingWords(adding: options.missingWords + $0) } ?? common
      self.words.append(words)
      expectations.append(
        ColumnExpectation(
          isText: options.textColumns.contains(name),
          isNumber: options.numberColumns.contains(name),
          decimalMark: options.impliedDecimalMark, thousandsMark: options.thousandsMark,
          dateOrder: options.dateOrder))
      levels.append(Self.levels(held[column], words))
      decisions.append(nil)
    }
    decide()
  }

  private var words: [MissingWords] = []

  private static func levels(_ held: HeldColumn, _ words: MissingWords) -> LevelNumbers? {
    guard case .texts(let codes, let texts, let tally) = held.values else { return nil }
    let counts = (tally ?? LevelTally(codes, levelCount: texts.count)).counts
    return LevelNumbers(
      levels: texts, counts: counts + [Int](repeating: 0, count: texts.count - counts.count),
      words: words)
  }

  /// Columns whose numbers were read with a point and may be meant otherwise.
  var numbersInDoubt: [Int] {
    let mayBeComma =
      options.impliedDecimalMark == .comma
      || options.impliedDecimalMark == nil && hasEvidence(of: .comma)
    guard mayBeComma else { return [] }
    return held.indices.filter { column in
      switch held[column].values {
      case .numbers, .perCent: true
      case .integers, .texts, .nothing: false
      }
    }
  }

  /// Takes columns that were read again as texts.
  mutating func replace(_ columns: [Int], by again: [HeldColumn]) {
    for (column, texts) in zip(columns, again) {
      held[column] = texts
      levels[column] = Self.levels(texts, words[column])
    }
    decide()
  }

  private func hasEvidence(of mark: CSVOptions.DecimalMark) -> Bool {
    decisions.contains { $0?.evidence == mark }
  }

  private mutating func decide() {
    for column in held.indices {
      decisions[column] = levels[column]?.decision(expectations[column])
    }
    settleDates()
    let hasPoint = hasEvidence(of: .point) || held.contains(where: \.isParsedNumbers)
    let hasComma = hasEvidence(of: .comma)
    let leaning: CSVOptions.DecimalMark? =
      switch (hasPoint, hasComma) {
      case (true, true): nil
      case (true, false): .point
      case (false, true): .comma
      case (false, false): body.dialect.delimiter == Byte.comma ? .point : nil
      }
    guard let leaning else { return }
    for column in held.indices where decisions[column]?.trouble == .ambiguousMarks {
      expectations[column].leaning = leaning
      decisions[column] = levels[column]?.decision(expectations[column])
    }
  }

  /// Reads dates that leave the order of day and month open as the other columns are read.
  private mutating func settleDates() {
    let orders = Set(decisions.compactMap { $0?.dateEvidence })
    guard orders.count == 1, let order = orders.first else { return }
    for column in held.indices {
      guard case .ambiguousDates = decisions[column]?.trouble else { continue }
      expectations[column].dateOrder = order
      decisions[column] = levels[column]?.decision(expectations[column])
    }
  }

  /// The columns, those without a name and a value left out.
  ///
  /// - Throws: ``TableError/wordsAmongNumbers(column:record:of:source:)`` for a column that must hold
  ///   numbers and does not.
  func columns(rows: Int, lines: RowLines) throws(TableError) -> [SettledColumn] {
    var columns: [SettledColumn] = []
    let areAllNameless = body.header.allSatisfy(\.isEmpty)
    for index in held.indices {
      if case .nothing = held[index].values, body.header[index].isEmpty, !areAllNameless {
        continue
      }
      let settled = settled(index, lines: lines)
      if expectations[index].isNumber, let record = settled.column.record,
        let error = record.error(column: settled.column.name, rows: rows)
      {
        throw error
      }
      columns.append(settled)
    }
    return columns
  }

  private func settled(_ index: Int, lines: RowLines) -> SettledColumn {
    let name = body.names[index]
    let decision = decisions[index]
    let plan = decision?.plan ?? .text
    // The plan was made from these texts, so they fit it.
    var column =
      held[index].column(named: name, plan: plan, words: words[index])
      ?? Column(name, [])
    column.record = record(index, lines: lines)
    return SettledColumn(
      column: column, plan: decision.map { .texts($0.plan) } ?? .parsed(held[index].kind),
      decision: decision, levels: levels[index]?.levels ?? [],
      expectation: expectations[index])
  }

  private func record(_ index: Int, lines: RowLines) -> ColumnRecord? {
    var record = ColumnRecord()
    record.missing = missingReasons(index)
    record.isDeclaredText = expectations[index].isText
    if index < body.labels.count, !body.labels[index].isEmpty { record.label = body.labels[index] }
    if let levels = levels[index] {
      switch decisions[index]?.trouble {
      case .words(let blamed):
        let tally = tally(index)
        record.words = blamed.sorted { tally.firstRows[$0] < tally.firstRows[$1] }
          .filter { tally.counts[$0] > 0 }.map { level in
            let row = tally.firstRows[level]
            return ColumnRecord.Word(
              text: levels.levels[level], count: tally.counts[level], row: row + 1,
              line: lines.line(ofRow: row))
          }
        let present = levels.levels.indices.filter { levels.missingWords[$0] < 0 }
        record.numberCount =
          present.reduce(0) { $0 + levels.counts[$1] } - record.words.reduce(0) { $0 + $1.count }
      case .ambiguousMarks:
        record.ambiguousText = levels.levels.first { $0.contains(",") || $0.contains(".") }
      case .ambiguousDates(let level): record.ambiguousDate = levels.levels[level]
      case .tooLong, nil: break
      }
    }
    return record == ColumnRecord() ? nil : record
  }

  private func tally(_ index: Int) -> LevelTally {
    guard case .texts(let codes, let texts, let tally) = held[index].values else {
      return LevelTally()
    }
    return tally ?? LevelTally(codes, levelCount: texts.count)
  }

  private func missingReasons(_ index: Int) -> [ColumnRecord.MissingReason] {
    var counts = held[index].missingCounts
    let texts = words[index].texts
    if let levels = levels[index] {
      for (level, word) in levels.missingWords.enumerated() where word >= 0 {
        while counts.count <= word { counts.append(0) }
        counts[word] += levels.counts[level]
      }
    }
    return counts.enumerated().compactMap { word, count in
      count > 0 ? ColumnRecord.MissingReason(word: texts[word], count: count) : nil
    }
  }
}

extension HeldColumn {
  /// What the bytes were parsed as.
  fileprivate var kind: ColumnBuilder.Kind {
    switch values {
    case .integers: .integer
    case .numbers, .nothing: .number
    case .perCent: .perCent
    case .texts: .category
    }
  }

  fileprivate var isParsedNumbers: Bool {
    switch values {
    case .numbers, .perCent: true
    case .integers, .texts, .nothing: false
    }
  }
}

extension CSVOptions {
  /// The decimal mark that was said, or follows from what separates thousands.
  var impliedDecimalMark: DecimalMark? {
    if let decimalMark { return decimalMark }
    switch thousandsMark {
    case .comma: return .point
    case .point: return .comma
    case .space, .some(.none), nil: return nil
    }
  }
}

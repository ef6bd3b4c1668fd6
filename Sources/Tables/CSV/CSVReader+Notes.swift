extension CSVReader {
  /// What is worth a note, in the order of the text; what values were read as comes last.
  func notes(
    on body: CSVBody, _ pass: CSVPass, _ columns: [SettledColumn]
  ) throws(TableError) -> [CSVNote] {
    var notes: [CSVNote] = []
    if let encoding, options.encoding == nil { notes.append(.encoding(encoding.name)) }
    let kept = Set(columns.map(\.column.name))
    notes += body.notes.filter { note in
      if case .namedColumn(_, let name) = note { kept.contains(name) } else { true }
    }
    let left = body.names.count - columns.count
    if left > 0 { notes.append(.emptyColumns(count: left)) }
    var blank = body.blank
    blank.add(pass.blank, from: 0)
    if blank.count > 0 {
      notes.append(.blankLines(count: blank.count, first: try location(of: blank.first)))
    }
    if pass.comments.count > 0 {
      notes.append(
        .comments(count: pass.comments.count, first: try location(of: pass.comments.first)))
    }
    if pass.trailing.count > 0 {
      notes.append(
        .trailingFields(rows: pass.trailing.count, first: try location(of: pass.trailing.first)))
    }
    if pass.short.count > 0 {
      notes.append(.filledRows(count: pass.short.count, first: try location(of: pass.short.first)))
    }
    return notes + valueNotes(columns)
  }

  private func valueNotes(_ columns: [SettledColumn]) -> [CSVNote] {
    var notes: [CSVNote] = []
    var dressed: [(dress: NumberDress, columns: [String], example: String, value: Double)] = []
    var identifiers: (columns: [String], example: String)?
    var dates: [(order: CSVOptions.DateOrder?, columns: [String], example: String, days: Double)] =
      []
    var long: (columns: [String], example: String)?
    for settled in columns {
      let name = settled.column.name
      guard let decision = settled.decision else { continue }
      if case .numbers(let style, _, _, _) = decision.plan {
        let all = decision.dress.keys.reduce(NumberDress()) { $0.union($1) }
        // The example with the most to it, the first of several.
        let example = decision.dress.sorted {
          ($1.key.rawValue.nonzeroBitCount, $0.value) < ($0.key.rawValue.nonzeroBitCount, $1.value)
        }.first
        if let example, let number = style.fastNumber(settled.levels[example.value]) {
          if let known = dressed.firstIndex(where: { $0.dress == all }) {
            dressed[known].columns.append(name)
          } else {
            dressed.append((all, [name], settled.levels[example.value], number.value))
          }
        }
      }
      if case .dates(let order) = decision.plan,
        let example = settled.levels.first(where: { WrittenDate($0) != nil }),
        let days = WrittenDate(example)?.days(order)
      {
        if let known = dates.firstIndex(where: { $0.order == decision.dateEvidence }) {
          dates[known].columns.append(name)
        } else {
          dates.append((decision.dateEvidence, [name], example, days))
        }
      }
      if let odd = decision.oddLevel {
        identifiers = (
          (identifiers?.columns ?? []) + [name], identifiers?.example ?? settled.levels[odd]
        )
      }
      if case .tooLong(let level) = decision.trouble {
        long = ((long?.columns ?? []) + [name], long?.example ?? settled.levels[level])
      }
    }
    notes += dressed.map {
      .numbers(columns: $0.columns, how: $0.dress.words, example: $0.example, value: $0.value)
    }
    notes += dates.map { .dates(columns: $0.columns, example: $0.example, days: $0.days) }
    if let identifiers {
      notes.append(.identifiers(columns: identifiers.columns, example: identifiers.example))
    }
    if let long { notes.append(.longNumbers(columns: long.columns, example: long.example)) }
    return notes + missingNotes(columns)
  }

  private func missingNotes(_ columns: [SettledColumn]) -> [CSVNote] {
    var notes: [CSVNote] = []
    var used: [String: Set<String>] = [:]
    for settled in columns {
      let reasons = settled.column.record?.missing ?? []
      for reason in reasons { used[reason.word, default: []].insert(settled.column.name) }
      let ranges = reasons.filter(\.isSuppressed)
      if !ranges.isEmpty {
        notes.append(
          .suppressed(
            column: settled.column.name, count: ranges.reduce(0) { $0 + $1.count },
            words: ranges.map(\.word)))
      }
    }
    if options.toleratesUnknownColumns { return notes }
    for word in options.missingWords
    where used[word] == nil && !MissingWords.standard.contains(word) {
      notes.append(.unusedMissingWord(word, column: nil))
    }
    for (column, words) in options.columnMissingWords.sorted(by: { $0.key < $1.key }) {
      for word in words where used[word]?.contains(column) != true {
        notes.append(.unusedMissingWord(word, column: column))
      }
    }
    return notes
  }
}

extension NumberDress {
  /// What numbers were written with, in words.
  fileprivate var words: String {
    var parts: [String] = []
    if contains(.decimalComma) { parts.append("a decimal comma") }
    if contains(.thousands) { parts.append("separated thousands") }
    if contains(.currency) { parts.append("a currency sign") }
    if contains(.brackets) { parts.append("brackets for a minus") }
    if contains(.minusSign) { parts.append("the minus sign U+2212") }
    if contains(.blanks) { parts.append("blanks around them") }
    guard let last = parts.popLast() else { return "signs" }
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
  }
}

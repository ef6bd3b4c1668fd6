#if StatisticalFiles
  import CReadStat
  import Tables

  /// Takes the values of one variable and makes a column of them.
  final class VariableBuilder {
    let name: String
    let label: String?
    let labelSet: String?
    private let displayFormat: String
    private let isText: Bool
    /// Whether the file declares values of the variable missing.
    private let hasMissingValues: Bool
    /// The numbers that the file declares missing.
    private let missingRanges: [ClosedRange<Double>]
    private var numbers: [Double] = []
    private var codes: [Int32] = []
    private var texts = TextLevels()
    /// How often values of each kind are missing.
    private var missing: [ValueLabel.Value: Int] = [:]
    private var unsaidMissing = 0

    init(_ variable: UnsafeMutablePointer<readstat_variable_t>, labelSet: String?) {
      name = text(readstat_variable_get_name(variable)) ?? ""
      label = text(readstat_variable_get_label(variable))
      displayFormat = text(readstat_variable_get_format(variable)) ?? ""
      isText = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING
      hasMissingValues = readstat_variable_get_missing_ranges_count(variable) > 0
      missingRanges = isText ? [] : ranges(of: variable)
      self.labelSet = labelSet
    }

    var count: Int { isText ? codes.count : numbers.count }

    func reserve(_ rows: Int) {
      if isText { codes.reserveCapacity(rows) } else { numbers.reserveCapacity(rows) }
    }

    @inline(__always)
    func take(
      _ value: readstat_value_t, of variable: UnsafeMutablePointer<readstat_variable_t>
    ) {
      if isText {
        takeText(value, of: variable)
      } else if value.is_system_missing != 0 || value.is_tagged_missing != 0
        || hasMissingValues && readstat_value_is_defined_missing(value, variable) != 0
      {
        numbers.append(.nan)
        markMissing(ValueLabel.Value(value))
      } else {
        let number =
          value.type == READSTAT_TYPE_DOUBLE ? value.v.double_value : readstat_double_value(value)
        numbers.append(number)
        if number.isNaN { unsaidMissing += 1 }
      }
    }

    private func markMissing(_ value: ValueLabel.Value) {
      if case .number(let number) = value, number.isNaN {
        unsaidMissing += 1
      } else {
        missing[value, default: 0] += 1
      }
    }

    private func takeText(
      _ value: readstat_value_t, of variable: UnsafeMutablePointer<readstat_variable_t>
    ) {
      guard value.type == READSTAT_TYPE_STRING, let start = value.v.string_value,
        start.pointee != 0
      else {
        unsaidMissing += 1
        return codes.append(-1)
      }
      if hasMissingValues && readstat_value_is_defined_missing(value, variable) != 0 {
        markMissing(ValueLabel.Value(value))
        return codes.append(-1)
      }
      let code = texts.code(of: start)
      if code < 0 { unsaidMissing += 1 }
      codes.append(code)
    }

    /// The column, and what the file says about it.
    ///
    /// - Parameters:
    ///   - name: the column's name.
    ///   - labels: the set that the variable refers to.
    ///   - format: the format of the file, which says from when dates are counted.
    ///   - takesCodes: whether the values are wanted even if all have labels.
    ///   - asText: whether the texts of the values are wanted as categories.
    /// - Returns: The column with its label and reasons for missing values, and the description.
    func finish(
      name: String, labels: [ValueLabel], _ format: FileFormat, takesCodes: Bool,
      asText: Bool
    ) -> (column: Column, description: VariableDescription) {
      let labels = ordered(labels)
      let dates = isText || asText ? nil : DateFormat(displayFormat, in: format)
      var reading = VariableDescription.Reading.plain
      var values: ColumnValues?
      if !takesCodes && !asText && dates == nil { values = labelledValues(labels) }
      if values != nil {
        reading = .labels
      } else if let dates {
        for row in numbers.indices { numbers[row] = dates.days(numbers[row]) }
        reading = .days
      }
      let description = VariableDescription(
        name: name, label: label,
        valueLabels: labels.map { .init(value: $0.value.code, label: $0.label) },
        missing: missingReasons(labels), reading: reading)
      let made = column(name: name, values, reading)
      let reasons = description.missing.map { reason in
        (
          reason.code == "." ? "" : reason.code + (reason.label.map { " \($0)" } ?? ""),
          reason.count
        )
      }
      return (
        (asText ? made.asText : made).recording(label: label, missing: reasons), description
      )
    }

    private func column(
      name: String, _ labelled: ColumnValues?, _ reading: VariableDescription.Reading
    ) -> Column {
      if let labelled { return Column(name: name, values: labelled) }
      if isText {
        let (codes, levels) = texts.sorted(codes)
        return Column(name: name, values: .category(codes: codes, levels: levels))
      }
      return reading == .days
        ? Column(name: name, values: .number(numbers), unit: .date) : numberColumn(name, numbers)
    }

    /// Makes values missing that are words for it.
    func markWords(_ words: inout MissingWordSet) {
      if words.isEmpty { return }
      if isText {
        let gone = texts.levels.map { words.contains($0) }
        guard gone.contains(true) else { return }
        for row in codes.indices where codes[row] >= 0 && gone[Int(codes[row])] {
          missing[.text(texts.levels[Int(codes[row])]), default: 0] += 1
          codes[row] = -1
        }
        texts.forget(gone, in: &codes)
      } else if words.hasNumbers {
        for row in numbers.indices where words.word(for: numbers[row]) != nil {
          missing[.number(numbers[row]), default: 0] += 1
          numbers[row] = .nan
        }
      }
    }

    /// The values as categories by their labels; nil if a value has none, or there is no value.
    private func labelledValues(_ labels: [ValueLabel]) -> ColumnValues? {
      let kept = labels.filter { label in
        switch label.value {
        case .tag: false
        case .number(let number):
          missing[label.value] == nil && !missingRanges.contains { $0.contains(number) }
        case .text: missing[label.value] == nil
        }
      }
      if kept.isEmpty { return nil }
      var places: [ValueLabel.Value: Int32] = [:]
      for (place, label) in kept.enumerated() { places[label.value] = Int32(place) }
      var coded: [Int32]
      if isText {
        let translated = texts.levels.map { places[.text($0)] }
        if translated.contains(nil) { return nil }
        coded = codes.map { $0 < 0 ? -1 : translated[Int($0)] ?? -1 }
      } else {
        coded = []
        coded.reserveCapacity(numbers.count)
        for number in numbers {
          if number.isNaN {
            coded.append(-1)
          } else if let place = places[.number(number)] {
            coded.append(place)
          } else {
            return nil
          }
        }
      }
      return coded.contains { $0 >= 0 } ? .category(codes: coded, levels: levels(of: kept)) : nil
    }

    private func missingReasons(
      _ labels: [ValueLabel]
    ) -> [VariableDescription.MissingReason] {
      var reasons: [VariableDescription.MissingReason] = []
      if unsaidMissing > 0 { reasons.append(.init(code: ".", label: nil, count: unsaidMissing)) }
      for (value, count) in missing.sorted(by: { $0.key.precedes($1.key) }) {
        let label = labels.first { $0.value == value }?.label
        reasons.append(.init(code: value.code, label: label, count: count))
      }
      return reasons
    }
  }

  /// The numbers that a file declares missing for a variable; a single one is a range of itself.
  private func ranges(
    of variable: UnsafeMutablePointer<readstat_variable_t>
  ) -> [ClosedRange<Double>] {
    (0..<max(0, readstat_variable_get_missing_ranges_count(variable))).compactMap { index in
      let low = readstat_double_value(readstat_variable_get_missing_range_lo(variable, index))
      let high = readstat_double_value(readstat_variable_get_missing_range_hi(variable, index))
      return low <= high ? low...high : nil
    }
  }

  /// A text of C, nil if it is empty or none.
  private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    guard let pointer, pointer.pointee != 0 else { return nil }
    return String(cString: pointer)
  }
#endif

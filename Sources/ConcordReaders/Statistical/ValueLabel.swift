#if StatisticalFiles
  import CReadStat
  import Tables

  /// A value with its name, as a file has it.
  struct ValueLabel {
    /// What is named.
    enum Value: Hashable {
      case number(Double)
      case text(String)
      /// A missing value with a letter.
      case tag(UInt8)
    }

    let value: Value
    let label: String

    init(of value: readstat_value_t, label: String) {
      self.value = Value(value)
      self.label = withoutFinalBlanks(label)
    }
  }

  extension ValueLabel.Value {
    init(_ value: readstat_value_t) {
      if readstat_value_is_tagged_missing(value) != 0 {
        self = .tag(UInt8(bitPattern: readstat_value_tag(value)))
      } else if readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING {
        let text = readstat_string_value(value).map { String(cString: $0) } ?? ""
        self = .text(withoutFinalBlanks(text))
      } else {
        self = .number(readstat_double_value(value))
      }
    }

    /// The value as a code in descriptions: `1`, `.a`, `HS`.
    var code: String {
      switch self {
      case .number(let number): number.isNaN ? "." : numberText(number)
      case .text(let text): text
      case .tag(let letter): "." + String(Unicode.Scalar(letter))
      }
    }

    /// The order of levels: numbers, then texts by Unicode scalars, then letters.
    func precedes(_ other: Self) -> Bool {
      switch (self, other) {
      case (.number(let left), .number(let right)): left < right
      case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
      case (.tag(let left), .tag(let right)): left < right
      case (.number, _): true
      case (.text, .tag): true
      default: false
      }
    }
  }

  /// The labels of a set in the order of their values, each value once, its last label.
  func ordered(_ labels: [ValueLabel]) -> [ValueLabel] {
    var last: [ValueLabel.Value: ValueLabel] = [:]
    for label in labels { last[label.value] = label }
    return last.values.sorted { $0.value.precedes($1.value) }
  }

  /// Labels as levels: all different, an empty one replaced by its value and a repeated one followed
  /// by it in brackets.
  func levels(of labels: [ValueLabel]) -> [String] {
    var counts: [String: Int] = [:]
    for label in labels { counts[label.label, default: 0] += 1 }
    var taken = Set<String>()
    return labels.map { label in
      var level = label.label.isEmpty ? label.value.code : label.label
      if counts[label.label, default: 0] > 1 && !label.label.isEmpty {
        level += " (\(label.value.code))"
      }
      while !taken.insert(level).inserted { level += " (\(label.value.code))" }
      return level
    }
  }

  /// A text without the blanks that fixed widths are filled up with.
  func withoutFinalBlanks(_ text: String) -> String {
    guard text.utf8.last == 0x20 else { return text }
    return String(
      text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)])
  }

  /// Words for missing values from outside the file, with a record of those that occurred.
  struct MissingWordSet {
    private let words: [String]
    private let numbers: [Double: Int]
    private var isUsed: [Bool]

    init(_ words: [String]) {
      self.words = words
      var numbers: [Double: Int] = [:]
      for (index, word) in words.enumerated() {
        if let number = parsedNumber(word) { numbers[number] = index }
      }
      self.numbers = numbers
      isUsed = words.map { _ in false }
    }

    var isEmpty: Bool { words.isEmpty }
    var hasNumbers: Bool { !numbers.isEmpty }
    /// The words that did not occur.
    var unused: [String] { words.indices.filter { !isUsed[$0] }.map { words[$0] } }

    /// The word that a number is written by, if it is one.
    mutating func word(for number: Double) -> String? {
      guard let index = numbers[number] else { return nil }
      isUsed[index] = true
      return words[index]
    }

    /// Whether a text is one of the words.
    mutating func contains(_ text: String) -> Bool {
      guard let index = words.firstIndex(of: text) else { return false }
      isUsed[index] = true
      return true
    }
  }
#endif

/// How numbers are written in a column: the decimal mark, and what may separate thousands.
struct NumberStyle: Sendable, Equatable {
  let decimalMark: CSVOptions.DecimalMark
  /// What may separate groups of three digits; nil for whatever the decimal mark leaves.
  var thousandsMark: CSVOptions.ThousandsMark?

  static let point = NumberStyle(decimalMark: .point)
  static let comma = NumberStyle(decimalMark: .comma)
}

/// What writing a number took beside digits, a sign, a decimal point and an exponent.
struct NumberDress: OptionSet, Sendable, Hashable {
  let rawValue: UInt16

  static let decimalComma = NumberDress(rawValue: 1)
  static let thousands = NumberDress(rawValue: 2)
  static let currency = NumberDress(rawValue: 4)
  static let brackets = NumberDress(rawValue: 8)
  static let minusSign = NumberDress(rawValue: 16)
  static let blanks = NumberDress(rawValue: 32)
  static let perCent = NumberDress(rawValue: 64)
  /// A decimal mark, whatever it is.
  static let decimals = NumberDress(rawValue: 128)
}

/// A number that a text was found to stand for.
struct DressedNumber: Sendable, Equatable {
  let value: Double
  let dress: NumberDress
  let form: NumberForm
}

extension NumberStyle {
  /// The number a text stands for, in this style; nil if it stands for none.
  ///
  /// Blanks of any kind at the ends, a currency sign before or after, brackets for a minus, U+2212, a
  /// per cent sign at the end, and groups of three digits are taken off; what is left has to be a
  /// plain number.
  func number(_ text: String) -> DressedNumber? {
    var rest = Array(text.unicodeScalars)[...]
    guard rest.count <= 400 else { return longNumber(text) }
    var dress: NumberDress = []
    if trim(&rest) { dress.insert(.blanks) }
    var isNegative = false
    var hasSign = false
    if rest.first == "(", rest.last == ")", rest.count > 2 {
      rest = rest.dropFirst().dropLast()
      dress.insert(.brackets)
      isNegative = true
      hasSign = true
      trim(&rest)
    }
    takeSign(&rest, &dress, &isNegative, &hasSign)
    if rest.last == "%" {
      rest.removeLast()
      dress.insert(.perCent)
      trim(&rest)
    }
    if takeCurrency(&rest) {
      guard !dress.contains(.perCent) else { return nil }
      dress.insert(.currency)
      takeSign(&rest, &dress, &isNegative, &hasSign)
      if !dress.contains(.brackets), rest.first == "(", rest.last == ")", rest.count > 2, !hasSign {
        rest = rest.dropFirst().dropLast()
        dress.insert(.brackets)
        isNegative = true
      }
    }
    guard let first = rest.first, isDigit(first) || isMark(first) || !hasSign,
      var plain = plainDigits(rest, &dress)
    else { return nil }
    if isNegative { plain.insert(Byte.minus, at: 0) }
    guard let value = parseNumber(plain.span, from: 0, to: plain.count) else { return nil }
    let form = dress.isEmpty ? NumberForm(plain.span, from: 0, to: plain.count) : .other
    return DressedNumber(value: value, dress: dress, form: form)
  }

  /// A text too long to be anything but digits.
  private func longNumber(_ text: String) -> DressedNumber? {
    let bytes = ContiguousArray(text.utf8)
    guard let value = parseNumber(bytes.span, from: 0, to: bytes.count) else { return nil }
    return DressedNumber(
      value: value, dress: text.contains(".") ? .decimals : [],
      form: NumberForm(bytes.span, from: 0, to: bytes.count))
  }

  private func takeSign(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ dress: inout NumberDress,
    _ isNegative: inout Bool, _ hasSign: inout Bool
  ) {
    guard !hasSign, let first = rest.first else { return }
    switch first {
    case "-":
      isNegative = true
    case "\u{2212}":
      isNegative = true
      dress.insert(.minusSign)
    case "+" where rest.count > 1: break
    default: return
    }
    hasSign = true
    rest.removeFirst()
    trim(&rest)
  }

  /// The digits as a plain number has them: groups closed, a point for the decimal mark.
  private func plainDigits(
    _ text: ArraySlice<Unicode.Scalar>, _ dress: inout NumberDress
  ) -> ContiguousArray<UInt8>? {
    var plain = ContiguousArray<UInt8>()
    var grouping: Unicode.Scalar?
    var digitsSinceMark = 0
    var position = text.startIndex
    let decimal: Unicode.Scalar = decimalMark == .point ? "." : ","
    while position < text.endIndex {
      let scalar = text[position]
      if isDigit(scalar) {
        plain.append(UInt8(truncatingIfNeeded: scalar.value))
        digitsSinceMark += 1
      } else if scalar == decimal {
        break
      } else if isGrouping(scalar) {
        let mark = isBlank(scalar) ? " " : scalar == "\u{2019}" ? "'" : scalar
        guard grouping == nil || grouping == mark, (1...3).contains(digitsSinceMark),
          grouping == nil || digitsSinceMark == 3, !(grouping == nil && plain[0] == Byte.zero)
        else { return nil }
        grouping = mark
        digitsSinceMark = 0
      } else {
        break
      }
      position += 1
    }
    if grouping != nil {
      guard digitsSinceMark == 3 else { return nil }
      dress.insert(.thousands)
    }
    if position < text.endIndex, text[position] == decimal {
      dress.insert(.decimals)
      if decimal == "," { dress.insert(.decimalComma) }
      plain.append(Byte.point)
      position += 1
    }
    for scalar in text[position...] {
      guard scalar.isASCII, grouping == nil || isDigit(scalar) else { return nil }
      plain.append(UInt8(truncatingIfNeeded: scalar.value))
    }
    return plain.contains(where: { $0 == Byte.comma }) ? nil : plain
  }

  private func isGrouping(_ scalar: Unicode.Scalar) -> Bool {
    switch thousandsMark {
    case nil:
      scalar == (decimalMark == .point ? "," : ".") || isBlank(scalar) || scalar == "'"
        || scalar == "\u{2019}"
    case .comma: scalar == ","
    case .point: scalar == "."
    case .space: isBlank(scalar)
    case .some(.none): false
    }
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

/// Whether a scalar is a blank of any kind, among them the no-break ones that web pages and
/// spreadsheets leave behind.
func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20, 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
  default: false
  }
}

/// Takes blanks off both ends; whether there were any.
@discardableResult
private func trim(_ text: inout ArraySlice<Unicode.Scalar>) -> Bool {
  let count = text.count
  while let first = text.first, isBlank(first) { text.removeFirst() }
  while let last = text.last, isBlank(last) { text.removeLast() }
  return text.count < count
}

/// A text without the blanks at its ends.
func trimmed(_ text: String) -> String {
  let utf8 = text.utf8
  guard let first = utf8.first, let last = utf8.last,
    first <= Byte.space || first >= 0x80 || last <= Byte.space || last >= 0x80
  else { return text }
  var scalars = Array(text.unicodeScalars)[...]
  guard trim(&scalars) else { return text }
  var result = String.UnicodeScalarView()
  result.append(contentsOf: scalars)
  return String(result)
}

/// Takes off one currency sign or code, before or after.
private func takeCurrency(_ text: inout ArraySlice<Unicode.Scalar>) -> Bool {
  let signs: [Unicode.Scalar] = ["$", "€", "£", "¥", "₹", "₩"]
  let codes = ["US$", "USD", "EUR", "GBP", "CHF", "CAD", "AUD"]
  for code in codes.map({ Array($0.unicodeScalars) }) {
    if text.count > code.count, Array(text.prefix(code.count)) == code {
      text = text.dropFirst(code.count)
      trim(&text)
      return true
    }
    if text.count > code.count, Array(text.suffix(code.count)) == code {
      text = text.dropLast(code.count)
      trim(&text)
      return true
    }
  }
  if let first = text.first, signs.contains(first) {
    text.removeFirst()
    trim(&text)
    return true
  }
  if let last = text.last, signs.contains(last) {
    text.removeLast()
    trim(&text)
    return true
  }
  return false
}

/// The decimal digits of a finite number, rounded as a reader would round the number as printed.
///
/// The digits are those of the shortest decimal that reads back as the same `Double`, so that 2.675
/// rounds to 2.68 although the nearest binary fraction lies below it. Ties go away from zero.
struct DecimalDigits: Sendable, Equatable {
  /// Whether the number is below zero. Zero has no sign.
  private(set) var isNegative: Bool
  /// The significant digits, 0 to 9 each, the first and the last never 0. Empty for zero.
  private(set) var digits: [UInt8] = []
  /// The power of ten of the first digit; 0 for zero.
  private(set) var exponent = 0

  /// The digits of a number; `nil` when it is not finite.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    digits.reserveCapacity(20)
    var integerDigits = 0
    var power = 0
    var powerIsNegative = false
    var part = Part.integer
    for byte in value.magnitude.description.utf8 {
      switch (byte, part) {
      case (UInt8(ascii: "."), _): part = .fraction
      case (UInt8(ascii: "e"), _): part = .power
      case (UInt8(ascii: "-"), .power): powerIsNegative = true
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), .power): power = power * 10 + Int(byte - 48)
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), _):
        digits.append(byte - 48)
        if part == .integer { integerDigits += 1 }
      default: break
      }
    }
    exponent = integerDigits - 1 + (powerIsNegative ? -power : power)
    normalize()
  }

  private enum Part { case integer, fraction, power }

  /// Whether the number is zero.
  var isZero: Bool { digits.isEmpty }

  /// How many digits stand after the decimal point when the number is written out in full.
  var decimals: Int { max(0, digits.count - 1 - exponent) }

  /// Multiplies by a power of ten, exactly.
  mutating func shift(by places: Int) {
    if !isZero { exponent += places }
  }

  /// Rounds to so many digits after the point; a negative count rounds to tens, hundreds….
  mutating func round(decimals: Int) {
    round(keeping: exponent + decimals + 1)
  }

  /// Rounds to so many significant digits.
  mutating func round(significant: Int) {
    round(keeping: max(1, significant))
  }

  private mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      normalize()
      return
    }
    let roundsUp = digits[count] >= 5
    digits.removeSubrange(count...)
    if roundsUp { increment() }
    normalize()
  }

  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      exponent += 1
    }
  }

  private mutating func normalize() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      exponent = 0
      isNegative = false
    }
  }

  /// The magnitude with so many digits after the point, without a sign: `0.050`, `1,234`.
  ///
  /// Digits beyond those asked for are cut, not rounded: round first.
  func fixed(decimals: Int, grouped: Bool = false) -> String {
    var bytes: [UInt8] = []
    let top = max(exponent, 0)
    bytes.reserveCapacity(top + decimals + 3)
    for place in stride(from: top, through: 0, by: -1) {
      bytes.append(digit(at: place) + 48)
      if grouped, place > 0, place.isMultiple(of: 3) { bytes.append(UInt8(ascii: ",")) }
    }
    if decimals > 0 {
      bytes.append(UInt8(ascii: "."))
      for place in 1...decimals { bytes.append(digit(at: -place) + 48) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func digit(at place: Int) -> UInt8 {
    let index = exponent - place
    return digits.indices.contains(index) ? digits[index] : 0
  }

  /// The magnitude's leading digits as `d.ddd`, to be followed by a power of ten.
  func mantissa(decimals: Int) -> String {
    var copy = self
    copy.exponent = 0
    return copy.fixed(decimals: decimals)
  }
}

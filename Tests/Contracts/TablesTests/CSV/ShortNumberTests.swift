import Testing

@testable import Tables

/// Numbers inside a longer text are read as words; what stands around them must not show.
@Suite struct ShortNumberTests {
  /// What is read from the middle of other text, digits and points of which come next to it.
  private func embedded<Value>(
    _ text: String, _ read: (Span<UInt8>, Int, Int) -> Value?
  ) -> [Value?] {
    [("", ""), ("7", "89012345678"), (".", "........"), ("-", ",-1.5\n12"), ("é", "éééé")].map {
      before, after in
      let bytes = Array((before + text + after).utf8)
      return read(bytes.span, before.utf8.count, before.utf8.count + text.utf8.count)
    }
  }

  private func agree(_ text: String) {
    let number = Double(text.hasSuffix(".") ? text + "0" : text)
    for found in embedded(text, parseNumber) where found?.bitPattern != number?.bitPattern {
      Issue.record("\"\(text)\" is read as \(String(describing: found))")
    }
    let isNegativeZero = text.hasPrefix("-") && Int64(text) == 0
    let isIdentifier = text.hasPrefix("0") && text.count > 1
    let integer = Int64(text).flatMap { $0.magnitude <= 1 << 53 ? $0 : nil }
    for found in embedded(text, parseInteger)
    where found != (isNegativeZero || isIdentifier ? nil : integer) {
      Issue.record("\"\(text)\" is read as \(String(describing: found))")
    }
  }

  /// The standard library's conversion is correctly rounded.
  @Test func everyPlaceOfThePointAndSignAgreesWithTheSystem() {
    var generator = SeededGenerator(seed: 41)
    for digits in 1...20 {
      for _ in 0..<60 {
        let text = (0..<digits).map { _ in "\(Int.random(in: 0...9, using: &generator))" }.joined()
        for sign in ["", "-", "+"] {
          agree(sign + text)
          for place in 0...digits {
            agree(sign + text.prefix(place) + "." + text.dropFirst(place))
          }
        }
      }
    }
  }

  /// Every byte in every place of a number that has one too many of it.
  @Test func bytesThatAreNoDigitsAreNoticed() {
    for length in 1...10 {
      for place in 0..<length {
        for byte in UInt8.min...UInt8.max where !(0x30...0x39).contains(byte) {
          var text = [UInt8](repeating: 0x31, count: length)
          text[place] = byte
          let bytes = text + [UInt8](repeating: 0x31, count: 9)
          let isSign = place == 0 && length > 1 && (byte == Byte.minus || byte == Byte.plus)
          let isPoint = byte == Byte.point && length > 1
          // An exponent of more than three digits 1 is beyond all numbers.
          let isExponent =
            byte | 0x20 == Byte.lowerE && place > 0 && (1...3).contains(length - 1 - place)
          #expect((parseInteger(bytes.span, from: 0, to: length) != nil) == isSign)
          #expect(
            (parseNumber(bytes.span, from: 0, to: length) != nil)
              == (isSign || isPoint || isExponent))
        }
      }
    }
  }

  @Test(arguments: ["", "-", "+", ".", "-.", "1.2.3", "..", "--1", "1-", "1 ", "1,5", "0x1"])
  func whatIsNoNumberIsNil(text: String) {
    #expect(embedded(text, parseNumber).allSatisfy { $0 == nil })
    #expect(embedded(text, parseInteger).allSatisfy { $0 == nil })
  }
}

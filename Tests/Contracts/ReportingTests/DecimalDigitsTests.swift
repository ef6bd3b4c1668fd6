import Foundation
import Reporting
import Testing

@testable import Reporting

struct DecimalDigitsTests {
  /// Foundation's `Decimal` rounds the same decimal by the same rule, on its own.
  private func oracle(_ value: Double, decimals: Int) -> Decimal? {
    guard var exact = Decimal(string: value.description) else { return nil }
    var rounded = Decimal()
    NSDecimalRound(&rounded, &exact, decimals, .plain)
    return rounded
  }

  @Test func roundsAsDecimalDoes() throws {
    var generator = SplitMix(seed: 1)
    for _ in 0..<20_000 {
      let scale = Int.random(in: -9...9, using: &generator)
      let digits = Int.random(in: 1...12, using: &generator)
      let integer = Double(Int64.random(in: -999_999_999...999_999_999, using: &generator))
      let value = try #require(
        Double("\(Int64(integer) % Int64(1 + digits * 99_999))e\(scale - 4)"))
      let decimals = Int.random(in: 0...10, using: &generator)
      var got = try #require(DecimalDigits(value))
      got.round(decimals: decimals)
      let text = (got.isNegative ? "-" : "") + got.fixed(decimals: decimals)
      #expect(Decimal(string: text) == oracle(value, decimals: decimals), "\(value) to \(decimals)")
      #expect(text.utf8.split(separator: UInt8(ascii: ".")).count == (decimals > 0 ? 2 : 1))
    }
  }

  @Test func readsEveryBitPattern() throws {
    var generator = SplitMix(seed: 2)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else {
        #expect(DecimalDigits(value) == nil)
        continue
      }
      let digits = try #require(DecimalDigits(value))
      let decimals = max(0, digits.digits.count - 1)
      let back =
        (digits.isNegative ? "-" : "") + digits.mantissa(decimals: decimals)
        + "e\(digits.exponent)"
      #expect(Double(back) == value)
    }
  }

  @Test(arguments: [
    (2.675, 2, "2.68"), (0.125, 2, "0.13"), (9.995, 2, "10.00"), (0.5, 0, "1"), (0.04, 1, "0.0"),
    (999_999.5, 0, "1,000,000"), (1234.5, 1, "1,234.5"), (0, 3, "0.000"),
    (1e21, 0, "1,000,000,000,000,000,000,000"),
    (.leastNonzeroMagnitude, 2, "0.00"), (0.06, 1, "0.1"), (95, -1, "100"), (4, -1, "0"),
  ])
  func writesFixed(_ value: Double, _ decimals: Int, _ want: String) throws {
    var digits = try #require(DecimalDigits(value))
    digits.round(decimals: decimals)
    #expect(digits.fixed(decimals: max(0, decimals), grouped: true) == want)
  }

  @Test func zeroHasNoSign() throws {
    var digits = try #require(DecimalDigits(-0.0004))
    digits.round(decimals: 2)
    #expect(!digits.isNegative)
    #expect(try !#require(DecimalDigits(-0.0)).isNegative)
  }
}

/// A small generator, so that every run tries the same numbers.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

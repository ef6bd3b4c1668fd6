import Distributions
import Foundation
import Testing

/// The same seed gives the same bits everywhere: those of a second implementation in Python
/// (`make_random_bits.py`).
struct RandomBitsTests {
  struct Bits: Decodable {
    let seed: UInt64
    let stream: UInt64
    let uniform: String
    let normal: String
    let exponential: String
    let gamma25: String
    let gamma03: String

    enum CodingKeys: String, CodingKey {
      case seed, stream, uniform, normal, exponential
      case gamma25 = "gamma2.5"
      case gamma03 = "gamma0.3"
    }
  }

  @Test func areThoseOfTheOtherImplementation() throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/random-bits", withExtension: "json"))
    let bits = try JSONDecoder().decode(Bits.self, from: Data(contentsOf: url))
    let stream = RandomStream(seed: bits.seed, stream: bits.stream)
    #expect(fingerprint(stream) { $0.nextUniform() } == bits.uniform)
    #expect(fingerprint(stream) { $0.nextNormal() } == bits.normal)
    #expect(fingerprint(stream) { $0.nextExponential() } == bits.exponential)
    #expect(fingerprint(stream) { $0.nextGamma(shape: 2.5) } == bits.gamma25)
    #expect(fingerprint(stream) { $0.nextGamma(shape: 0.3) } == bits.gamma03)
  }

  /// FNV-1a over the bits of 2,000 variates.
  private func fingerprint(
    _ start: RandomStream, _ draw: (inout RandomStream) -> Double
  ) -> String {
    var stream = start
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for _ in 0..<2000 {
      state = (state ^ draw(&stream).bitPattern) &* 0x100_0000_01b3
    }
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

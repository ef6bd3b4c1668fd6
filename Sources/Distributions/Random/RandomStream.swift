/// A seeded stream of random numbers with the same bits on every machine.
///
/// Philox 4×64 (see `Philox`) keyed by seed and stream: streams with different numbers are independent
/// by construction, so a simulation gives each replicate its own and the result does not depend on
/// how replicates are shared among threads. Every variate is made with portable arithmetic only.
/// A stream has 2¹³⁰ words. It is a value: a copy continues on its own from where it was copied.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable {
  private let key: SIMD2<UInt64>
  private var counter = SIMD4<UInt64>()
  private var block = SIMD4<UInt64>()
  private var used = 4

  /// The stream with the given number among those of a seed.
  ///
  /// - Parameters:
  ///   - seed: any number; what a study prints so that it can be repeated.
  ///   - stream: which of the seed's 2⁶⁴ independent streams.
  public init(seed: UInt64, stream: UInt64 = 0) {
    key = SIMD2(seed, stream)
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    if used == 4 {
      block = Philox.block(counter: counter, key: key)
      counter.x &+= 1
      if counter.x == 0 { counter.y &+= 1 }
      used = 0
    }
    defer { used += 1 }
    return block[used]
  }

  /// A number uniform on the multiples of 2⁻⁵³ strictly between 0 and 1.
  public mutating func nextUniform() -> Double {
    while true {
      let bits = next() >> 11
      if bits != 0 { return Double(bits) * 0x1p-53 }
    }
  }

  /// A whole number uniform on 0..<`bound`, without bias.
  ///
  /// Lemire, D. (2019), Fast random integer generation in an interval, ACM TOMACS 29, 3.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func nextInteger(below bound: Int) -> Int {
    precondition(bound > 0, "no whole number is below \(bound) and not negative")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold {
        product = next().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  /// The numbers 0..<`count` in random order, every order equally likely (Fisher & Yates).
  ///
  /// - Precondition: `count` is not negative.
  public mutating func nextPermutation(of count: Int) -> [Int] {
    precondition(count >= 0, "cannot permute \(count) things")
    var order = Array(0..<count)
    var last = count - 1
    while last > 0 {
      order.swapAt(last, nextInteger(below: last + 1))
      last -= 1
    }
    return order
  }
}

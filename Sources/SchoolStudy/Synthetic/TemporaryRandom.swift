import Glibc

enum PortableMath {
  static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  static func log(_ x: Double) -> Double { Glibc.log(x) }
  static func sinPi(_ x: Double) -> Double { Glibc.sin(Double.pi * x) }
}

struct RandomStream {
  var state: UInt64
  init(seed: UInt64, stream: UInt64 = 0) {
    state = seed
    let first = nextWord()
    state = first ^ (stream &* 0xD1B5_4A32_D192_ED03)
    state = nextWord()
  }
  mutating func nextWord() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func nextUniform() -> Double { (Double(nextWord() >> 12) + 0.5) * 0x1p-52 }
  mutating func nextNormal() -> Double {
    (-2 * Glibc.log(nextUniform())).squareRoot() * Glibc.cos(2 * Double.pi * nextUniform())
  }
  mutating func nextBinomial(trials: Int, probability: Double) -> Int {
    (0..<trials).reduce(0) { count, _ in count + (nextUniform() < probability ? 1 : 0) }
  }
}

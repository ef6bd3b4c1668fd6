import Foundation
import TestSupport
import Testing

@testable import LinearAlgebra

/// Vectorised elementary functions against values of 60 digits (mpmath 1.3, rounded once) and, densely,
/// against the C library, whose own error is below 1 unit in the last place.
struct ElementaryTests {
  typealias Function = @Sendable ([Double], Int, Bool, inout [Double]) -> Void

  struct Case: Sendable {
    let name: String
    let function: Function
    let library: @Sendable (Double) -> Double
    let known: [(Double, Double)]
    /// The bound against exact values; the comparison with the library allows 1 more.
    let ulps: Double
    let range: ClosedRange<Double>
  }

  static let cases = [
    Case(
      name: "exp", function: { exponentials(of: $0, count: $1, portable: $2, into: &$3) },
      library: { exp($0) }, known: exponentialValues, ulps: 1, range: -745...709.7),
    Case(
      name: "log", function: { logarithms(of: $0, count: $1, portable: $2, into: &$3) },
      library: { log($0) }, known: logarithmValues, ulps: 1, range: 1e-3...3),
    Case(
      name: "log1p", function: { logarithmsOfOnePlus(of: $0, count: $1, portable: $2, into: &$3) },
      library: { log1p($0) }, known: logarithmOfOnePlusValues, ulps: 1, range: -0.999...1.5),
    Case(
      name: "expm1", function: { exponentialsLessOne(of: $0, count: $1, portable: $2, into: &$3) },
      library: { expm1($0) }, known: exponentialLessOneValues, ulps: 2, range: -40...40),
  ]

  @Test(arguments: cases.indices, [false, true])
  func knownValues(index: Int, portable: Bool) {
    let (tested, known) = (Self.cases[index], Self.cases[index].known)
    let tolerance = Tolerance(.ulps(tested.ulps), because: "the stated error")
    var got = [Double](repeating: 0, count: known.count)
    tested.function(known.map(\.0), known.count, portable, &got)
    for (value, pair) in zip(got, known) {
      expectClose(value, pair.1, within: tolerance, "\(tested.name) at \(pair.0)")
    }
  }

  @Test(arguments: cases.indices, [false, true])
  func libraryDensely(index: Int, portable: Bool) {
    let tested = Self.cases[index]
    let tolerance = Tolerance(.ulps(tested.ulps + 1), because: "the stated error and the library's")
    let count = 60_001
    let width = tested.range.upperBound - tested.range.lowerBound
    let x = (0..<count).map { tested.range.lowerBound + width * Double($0) / Double(count - 1) }
    var got = x
    tested.function(x, count, portable, &got)
    for (value, argument) in zip(got, x) {
      expectClose(
        value, tested.library(argument), within: tolerance, "\(tested.name) at \(argument)")
    }
  }

  @Test(arguments: [false, true])
  func logarithmsOfEverySize(portable: Bool) {
    let x = (-1074...1023).map { Double(sign: .plus, exponent: $0, significand: 1) * 1.37 }
    var got = x
    logarithms(of: x, count: x.count, portable: portable, into: &got)
    let tolerance = Tolerance(.ulps(2), because: "the stated error and the library's")
    for (value, argument) in zip(got, x) {
      expectClose(value, log(argument), within: tolerance, "log at \(argument)")
    }
  }

  @Test(arguments: [false, true])
  func edges(portable: Bool) {
    let x = [
      0, -0.0, .infinity, -.infinity, .nan, 1e308, -1e308, 710, -746, -1, -1.5,
      .leastNonzeroMagnitude,
      709.782712893384, 709.7827128933841, -745.1332191019411, -745.1332191019412,
    ]
    for tested in Self.cases {
      var got = x
      tested.function(x, x.count, portable, &got)
      for (value, argument) in zip(got, x) {
        let want = tested.library(argument)
        let isSame =
          value.isNaN && want.isNaN || value == want
          || want.isFinite && (value - want).magnitude <= 2 * want.ulp
        #expect(isSame, "\(tested.name) at \(argument): \(value) for \(want)")
      }
    }
  }

  /// An element's value is the same at the front of an array, at its end and in it.
  @Test func placesDoNotMatter() {
    let x = (0..<37).map { 0.013 + 0.31 * Double($0) }
    for tested in Self.cases {
      for portable in [false, true] {
        var whole = x
        tested.function(x, x.count, portable, &whole)
        for start in x.indices {
          var part = Array(x[start...])
          tested.function(part, part.count, portable, &part)
          #expect(part == Array(whole[start...]), "\(tested.name) from \(start)")
        }
      }
    }
  }

  @Test func logisticTails() {
    let x = [-800.0, -745, -700, -40, -1, -1e-300, 0, 0.5, 36, 710, 745, 800, .infinity, .nan]
    var (means, complements) = (x, x)
    logistics(of: x, count: x.count, means: &means, complements: &complements)
    let tolerance = Tolerance(.ulps(3), because: "an exponential, a sum and a quotient")
    for (index, eta) in x.enumerated() where eta.isFinite {
      let decay = exp(-eta.magnitude)
      let (small, large) = (decay / (1 + decay), 1 / (1 + decay))
      expectClose(means[index], eta < 0 ? small : large, within: tolerance, "at \(eta)")
      expectClose(complements[index], eta < 0 ? large : small, within: tolerance, "at \(eta)")
    }
    #expect(means[12] == 1 && complements[12] == 0)
    #expect(means[13].isNaN && complements[13].isNaN)
  }
}

private let exponentialValues: [(Double, Double)] = [
  (0x1.56e1fc2f8f359p-997, 0x1.0000000000000p+0),
  (0x1.70ef54646d497p-57, 0x1.0000000000000p+0),
  (0x1.3333333333333p-2, 0x1.599058c8c1a96p+0),
  (-0x1.62d0e56041893p-2, 0x1.6a10b883d5676p-1),
  (0x1.62e42fead449cp-2, 0x1.6a09e66640654p+0),
  (0x1.0000000000000p+0, 0x1.5bf0a8b145769p+1),
  (-0x1.0000000000000p+0, 0x1.78b56362cef38p-2),
  (0x1.1400000000000p+4, 0x1.d94295464477bp+24),
  (-0x1.1400000000000p+4, 0x1.14f49dbc5078cp-25),
  (0x1.59ad916872b02p+8, 0x1.a22ad25ccb60ep+498),
  (-0x1.59ad916872b02p+8, 0x1.3971a67444e9dp-499),
  (0x1.62e0000000000p+9, 0x1.ef85a11e73f2dp+1023),
  (-0x1.6240000000000p+9, 0x1.cd9eda1112f58p-1023),
  (-0x1.6810000000000p+9, Double(bitPattern: 0x8739f961b)),
  (-0x1.7433333333333p+9, .leastNonzeroMagnitude),
]

private let logarithmValues: [(Double, Double)] = [
  (.leastNonzeroMagnitude, -0x1.74385446d71c3p+9),
  (Double(bitPattern: 0x3739a252b281), -0x1.6459f44103e87p+9),
  (0x1.87e92154ef7acp-665, -0x1.cc845b54b54f2p+8),
  (0x1.999999999999ap-4, -0x1.26bb1bbb55515p+1),
  (0x1.6a09e65dc27dfp-1, -0x1.62e4300c77ae8p-2),
  (0x1.6a161e4f765fep-1, -0x1.62c1a17840101p-2),
  (0x1.ffffde7210be9p-1, -0x1.0c6f82d74d230p-20),
  (0x1.000010c6f7a0bp+0, 0x1.0c6f713f33a1dp-20),
  (0x1.6a0902de00d1bp+0, 0x1.62e1ac5b1d181p-2),
  (0x1.6a0f9096bb98cp+0, 0x1.62f4358c03e8ap-2),
  (0x1.0000000000000p+1, 0x1.62e42fefa39efp-1),
  (0x1.8000000000000p+1, 0x1.193ea7aad030bp+0),
  (0x1.2a05f20000000p+33, 0x1.7069e2aa2aa5bp+4),
  (0x1.1eb2d66005835p+997, 0x1.59972ac7617a8p+9),
  (0x1.fffffffffffffp+1023, 0x1.62e42fefa39efp+9),
]

private let logarithmOfOnePlusValues: [(Double, Double)] = [
  (0x1.56e1fc2f8f359p-997, 0x1.56e1fc2f8f359p-997),
  (-0x1.70ef54646d497p-57, -0x1.70ef54646d497p-57),
  (0x1.12e0be826d695p-30, 0x1.12e0be801f1d9p-30),
  (-0x1.12e0be826d695p-30, -0x1.12e0be84bbb51p-30),
  (0x1.999999999999ap-4, 0x1.8663f793c46c7p-4),
  (-0x1.0000000000000p-2, -0x1.269621134db92p-2),
  (-0x1.2bedfa43fe5c9p-2, -0x1.62e6b3842a25cp-2),
  (0x1.a8240b780346ep-2, 0x1.62e1ac5b1d182p-2),
  (0x1.0000000000000p-1, 0x1.9f323ecbf984cp-2),
  (-0x1.fff2e48e8a71ep-1, -0x1.26bb1bbb55554p+3),
  (0x1.0000000000000p+0, 0x1.62e42fefa39efp-1),
  (0x1.c000000000000p+2, 0x1.0a2b23f3bab73p+1),
  (0x1.5af1d78b58c40p+66, 0x1.7069e2aa2aa5bp+5),
  (0x1.7e43c8800759cp+996, 0x1.5963447f87fb5p+9),
]

private let exponentialLessOneValues: [(Double, Double)] = [
  (0x1.56e1fc2f8f359p-997, 0x1.56e1fc2f8f359p-997),
  (-0x1.70ef54646d497p-57, -0x1.70ef54646d497p-57),
  (0x1.12e0be826d695p-30, 0x1.12e0be84bbb51p-30),
  (-0x1.12e0be826d695p-30, -0x1.12e0be801f1d9p-30),
  (0x1.999999999999ap-4, 0x1.aec7b35a00d3ap-4),
  (-0x1.0000000000000p-2, -0x1.c5041854df7d4p-3),
  (0x1.62eb1c432ca58p-2, 0x1.a831641af1de4p-2),
  (-0x1.62eb1c432ca58p-2, -0x1.2bf1186530eb9p-2),
  (0x1.0000000000000p-1, 0x1.4c2531c3c0d38p-1),
  (0x1.0000000000000p+0, 0x1.b7e151628aed3p+0),
  (-0x1.0000000000000p+0, -0x1.43a54e4e98864p-1),
  (0x1.4000000000000p+4, 0x1.ceb088a68e804p+28),
  (-0x1.4000000000000p+4, -0x1.ffffffee4b79bp-1),
  (-0x1.9000000000000p+5, -0x1.0000000000000p+0),
  (0x1.5e40000000000p+9, 0x1.8625c7d4f56c2p+1010),
]

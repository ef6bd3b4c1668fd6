import TestSupport
import Testing

@testable import SchoolStudy

/// The same seed gives the same study on every machine.
@Suite struct SeededBitsTests {
  let draw = NationalStudyDraw(design: .published, seed: NationalStudyDesign.defaultSeed)

  /// From an independent program (Python 3.11: Philox 4×64 written out in whole numbers, normal scores by
  /// scipy.special.ndtri, ranks by numpy). The sums weight each school by its row, so that two schools
  /// changed about would show.
  @Test func levelsAndSizesAgreeWithAnIndependentProgram() {
    #expect(Array(draw.poverty.prefix(8)) == [71.3, 33.6, 90.0, 89.5, 95.6, 24.4, 96.4, 89.0])
    #expect(
      Array(draw.collaboration.prefix(8)) == [3.16, 3.23, 2.46, 3.45, 2.68, 4.19, 2.02, 2.13])
    #expect(Array(draw.staff.prefix(8)) == [38, 56, 33, 45, 56, 27, 39, 40])
    #expect(Array(draw.ela.tested.prefix(8)) == [254, 273, 225, 277, 240, 175, 264, 230])
    func weighted(_ values: [Double]) -> Double {
      values.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
    }
    let decimals = Tolerance(.relative(1e-12), because: "sums of 400 decimals in another order")
    expectClose(weighted(draw.poverty), 3_810_972.1, within: decimals)
    expectClose(weighted(draw.collaboration), 267_371.87, within: decimals)
    expectClose(weighted(draw.partnership.map { Double($0) }), 35145, within: decimals)
    expectClose(weighted(draw.staff.map { Double($0) }), 3_692_530, within: decimals)
    expectClose(weighted(draw.ela.tested.map { Double($0) }), 23_784_125, within: decimals)
  }

  /// A digest of every bit of the outcomes: no statistic, but a promise that published seeds keep
  /// their data. It may change only with the process or the generator, and then the change is told.
  @Test func outcomesKeepTheirBits() {
    var digest = FNV1a()
    for count in draw.leavers + draw.ela.atStandard + draw.math.tested + draw.math.atStandard {
      digest.add(UInt64(count))
    }
    for value in draw.commitment + draw.ela.perCent + draw.math.perCent {
      digest.add(value.bitPattern)
    }
    #expect(digest.value == 15_148_497_957_088_855_560)
  }

  /// The 64-bit Fowler–Noll–Vo hash, over the bytes of words from the lowest.
  private struct FNV1a {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ word: UInt64) {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        value = (value ^ ((word >> shift) & 0xff)) &* 0x100_0000_01b3
      }
    }
  }
}

import Testing

@testable import Tables

@Suite struct NumberParserTests {
  /// Bit patterns by Python 3.11's `float`, which rounds correctly (David Gay's algorithm). Among
  /// them ties between two doubles, the ends of the range and digits beyond the 19th that decide.
  @Test(
    arguments: [
      ("0", 0x0000_0000_0000_0000),
      ("0.0", 0x0000_0000_0000_0000),
      ("1", 0x3FF0_0000_0000_0000),
      ("+1", 0x3FF0_0000_0000_0000),
      ("1.5", 0x3FF8_0000_0000_0000),
      ("-1.5", 0xBFF8_0000_0000_0000),
      (".5", 0x3FE0_0000_0000_0000),
      ("5.", 0x4014_0000_0000_0000),
      ("760.", 0x4087_C000_0000_0000),
      ("007", 0x401C_0000_0000_0000),
      ("00.50", 0x3FE0_0000_0000_0000),
      ("1e5", 0x40F8_6A00_0000_0000),
      ("1E5", 0x40F8_6A00_0000_0000),
      ("1e+5", 0x40F8_6A00_0000_0000),
      ("1e-5", 0x3EE4_F8B5_88E3_68F1),
      ("1.e2", 0x4059_0000_0000_0000),
      (".5e1", 0x4014_0000_0000_0000),
      ("0e999999999999", 0x0000_0000_0000_0000),
      ("0.000e-400", 0x0000_0000_0000_0000),
      ("9007199254740991", 0x433F_FFFF_FFFF_FFFF),
      ("9007199254740993", 0x4340_0000_0000_0000),
      ("9007199254740995", 0x4340_0000_0000_0002),
      ("9007199254740993.0000000000000000000000000001", 0x4340_0000_0000_0001),
      ("9007199254740992.9999999999999999999", 0x4340_0000_0000_0000),
      ("9223372036854775808", 0x43E0_0000_0000_0000),
      ("18446744073709551615", 0x43F0_0000_0000_0000),
      ("18446744073709551616", 0x43F0_0000_0000_0000),
      ("99999999999999999999", 0x4415_AF1D_78B5_8C40),
      ("1e22", 0x4480_F0CF_064D_D592),
      ("1e23", 0x44B5_2D02_C7E1_4AF6),
      ("1e27", 0x4589_D971_E4FE_8402),
      ("1e28", 0x45C0_27E7_2F1F_1281),
      ("8.5e23", 0x44E6_7FD2_F45F_5FA6),
      ("123456789012345678e9", 0x4559_87BF_7C56_3CAA),
      ("9999999999999999999e27", 0x497C_06A5_EC54_33C6),
      ("0.1", 0x3FB9_9999_9999_999A),
      ("0.3", 0x3FD3_3333_3333_3333),
      ("0.10200000554323196", 0x3FBA_1CAC_2000_0000),
      ("0.1089999899268150", 0x3FBB_E76C_5FFF_FFFE),
      ("3.141592653589793238462643383279502884197", 0x4009_21FB_5444_2D18),
      ("0.33333333333333333333333333", 0x3FD5_5555_5555_5555),
      ("2.718281828459045e-20", 0x3BE0_0BC0_5914_B642),
      ("7.2057594037927933e16", 0x4370_0000_0000_0000),
      ("1.7976931348623157e308", 0x7FEF_FFFF_FFFF_FFFF),
      ("1.7976931348623158e308", 0x7FEF_FFFF_FFFF_FFFF),
      ("1.797693134862315807e308", 0x7FEF_FFFF_FFFF_FFFF),
      ("17976931348623157e292", 0x7FEF_FFFF_FFFF_FFFF),
      ("2.2250738585072014e-308", 0x0010_0000_0000_0000),
      ("2.2250738585072011e-308", 0x000F_FFFF_FFFF_FFFF),
      ("2.2250738585072012e-308", 0x0010_0000_0000_0000),
      ("4.9e-324", 0x0000_0000_0000_0001),
      ("5e-324", 0x0000_0000_0000_0001),
      ("4.9406564584124654e-324", 0x0000_0000_0000_0001),
      ("2.4703282292062327e-324", 0x0000_0000_0000_0000),
      ("2.4703282292062328e-324", 0x0000_0000_0000_0001),
      ("1e-400", 0x0000_0000_0000_0000),
      ("1e-999999999999999999999", 0x0000_0000_0000_0000),
      ("1.00000000000000011102230246251565404236316680908203125", 0x3FF0_0000_0000_0000),
      ("1.00000000000000011102230246251565404236316680908203126", 0x3FF0_0000_0000_0001),
      ("1.00000000000000011102230246251565404236316680908203124", 0x3FF0_0000_0000_0000),
      ("0.1000000000000000055511151231257827021181583404541015625", 0x3FB9_9999_9999_999A),
      ("6.631236846766476e-316", 0x0000_0000_0800_0000),
      ("6.8985865317742e-300", 0x01D2_7AD0_0D35_EA11),
      ("89255e-22", 0x3C64_94AF_6CE5_221F),
      ("104110013277974872254e-225", 0x1560_B661_A319_87AE),
      ("45.43", 0x4046_B70A_3D70_A3D7),
      ("1448997445238699", 0x4314_976C_0803_FEAC),
      ("6929495644600919.5", 0x4338_9E56_EE5E_7A58),
      ("8.37377e9", 0x41FF_31D9_7100_0000),
      ("0.0000010000000000000000000000001", 0x3EB0_C6F7_A0B5_ED8D),
    ] as [(String, UInt64)])
  func hardCasesAreCorrectlyRounded(text: String, bits: UInt64) {
    #expect(parsedNumber(text)?.bitPattern == bits)
    if !text.hasPrefix("-") && !text.hasPrefix("+") {
      #expect(parsedNumber("-" + text)?.bitPattern == bits | 1 << 63)
    }
  }

  @Test(arguments: [
    "1e309", "1.7976931348623159e308", "1.797693134862315808e308", "-1e400",
    "1e99999999999999999999",
    "", "+", "-", ".", "e5", "1e", "1e-", "1.5x", " 1", "1 ", "1..2", "--1", "in", "infinite",
    "nan",
    "0x10", "1_000", "١",
  ])
  func whatIsNoNumberOrTooLargeIsNil(text: String) {
    #expect(parsedNumber(text) == nil)
  }

  /// A tie that only the 801st digit breaks.
  @Test func digitsBeyondAllThatAreKeptStillBreakTies() {
    let tie = "1.00000000000000011102230246251565404236316680908203125"
    let zeros = String(repeating: "0", count: 1000)
    #expect(parsedNumber(tie + zeros) == 1)
    #expect(parsedNumber(tie + zeros + "1") == 1.0.nextUp)
    #expect(parsedNumber(zeros + tie + zeros + "1") == 1.0.nextUp)
    let shifted = "0." + zeros + "100000000000000011102230246251565404236316680908203125"
    #expect(parsedNumber(shifted + "e1001") == 1)
    #expect(parsedNumber(shifted + zeros + "1e1001") == 1.0.nextUp)
    #expect(parsedNumber("1" + zeros + "e-1000") == 1)
    #expect(parsedNumber("1" + zeros) == nil)
    #expect(parsedNumber(zeros) == 0)
  }

  /// The C library's conversion, by way of `Double(String)`, is the oracle.
  @Test func randomDecimalsAgreeWithTheSystem() {
    var generator = SeededGenerator(seed: 20_161)
    for _ in 0..<200_000 {
      let digits = Int.random(in: 1...24, using: &generator)
      var text = ""
      let point = Int.random(in: 0...digits, using: &generator)
      for index in 0..<digits {
        if index == point { text += "." }
        text += String(Int.random(in: 0...9, using: &generator))
      }
      if Bool.random(using: &generator) {
        let reach = Bool.random(using: &generator) ? 40 : 330
        text += "e\(Int.random(in: -reach...reach, using: &generator))"
      }
      let wanted = Double(text.hasPrefix(".") ? "0" + text : text)
      guard let wanted, wanted.isFinite else {
        #expect(parsedNumber(text) == nil, "\(text)")
        continue
      }
      if parsedNumber(text)?.bitPattern != wanted.bitPattern { Issue.record("\(text)") }
    }
  }

  /// Halfway between neighbouring doubles and just beside it, with exponents near nought.
  @Test func randomTiesGoToEven() {
    var generator = SeededGenerator(seed: 20_162)
    for _ in 0..<20_000 {
      let odd = UInt64.random(in: 1 << 53..<1 << 54, using: &generator) | 1
      let even = Double(odd)  // correctly rounded by the processor, ties to even
      #expect(parsedNumber("\(odd)") == even)
      #expect(parsedNumber("\(odd).0000000000") == even)
      #expect(parsedNumber("\(odd).0000000001") == Double((odd + 1) / 2) * 2)
      #expect(parsedNumber("\(odd - 1).9999999999") == Double((odd - 1) / 2) * 2)
    }
  }

  @Test func everyDoubleReadsBackFromItsText() {
    var generator = SeededGenerator(seed: 20_163)
    for _ in 0..<50_000 {
      let number = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
      guard number.isFinite else { continue }
      #expect(parsedNumber(number.description)?.bitPattern == number.bitPattern)
      #expect(parsedNumber(numberText(number)) == number)
    }
  }
}

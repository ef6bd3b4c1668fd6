import Distributions
import Testing

/// The generator against its publication's known answers (Random123's kat_vectors for philox4x64-10,
/// which numpy 2.4.6's Philox reproduces) and numpy's own stream.
struct PhiloxTests {
  struct KnownAnswer: Sendable {
    let counter: SIMD4<UInt64>
    let key: SIMD2<UInt64>
    let block: SIMD4<UInt64>
  }

  static let knownAnswers = [
    KnownAnswer(
      counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0),
      block: SIMD4(
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b)),
    KnownAnswer(
      counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
      block: SIMD4(
        0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0)),
    KnownAnswer(
      counter: SIMD4(
        0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89),
      key: SIMD2(0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c),
      block: SIMD4(
        0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5, 0x57bd_43b5_e52b_7fe6)),
  ]

  @Test(arguments: knownAnswers)
  func hasThePublishedBlocks(answer: KnownAnswer) {
    #expect(Philox.block(counter: answer.counter, key: answer.key) == answer.block)
  }

  @Test func streamsCountBlocksFromZero() {
    var stream = RandomStream(seed: 42, stream: 3)
    let words = (0..<8).map { _ in stream.next() }
    for block in 0..<2 {
      let expected = Philox.block(counter: SIMD4(UInt64(block), 0, 0, 0), key: SIMD2(42, 3))
      #expect(words[(4 * block)..<(4 * block + 4)].elementsEqual((0..<4).map { expected[$0] }))
    }
  }

  @Test func copiesContinueAlike() {
    var one = RandomStream(seed: 1)
    _ = one.next()
    var two = one
    #expect((0..<9).map { _ in one.next() } == (0..<9).map { _ in two.next() })
    #expect(one == two)
  }

  @Test func seedsAndStreamsDiffer() {
    var firsts = Set<UInt64>()
    for seed in 0..<20 as Range<UInt64> {
      for stream in 0..<20 as Range<UInt64> {
        var generator = RandomStream(seed: seed, stream: stream)
        firsts.insert(generator.next())
      }
    }
    #expect(firsts.count == 400)
  }
}

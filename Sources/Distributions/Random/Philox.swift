/// The counter-based generator Philox 4×64 with ten rounds: a keyed bijection of 256-bit counters
/// whose outputs pass every known test of randomness. Any block can be had at once, and different
/// keys give unrelated sequences.
///
/// Salmon, J. K., Moraes, M. A., Dror, R. O. & Shaw, D. E. (2011), Parallel random numbers: as easy as
/// 1, 2, 3, SC11.
package enum Philox {
  /// The four words of block `counter` under `key`.
  package static func block(counter: SIMD4<UInt64>, key: SIMD2<UInt64>) -> SIMD4<UInt64> {
    var (word, key) = (counter, key)
    for _ in 0..<10 {
      let first = word.x.multipliedFullWidth(by: 0xd2e7_470e_e14c_6c93)
      let second = word.z.multipliedFullWidth(by: 0xca5a_8263_9512_1157)
      word = SIMD4(
        second.high ^ word.y ^ key.x, second.low, first.high ^ word.w ^ key.y, first.low)
      key &+= SIMD2(0x9e37_79b9_7f4a_7c15, 0xbb67_ae85_84ca_a73b)
    }
    return word
  }
}

extension PortableMath {
  /// eˣ: 0 below the smallest subnormal, infinity above the largest finite value, NaN for NaN.
  ///
  /// The argument is reduced to r = x − k ln 2 with |r| ≤ ½ ln 2 and the Taylor series summed there.
  package static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.782712893384 { return .infinity }
    if x < -745.1332191019412 { return 0 }
    let k = (x * 0x1.71547652b82fep0).rounded(.toNearestOrEven)
    let high = x - k * logTwoHigh
    let low = k * logTwoLow
    let r = high - low
    let lost = (high - r) - low
    var series = 1.0 / 87_178_291_200
    series = series * r + 1.0 / 6_227_020_800
    series = series * r + 1.0 / 479_001_600
    series = series * r + 1.0 / 39_916_800
    series = series * r + 1.0 / 3_628_800
    series = series * r + 1.0 / 362_880
    series = series * r + 1.0 / 40320
    series = series * r + 1.0 / 5040
    series = series * r + 1.0 / 720
    series = series * r + 1.0 / 120
    series = series * r + 1.0 / 24
    series = series * r + 1.0 / 6
    series = series * r + 0.5
    return scaled(1 + (r + (r * r * series + lost)), by: Int(k))
  }

  /// y · 2ᵏ for |k| ≤ 1100, rounded once.
  static func scaled(_ y: Double, by k: Int) -> Double {
    if k > 1023 { return y * powerOfTwo(1023) * powerOfTwo(k - 1023) }
    if k < -1022 { return y * powerOfTwo(k + 200) * powerOfTwo(-200) }
    return y * powerOfTwo(k)
  }

  /// 2ᵏ for −1022 ≤ k ≤ 1023.
  private static func powerOfTwo(_ k: Int) -> Double {
    Double(bitPattern: UInt64(k + 1023) << 52)
  }
}

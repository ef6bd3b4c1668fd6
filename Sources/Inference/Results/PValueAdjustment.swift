#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How p-values of several tests are adjusted for there being several.
public enum PValueAdjustment: String, Sendable, Hashable, CaseIterable {
  /// Not at all.
  case none
  /// Times the number of tests. Bounds the chance of any false rejection, whatever the dependence.
  case bonferroni
  /// Stepwise Bonferroni: never larger than Bonferroni's and as safe. Holm (1979).
  case holm
  /// 1 − (1 − p)ᵐ: exact for independent tests. Šidák (1967).
  case sidak
  /// The false discovery rate of Benjamini and Hochberg (1995), for independent or positively
  /// dependent tests.
  case fdr

  /// The adjusted p-values, in the order given; nil stays nil and is not counted as a test.
  ///
  /// Complexity: O(m log m).
  ///
  /// - Throws: ``InferenceError/badProbability(position:value:)`` for a p-value outside 0…1.
  public func adjust(_ pValues: [Double?]) throws(InferenceError) -> [Double?] {
    for (index, value) in pValues.enumerated() {
      if let value, !(value >= 0 && value <= 1) {
        throw .badProbability(position: index + 1, value: value)
      }
    }
    let present = pValues.indices.filter { pValues[$0] != nil }
    let adjusted = adjusted(present.compactMap { pValues[$0] })
    var result = pValues
    for (index, value) in zip(present, adjusted) { result[index] = value }
    return result
  }

  /// The adjusted p-values, in the order given.
  ///
  /// - Throws: ``InferenceError/badProbability(position:value:)`` for a p-value outside 0…1.
  public func adjust(_ pValues: [Double]) throws(InferenceError) -> [Double] {
    try adjust(pValues.map(Optional.some)).compactMap { $0 }
  }

  private func adjusted(_ pValues: [Double]) -> [Double] {
    let count = Double(pValues.count)
    switch self {
    case .none: return pValues
    case .bonferroni: return pValues.map { min(1, count * $0) }
    case .sidak: return pValues.map { $0 >= 1 ? 1 : -expm1(count * log1p(-$0)) }
    case .holm:
      // From the smallest up: the largest of p₍ᵢ₎ · (m − i + 1) so far.
      return stepwise(pValues, order: <) { rank in
        count - Double(rank)
      } keep: {
        max($0, $1)
      }
    case .fdr:
      // From the largest down: the smallest of p₍ᵢ₎ · m / i so far.
      return stepwise(pValues, order: >) { rank in
        count / (count - Double(rank))
      } keep: {
        min($0, $1)
      }
    }
  }

  private func stepwise(
    _ pValues: [Double], order: (Double, Double) -> Bool, factor: (Int) -> Double,
    keep: (Double, Double) -> Double
  ) -> [Double] {
    var result = pValues
    var running: Double?
    let ranked = pValues.indices.sorted {
      pValues[$0] == pValues[$1] ? $0 < $1 : order(pValues[$0], pValues[$1])
    }
    for (rank, index) in ranked.enumerated() {
      let scaled = min(1, factor(rank) * pValues[index])
      let kept = running.map { keep($0, scaled) } ?? scaled
      running = kept
      result[index] = kept
    }
    return result
  }
}

import LinearAlgebra

extension ContrastMoments {
  /// (Σ Pᵢᵢ)² / Σᵢⱼ Pᵢⱼ², Satterthwaite's degrees of freedom for one contrast; NaN where the
  /// estimator gives the contrast no variance.
  ///
  /// Complexity: O(G p²), chunks in parallel.
  func satterthwaite(_ contrast: [Double]) -> Double {
    let parts = concurrentMap(count: chunks.count) { index in
      SingleSums(chunks[index], contrast: contrast, signs: signs)
    }
    var trace = 0.0
    var squares = 0.0
    var outer = [Double](repeating: 0, count: signs.count * signs.count)
    for part in parts {
      trace += part.trace
      squares += part.squares
      for i in outer.indices { outer[i] += part.outer[i] }
    }
    for a in signs.indices {
      for b in signs.indices {
        let value = outer[min(a, b) + max(a, b) * signs.count]
        squares += signs[a] * signs[b] * value * value
      }
    }
    return trace > 0 && squares > 0 ? trace * trace / squares : .nan
  }
}

/// The sums over the clusters of a chunk that one contrast needs.
private struct SingleSums: Sendable {
  /// Σ Pᵢᵢ.
  var trace = 0.0
  /// Σ ‖t‖⁴ − 2 ‖t‖² b′Jb.
  var squares = 0.0
  /// Σ bb′, upper triangle.
  var outer: [Double]

  init(_ chunk: ContrastMoments.Chunk, contrast: [Double], signs: [Double]) {
    let size = signs.count
    outer = [Double](repeating: 0, count: size * size)
    var t: [Double] = []
    var b = [Double](repeating: 0, count: size)
    var spreadStart = 0
    var reachStart = 0
    for rank in chunk.ranks {
      t.removeAll(keepingCapacity: true)
      for i in 0..<rank {
        var sum = 0.0
        for (j, value) in contrast.enumerated() {
          sum += chunk.spreads[spreadStart + i + j * rank] * value
        }
        t.append(sum)
      }
      for a in 0..<size { b[a] = 0 }
      for (i, value) in t.enumerated() {
        for a in 0..<size { b[a] += chunk.reaches[reachStart + a + i * size] * value }
      }
      spreadStart += rank * contrast.count
      reachStart += rank * size
      add(t, b, signs)
    }
  }

  private mutating func add(_ t: [Double], _ b: [Double], _ signs: [Double]) {
    let size = signs.count
    let own = t.reduce(0) { $0 + $1 * $1 }
    var taken = 0.0
    for a in 0..<size { taken += signs[a] * b[a] * b[a] }
    trace += own - taken
    squares += own * own - 2 * own * taken
    for column in 0..<size {
      for row in 0...column { outer[row + column * size] += b[row] * b[column] }
    }
  }
}

import LinearAlgebra

/// Rows sorted by their cluster.
struct ClusterPartition: Sendable {
  /// The rows, those of cluster 0 first, each cluster's in their own order.
  let rows: [Int]
  /// Where each cluster begins in `rows`; one more at the end.
  let starts: [Int]

  /// - Precondition: every code is in 0..<count.
  /// - Complexity: O(n + G).
  init(codes: [Int32], count: Int) {
    var starts = [Int](repeating: 0, count: count + 1)
    for code in codes { starts[Int(code) + 1] += 1 }
    for cluster in 0..<count { starts[cluster + 1] += starts[cluster] }
    var next = starts
    var rows = [Int](repeating: 0, count: codes.count)
    for (row, code) in codes.enumerated() {
      rows[next[Int(code)]] = row
      next[Int(code)] += 1
    }
    self.rows = rows
    self.starts = starts
  }

  /// G.
  var count: Int { starts.count - 1 }

  /// The rows of a cluster.
  func rows(of cluster: Int) -> ArraySlice<Int> { rows[starts[cluster]..<starts[cluster + 1]] }

  /// Clusters cut into runs of about equal work, by the data only.
  func chunks(rowsEach: Int = 4096) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var first = 0
    for cluster in 0..<count where starts[cluster + 1] - starts[first] >= rowsEach {
      chunks.append(first..<cluster + 1)
      first = cluster + 1
    }
    if first < count { chunks.append(first..<count) }
    return chunks
  }
}

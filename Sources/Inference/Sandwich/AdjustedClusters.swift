import LinearAlgebra

/// What all clusters contribute, in the order of their codes.
struct AdjustedClusters: Sendable {
  /// The adjusted scores, G × p.
  let scores: Matrix
  /// The small matrices behind the degrees of freedom, chunk by chunk, where they were asked for.
  let moments: [ContrastMoments.Chunk]
  /// How many clusters determine some of their own fitted values.
  let clustersWithLostDirections: Int
}

/// Adjusts every cluster, in parallel.
///
/// Clusters are cut into chunks by the data only and each is computed by itself, so the bits of the
/// result do not depend on the number of threads. Complexity: O(n p²) and O(p³) a cluster.
func adjustClusters(
  _ rows: ClusterRows, partition: ClusterPartition, adjustment: any ClusterAdjustment,
  needsMoments: Bool
) throws -> AdjustedClusters {
  let chunks = partition.chunks()
  let parts = try countedMap(count: chunks.count, of: "chunks of clusters") { index in
    Result {
      var chunk = AdjustedChunk()
      for cluster in chunks[index] {
        try chunk.append(
          rows.block(partition.rows(of: cluster)), adjustment: adjustment,
          needsMoments: needsMoments)
      }
      return chunk
    }
  }
  var scores = Matrix(rowCount: partition.count, columnCount: rows.columnCount)
  var moments: [ContrastMoments.Chunk] = []
  var lost = 0
  for (range, part) in zip(chunks, parts) {
    let chunk = try part.get()
    for (place, cluster) in range.enumerated() {
      let position = place * rows.columnCount
      for column in 0..<rows.columnCount {
        scores[cluster, column] = chunk.scores[position + column]
      }
    }
    moments.append(chunk.moments)
    lost += chunk.clustersWithLostDirections
  }
  return AdjustedClusters(
    scores: scores, moments: needsMoments ? moments : [], clustersWithLostDirections: lost)
}

private struct AdjustedChunk: Sendable {
  var scores: [Double] = []
  var moments = ContrastMoments.Chunk()
  var clustersWithLostDirections = 0

  mutating func append(
    _ block: ClusterBlock, adjustment: any ClusterAdjustment, needsMoments: Bool
  ) throws(LinearAlgebraError) {
    if block.rowCount == 0 {
      scores += [Double](repeating: 0, count: block.columnCount)
      return
    }
    let piece = try adjustment.piece(of: block, needsMoments: needsMoments)
    scores += piece.score
    if piece.lostDirections > 0 { clustersWithLostDirections += 1 }
    if let spread = piece.spread, let reach = piece.reach {
      moments.append(spread: spread, reach: reach)
    }
  }
}

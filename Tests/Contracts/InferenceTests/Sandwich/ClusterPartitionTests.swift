import Modeling
import Testing

@testable import Inference

struct ClusterPartitionTests {
  @Test func rowsAreSortedByCluster() {
    let partition = ClusterPartition(codes: [2, 0, 2, 1, 0], count: 4)
    #expect((0..<4).map { Array(partition.rows(of: $0)) } == [[1, 4], [3], [0, 2], []])
  }

  @Test(arguments: [1, 2, 3, 5, 100])
  func chunksCoverEveryClusterOnce(_ size: Int) {
    let codes: [Int32] = [0, 0, 0, 1, 2, 2, 3, 3, 3, 3, 4]
    let chunks = ClusterPartition(codes: codes, count: 5).chunks(rowsEach: size)
    #expect(chunks.flatMap { Array($0) } == [0, 1, 2, 3, 4])
  }

  @Test func emptyPartitionHasNoChunks() {
    #expect(ClusterPartition(codes: [], count: 0).chunks().isEmpty)
  }

  @Test func intersectionPairsCodes() {
    let pairs = intersection(([0, 0, 1, 1, 0], 2), ([0, 1, 0, 1, 0], 2))
    #expect(pairs.codes == [0, 1, 2, 3, 0])
    #expect(pairs.count == 4)
  }
}

import Testing

@testable import LinearAlgebra

@Suite struct ParallelismTests {
  @Test(arguments: [1, 2, 3, 7, 100])
  func mapsKeepTheOrder(_ threads: Int) {
    Parallelism.withThreads(threads) {
      #expect(Parallelism.threadCount == threads)
      for count in [0, 1, 2, 1000] {
        #expect(concurrentMap(count: count) { "\($0)" } == (0..<count).map { "\($0)" })
      }
      let inner = concurrentMap(count: 3) { _ in Parallelism.threadCount }
      #expect(inner == [1, 1, 1], "maps inside a map stay on their thread")
    }
    #expect(Parallelism.threadCount == Parallelism.processorCount)
  }

  @Test func errorsLeaveTheScope() {
    #expect(throws: LinearAlgebraError.tooLarge(dimension: 9)) {
      try Parallelism.withThreads(2) { () throws(LinearAlgebraError) in
        throw LinearAlgebraError.tooLarge(dimension: 9)
      }
    }
  }

  @Test(arguments: [0, 1, 7, 255, 256, 100_000, 1_000_003], [0, 1, 6, 51, 1001])
  func blocksCoverTheRowsOnce(_ rows: Int, _ columns: Int) {
    let blocks = RowBlocks(rowCount: rows, columns: columns)
    var next = 0
    for leaf in 0..<blocks.leafCount {
      blocks.forEachStep(ofLeaf: leaf) { step in
        #expect(step.lowerBound == next && step.count <= blocks.stepRows && !step.isEmpty)
        next = step.upperBound
      }
      #expect(blocks.leaf(leaf).upperBound == next)
    }
    #expect(next == rows)
  }

  @Test(arguments: 0...9)
  func treesMergeNeighboursInOrder(_ count: Int) {
    let parts = (0..<count).map { "\($0)" }
    #expect((mergedInTree(parts) { $0 += $1 } ?? "") == parts.joined())
    let shape = mergedInTree(parts) { $0 = "(\($0)\($1))" }
    if count == 5 { #expect(shape == "(((01)(23))4)") }
  }
}

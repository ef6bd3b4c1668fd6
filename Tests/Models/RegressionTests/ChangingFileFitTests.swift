import Foundation
import Inference
import Modeling
import Regression
import Synchronization
import Testing

@testable import Tables

/// A streamed fit reads its file several times, and every time it must be the same file.
@Suite("A streamed fit to a file that changes")
struct ChangingFileFitTests {
  private static let estimators: [HeteroskedasticCorrection] = [.hc0, .hc3]

  /// Fits to a file and estimates two covariances, each by a pass of its own.
  private func fit(_ file: URL, beforeReading: @escaping @Sendable (Range<Int>) -> Void) throws {
    let source = try TextSource(
      path: file.path, name: "t.csv", repeatedly: true, beforeReading: beforeReading)
    let blocks = try CSVBlocks(
      CSVReader(
        source, delimiter: .comma, CSVOptions(), sizes: CSVSizes(window: 8_000, chunk: 4_000)))
    _ = try blocks.digest()
    let fit = try LinearModel(
      "y ~ x + small + large", options: ModelOptions(required: ["year", "large"])
    ).fit(streaming: blocks)
    for estimator in Self.estimators {
      _ = try fit.inference(using: .heteroskedastic(estimator))
    }
    _ = try fit.inference(using: .clustered(by: "year", correction: .cr1s))
  }

  /// The file is overwritten in place, with as many bytes, before each single read.
  @Test func everyReadOfEveryPass() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "changing-fit-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = Data(StreamedFitTests.text.utf8)
    let other = Data(text.map { $0 == UInt8(ascii: "3") ? UInt8(ascii: "4") : $0 })
    try text.write(to: file)
    let reads = Atomic(0)
    try fit(file) { _ in reads.add(1, ordering: .relaxed) }
    let count = reads.load(ordering: .relaxed)
    #expect(count > 40)
    for chosen in 0..<count {
      try text.write(to: file)
      let read = Atomic(0)
      #expect(
        throws: TableError.changedFile(path: file.path, change: .overwritten),
        "before read \(chosen) of \(count)"
      ) {
        try fit(file) { _ in
          guard read.add(1, ordering: .relaxed).oldValue == chosen else { return }
          #expect(throws: Never.self) {
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: other)
            try handle.close()
          }
        }
      }
    }
  }
}

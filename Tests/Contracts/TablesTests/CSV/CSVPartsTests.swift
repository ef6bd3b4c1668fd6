import TestSupport
import Testing
import Threading

@testable import Tables

/// A text cut into small parts has to read as it reads in one piece, whatever the cuts fall on.
@Suite struct CSVPartsTests {
  private static let whole = CSVSizes(window: 1 << 30, chunk: 1 << 30)
  private static let cuts = [(1, 1), (3, 2), (7, 3), (16, 5), (64, 8), (1 << 20, 1), (1 << 20, 4)]
    .map {
      CSVSizes(window: $0, chunk: $1)
    }
  private static let texts = [
    "\u{FEFF}\"a\"\"b\",c,é\r\n1,2%,\"x\r\ny\"\r\n-1.5e3,NA,\"\"\r\n\r\n1,3%,é\r\n",
    "a,b\r\n\r\n1,TRUE\r\n\r\n,FALSE\r\n\n\r3,true\r\r\n4,\r\n",
    "a,b\r1,x\r2,\"y\r\rz\"\r\r3,x\r",
    "a\n1\n\n2\nNA\n3.5\n\n-0\n",
    "a,b,c\n,z,1\n,y,2\n,z,3.5\n1,,\n2,12,7\nx,y,9007199254740993\n",
    "a,b\nNA,TRUE\nNA,\nNA,yes\n", "a,b\n12,1\n13,2%\nx,3%\n",
    "a,b\n1,\"never closed\n2,3\n4,5\n", "a,b\n1,2\n3,4\n5,6,7\n8,9\n",
    "a,b\n1,\"x\ny\" z\n3,4\n", "a,b\n1,2\n3,\u{0}\n",
    "a,b\ne\u{301},1\n\u{E9},2\nz,3\ne\u{301},4\n",
    "a;b\n1\n2\n", "a,b\n", "a,b", "\n\na,b\n1,2\n", "\r\n\r\n", "",
    "name,\"note\"\n" + (0..<30).map { "\($0),\"line\n\($0) \"\"said\"\"\"\n" }.joined(),
  ]

  private func outcome(_ bytes: [UInt8], _ sizes: CSVSizes) -> Result<CSVReading, TableError> {
    Result { () throws(TableError) in
      try CSVReading(
        CSVReader(
          TextSource(bytes, name: "text"), delimiter: .comma, CSVOptions(), sizes: sizes))
    }
  }

  /// The table of all blocks, put together cell by cell; nil if a block is of other columns.
  private func cells(inBlocksOf bytes: [UInt8], _ sizes: CSVSizes) throws -> [[String?]] {
    let blocks = try CSVBlocks(
      CSVReader(TextSource(bytes, name: "text"), delimiter: .comma, CSVOptions(), sizes: sizes))
    var all: [[String?]] = []
    for index in 0..<blocks.blockCount {
      let block = try blocks.block(index)
      #expect(blocks.rows(ofBlock: index) == all.count..<all.count + block.rowCount)
      #expect(block.selecting(rows: []) == blocks.schema)
      all += TablesTests.cells(block)
    }
    #expect(blocks.rowCount == all.count)
    return all
  }

  private func check(_ bytes: [UInt8], _ sizes: CSVSizes) throws {
    let expected = outcome(bytes, Self.whole)
    let found = outcome(bytes, sizes)
    #expect(found == expected, "\(bytes) in \(sizes)")
    switch expected {
    case .success(let reading):
      let rows = try cells(inBlocksOf: bytes, sizes)
      #expect(rows == TablesTests.cells(reading.table), "\(bytes) in blocks, \(sizes)")
    case .failure(let error):
      #expect(throws: error) { try cells(inBlocksOf: bytes, sizes) }
    }
  }

  @Test(arguments: texts)
  func anyCutsGiveTheSame(text: String) throws {
    for sizes in Self.cuts {
      for threads in [1, 3] {
        try Parallelism.withThreads(threads) { try check(Array(text.utf8), sizes) }
      }
    }
  }

  /// The longest of the texts cut off anywhere, and with bytes that are not UTF-8.
  @Test func textsCutOffAnywhereGiveTheSame() throws {
    for text in Self.texts.prefix(3) {
      let bytes = Array(text.utf8)
      for end in 0...bytes.count {
        try check(Array(bytes[..<end]), CSVSizes(window: 9, chunk: 4))
        try check(Array(bytes[..<end]) + [0xFF] + bytes[end...], CSVSizes(window: 9, chunk: 4))
      }
    }
  }

  @Test(arguments: 0..<4)
  func randomTextsGiveTheSame(seed: Int) throws {
    let alphabet = Array("\"\"\",,,,,\r\n\r\n\n\n\n0123.%-e  aNAé".utf8)
    var generator = SeededGenerator(seed: UInt64(seed))
    var tables = 0
    for _ in 0..<1000 {
      let count = Int.random(in: 0...24, using: &generator)
      let tail = (0..<count).compactMap { _ in alphabet.randomElement(using: &generator) }
      let bytes =
        Array("a,b\n1,2\n".utf8) + (seed % 2 == 0 ? tail : tail.filter { $0 != Byte.comma })
      let isOneColumn = seed % 2 == 1
      let text = isOneColumn ? Array(bytes.dropFirst(8)) : bytes
      if case .success(let reading) = outcome(text, Self.whole), reading.table.rowCount > 1 {
        tables += 1
      }
      let window = Int.random(in: 1...30, using: &generator)
      let chunk = Int.random(in: 1...12, using: &generator)
      try check(text, CSVSizes(window: window, chunk: chunk))
    }
    #expect(tables > 50, "the alphabet should make a fair share of tables of some rows")
  }

  /// Records of megabytes without a line end in windows of many chunks: linear in their length, where
  /// each chunk used to look for a line end up to the end of the window. Four times the length takes four
  /// times as long; it took sixteen times as long, and the bound is halfway between.
  @Test(.endsInTime, arguments: ["x", "\"\"", " ", "y,\"\"\"\"\n"])
  func longRecordsTakeLinearTime(_ filling: String) throws {
    let sizes = CSVSizes(window: 4 << 10, chunk: 64)
    func seconds(bytes: Int) throws -> Double {
      let long = String(repeating: filling, count: bytes / filling.utf8.count / 2 * 2)
      let text = Array(("a,b\n1,2\n3,\"" + long + "\"\n5,6\n").utf8)
      return try processorSeconds {
        try Parallelism.withThreads(1) {
          #expect(try outcome(text, sizes).get().table.rowCount == 3)
          let blocks = try CSVBlocks(
            CSVReader(
              TextSource(text, name: "text"), delimiter: .comma, CSVOptions(), sizes: sizes))
          #expect(blocks.rowCount == 3)
        }
      }
    }
    let (short, long) = (try seconds(bytes: 1 << 20), try seconds(bytes: 4 << 20))
    #expect(long < 8 * short, "\(short) s for 1 MB, \(long) s for 4 MB")
  }

  /// A quote that is never closed does not take all memory.
  @Test func recordsAreBounded() {
    let sizes = CSVSizes(window: 64, chunk: 16, record: 1 << 10)
    let closed = "a,b\n1,2\n3,\"" + String(repeating: "x", count: 900) + "\"\n5,6\n"
    #expect(throws: Never.self) { try outcome(Array(closed.utf8), sizes).get() }
    let open = "a,b\n1,2\n3,\"" + String(repeating: "x\n", count: 900)
    let location = CSVLocation(source: "text", line: 3)
    #expect(throws: TableError.recordTooLong(limit: 1 << 10, at: location)) {
      try outcome(Array(open.utf8), sizes).get()
    }
    let header = String(repeating: "x", count: 200_000) + "\n1\n"
    #expect(
      throws: TableError.recordTooLong(
        limit: 1 << 10, at: CSVLocation(source: "text", line: 1))
    ) { try outcome(Array(header.utf8), sizes).get() }
  }
}

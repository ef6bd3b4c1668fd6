import Threading

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A CSV file as successive tables of some rows each, in memory that does not grow with the file.
///
/// Making the value reads the file once, in parallel, to find the type of every column, the levels
/// of categories and the number of rows. Any number of passes over the blocks follow, in any order.
/// Blocks put one after another are the table that ``Table/init(csv:options:)`` reads: every block
/// has the same columns with the same types, units and levels, whether they occur in it or not.
///
/// Where blocks begin depends on the text and the bytes per block only, not on threads. Memory is one
/// block (its bytes and values) at a time, two numbers for each block, and the levels. What reads as
/// CSV and which errors there are is said at ``CSVReading``.
public struct CSVBlocks: Sendable {
  /// A table without rows that has every column, with its type, unit and levels.
  public let schema: Table
  /// The number of rows of all blocks.
  public let rowCount: Int
  /// What was mended or looks odd, in the order of the text.
  public let notes: [CSVNote]
  private let reader: CSVReader
  private let body: CSVBody
  private let starts: [(offset: Int, row: Int)]
  private let plans: [String: ColumnPlan]
  private let lines: RowLines

  /// Goes through a file and cuts it into blocks.
  ///
  /// - Parameters:
  ///   - url: an ordinary file; that it changes while blocks are read is an error.
  ///   - options: how the text is to be read.
  ///   - name: what errors and notes call the text; nil for the file's name.
  ///   - bytesPerBlock: about how much text makes a block, at least 1; a longer record makes a block
  ///     of its own.
  /// - Throws: ``TableError/unreadable(path:reason:)``, also for standard input and pipes, which can
  ///   be read only once; or what is wrong with the text, with its line.
  public init(
    contentsOf url: URL, options: CSVOptions = CSVOptions(), name: String? = nil,
    bytesPerBlock: Int = 8 << 20
  ) throws(TableError) {
    let source = try textSource(url, name: name, repeatedly: true)
    try self.init(
      CSVReader(
        source, delimiter: options.delimiter(for: url), options,
        sizes: CSVSizes(window: bytesPerBlock)))
  }

  /// Goes through text held as bytes and cuts it into blocks; the name is for errors.
  ///
  /// - Throws: What is wrong with the text, with its line.
  public init(
    bytes: [UInt8], options: CSVOptions = CSVOptions(), name: String = "CSV text",
    bytesPerBlock: Int = 8 << 20
  ) throws(TableError) {
    try self.init(
      CSVReader(
        TextSource(bytes, name: name), delimiter: options.delimiter ?? .comma, options,
        sizes: CSVSizes(window: bytesPerBlock)))
  }

  init(_ reader: CSVReader) throws(TableError) {
    precondition(reader.sizes.window >= 1, "\(reader.sizes.window) bytes per block")
    self = try reader.decoding { reader throws(TableError) in try CSVBlocks(decoded: reader) }
  }

  private init(decoded reader: CSVReader) throws(TableError) {
    self.reader = reader
    body = try reader.body()
    let (columns, pass) = try reader.assemble(body, keepingValues: false)
    schema = try Table(columns.map(\.column))
    plans = Dictionary(columns.map { ($0.column.name, $0.plan) }) { first, _ in first }
    rowCount = pass.rows
    notes = try reader.notes(on: body, pass, columns)
    starts = pass.starts
    lines = pass.lines
  }

  /// The line of the text that a row (from 0) begins on; nil where lines and rows part too often to be
  /// followed.
  public func line(ofRow row: Int) -> Int? { lines.line(ofRow: row) }

  /// The number of blocks; 0 if there are no rows.
  public var blockCount: Int { starts.count }

  /// The rows of a block, counted from 0 in the whole table; none if it holds empty lines only.
  ///
  /// - Precondition: `index` is in `0..<blockCount`.
  public func rows(ofBlock index: Int) -> Range<Int> {
    starts[index].row..<(index + 1 < starts.count ? starts[index + 1].row : rowCount)
  }

  /// The fingerprint of the file, as ``CSVReading/digest``. Complexity: O(bytes), in parallel.
  ///
  /// - Throws: ``TableError/unreadable(path:reason:)``, ``TableError/changedFile(path:change:)``.
  public func digest() throws(TableError) -> String { try Tables.digest(of: reader.original) }

  /// Reads one block.
  ///
  /// - Parameters:
  ///   - index: in `0..<blockCount`.
  ///   - columns: the names of the columns to read, in the order wanted; all if nil.
  /// - Returns: The rows of the block, in order.
  /// - Throws: ``TableError/noColumn(_:closest:)``, ``TableError/duplicateColumn(_:)``, or
  ///   ``TableError/changedFile(path:change:)`` if the file is no longer as it was at first.
  public func block(_ index: Int, columns: [String]? = nil) throws(TableError) -> Table {
    guard let columns else { return try block(index, like: schema) }
    return try block(index, like: try schema.selecting(columns: columns))
  }

  /// Reads the blocks one after another, each in parallel, and passes them on.
  ///
  /// - Parameters:
  ///   - columns: the names of the columns to read, in the order wanted; all if nil.
  ///   - body: takes a block; what it throws ends the pass.
  /// - Throws: as ``block(_:columns:)``, and what `body` throws.
  public func forEachBlock(columns: [String]? = nil, _ body: (Table) throws -> Void) throws {
    let whole = try columns.map { try schema.selecting(columns: $0) } ?? schema
    let step = CountedStep(of: "blocks of \(reader.source.name)", total: blockCount)
    for index in 0..<blockCount {
      try LongWork.check()
      try body(try block(index, like: whole))
      step.advance()
    }
  }

  /// The results of `transform` for each block, in the order of the blocks; several blocks are read
  /// and transformed at the same time, each on one thread, and as many are in memory.
  ///
  /// - Throws: as ``block(_:columns:)``, and what `transform` throws: what comes first in the order of
  ///   the blocks, after all have been read.
  public func mapBlocks<Element: Sendable>(
    columns: [String]? = nil, _ transform: @Sendable (Table) throws -> Element
  ) throws -> [Element] {
    let whole = try columns.map { try schema.selecting(columns: $0) } ?? schema
    return try countedMap(count: blockCount, of: "blocks of \(reader.source.name)") { index in
      try transform(try block(index, like: whole))
    }
  }
}

extension CSVBlocks {
  /// Reads some columns of a block.
  private func block(_ index: Int, like whole: Table) throws(TableError) -> Table {
    let chosen = positions(whole)
    let kinds = whole.columns.map { kind($0.name) }
    let words = reader.missingWords(body, chosen)
    let end = index + 1 < starts.count ? starts[index + 1].offset : body.end
    // The text after the block is known to begin with a record, so nothing is left open.
    let bytes = try reader.source.bytes(starts[index].offset..<end)
    let window = CSVWindow(bytes: bytes, isOpenEnded: false)
    let chunks = reader.parser(body, chosen, words, kinds.map { ColumnBuilder($0) }).parse(window)
    let rows = chunks.reduce(0) { $0 + $1.rows }
    var columns: [Column] = []
    for (position, like) in whole.columns.enumerated() {
      var column = ColumnAssembler(kinds[position])
      column.reserve(rows)
      for chunk in chunks { column.append(chunk.columns[position]) }
      let isAsBefore = column.kind == kinds[position]
      guard rows == self.rows(ofBlock: index).count, chunks.last?.problem == nil, isAsBefore,
        let read = column.finish().column(
          named: like.name, plan: textPlan(like.name), like: like, words: words[position])
      else {
        throw .changedFile(path: reader.source.name, change: .overwritten)
      }
      columns.append(read.noting(like.record))
    }
    return try Table(columns)
  }

  /// What the bytes of a column are parsed as.
  private func kind(_ name: String) -> ColumnBuilder.Kind {
    if case .parsed(let kind) = plans[name] { kind } else { .category }
  }

  private func textPlan(_ name: String) -> ColumnDecision.Plan {
    if case .texts(let plan) = plans[name] { plan } else { .text }
  }

  /// The positions in the text of the columns of a table.
  private func positions(_ whole: Table) -> [Int] {
    let positions = Dictionary(uniqueKeysWithValues: body.names.enumerated().map { ($1, $0) })
    return whole.columns.compactMap { positions[$0.name] }
  }
}

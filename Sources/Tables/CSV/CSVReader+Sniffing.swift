extension CSVReader {
  /// The most records that are looked at to find out how a text is laid out.
  private static let sniffedRecords = 100

  /// The records at the beginning of some bytes, up to the first that is broken or cut.
  func sniffed(_ bytes: Span<UInt8>, dialect: CSVDialect, isOpenEnded: Bool) -> [SniffedRecord] {
    var scanner = RecordScanner(dialect, from: 0, to: bytes.count, isOpenEnded: isOpenEnded)
    var records: [SniffedRecord] = []
    while records.count < Self.sniffedRecords && scanner.position < bytes.count {
      if scanner.passBlankLine(bytes) { continue }
      if !dialect.comment.isEmpty && scanner.passComment(bytes) { continue }
      if scanner.isCut { break }
      let start = scanner.position
      guard let fields = try? scanner.nextRecord(bytes, limit: Self.columnLimit), !scanner.isCut
      else { break }
      let texts = fields.map { trimmed($0.string(bytes)) }
      if texts.allSatisfy(\.isEmpty) { continue }
      records.append(SniffedRecord(fields: texts, start: start, end: scanner.position))
    }
    return records
  }

  /// The delimiter of a text: the one preferred, for which the name of the file stands, unless another cuts
  /// the records more evenly.
  func foundDelimiter(
    _ bytes: Span<UInt8>, isOpenEnded: Bool, preferred: CSVOptions.Delimiter, dialect: CSVDialect
  ) -> CSVOptions.Delimiter {
    var best = preferred
    var bestEvenness = -1.0
    let others = CSVOptions.Delimiter.allCases.filter { $0 != preferred }
    for delimiter in [preferred] + others {
      var candidate = dialect
      candidate.delimiter = delimiter.byte
      let records = sniffed(bytes, dialect: candidate, isOpenEnded: isOpenEnded)
      let counts = records.map(\.fields.count)
      let width = mode(counts)
      guard width > 1 else { continue }
      let evenness = Double(counts.filter { $0 == width }.count) / Double(counts.count)
      if delimiter == preferred || evenness > max(bestEvenness, 0.5) {
        (best, bestEvenness) = (delimiter, evenness)
      }
    }
    return best
  }
}

/// The delimiter that Excel's first line `sep=;` names, and where the next line begins.
func namedDelimiter(_ bytes: Span<UInt8>) -> (delimiter: CSVOptions.Delimiter, end: Int)? {
  let start = Array("sep=".utf8)
  guard bytes.count > 5, start.indices.allSatisfy({ bytes[$0] | 0x20 == start[$0] | 0x20 }),
    let delimiter = CSVOptions.Delimiter.allCases.first(where: { $0.byte == bytes[4] })
  else { return nil }
  var end = 5
  if bytes[end] == Byte.carriageReturn { end += 1 }
  guard end > 5 || bytes[end] == Byte.lineFeed else { return nil }
  if end < bytes.count && bytes[end] == Byte.lineFeed { end += 1 }
  return (delimiter, end)
}

extension RecordScanner {
  /// Reads the fields of one record, at most `limit` of them; returns nil if there are more, and
  /// none if the record was cut.
  mutating func nextRecord(_ bytes: Span<UInt8>, limit: Int) throws(Problem) -> [FieldRange]? {
    let start = position
    var fields: [FieldRange] = []
    do {
      repeat {
        if fields.count == limit { return nil }
        fields.append(try nextField(bytes))
      } while !isAtRecordEnd
    } catch {
      guard cutsRecord(error) else { throw error }
      leaveRecord(from: start)
      return []
    }
    if mayGoOn(bytes) {
      leaveRecord(from: start)
      return []
    }
    return fields
  }

  /// Reads whole records that begin before an offset, each of `columns` fields, until the block is
  /// full or a record is cut.
  ///
  /// Empty lines are passed over and counted; where there is one column they are records with an
  /// empty field.
  ///
  /// - Returns: The number of records read.
  mutating func fill(
    _ block: inout FieldBlock, before limit: Int, _ bytes: Span<UInt8>
  ) throws(Problem) -> Int {
    let (columns, capacity) = (block.columns, block.capacity)
    var fields = block.fields.mutableSpan
    var records = 0
    while records < capacity && position < limit && !isCut {
      if columns > 1 && passBlankLine(bytes) { continue }
      if isCut { break }
      let start = position
      var count = 0
      var place = records
      do {
        repeat {
          let field = try nextField(bytes)
          if count < columns { fields[place] = field }
          count &+= 1
          place &+= capacity
        } while !isAtRecordEnd
      } catch {
        guard cutsRecord(error) else { throw error }
        leaveRecord(from: start)
        break
      }
      if mayGoOn(bytes) {
        leaveRecord(from: start)
        break
      }
      if count != columns { throw .raggedRecord(start, fields: count) }
      records &+= 1
    }
    return records
  }

  /// Passes over a line end where a record would begin.
  mutating func passBlankLine(_ bytes: Span<UInt8>) -> Bool {
    guard position < end else { return false }
    let byte = bytes[position]
    guard byte == Byte.lineFeed || byte == Byte.carriageReturn else { return false }
    if isOpenEnded && byte == Byte.carriageReturn && position + 1 == end {
      isCut = true
      return false
    }
    if blankLines.count == 0 { blankLines.first = position }
    blankLines.count += 1
    let isPair =
      byte == Byte.carriageReturn && position + 1 < end && bytes[position + 1] == Byte.lineFeed
    position += isPair ? 2 : 1
    return true
  }

  /// Whether the record just read may go on in the next part: only a line feed ends it for certain.
  @inline(__always)
  private func mayGoOn(_ bytes: Span<UInt8>) -> Bool {
    isOpenEnded && position == end && (end == 0 || bytes[end &- 1] != Byte.lineFeed)
  }

  /// Whether a problem may only be that the text goes on.
  private func cutsRecord(_ problem: Problem) -> Bool {
    if case .unterminatedQuote = problem { return isOpenEnded }
    return false
  }

  private mutating func leaveRecord(from start: Int) {
    position = start
    isAtRecordEnd = true
    isCut = true
  }
}

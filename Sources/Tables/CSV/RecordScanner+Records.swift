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
  /// Empty lines, comments and, where there are several columns, records of nothing but empty fields
  /// are passed over and counted; where there is one column, empty lines are records with an empty
  /// field. Empty fields beyond the last column are no part of a record.
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
      if !comment.isEmpty && passComment(bytes) { continue }
      if isCut { break }
      let start = position
      let extraLines = passed.extraLines
      var count = 0
      var place = records
      var hasExtraText = false
      do {
        repeat {
          let field = try nextField(bytes)
          if count < columns {
            fields[place] = field
          } else if field.start != field.end {
            hasExtraText = true
          }
          count &+= 1
          place &+= capacity
        } while !isAtRecordEnd
      } catch {
        guard cutsRecord(error) else { throw error }
        passed.extraLines = extraLines
        leaveRecord(from: start)
        break
      }
      if mayGoOn(bytes) {
        passed.extraLines = extraLines
        leaveRecord(from: start)
        break
      }
      if columns > 1, fields[records].start == fields[records].end {
        var filled = min(count, columns) &- 1
        while filled > 0, isEmpty(fields[records &+ filled &* capacity]) { filled &-= 1 }
        if filled == 0 && !hasExtraText {
          passed.passBlank(from: start)
          continue
        }
      }
      if count != columns {
        guard count > columns ? !hasExtraText : fillsShortRecords else {
          throw .raggedRecord(start, fields: count)
        }
        if count > columns {
          passed.trailing.add(start)
        } else {
          passed.short.add(start)
          for column in count..<columns {
            fields[records &+ column &* capacity] = FieldRange(start: start, end: start)
          }
        }
      }
      passed.beginRecord(records, afterExtraLines: extraLines)
      records &+= 1
    }
    return records
  }

  @inline(__always)
  private func isEmpty(_ field: FieldRange) -> Bool { field.start == field.end }

  /// Passes over a comment where a record would begin.
  mutating func passComment(_ bytes: Span<UInt8>) -> Bool {
    guard position + comment.count <= end else {
      if isOpenEnded { isCut = true }
      return false
    }
    for (offset, byte) in comment.enumerated() where bytes[position + offset] != byte {
      return false
    }
    var stop = position
    while stop < end && bytes[stop] != Byte.lineFeed && bytes[stop] != Byte.carriageReturn {
      stop += 1
    }
    let isPair =
      stop + 1 < end && bytes[stop] == Byte.carriageReturn && bytes[stop + 1] == Byte.lineFeed
    if isOpenEnded && stop + 1 >= end {
      isCut = true
      return false
    }
    passed.comments.add(position)
    passed.extraLines += 1
    position = min(end, stop + (isPair ? 2 : 1))
    return true
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
    passed.passBlank(from: position)
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

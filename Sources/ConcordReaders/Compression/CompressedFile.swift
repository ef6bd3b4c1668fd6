import Tables

/// Reads what a gzip file unpacks to, in whatever format that is, where this build can.
func readCompressed(
  _ bytes: [UInt8], name: String, _ options: ReaderOptions
) throws(ReaderError) -> TableReading {
  #if Compression
    let unpacked = try gunzipped(bytes, name: name, options)
    let inner = name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
    if FileFormat(start: unpacked.prefix(32), name: "") == .gzip {
      throw .unsupported(file: name, what: "a gzip file inside a gzip file")
    }
    let format = FileFormat(start: unpacked.prefix(32), name: inner)
    switch format {
    case .stata?, .spss?, .sas?:
      return try readStatisticalFile(unpacked, name: name, format, options)
    case .spreadsheet?:
      return try readSpreadsheet(unpacked, name: name, options)
    case .gzip?, nil:
      return try readText(unpacked, name: name, endingLike: inner, options)
    }
  #else
    throw .notEnabled(file: name, format: .gzip)
  #endif
}

#if Compression
  /// The bytes that a gzip file unpacks to, all its members one after another.
  private func gunzipped(
    _ bytes: [UInt8], name: String, _ options: ReaderOptions
  ) throws(ReaderError) -> [UInt8] {
    let limit = options.unpackedBytes(from: bytes.count)
    func failure(_ problem: InflateProblem) -> ReaderError {
      readerError(problem, in: name, limit: limit, options)
    }
    guard bytes.starts(with: [0x1F, 0x8B]) else {
      throw .notThatFormat(file: name, format: .gzip)
    }
    return try bytes.withUnsafeBufferPointer { buffer throws(ReaderError) in
      let input = UnsafeRawBufferPointer(buffer)
      var unpacked: [UInt8] = []
      var room = limit
      var start = 0
      do throws(InflateProblem) {
        let inflater = try Inflater(.gzip)
        while start < input.count {
          if start > 0 && !input[start...].starts(with: [0x1F, 0x8B]) {
            // Tapes and some uploads fill up with zeros.
            if input[start...].allSatisfy({ $0 == 0 }) { break }
            throw .corrupt
          }
          start += try inflater.unpack(
            UnsafeRawBufferPointer(rebasing: input[start...]), room: &room, failure: { $0 }
          ) { piece throws(InflateProblem) in unpacked.append(contentsOf: piece) }
        }
      } catch {
        throw failure(error)
      }
      return unpacked
    }
  }

  /// A problem with unpacking as an error about a file.
  func readerError(
    _ problem: InflateProblem, in file: String, limit: Int, _ options: ReaderOptions
  ) -> ReaderError {
    switch problem {
    case .cutShort: .damaged(file: file, reason: "it ends too early")
    case .corrupt: .damaged(file: file, reason: "it cannot be unpacked")
    case .noMemory: .damaged(file: file, reason: "there is no memory to unpack it")
    case .overLimit: .unpacksTooFar(file: file, limit: limit, times: options.unpackLimit)
    }
  }
#endif

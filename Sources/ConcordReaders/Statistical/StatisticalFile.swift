import Tables

/// Reads a Stata, SPSS or SAS file, where this build can.
///
/// - Precondition: `format` is one of these.
func readStatisticalFile(
  _ bytes: [UInt8], name: String, _ format: FileFormat?, _ options: ReaderOptions
) throws(ReaderError) -> TableReading {
  guard let format else { preconditionFailure("no format of a statistical file") }
  #if StatisticalFiles
    let gatherer = StatisticalGatherer(
      format: format, byteCount: bytes.count,
      cellLimit: options.unpackedBytes(from: bytes.count) / 8)
    // Labels come last in Stata's files, and ReadStat takes no offence at some that are missing.
    if bytes.starts(with: Array("<stata_dta>".utf8)),
      !bytes.suffix(16).reversed().drop(while: { $0 <= 0x20 }).starts(
        with: "</stata_dta>".utf8.reversed())
    {
      throw .damaged(file: name, reason: "it ends too early")
    }
    try parse(bytes, name: name, format, options, into: gatherer)
    return try gatherer.reading(of: bytes, name: name, options)
  #else
    throw .notEnabled(file: name, format: format)
  #endif
}

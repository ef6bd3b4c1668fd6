import Concord
import ConcordReaders

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads a file in another format than CSV; nil if it is none.
///
/// - Parameters:
///   - path: an ordinary file, or anything else, which is taken for CSV unless its name says otherwise.
///   - reading: how it is to be read; options that the format has no use for are refused.
///   - isSecondFile: whether the options were made for another file.
/// - Returns: The table with where it came from.
/// - Throws: ``ReaderError``, or ``CommandError`` for an option that is of no use.
func loadBeyondText(
  _ path: String, reading: ReadingOptions, isSecondFile: Bool
) throws -> LoadedTable? {
  let format = fileFormat(at: path)
  if !isSecondFile { try refuseUseless(reading, at: [path]) }
  guard let format else { return nil }
  guard format.isEnabled else {
    throw ReaderError.notEnabled(file: lastComponent(of: path), format: format)
  }
  let clock = ContinuousClock()
  let start = clock.now
  let text = try csvOptions(reading, isSecondFile: isSecondFile)
  let options = try readerOptions(reading, text: text)
  let read = try TableReading(
    contentsOf: URL(filePath: try openablePath(path)), name: lastComponent(of: path),
    options: options)
  ReadingNotes.add(read.notes)
  return LoadedTable(
    table: read.table, source: lastComponent(of: path), digest: read.digest,
    readSeconds: seconds(clock.now - start), line: { read.line(ofRow: $0) })
}

/// Refuses to read a file in blocks that is no CSV.
func refuseStreaming(_ path: String, _ reading: ReadingOptions) throws {
  let name = lastComponent(of: path)
  let format = fileFormat(at: path)
  try refuseUseless(reading, at: [path])
  guard let format else { return }
  if !format.isEnabled { throw ReaderError.notEnabled(file: name, format: format) }
  throw CommandError(
    .usage, code: "conflictingOptions",
    "--stream reads CSV only, and \(name) is in another format; leave --stream out, or save the file "
      + "as CSV")
}

/// The format of an ordinary file by its first bytes, or of anything else by its name.
private func fileFormat(at path: String) -> FileFormat? {
  if path == "-" { return nil }
  return FileFormat(start: firstBytes(of: path, count: 32), name: lastComponent(of: path))
}

private func readerOptions(_ reading: ReadingOptions, text: CSVOptions) throws -> ReaderOptions {
  var options = ReaderOptions(text: text)
  options.sheet = reading.sheet.map { name in Int(name).map { .number($0) } ?? .name(name) }
  if let limit = reading.unpackLimit {
    guard limit >= 1 else {
      throw CommandError(
        .usage, code: "badOption",
        "--unpack-limit takes a whole number of at least 1, not \(limit)")
    }
    options.unpackLimit = limit
  }
  return options
}

/// Refuses options that say nothing about any of some files.
func refuseUseless(_ reading: ReadingOptions, at paths: [String]) throws {
  let formats = paths.map { fileFormat(at: $0) }
  guard let path = paths.first, let format = formats.first else { return }
  let useless = formats.map { uselessOptions(reading, for: $0) }
  guard
    let option = useless[0].first(where: { option in useless.allSatisfy { $0.contains(option) } })
  else { return }
  throw CommandError(
    .usage, code: "badOption",
    "\(option) says nothing about \(path == "-" ? "standard input" : lastComponent(of: path)), which "
      + "is \(description(of: format)); leave it out")
}

/// The options given that say nothing about a file in some format; nil is CSV.
private func uselessOptions(_ reading: ReadingOptions, for format: FileFormat?) -> [String] {
  var useless: [String] = []
  if reading.sheet != nil && format != .spreadsheet && format != .gzip { useless.append("--sheet") }
  if reading.unpackLimit != nil && format == nil { useless.append("--unpack-limit") }
  let isStatistical = format == .stata || format == .spss || format == .sas
  if isStatistical || format == .spreadsheet {
    if reading.delimiter != "auto" { useless.append("--delimiter") }
    if reading.fill { useless.append("--fill") }
    if format == .spreadsheet && reading.encoding != "auto" { useless.append("--encoding") }
  }
  if isStatistical {
    if reading.decimal != nil { useless.append("--decimal") }
    if reading.thousands != nil { useless.append("--thousands") }
    if reading.dates != nil { useless.append("--dates") }
    if reading.skip != nil { useless.append("--skip") }
    if reading.headerRows != nil { useless.append("--header-rows") }
    if reading.footer != "auto" { useless.append("--footer") }
    if reading.comment != nil { useless.append("--comment") }
  }
  return useless
}

private func description(of format: FileFormat?) -> String {
  switch format {
  case nil: "read as CSV"
  case .stata?: "a Stata file"
  case .spss?: "an SPSS file"
  case .sas?: "a SAS file"
  case .gzip?: "compressed"
  case .spreadsheet?: "a spreadsheet"
  }
}

/// An error of a reader as the command line reports it.
func describe(_ error: ReaderError) -> CommandError {
  let text = error.description
  return switch error {
  case .table(let error): describe(error as any Error)
  case .notEnabled(let file, _), .notThatFormat(let file, _), .unsupported(let file, _):
    CommandError(
      .file, code: "unsupportedFormat", text, location: [.init("file", .string(file))])
  case .damaged(let file, _), .badEncoding(let file):
    CommandError(.file, code: "damagedFile", text, location: [.init("file", .string(file))])
  case .unpacksTooFar(let file, _, _):
    CommandError(.file, code: "unpacksTooFar", text, location: [.init("file", .string(file))])
  case .noSheet(_, let file, _):
    CommandError(.data, code: "noSheet", text, location: [.init("file", .string(file))])
  case .scatteredCells(let file, _, _, _, _):
    CommandError(.data, code: "badData", text, location: [.init("file", .string(file))])
  case .notNumeric(let column, _):
    CommandError(.data, code: "notNumeric", text, location: [.init("column", .string(column))])
  }
}

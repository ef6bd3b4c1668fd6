import Concord

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A table with where it came from.
struct LoadedTable: Sendable {
  let table: Table
  /// The file's name, or `standard input`.
  let source: String
  /// A digest of the bytes read.
  let digest: String
  let readSeconds: Double
  let notes: [String]
}

/// Reads the data a subcommand names.
func load(_ path: String, reading: ReadingOptions) throws -> LoadedTable {
  try refuseForeignFormat(path)
  let clock = ContinuousClock()
  let start = clock.now
  let options = csvOptions(reading)
  let source = path == "-" ? "standard input" : lastComponent(of: path)
  let streamed = path == "-" ? try standardInput() : streamedBytes(at: path)
  let read =
    try streamed.map { try CSVReading(bytes: $0, options: options, name: source) }
    ?? CSVReading(contentsOf: URL(filePath: path), options: options)
  return LoadedTable(
    table: read.table, source: source, digest: read.digest, readSeconds: seconds(clock.now - start),
    notes: read.notes.map(\.description))
}

/// How the options say that text is to be read.
func csvOptions(_ reading: ReadingOptions) -> CSVOptions {
  CSVOptions(
    missingWords: reading.missing.map { $0.split(separator: ",").map(String.init) } ?? [])
}

/// Refuses files whose names say that they are not text.
func refuseForeignFormat(_ path: String) throws {
  let foreign = ["dta", "sav", "sas7bdat", "xlsx", "xls", "rds", "rdata", "parquet", "feather"]
  let parts = lastComponent(of: path).split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count > 1, let ending = parts.last?.lowercased(), foreign.contains(ending) else {
    return
  }
  throw CommandError(
    .file, code: "unsupportedFormat",
    "\(lastComponent(of: path)): this version reads .csv and .tsv, not .\(ending); save it as CSV",
    location: [.init("file", .string(path))])
}

private func standardInput() throws -> [UInt8] {
  if let bytes = standardInputBytes() { return bytes }
  throw CommandError(.file, code: "unreadableFile", "standard input cannot be read")
}

/// Does something with a table; if a column is missing, the error names the table too.
func naming<Result>(_ source: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch TableError.noColumn(let name, let closest) {
    throw noColumn(name, in: source, closest: closest)
  } catch FormulaError.noColumn(let name, let closest) {
    throw noColumn(name, in: source, closest: closest)
  }
}

private func noColumn(_ name: String, in source: String, closest: String?) -> CommandError {
  CommandError(
    .data, code: "noColumn",
    "no column \"\(name)\" in \(source)" + (closest.map { "; the closest is \"\($0)\"" } ?? ""),
    location: [.init("file", .string(source)), .init("column", .string(name))])
}

/// Writes text to a file: an ordinary one is replaced as a whole, a device or pipe is written to.
func write(_ text: String, to path: String) throws {
  let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
  let isReplaceable = type == nil || type == .typeRegular
  do {
    try Data(text.utf8).write(to: URL(filePath: path), options: isReplaceable ? .atomic : [])
  } catch {
    throw CommandError(
      .file, code: "unwritableFile",
      "cannot write \(path): check that the folder exists and may be written to",
      location: [.init("file", .string(path))])
  }
}

func lastComponent(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// A duration as seconds.
func seconds(_ duration: Duration) -> Double {
  let parts = duration.components
  return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
}

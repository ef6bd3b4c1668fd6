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
  /// The line that a row (from 0) begins on.
  let line: @Sendable (Int) -> Int?
}

/// Reads the data a subcommand names, and notes what was found in them. The options may be made for
/// another file, whose columns need not be in this one.
func load(
  _ path: String, reading: ReadingOptions, isSecondFile: Bool = false
) throws -> LoadedTable {
  try refuseForeignFormat(path)
  if let loaded = try loadBeyondText(path, reading: reading, isSecondFile: isSecondFile) {
    return loaded
  }
  let clock = ContinuousClock()
  let start = clock.now
  let options = try csvOptions(reading, isSecondFile: isSecondFile)
  let source = path == "-" ? "standard input" : lastComponent(of: path)
  let read =
    path == "-"
    ? try CSVReading(descriptor: standardInput, options: options, name: source)
    : try CSVReading(contentsOf: URL(filePath: try openablePath(path)), options: options)
  ReadingNotes.add(read.notes)
  return LoadedTable(
    table: read.table, source: source, digest: read.digest, readSeconds: seconds(clock.now - start),
    line: { read.line(ofRow: $0) })
}

/// The file descriptor of standard input.
private let standardInput: Int32 = 0

/// Refuses files whose names say that they are not text.
func refuseForeignFormat(_ path: String) throws {
  let foreign = ["xls", "rds", "rdata", "parquet", "feather"]
  let parts = lastComponent(of: path).split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count > 1, let ending = parts.last?.lowercased(), foreign.contains(ending) else {
    return
  }
  throw CommandError(
    .file, code: "unsupportedFormat",
    "\(lastComponent(of: path)): this version reads .csv and .tsv, not .\(ending); save it as CSV",
    location: [.init("file", .string(path))])
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

func lastComponent(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// A duration as seconds.
func seconds(_ duration: Duration) -> Double {
  let parts = duration.components
  return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
}

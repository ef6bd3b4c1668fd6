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
  let clock = ContinuousClock()
  let start = clock.now
  let options = CSVOptions(
    missingWords: reading.missing.map { $0.split(separator: ",").map(String.init) } ?? [])
  let read =
    path == "-"
    ? try CSVReading(bytes: try standardInput(), options: options, name: "standard input")
    : try CSVReading(contentsOf: URL(filePath: path), options: options)
  return LoadedTable(
    table: read.table, source: path == "-" ? "standard input" : lastComponent(of: path),
    digest: read.digest, readSeconds: seconds(clock.now - start),
    notes: read.notes.map(\.description))
}

/// Every byte of standard input.
private func standardInput() throws -> [UInt8] {
  do {
    return [UInt8](try Data(contentsOf: URL(filePath: "/dev/stdin")))
  } catch {
    throw CommandError(.file, code: "unreadableFile", "standard input cannot be read")
  }
}

/// Writes text to a file, replacing it as a whole.
func write(_ text: String, to path: String) throws {
  do {
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  } catch {
    throw CommandError(
      .file, code: "unwritableFile",
      "cannot write \(path): check that the folder exists and may be written to",
      location: [.init(key: "file", value: .string(path))])
  }
}

private func lastComponent(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// A duration as seconds.
func seconds(_ duration: Duration) -> Double {
  let parts = duration.components
  return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
}

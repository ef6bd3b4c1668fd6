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
  let bytes = try readBytes(path)
  let name = path == "-" ? "standard input" : lastComponent(of: path)
  var options = CSVOptions()
  options.missingWords = reading.missing.map { $0.split(separator: ",").map(String.init) } ?? []
  if path.lowercased().hasSuffix(".tsv") { options.delimiter = .tab }
  let read = try Table.reading(csvBytes: bytes, options: options, name: name)
  return LoadedTable(
    table: read.table, source: name, digest: digest(of: bytes),
    readSeconds: seconds(clock.now - start), notes: read.notes)
}

/// Every byte of a file or of standard input.
private func readBytes(_ path: String) throws -> [UInt8] {
  do {
    let file = path == "-" ? "/dev/stdin" : path
    return [UInt8](try Data(contentsOf: URL(filePath: file)))
  } catch {
    throw CommandError(
      .file, code: "unreadableFile", "cannot read \(path): \(reason(for: error, path: path))",
      location: [.init(key: "file", value: .string(path))])
  }
}

private func reason(for error: any Error, path: String) -> String {
  var isDirectory = false
  let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
  if path == "-" { return "standard input is not readable" }
  if !exists { return "there is no such file" }
  return isDirectory ? "it is a folder" : "it is not readable (check its permissions)"
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

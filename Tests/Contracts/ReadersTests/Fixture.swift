import ConcordReaders
import Foundation
import Tables
import Testing

/// A file of the Fixtures folder; the scripts beside the files say which program wrote them.
func fixture(_ name: String) throws -> [UInt8] {
  let folder = Bundle.module.bundleURL.appending(path: "Fixtures")
  return [UInt8](try Data(contentsOf: folder.appending(path: name)))
}

/// What a fixture reads as.
func reading(_ name: String, _ options: ReaderOptions = ReaderOptions()) throws -> TableReading {
  try TableReading(bytes: try fixture(name), name: name, options: options)
}

/// The values of a column of integers, nil where missing.
func integers(_ table: Table, _ name: String) throws -> [Int64?] {
  let column = try table.column(name)
  guard case .integer(let values) = column.values else {
    Issue.record("\(name) is of type \(column.values.typeName)")
    return []
  }
  return values.indices.map { column.isMissing($0) ? nil : values[$0] }
}

/// The values of a column of numbers, nil where missing.
func numbers(_ table: Table, _ name: String) throws -> [Double?] {
  let column = try table.column(name)
  guard case .number(let values) = column.values else {
    Issue.record("\(name) is of type \(column.values.typeName)")
    return []
  }
  return values.indices.map { column.isMissing($0) ? nil : values[$0] }
}

/// The values of a category column as text, nil where missing, and its levels.
func texts(_ table: Table, _ name: String) throws -> (values: [String?], levels: [String]) {
  let column = try table.column(name)
  guard case .category(let codes, let levels) = column.values else {
    Issue.record("\(name) is of type \(column.values.typeName)")
    return ([], [])
  }
  return (codes.map { $0 < 0 ? nil : levels[Int($0)] }, levels)
}

/// The error that reading bytes ends in.
func readerError(
  _ bytes: [UInt8], _ name: String, _ options: ReaderOptions = ReaderOptions()
) -> ReaderError? {
  do throws(ReaderError) {
    _ = try TableReading(bytes: bytes, name: name, options: options)
    return nil
  } catch {
    return error
  }
}

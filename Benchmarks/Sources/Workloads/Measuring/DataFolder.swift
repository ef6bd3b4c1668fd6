import Concord
import Foundation

/// A folder with the data of a workload.
///
/// `data.bin` holds float64, little endian, column after column, categories as codes from 0;
/// `data.json` names the columns and counts the levels; `data.csv` is there for some.
struct DataFolder {
  let url: URL
  let description: Description

  struct Description: Codable {
    var name: String
    var n: Int
    var columns: [String]
    var levels: [String: Int]
  }

  init(_ path: String) throws {
    url = URL(filePath: path, directoryHint: .isDirectory)
    let json = try Data(contentsOf: url.appending(path: "data.json"))
    description = try JSONDecoder().decode(Description.self, from: json)
  }

  var csv: URL { url.appending(path: "data.csv") }

  /// The numbers of some columns: the first `rows` rows, or all.
  func numbers(_ names: [String], rows: Int? = nil) throws -> [[Double]] {
    let file = try FileHandle(forReadingFrom: url.appending(path: "data.bin"))
    defer { try? file.close() }
    let width = MemoryLayout<Double>.stride
    let taken = min(rows ?? description.n, description.n)
    return try names.map { name in
      guard let position = description.columns.firstIndex(of: name) else {
        throw TableError.noColumn(name, closest: nil)
      }
      try file.seek(toOffset: UInt64(position * description.n * width))
      let bytes = try file.read(upToCount: taken * width) ?? Data()
      return [Double](unsafeUninitializedCapacity: taken) { buffer, count in
        count = bytes.copyBytes(to: buffer) / width
      }
    }
  }

  /// A table of some columns. Columns named in `categories` get levels "0", "1", …; those with
  /// levels that are not named become integers, as they would be read from a file.
  func table(_ names: [String], categories: Set<String> = [], rows: Int? = nil) throws -> Table {
    let values = try numbers(names, rows: rows)
    return try Table(
      zip(names, values).map { name, numbers in
        guard let count = description.levels[name] else { return Column(name, numbers) }
        if categories.contains(name) {
          return Column(
            name: name,
            values: .category(
              codes: numbers.map { Int32($0) }, levels: (0..<count).map { String($0) }))
        }
        return Column(name: name, values: .integer(numbers.map { Int64($0) }))
      })
  }

  /// The names `x1`, `x2`, …: the first `count` of them, or all there are.
  func predictors(_ count: Int? = nil) -> [String] {
    let all = description.columns.filter { $0.hasPrefix("x") }
    return Array(all.prefix(count ?? all.count))
  }
}

import Foundation

/// Writes columns as `data.bin` and describes them in `data.json`.
func writeColumns(
  _ columns: [(String, [Double])], levels: [String: Int] = [:], into folder: URL
) throws {
  let file = folder.appending(path: "data.bin")
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  defer { try? handle.close() }
  for (_, values) in columns {
    try handle.write(contentsOf: values.withUnsafeBytes { Data($0) })
  }
  try describe(columns.map(\.0), rows: columns.first?.1.count ?? 0, levels: levels, in: folder)
}

/// Writes `data.json`: names, the number of rows, the number of levels of each category.
func describe(_ names: [String], rows: Int, levels: [String: Int], in folder: URL) throws {
  let description = DataFolder.Description(
    name: folder.lastPathComponent, n: rows, columns: names, levels: levels)
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  try encoder.encode(description).write(to: folder.appending(path: "data.json"))
}

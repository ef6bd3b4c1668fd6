import Concord

/// The rows a study is asked of, with where they come from.
struct StudySource: Sendable {
  let table: Table
  let name: String
  let digest: String?
  let isSynthetic: Bool
  /// Rows read, before any filter.
  let rowsRead: Int
  /// What was noticed while reading.
  let notes: [String]
}

extension StudyCommand {
  /// The data named, filtered, or the embedded synthetic national study.
  func studySource() throws -> StudySource {
    guard let data else {
      let table = syntheticNationalStudy(seed: seed)
      return StudySource(
        table: table, name: "synthetic national study, seed \(seed)",
        digest: digest(of: Array(table.csvText.utf8)), isSynthetic: true,
        rowsRead: table.rowCount, notes: [])
    }
    let loaded = try load(data, reading: reading)
    var table = loaded.table
    if let filter = reading.filter {
      let mask = try RowFilter(filter).mask(for: table)
      table = table.selecting(rows: (0..<table.rowCount).filter { mask[$0] == .keep })
    }
    return StudySource(
      table: table, name: loaded.source, digest: loaded.digest, isSynthetic: false,
      rowsRead: loaded.table.rowCount, notes: loaded.notes)
  }

  /// The seed of the synthetic study.
  var seed: UInt64 { output.seed ?? NationalStudyDesign.defaultSeed }
}

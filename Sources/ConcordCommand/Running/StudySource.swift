import Concord

/// The rows a study is asked of, with where they come from.
struct StudySource: Sendable {
  let table: Table
  let name: String
  let digest: String?
  let isSynthetic: Bool
  /// Rows read, before any filter.
  let rowsRead: Int
}

extension StudyCommand {
  /// The data named, filtered, or the embedded synthetic national study.
  func studySource() throws -> StudySource {
    guard let data else {
      let table = syntheticNationalStudy(seed: seed)
      let name = "synthetic national study, seed \(seed)"
      return StudySource(
        table: try naming(name) { try filtered(table) }, name: name,
        digest: digest(of: Array(table.csvText.utf8)), isSynthetic: true,
        rowsRead: table.rowCount)
    }
    let loaded = try load(data, reading: reading)
    return StudySource(
      table: try naming(loaded.source) { try filtered(loaded.table) }, name: loaded.source,
      digest: loaded.digest, isSynthetic: false, rowsRead: loaded.table.rowCount)
  }

  /// The rows that `--where` keeps.
  private func filtered(_ table: Table) throws -> Table {
    guard let filter = reading.filter else { return table }
    let mask = try RowFilter(filter).mask(for: table)
    return table.selecting(rows: (0..<table.rowCount).filter { mask[$0] == .keep })
  }

  /// The seed of the synthetic study.
  var seed: UInt64 { seeding.seed ?? NationalStudyDesign.defaultSeed }
}

extension Column {
  /// The column with what a file says of it: a label, and how many cells are missing for which
  /// reason, an empty word standing for none given.
  package func recording(label: String?, missing: [(word: String, count: Int)]) -> Column {
    var column = self
    var record = ColumnRecord()
    record.label = label
    record.missing = missing.map { ColumnRecord.MissingReason(word: $0.word, count: $0.count) }
    column.record = record
    return column
  }

  /// The column as categories by the texts of its values, in the order of Unicode scalars.
  package var asText: Column {
    let (codes, levels) = naturalCategories()
    let sorted = sortedLevels(levels, codes: codes, by: scalarsPrecede)
    return Column(
      settled: .category(codes: sorted.codes, levels: sorted.levels), name: name,
      missing: missing, unit: .plain)
  }
}

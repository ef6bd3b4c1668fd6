/// How the values of a column of numbers are written, where that is more than the numbers say:
/// identifiers with leading zeros or exponents, such as `00501` and `1E5`.
package struct WrittenForms: Sendable, Equatable {
  /// A code into the levels for each row, −1 where it is missing.
  package let codes: [Int32]
  /// The texts, in the order of Unicode scalars.
  package let levels: [String]
}

extension Column {
  /// Whether the values are written otherwise than as numbers: identifiers and dates.
  package var isWrittenAsText: Bool { written != nil || unit == .date }

  /// The column as categories by its texts, where it has more of them than numbers; else itself.
  package var asWritten: Column {
    if !isWrittenAsText { return self }
    let (codes, levels) = naturalCategories()
    var column = Column(
      settled: .category(codes: codes, levels: levels), name: name,
      missing: missing, unit: .plain)
    column.record = record
    return column
  }
}

extension Column {
  /// The column with what was noticed about blocks that it is made of, and with their texts.
  package func noting(likeBlocks blocks: [Column]) -> Column {
    var column = noting(blocks.first?.record)
    let texts = blocks.compactMap(\.written)
    if let first = texts.first, texts.count == blocks.count {
      column.written = WrittenForms(codes: texts.flatMap(\.codes), levels: first.levels)
    }
    return column
  }
}

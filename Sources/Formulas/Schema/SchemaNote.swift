/// Something a reader should know about how the data were taken.
public enum SchemaNote: Sendable, Hashable, CustomStringConvertible {
  /// Declared levels that no row has; they are left out.
  case levelsWithoutRows(factor: String, levels: [String])

  /// The note as a sentence.
  public var description: String {
    switch self {
    case .levelsWithoutRows(let factor, let levels):
      "no row has \(factor) equal to \(levels.map { "\"\($0)\"" }.joined(separator: " or ")); "
        + "left out of its levels"
    }
  }
}

/// How records are marked in a text, as asked for or found.
struct CSVDialect: Sendable, Equatable {
  var delimiter: UInt8
  /// What begins a line that is a comment; empty if nothing does.
  var comment: [UInt8] = []
  /// Whether short records are filled up with empty fields.
  var fillsShortRecords = false
}

import Reporting

/// What made a report, and from what: enough to make it again.
public struct StudyProvenance: Sendable, Equatable {
  /// The version of the program or library.
  public var version: String
  /// The file the data were read from, or what they are if they are not from a file.
  public var source: String
  /// A fingerprint of the bytes read, if they were.
  public var digest: String?
  /// The rows read, before any filter.
  public var rows: Int
  /// The seed, where a random step was taken.
  public var seed: UInt64?
  /// The command with its options, or whatever else says how the report was asked for.
  public var command: String

  /// A provenance.
  public init(
    version: String, source: String, digest: String? = nil, rows: Int, seed: UInt64? = nil,
    command: String
  ) {
    self.version = version
    self.source = source
    self.digest = digest
    self.rows = rows
    self.seed = seed
    self.command = command
  }

  /// The block at the foot of a page.
  var definitions: [ReportPage.Definition] {
    var definitions: [ReportPage.Definition] = [
      .init("Made by", "Concord \(version)"), .init("Data", source),
      .init("Rows read", Prose.count(rows)),
    ]
    if let seed { definitions.append(.init("Seed", String(seed))) }
    if let digest { definitions.append(.init("Fingerprint", "\(digest) (MurmurHash3, 128 bits)")) }
    definitions.append(.init("Command", command))
    return definitions
  }
}

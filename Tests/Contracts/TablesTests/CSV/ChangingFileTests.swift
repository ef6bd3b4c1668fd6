import Foundation
import Synchronization
import Testing

@testable import Tables

/// Files that something writes to while they are read: an error, never rows of two versions.
@Suite("A file that changes while it is read")
struct ChangingFileTests {
  /// Forty rows whose last column turns out late to hold words, so that it is read a second time.
  private static let text =
    "a,b,word\n"
    + (0..<40).map { "\($0),\($0 * 7 % 11).5,\($0 < 30 ? "\($0)" : "w\($0)")\n" }.joined()

  /// As many bytes, other numbers.
  private static let sameLength = String(text.map { $0 == "5" ? "6" : $0 })

  /// What another program may do to a file.
  enum Interference: CaseIterable, Sendable {
    case overwrite, overwriteKeepingTime, grow, cut, empty, replace, remove

    var expected: FileChange {
      switch self {
      case .overwrite: .overwritten
      case .overwriteKeepingTime: .touched
      case .grow: .grown
      case .cut, .empty: .cut
      case .replace: .replaced
      case .remove: .removed
      }
    }

    func act(on url: URL) throws {
      switch self {
      case .overwrite: try write(Array(sameLength.utf8), to: url)
      case .overwriteKeepingTime:
        let files = FileManager.default
        let date = try files.attributesOfItem(atPath: url.path)[.modificationDate] as? Date
        // The time is set to what can be read back exactly, before and after.
        let whole = Date(timeIntervalSince1970: floor((date ?? Date()).timeIntervalSince1970))
        try write(Array(sameLength.utf8), to: url)
        try files.setAttributes([.modificationDate: whole], ofItemAtPath: url.path)
      case .grow: try write(Array((text + "41,1.5,w\n").utf8), to: url)
      case .cut: try truncate(url, to: text.utf8.count / 2)
      case .empty: try truncate(url, to: 0)
      case .replace:
        let other = url.deletingLastPathComponent().appending(path: "other.csv")
        try Data(sameLength.utf8).write(to: other)
        try FileManager.default.removeItem(at: url)
        try FileManager.default.moveItem(at: other, to: url)
      case .remove: try FileManager.default.removeItem(at: url)
      }
    }
  }

  /// A reader, from a source to the digest of what it used.
  enum Reader: CaseIterable, Sendable {
    case inMemory, inBlocks

    func read(_ source: TextSource) throws -> String {
      let reader = CSVReader(
        source, delimiter: .comma, CSVOptions(), sizes: CSVSizes(window: 80, chunk: 40))
      switch self {
      case .inMemory: return try CSVReading(reader).digest
      case .inBlocks:
        let blocks = try CSVBlocks(reader)
        let digest = try blocks.digest()
        for _ in 0..<2 { try blocks.forEachBlock { _ in } }
        _ = try blocks.mapBlocks { $0.rowCount }
        return digest
      }
    }
  }

  /// The file is changed before each single read of each pass.
  @Test(arguments: Reader.allCases, Interference.allCases)
  func everyRead(_ reader: Reader, _ interference: Interference) throws {
    let folder = try TemporaryFolder()
    let reads = Atomic(0)
    try folder.write(Self.text)
    let undisturbed = try reader.read(
      TextSource(path: folder.file.path, name: "t.csv") { _ in
        reads.add(1, ordering: .relaxed)
      })
    #expect(undisturbed == digest(of: Array(Self.text.utf8)))
    let count = reads.load(ordering: .relaxed)
    #expect(count > 12)
    for chosen in 0..<count {
      try folder.write(Self.text)
      if interference == .overwriteKeepingTime { try folder.setWholeSecond() }
      let read = Atomic(0)
      let file = folder.file
      let source = try TextSource(path: file.path, name: "t.csv") { _ in
        if read.add(1, ordering: .relaxed).oldValue == chosen {
          #expect(throws: Never.self) { try interference.act(on: file) }
        }
      }
      #expect(
        throws: TableError.changedFile(path: file.path, change: interference.expected),
        "before read \(chosen)"
      ) { try reader.read(source) }
    }
  }

  /// A thread writes two versions in turn without a pause: a reading is of one of them or an error.
  @Test func neverAMixture() throws {
    let folder = try TemporaryFolder()
    let versions = ["1", "2"].map { digit in
      "a,b\n" + String(repeating: "\(digit)00000,\(digit)11111\n", count: 4_000)
    }
    let digests = versions.map { digest(of: Array($0.utf8)) }
    try folder.write(versions[0])
    let file = folder.file
    let isOver = Atomic(false)
    let writer = Thread {
      var turn = 0
      while !isOver.load(ordering: .relaxed) {
        turn += 1
        try? write(Array(versions[turn % 2].utf8), to: file)
        if turn % 8 == 0 { usleep(60_000) }
      }
    }
    writer.start()
    defer { isOver.store(true, ordering: .relaxed) }
    var outcomes = (whole: 0, refused: 0)
    for _ in 0..<60 {
      do {
        let reading = try CSVReading(contentsOf: file)
        let version = try #require(digests.firstIndex(of: reading.digest))
        let first = try reading.table.numericValues(of: "a")
        #expect(first.allSatisfy { $0 == Double(version + 1) * 100_000 })
        outcomes.whole += 1
      } catch TableError.changedFile {
        outcomes.refused += 1
      }
    }
    #expect(outcomes.refused > 0, "\(outcomes)")
  }

  /// Standard input may be an ordinary file, too.
  @Test(arguments: [Interference.overwrite, .grow, .cut])
  func descriptors(_ interference: Interference) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text)
    let handle = try FileHandle(forReadingFrom: folder.file)
    defer { try? handle.close() }
    let untouched = try CSVReading(descriptor: handle.fileDescriptor, name: "standard input")
    #expect(untouched.digest == digest(of: Array(Self.text.utf8)))
    try handle.seek(toOffset: 0)
    let file = try OpenFile(descriptor: handle.fileDescriptor, name: "standard input")
    try interference.act(on: folder.file)
    #expect(
      throws: TableError.changedFile(path: "standard input", change: interference.expected)
    ) { try file.remainingBytes() }
  }

  @Test func messages() {
    for change in FileChange.allCases {
      let text = TableError.changedFile(path: "/data/t.csv", change: change).description
      #expect(text.hasPrefix("/data/t.csv \(change.description) while it was read"))
      #expect(text.hasSuffix("run again when nothing writes to it, or on a copy of it"))
    }
  }
}

/// A folder with one file, removed with it.
private final class TemporaryFolder: Sendable {
  let url = FileManager.default.temporaryDirectory.appending(path: "changing-\(UUID().uuidString)")
  var file: URL { url.appending(path: "t.csv") }

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String) throws { try Data(text.utf8).write(to: file) }

  /// Makes the time of modification one that can be set again exactly.
  func setWholeSecond() throws {
    let now = Date().timeIntervalSince1970
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: now.rounded(.down))], ofItemAtPath: file.path)
  }
}

/// Overwrites a file in place: the same file, other bytes.
private func write(_ bytes: [UInt8], to url: URL) throws {
  let handle = try FileHandle(forWritingTo: url)
  try handle.write(contentsOf: bytes)
  try handle.close()
}

private func truncate(_ url: URL, to length: Int) throws {
  let handle = try FileHandle(forWritingTo: url)
  try handle.truncate(atOffset: UInt64(length))
  try handle.close()
}

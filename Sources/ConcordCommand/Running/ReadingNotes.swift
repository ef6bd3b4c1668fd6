import Concord
import Synchronization

/// What was noticed in reading the files of one run: kept apart from answers, so that it is said
/// whether the run ends in an answer or in an error.
final class ReadingNotes: Sendable {
  /// The notes of the run that is going on.
  @TaskLocal static var current = ReadingNotes()

  private let notes = Mutex<[String]>([])

  /// The notes so far.
  var all: [String] { notes.withLock { $0 } }

  /// Takes notes on a file.
  static func add(_ more: [some CustomStringConvertible]) {
    let texts = more.map(\.description)
    current.notes.withLock { notes in
      for text in texts where !notes.contains(text) { notes.append(text) }
    }
  }
}

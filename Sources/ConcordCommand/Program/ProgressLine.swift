import Concord
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The columns that the line takes; narrower terminals wrap it.
private let width = 78

/// A line on a terminal that says how far long work is, from two seconds on.
final class ProgressLine: Sendable {
  private let start = ContinuousClock.now
  private let isShown = Mutex(false)

  /// The line of this process; nil where messages go to a file or a pipe.
  static func ofTerminal() -> ProgressLine? { isatty(STDERR_FILENO) == 1 ? ProgressLine() : nil }

  /// Shows a state in the place of the one before.
  func show(_ progress: WorkProgress) {
    guard ContinuousClock.now - start >= .seconds(2) else { return }
    isShown.withLock { isShown in
      isShown = true
      write(progress.description.onOneLine.inVisibleLines.shortened(to: width))
    }
  }

  /// Takes the line away before anything else is written.
  func clear() {
    isShown.withLock { isShown in
      if isShown { write("") }
      isShown = false
    }
  }

  /// Writes over the line. A terminal that is gone is not told about.
  private func write(_ text: String) {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    try? writeAll("\r" + text + blanks + (text.isEmpty ? "\r" : ""), to: STDERR_FILENO)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A change of a file between two looks at it.
public enum FileChange: String, Sendable, Equatable, CaseIterable {
  /// The path leads to another file.
  case replaced
  /// The path leads nowhere.
  case removed
  /// The file is longer.
  case grown
  /// The file is shorter.
  case cut
  /// The file has the same length and a new time of modification.
  case overwritten
  /// Only the time of the last change of its status is new: something wrote to it and set the time
  /// of modification back, or changed its mode, owner or links.
  case touched
}

/// What tells one version of a file from another: which file it is, its length, and when it changed.
package struct FileState: Sendable {
  private let device: UInt64
  private let node: UInt64
  private let kind: mode_t
  let size: Int
  private let modified: FileTime
  private let statusChanged: FileTime

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    node = UInt64(truncatingIfNeeded: status.st_ino)
    kind = status.st_mode & S_IFMT
    size = Int(status.st_size)
    #if canImport(Darwin)
      modified = FileTime(status.st_mtimespec)
      statusChanged = FileTime(status.st_ctimespec)
    #else
      modified = FileTime(status.st_mtim)
      statusChanged = FileTime(status.st_ctim)
    #endif
  }

  /// The state of an open file; nil if the system does not say.
  package init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The state of the file a path leads to, or the system's error.
  static func at(_ path: String) -> (state: FileState?, error: Int32) {
    var status = stat()
    return stat(path, &status) == 0 ? (FileState(status), 0) : (nil, errno)
  }

  package var isOrdinary: Bool { kind == S_IFREG }
  var isFolder: Bool { kind == S_IFDIR }

  func isSameFile(as other: FileState) -> Bool { device == other.device && node == other.node }

  /// What happened to an open file since an earlier look; nil if nothing did.
  package func change(since earlier: FileState) -> FileChange? {
    if !isSameFile(as: earlier) { return .replaced }
    if size != earlier.size { return size > earlier.size ? .grown : .cut }
    if modified != earlier.modified { return .overwritten }
    return statusChanged != earlier.statusChanged ? .touched : nil
  }

  /// How long to wait until another change is certain to have another time; nil if it is by now.
  ///
  /// Systems stamp files with a clock that ticks every 1 to 10 milliseconds, so of two changes within
  /// a tick the second does not show. Times without a fraction come from file systems that know only
  /// whole seconds, or every other one. And a file is stamped when a write begins, not when it ends:
  /// a write of the whole file at a gigabyte a second is given time to end.
  func microsecondsUntilSettled() -> UInt32? {
    let last = max(modified, statusChanged)
    guard let now = FileTime.now, abs(now.seconds - last.seconds) < 1000 else { return nil }
    let needed = (last.nanoseconds == 0 ? 2_000_000_000 : FileTime.tick) + size
    let age = (now.seconds - last.seconds) * 1_000_000_000 + now.nanoseconds - last.nanoseconds
    guard age < needed, age > -needed else { return nil }
    return UInt32(min((needed - age) / 1000 + 1, 10_000_000))
  }
}

/// A time of the clock that files are stamped with.
private struct FileTime: Sendable, Comparable {
  #if os(Linux)
    private static let clock = CLOCK_REALTIME_COARSE
  #else
    private static let clock = CLOCK_REALTIME
  #endif

  let seconds: Int
  let nanoseconds: Int

  init(_ time: timespec) {
    seconds = Int(time.tv_sec)
    nanoseconds = Int(time.tv_nsec)
  }

  static var now: FileTime? {
    var time = timespec()
    return clock_gettime(clock, &time) == 0 ? FileTime(time) : nil
  }

  /// The nanoseconds between two ticks.
  static var tick: Int {
    var time = timespec()
    let isKnown = clock_getres(clock, &time) == 0
    return isKnown && time.tv_nsec > 1000 ? Int(time.tv_nsec) : 10_000_000
  }

  static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

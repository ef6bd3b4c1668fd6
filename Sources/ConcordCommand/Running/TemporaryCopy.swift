import Concord

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A copy in a temporary file of what can be read once only; an interrupt removes it too.
struct TemporaryCopy {
  /// The path of the copy.
  let path: String
  private let unfinished: UnfinishedFile

  /// Copies standard input (`-`), a pipe or a device, so that it can be read several times; nil if the path
  /// is none of these.
  ///
  /// - Throws: ``TableError/changedFile(path:change:)`` if standard input is an ordinary file that
  ///   something writes to meanwhile, ``TableError/unreadable(path:reason:)`` if nothing but NUL bytes
  ///   come; `CommandError` if it cannot be read, or the copy cannot be
  ///   written: no more than half of the room that is left is taken, so that a source without an end
  ///   does not fill the disk.
  init?(ofStreamAt source: String) throws {
    guard source == "-" || isStream(source) else { return nil }
    let folder = FileManager.default.temporaryDirectory.path
    path = "\(folder)/concord-\(String(UInt64.random(in: .min ... .max), radix: 36)).csv"
    unfinished = UnfinishedFile(FilePath(path))
    let name = source == "-" ? "standard input" : source
    let input = source == "-" ? STDIN_FILENO : open(source, O_RDONLY | O_CLOEXEC)
    defer { if input > STDIN_FILENO { close(input) } }
    let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
    defer { if output >= 0 { close(output) } }
    let before = FileState(of: input)
    let code: Int32
    do {
      code =
        input < 0 || output < 0
        ? errno : try copyBytes(of: name, input, to: output, limit: freeBytes(in: folder) / 2)
    } catch {
      remove()
      throw error
    }
    if let before, before.isOrdinary, let now = FileState(of: input),
      let change = now.change(since: before)
    {
      remove()
      throw TableError.changedFile(path: name, change: change)
    }
    if code == 0 { return }
    remove()
    throw CommandError(
      .file, code: "unreadableFile",
      "\(name) cannot be copied to \(folder) (\(String(cString: strerror(code)))), and --stream reads "
        + "the data several times; save it to a file and name that",
      location: [.init("file", .string(name))])
  }

  /// Removes the copy.
  func remove() {
    unfinished.remove()
    unfinished.forget()
  }
}

/// Whether a path is a pipe or device.
private func isStream(_ path: String) -> Bool {
  var status = stat()
  guard stat(path, &status) == 0 else { return false }
  let kind = status.st_mode & S_IFMT
  return kind == S_IFIFO || kind == S_IFCHR || kind == S_IFSOCK
}

/// The bytes that may still be written below a folder.
private func freeBytes(in folder: String) -> Int {
  var status = statvfs()
  guard statvfs(folder, &status) == 0 else { return .max }
  return Int(
    clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
      .partialValue)
}

/// Copies all bytes; 0, or the number of the system's error.
///
/// - Throws: ``TableError/unreadable(path:reason:)`` for what begins with nothing but NUL bytes.
private func copyBytes(
  of name: String, _ input: Int32, to output: Int32, limit: Int
) throws(TableError) -> Int32 {
  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  var total = 0
  while true {
    let count = read(input, &chunk, chunk.count)
    if count < 0 && errno == EINTR { continue }
    if count <= 0 { return count == 0 ? 0 : errno }
    if total == 0 { try refuseNothingButNULs(chunk[..<count], of: name) }
    total += count
    if total > limit { return ENOSPC }
    var done = 0
    while done < count {
      let written = chunk[done..<count].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      if written <= 0 { return written < 0 ? errno : EIO }
      done += written
    }
  }
}

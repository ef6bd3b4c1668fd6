import CFileAttributes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes text to a file: an ordinary one is replaced as a whole, a device or pipe is written to.
///
/// The text is written beside the file that the path leads to, through links, and takes its place when it
/// is complete, with the mode, the owner, the access control list and the extended attributes of the file
/// that was there. Whatever goes wrong, what was there stays, and nothing else is left.
///
/// - Throws: `CommandError` with the reason.
func write(_ text: String, to path: String) throws {
  let file = FilePath(path)
  do throws(SystemFailure) {
    let target = try file.followingLinks()
    let existing = try target.existing()
    if let existing, existing.st_mode & S_IFMT != S_IFREG {
      try writeInPlace(text, to: target)
    } else {
      try replace(target, with: text, keeping: existing)
    }
  } catch {
    throw unwritable(file, error)
  }
}

/// Looks whether a file can be written, as far as that can be told before there is something to write.
///
/// - Throws: `CommandError` with the reason.
func checkWritable(_ path: String, option: String) throws {
  if path == "-" || path.isEmpty {
    throw CommandError(
      .usage, code: "badOption", "\(option) takes the name of a file, not \"\(path)\"")
  }
  let file = FilePath(path)
  do throws(SystemFailure) {
    let target = try file.followingLinks()
    let existing = try target.existing()
    if existing != nil, target.withCString({ access($0, W_OK) }) != 0 {
      throw SystemFailure(code: errno)
    }
    if let existing, existing.st_mode & S_IFMT != S_IFREG { return }
    let folder = FilePath(
      bytes: target.folderBytes.isEmpty ? [UInt8(ascii: ".")] : target.folderBytes, text: path)
    if folder.withCString({ access($0, W_OK | X_OK) }) != 0 { throw SystemFailure(code: errno) }
  } catch {
    throw unwritable(file, error)
  }
}

private func unwritable(_ file: FilePath, _ failure: SystemFailure) -> CommandError {
  let reason =
    switch failure.code {
    case ENOENT where !file.hasFolder: "there is no folder \(file.folderText); make it first"
    case EACCES, EPERM: "no permission to write the file or into its folder"
    default: failure.reason
    }
  return CommandError(
    .output, code: "unwritableFile", "cannot write \(file.text): \(reason)",
    location: [.init("file", .string(file.text))])
}

extension FilePath {
  /// What stands there; nil if nothing does.
  fileprivate func existing() throws(SystemFailure) -> stat? {
    var status = stat()
    if withCString({ stat($0, &status) }) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw SystemFailure(code: EISDIR) }
      return status
    }
    if errno == ENOENT && bytes.last != UInt8(ascii: "/") { return nil }
    throw SystemFailure(code: errno == ENOENT ? EISDIR : errno)
  }
}

private func writeInPlace(_ text: String, to target: FilePath) throws(SystemFailure) {
  let descriptor = target.withCString { open($0, O_WRONLY | O_CLOEXEC) }
  if descriptor < 0 { throw SystemFailure(code: errno) }
  do throws(SystemFailure) {
    try writeAll(text, to: descriptor)
  } catch {
    close(descriptor)
    throw error
  }
  if close(descriptor) != 0 { throw SystemFailure(code: errno) }
}

/// One file is written at a time, so that there is one for an interrupt to remove.
private let writing = Mutex<Void>(())

private func replace(
  _ target: FilePath, with text: String, keeping existing: stat?
) throws(SystemFailure) {
  // A file that may not be written is not replaced either, though its folder would allow it.
  if existing != nil, target.withCString({ access($0, W_OK) }) != 0 {
    throw SystemFailure(code: errno)
  }
  let failure: SystemFailure? = writing.withLock { _ in
    do throws(SystemFailure) {
      try replaceAlone(target, with: text, keeping: existing)
      return nil
    } catch {
      return error
    }
  }
  if let failure { throw failure }
}

private func replaceAlone(
  _ target: FilePath, with text: String, keeping existing: stat?
) throws(SystemFailure) {
  let mark = String(UInt64.random(in: .min ... .max), radix: 36)
  let temporary = FilePath(
    bytes: target.folderBytes + Array(".concord-\(mark)".utf8), text: target.text)
  let unfinished = UnfinishedFile(temporary)
  defer { unfinished.forget() }
  // A new file has the mode that the process gives; one that takes another's place is ours alone till then.
  let mode: mode_t = existing == nil ? 0o666 : 0o600
  let descriptor = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
  if descriptor < 0 { throw SystemFailure(code: errno) }
  do throws(SystemFailure) {
    try writeAll(text, to: descriptor)
    if let existing { copyAttributes(of: target, existing, to: descriptor) }
    // Some file systems find out late that there is no room; that one cannot wait for others is no matter.
    if fsync(descriptor) != 0, [ENOSPC, EDQUOT, EIO].contains(errno) {
      throw SystemFailure(code: errno)
    }
  } catch {
    close(descriptor)
    unfinished.remove()
    throw error
  }
  let isClosed = close(descriptor) == 0
  let code = errno
  let isRenamed =
    isClosed && temporary.withCString { old in target.withCString { rename(old, $0) } } == 0
  if isRenamed { return }
  let failure = SystemFailure(code: isClosed ? errno : code)
  unfinished.remove()
  throw failure
}

/// Gives an open file the owner, mode, access control list and extended attributes of another.
private func copyAttributes(of file: FilePath, _ status: stat, to descriptor: Int32) {
  var mode = status.st_mode & 0o7777
  let isOwned = fchown(descriptor, status.st_uid, status.st_gid) == 0
  if !isOwned {
    // Bits for a group are not given to another one, nor its owner's powers to us.
    let hasGroup = fchown(descriptor, uid_t.max, status.st_gid) == 0
    mode &= hasGroup ? 0o777 : 0o707
  }
  _ = fchmod(descriptor, mode)
  let source = file.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
  if source < 0 { return }
  copy_extended_attributes(source, descriptor)
  close(source)
}

/// Writes all of a text to a descriptor.
func writeAll(_ text: String, to descriptor: Int32) throws(SystemFailure) {
  var text = text
  let code: Int32 = text.withUTF8 { bytes in
    var start = 0
    while start < bytes.count {
      let count = write(
        descriptor, bytes.baseAddress.map { UnsafeRawPointer($0 + start) }, bytes.count - start)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        waitUntilWritable(descriptor)
        continue
      }
      if count <= 0 { return count < 0 ? errno : EIO }
      start += count
    }
    return 0
  }
  if code != 0 { throw SystemFailure(code: code) }
}

/// Waits for a reader of a descriptor that does not wait by itself, as a terminal shared with another
/// program may not.
private func waitUntilWritable(_ descriptor: Int32) {
  var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  _ = poll(&state, 1, -1)
}

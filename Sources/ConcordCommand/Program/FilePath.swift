import Concord

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The path of a file by its bytes, which need not be UTF-8.
struct FilePath: Sendable, Equatable {
  /// What messages call it.
  let text: String
  /// The bytes without the zero that ends them.
  let bytes: [UInt8]

  /// The path that an argument's text stands for.
  init(_ text: String) {
    self.text = text
    bytes = ProgramContext.current.bytes[text] ?? Array(text.utf8)
  }

  /// A path of bytes, called by a text.
  init(bytes: [UInt8], text: String) {
    self.bytes = bytes
    self.text = text
  }

  /// Does something with the path as the system takes it.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // The buffer has at least the zero, so that there is an address.
      buffer.baseAddress.map(body) ?? "".withCString(body)
    }
  }

  /// The bytes up to the last slash and with it; empty for a name alone.
  var folderBytes: [UInt8] {
    bytes.lastIndex(of: UInt8(ascii: "/")).map { Array(bytes[...$0]) } ?? []
  }

  /// The folder the file lies in, for messages.
  var folderText: String {
    let folder = String(decoding: folderBytes, as: UTF8.self)
    return folder.isEmpty ? "." : folder.count > 1 ? String(folder.dropLast()) : folder
  }

  /// Whether the folder the file lies in is there.
  var hasFolder: Bool {
    folderBytes.isEmpty || FilePath(bytes: folderBytes, text: text).status != nil
  }

  /// What the path leads to, through links.
  var status: stat? {
    var status = stat()
    return withCString { stat($0, &status) } == 0 ? status : nil
  }

  /// The file at the end of the links that the path may be, whether or not it exists.
  ///
  /// - Throws: `ELOOP` as a `SystemFailure` for links that lead in a circle.
  func followingLinks() throws(SystemFailure) -> FilePath {
    var path = self
    for _ in 0..<40 {
      guard let link = path.link else { return path }
      path = FilePath(
        bytes: link.first == UInt8(ascii: "/") ? link : path.folderBytes + link, text: text)
    }
    throw SystemFailure(code: ELOOP)
  }

  /// What the path holds if it is a symbolic link.
  private var link: [UInt8]? {
    var status = stat()
    guard withCString({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFLNK else {
      return nil
    }
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = withCString { readlink($0, &buffer, buffer.count) }
    return count > 0 ? buffer[..<count].map { UInt8(bitPattern: $0) } : nil
  }
}

/// What the operating system said to a call.
struct SystemFailure: Error, Sendable, Equatable {
  let code: Int32
}

/// A path that can be opened as text: the path itself or, where it is not UTF-8, one that leads to the
/// same file, which stays open until the program ends.
func openablePath(_ path: String) throws -> String {
  guard ProgramContext.current.bytes[path] != nil else { return path }
  let file = FilePath(path)
  if let status = file.status, status.st_mode & S_IFMT == S_IFDIR {
    throw TableError.unreadable(path: path, reason: "it is a folder; name a file in it")
  }
  let descriptor = file.withCString { open($0, O_RDONLY | O_CLOEXEC) }
  if descriptor < 0 {
    throw TableError.unreadable(path: path, reason: SystemFailure(code: errno).reason)
  }
  return "/dev/fd/\(descriptor)"
}

extension SystemFailure {
  /// The failure in words.
  var reason: String {
    switch code {
    case ENOENT: "there is no such file"
    case ENOTDIR: "a part of the path is no folder"
    case EISDIR: "it is a folder; name a file in it"
    case EACCES, EPERM: "no permission"
    case EROFS: "the file system can only be read"
    case ENOSPC: "the disk is full"
    case EDQUOT: "the quota of disk space is used up"
    case EFBIG: "it would exceed the limit on the size of files (ulimit -f)"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "its symbolic links lead in a circle"
    case EMFILE, ENFILE: "too many files are open; raise the limit (ulimit -n)"
    case EPIPE: "nobody reads it any more"
    case EBADF: "it is closed"
    case EIO: "the device reports an error"
    case ENXIO, ENODEV: "the device is not there"
    case EINVAL: "the system does not take the name"
    default: String(cString: strerror(code))
    }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The arguments of a program as text, with the bytes of those that are not UTF-8.
///
/// A file's name may be any bytes. Text stands for one that is not UTF-8, with `\xE9` for what cannot be
/// read; files are opened by the bytes.
struct ProgramArguments: Sendable, Equatable {
  private(set) var texts: [String] = []
  private(set) var bytes: [String: [UInt8]] = [:]
  /// A text that stands for two arguments of different bytes.
  private(set) var ambiguous: String?

  /// The arguments of a list of bytes each.
  init(_ arguments: [[UInt8]]) {
    for argument in arguments {
      if let text = String(validating: argument, as: UTF8.self) {
        texts.append(text)
        continue
      }
      let text = escapedText(argument)
      texts.append(text)
      add(argument[...], as: text)
      // `--out=NAME` becomes an option and a value.
      if text.hasPrefix("--"), let sign = argument.firstIndex(of: UInt8(ascii: "=")) {
        let value = argument[(sign + 1)...]
        add(value, as: escapedText(Array(value)))
      }
    }
    let whole = texts.filter { !$0.isEmpty && bytes[$0] != nil }
    let written = Set(arguments.compactMap { String(validating: $0, as: UTF8.self) })
    ambiguous = ambiguous ?? whole.first { written.contains($0) }
  }

  private mutating func add(_ argument: ArraySlice<UInt8>, as text: String) {
    if let other = bytes[text], other[...] != argument { ambiguous = text }
    bytes[text] = Array(argument)
  }

  /// The arguments this process was started with, without the program's name.
  static var ofProcess: ProgramArguments {
    var arguments: [[UInt8]] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let start = CommandLine.unsafeArgv[index] else { break }
      arguments.append(
        UnsafeRawBufferPointer(start: start, count: strlen(start)).map { $0 })
    }
    return ProgramArguments(arguments)
  }
}

/// Bytes as text, with `\xE9` for each that is part of no character.
private func escapedText(_ bytes: [UInt8]) -> String {
  var text = ""
  var rest = bytes[...]
  while let first = rest.first {
    // A character has at most four bytes.
    let length = (1...4).first { count in
      count <= rest.count && String(validating: rest.prefix(count), as: UTF8.self) != nil
    }
    if let length {
      text += String(decoding: rest.prefix(length), as: UTF8.self)
      rest = rest.dropFirst(length)
    } else {
      let digits = String(first, radix: 16, uppercase: true)
      text += "\\x" + (digits.count == 1 ? "0" : "") + digits
      rest = rest.dropFirst()
    }
  }
  return text
}

/// Refuses arguments that are not UTF-8 where they are no paths.
func refuseForeignText(paths: [String]) throws {
  let known = Set(paths)
  let bytes = ProgramContext.current.bytes
  // Of `--out=NAME` both the whole and the value are known; one of them is the path.
  let isPath = { (text: String) in
    known.contains(text) || known.contains { text.hasPrefix("--") && text.hasSuffix("=" + $0) }
  }
  guard let text = bytes.keys.sorted().first(where: { !isPath($0) }) else { return }
  throw CommandError(
    .usage, code: "badText",
    "the argument \"\(text)\" is not UTF-8; only names of files may be other bytes. Write it in UTF-8, "
      + "or set the terminal to UTF-8")
}

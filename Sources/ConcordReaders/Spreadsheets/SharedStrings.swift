#if Spreadsheets
  import CExpat

  /// The texts that the cells of a workbook refer to by number.
  struct SharedStrings {
    private let bytes: [UInt8]
    private let ends: [Int]

    init(_ archive: inout ZipArchive, path: String?) throws(ReaderError) {
      let handler = SharedStringHandler()
      if let path { _ = try parseXML(&archive, part: path, handler) }
      bytes = handler.bytes
      ends = handler.ends
    }

    /// The text of a number; nil if there is none.
    subscript(_ index: Int) -> ArraySlice<UInt8>? {
      guard ends.indices.contains(index) else { return nil }
      return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
  }

  private final class SharedStringHandler: XMLHandler {
    let problem: ReaderError? = nil
    var bytes: [UInt8] = []
    var ends: [Int] = []
    private var isText = false
    private var isReading = false

    func open(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
      if isNamed(name, "t") {
        isText = !isReading
      } else if isNamed(name, "rPh") {
        // How a text is pronounced.
        isReading = true
      }
    }

    func close(_ name: UnsafePointer<XML_Char>) {
      if isNamed(name, "t") {
        isText = false
      } else if isNamed(name, "rPh") {
        isReading = false
      } else if isNamed(name, "si") {
        let start = ends.last ?? 0
        unescape(&bytes, from: start)
        ends.append(bytes.count)
      }
    }

    func take(_ text: UnsafeBufferPointer<UInt8>) {
      if isText { bytes.append(contentsOf: text) }
    }
  }

  /// Replaces the escapes that spreadsheets use for control characters, such as `_x000D_`, in the
  /// bytes from an offset on.
  func unescape(_ bytes: inout [UInt8], from start: Int) {
    var read = start
    var kept: [UInt8]?
    while let underscore = bytes[read...].firstIndex(of: 0x5F) {
      guard let scalar = escapedScalar(bytes, at: underscore) else {
        kept?.append(contentsOf: bytes[read...underscore])
        if kept == nil { kept = Array(bytes[start...underscore]) }
        read = underscore + 1
        continue
      }
      var text = kept ?? Array(bytes[start..<read])
      text.append(contentsOf: bytes[read..<underscore])
      text.append(contentsOf: Array(String(scalar).utf8))
      kept = text
      read = underscore + 7
    }
    guard var kept, read > start else { return }
    kept.append(contentsOf: bytes[read...])
    bytes.replaceSubrange(start..., with: kept)
  }

  /// The character of an escape that begins at an offset.
  private func escapedScalar(_ bytes: [UInt8], at offset: Int) -> Unicode.Scalar? {
    guard offset + 7 <= bytes.count, bytes[offset + 1] == 0x78, bytes[offset + 6] == 0x5F else {
      return nil
    }
    let digits = String(decoding: bytes[offset + 2..<offset + 6], as: UTF8.self)
    // A NUL would end the text for whoever reads it.
    guard digits.allSatisfy(\.isHexDigit), let code = UInt32(digits, radix: 16), code > 0 else {
      return nil
    }
    return Unicode.Scalar(code)
  }
#endif

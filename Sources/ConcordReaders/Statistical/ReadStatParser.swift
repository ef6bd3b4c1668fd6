#if StatisticalFiles
  import CReadStat
  import Tables

  /// Bytes in memory as ReadStat's input functions see them.
  private final class MemoryInput {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func seek(_ offset: Int, _ whence: readstat_io_flags_t) -> Int {
      let base =
        switch whence {
        case READSTAT_SEEK_SET: 0
        case READSTAT_SEEK_CUR: position
        default: bytes.count
        }
      let (target, overflows) = base.addingReportingOverflow(offset)
      guard !overflows, (0...bytes.count).contains(target) else { return -1 }
      position = target
      return target
    }

    func read(into buffer: UnsafeMutableRawPointer, count: Int) -> Int {
      let taken = max(0, min(count, bytes.count - position))
      if taken > 0, let start = bytes.baseAddress {
        buffer.copyMemory(from: start + position, byteCount: taken)
        position += taken
      }
      return taken
    }
  }

  /// Has ReadStat parse a file; what it finds goes to a gatherer, a value at a time.
  ///
  /// ReadStat calls back with two contexts, the input and the gatherer. Both are objects that live
  /// until the parse has ended, passed as unretained pointers.
  func parse(
    _ bytes: [UInt8], name: String, _ format: FileFormat, _ options: ReaderOptions,
    into gatherer: StatisticalGatherer
  ) throws(ReaderError) {
    guard let parser = readstat_parser_init() else {
      throw .damaged(file: name, reason: "there is no memory to read it")
    }
    defer { readstat_parser_free(parser) }
    setHandlers(of: parser)
    // The parser keeps the pointer and not the text.
    let encoding = ContiguousArray((iconvName(options.text.encoding) ?? "").utf8CString)
    let code = bytes.withUnsafeBytes { buffer in
      encoding.withUnsafeBufferPointer { encoding in
        if encoding.count > 1 {
          readstat_set_file_character_encoding(parser, encoding.baseAddress)
        }
        let input = MemoryInput(buffer)
        return withExtendedLifetime((input, gatherer)) {
          readstat_set_io_ctx(parser, Unmanaged.passUnretained(input).toOpaque())
          let context = Unmanaged.passUnretained(gatherer).toOpaque()
          return switch format {
          case .stata: readstat_parse_dta(parser, "", context)
          case .spss: readstat_parse_sav(parser, "", context)
          default: readstat_parse_sas7bdat(parser, "", context)
          }
        }
      }
    }
    try refuse(code, name: name, format, options, gatherer)
  }

  /// An encoding as iconv calls it.
  private func iconvName(_ encoding: CSVOptions.Encoding?) -> String? {
    switch encoding {
    case nil: nil
    case .utf8?: "UTF-8"
    case .utf16?: "UTF-16"
    case .windows1252?: "WINDOWS-1252"
    case .latin1?: "ISO-8859-1"
    }
  }

  private func setHandlers(of parser: UnsafeMutablePointer<readstat_parser_t>) {
    readstat_set_open_handler(parser) { _, _ in 0 }
    readstat_set_close_handler(parser) { _ in 0 }
    readstat_set_update_handler(parser) { _, _, _, _ in READSTAT_OK }
    readstat_set_seek_handler(parser) { offset, whence, context in
      guard let context else { return -1 }
      let input = Unmanaged<MemoryInput>.fromOpaque(context).takeUnretainedValue()
      return readstat_off_t(input.seek(Int(offset), whence))
    }
    readstat_set_read_handler(parser) { buffer, count, context in
      guard let context, let buffer else { return -1 }
      let input = Unmanaged<MemoryInput>.fromOpaque(context).takeUnretainedValue()
      return input.read(into: buffer, count: count)
    }
    readstat_set_metadata_handler(parser) { metadata, context in
      gatherer(context)?.take(metadata) ?? abort
    }
    readstat_set_variable_handler(parser) { _, variable, labels, context in
      guard let variable else { return abort }
      return gatherer(context)?.take(variable, labelSet: labels) ?? abort
    }
    readstat_set_value_handler(parser) { row, variable, value, context in
      guard let variable else { return abort }
      return gatherer(context)?.take(value, of: variable, row: row) ?? abort
    }
    readstat_set_value_label_handler(parser) { set, value, label, context in
      guard let set, let label else { return 0 }
      return gatherer(context)?.take(value, label: label, in: set) ?? abort
    }
  }

  /// What a handler returns to end the parse.
  private let abort = Int32(READSTAT_HANDLER_ABORT)

  private func gatherer(_ context: UnsafeMutableRawPointer?) -> StatisticalGatherer? {
    context.map { Unmanaged<StatisticalGatherer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// The error for what ReadStat returns, if it is none.
  private func refuse(
    _ code: readstat_error_t, name: String, _ format: FileFormat, _ options: ReaderOptions,
    _ gatherer: StatisticalGatherer
  ) throws(ReaderError) {
    switch code {
    case READSTAT_OK: return
    case READSTAT_ERROR_USER_ABORT where gatherer.isOverLimit:
      throw .unpacksTooFar(
        file: name, limit: gatherer.cellLimit * 8, times: options.unpackLimit)
    case READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION where !gatherer.hasMetadata:
      throw .notThatFormat(file: name, format: format)
    case READSTAT_ERROR_UNSUPPORTED_COMPRESSION, READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION:
      throw .unsupported(file: name, what: message(code))
    case READSTAT_ERROR_CONVERT_BAD_STRING, READSTAT_ERROR_CONVERT,
      READSTAT_ERROR_UNSUPPORTED_CHARSET:
      throw .badEncoding(file: name)
    case READSTAT_ERROR_PARSE where !gatherer.hasMetadata,
      READSTAT_ERROR_READ where !gatherer.hasMetadata:
      throw .notThatFormat(file: name, format: format)
    default: throw .damaged(file: name, reason: message(code))
    }
  }

  /// ReadStat's words for an error, as part of a sentence.
  private func message(_ code: readstat_error_t) -> String {
    guard let text = readstat_error_message(code) else { return "error \(code.rawValue)" }
    let words = String(cString: text)
    return words.prefix(1).lowercased() + words.dropFirst()
  }
#endif

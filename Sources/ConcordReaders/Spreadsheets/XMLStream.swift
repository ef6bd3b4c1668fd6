#if Spreadsheets
  import CExpat

  /// The attributes of an element, while it is being opened.
  struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

    /// The value of an attribute, by its name without a prefix; nil if the element has none.
    subscript(_ name: StaticString) -> UnsafePointer<XML_Char>? {
      guard var pair = pairs else { return nil }
      while let written = pair[0] {
        if isNamed(written, name) { return pair[1] }
        pair += 2
      }
      return nil
    }

    /// The value of an attribute as text.
    func text(_ name: StaticString) -> String? { self[name].map { String(cString: $0) } }
  }

  /// Takes the events of an XML text.
  protocol XMLHandler: AnyObject {
    /// What is wrong with the content; once it is not nil the parse ends.
    var problem: ReaderError? { get }
    func open(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes)
    func close(_ name: UnsafePointer<XML_Char>)
    func take(_ text: UnsafeBufferPointer<UInt8>)
  }

  /// Whether the name of an element or attribute, without its prefix, is a given one.
  @inline(__always)
  func isNamed(_ written: UnsafePointer<XML_Char>, _ name: StaticString) -> Bool {
    let sought = name.utf8Start
    var (start, index) = (0, 0)
    while true {
      let byte = UInt8(bitPattern: written[start + index])
      if byte == 0x3A {
        (start, index) = (start + index + 1, 0)
        continue
      }
      if byte != sought[index] {
        // A prefix may begin as the name does.
        var rest = start + index
        while written[rest] != 0 && written[rest] != 0x3A { rest += 1 }
        if written[rest] == 0 { return false }
        (start, index) = (rest + 1, 0)
        continue
      }
      if byte == 0 { return true }
      index += 1
    }
  }

  /// Parses a part of an archive as XML, without ever holding it.
  ///
  /// Document type declarations, which no spreadsheet has, end the parse: without them there are no
  /// entities that could expand.
  func parseXML(
    _ archive: inout ZipArchive, part: String, _ handler: any XMLHandler
  ) throws(ReaderError) -> Bool {
    guard let parser = XML_ParserCreate(nil) else {
      throw .damaged(file: archive.file, reason: "there is no memory to read it")
    }
    defer { XML_ParserFree(parser) }
    let file = archive.file
    let state = XMLState(handler, parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
    setXMLHandlers(of: parser)
    func feed(_ piece: UnsafeRawBufferPointer, isLast: Bool) throws(ReaderError) {
      let bytes = piece.assumingMemoryBound(to: CChar.self).baseAddress
      let status = XML_Parse(parser, bytes, Int32(piece.count), isLast ? 1 : 0)
      if let problem = handler.problem { throw problem }
      if status != XML_STATUS_OK {
        throw .damaged(
          file: file,
          reason: "\(part) is not well-formed XML at line \(XML_GetCurrentLineNumber(parser))")
      }
    }
    let isThere = try archive.unpack(part) { piece throws(ReaderError) in
      // Expat counts in 32 bits; a part that is stored comes as one piece.
      var rest = piece[...]
      while !rest.isEmpty {
        try feed(UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 20)), isLast: false)
        rest = rest.dropFirst(1 << 20)
      }
    }
    if isThere { try feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }
    withExtendedLifetime(state) {}
    return isThere
  }

  /// What Expat's handlers are called with.
  private final class XMLState {
    let handler: any XMLHandler
    let parser: XML_Parser

    init(_ handler: any XMLHandler, _ parser: XML_Parser) {
      self.handler = handler
      self.parser = parser
    }

    func endIfWrong() {
      if handler.problem != nil { XML_StopParser(parser, 0) }
    }
  }

  private func setXMLHandlers(of parser: XML_Parser) {
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let state = state(context), let name else { return }
        state.handler.open(name, XMLAttributes(pairs: attributes))
        state.endIfWrong()
      },
      { context, name in
        guard let state = state(context), let name else { return }
        state.handler.close(name)
        state.endIfWrong()
      })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let state = state(context), let text, count > 0 else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
        state.handler.take(UnsafeBufferPointer(start: bytes, count: Int(count)))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let state = state(context) else { return }
      XML_StopParser(state.parser, 0)
    }
  }

  private func state(_ context: UnsafeMutableRawPointer?) -> XMLState? {
    context.map { Unmanaged<XMLState>.fromOpaque($0).takeUnretainedValue() }
  }
#endif

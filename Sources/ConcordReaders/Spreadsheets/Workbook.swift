#if Spreadsheets
  import CExpat
  import Tables

  /// What a workbook says of its parts: the sheets in order, and where texts and formats are.
  struct Workbook {
    struct Sheet {
      let name: String
      let path: String
    }

    let sheets: [Sheet]
    let stringsPath: String?
    let stylesPath: String?
    /// Whether days are counted from 1904 and not from 1900.
    let countsFrom1904: Bool

    init(_ archive: inout ZipArchive) throws(ReaderError) {
      let root = try Relationships(&archive, part: "_rels/.rels", folder: "")
      let path = root.targets(ofType: "/officeDocument").first?.path ?? "xl/workbook.xml"
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      let name = path.dropFirst(folder.count)
      let relationships = try Relationships(
        &archive, part: "\(folder)_rels/\(name).rels", folder: folder)
      let handler = WorkbookHandler()
      guard try parseXML(&archive, part: path, handler) else {
        let isBinary = archive.names.contains { $0.hasSuffix("workbook.bin") }
        throw isBinary
          ? .unsupported(file: archive.file, what: "the format of .xlsb")
          : .notThatFormat(file: archive.file, format: .spreadsheet)
      }
      countsFrom1904 = handler.countsFrom1904
      stringsPath = relationships.targets(ofType: "/sharedStrings").first?.path
      stylesPath = relationships.targets(ofType: "/styles").first?.path
      var worksheets: [String: String] = [:]
      for (id, path) in relationships.targets(ofType: "/worksheet") { worksheets[id] = path }
      sheets = handler.sheets.compactMap { sheet in
        worksheets[sheet.id].map { Sheet(name: sheet.name, path: $0) }
      }
      if sheets.isEmpty { throw .unsupported(file: archive.file, what: "no sheet with cells") }
    }

    /// The sheet asked for; a name that is a number is found before the number.
    func sheet(_ wanted: ReaderOptions.Sheet?, file: String) throws(ReaderError) -> Sheet {
      switch wanted {
      case nil: return sheets[0]
      case .name(let name)?:
        if let sheet = sheets.first(where: { $0.name == name }) { return sheet }
        // Programs take no notice of case in the names of sheets.
        let lowercase = name.lowercased()
        if let sheet = sheets.first(where: { $0.name.lowercased() == lowercase }) { return sheet }
      case .number(let number)?:
        if let sheet = sheets.first(where: { $0.name == "\(number)" }) { return sheet }
        if sheets.indices.contains(number - 1) { return sheets[number - 1] }
      }
      throw .noSheet(wanted ?? .number(1), file: file, sheets: sheets.map(\.name))
    }
  }

  /// The parts that a part refers to.
  private struct Relationships {
    private let all: [(id: String, type: String, path: String)]

    init(_ archive: inout ZipArchive, part: String, folder: String) throws(ReaderError) {
      let handler = RelationshipHandler(folder: folder)
      _ = try parseXML(&archive, part: part, handler)
      all = handler.found
    }

    func targets(ofType ending: String) -> [(id: String, path: String)] {
      all.filter { $0.type.hasSuffix(ending) }.map { ($0.id, $0.path) }
    }
  }

  private final class RelationshipHandler: XMLHandler {
    let problem: ReaderError? = nil
    var found: [(id: String, type: String, path: String)] = []
    private let folder: String

    init(folder: String) { self.folder = folder }

    func open(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
      guard isNamed(name, "Relationship"), let id = attributes.text("Id"),
        let type = attributes.text("Type"), let target = attributes.text("Target")
      else { return }
      found.append((id, type, resolved(target, in: folder)))
    }

    func close(_ name: UnsafePointer<XML_Char>) {}
    func take(_ text: UnsafeBufferPointer<UInt8>) {}
  }

  private final class WorkbookHandler: XMLHandler {
    let problem: ReaderError? = nil
    var sheets: [(name: String, id: String)] = []
    var countsFrom1904 = false

    func open(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
      if isNamed(name, "sheet"), let name = attributes.text("name"),
        let id = attributes.text("id")
      {
        sheets.append((name, id))
      } else if isNamed(name, "workbookPr") {
        countsFrom1904 = ["1", "true"].contains(attributes.text("date1904") ?? "")
      }
    }

    func close(_ name: UnsafePointer<XML_Char>) {}
    func take(_ text: UnsafeBufferPointer<UInt8>) {}
  }

  /// The path of a part that is referred to from a folder.
  private func resolved(_ target: String, in folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var steps: [Substring] = folder.split(separator: "/")
    for step in target.split(separator: "/") {
      if step == ".." {
        _ = steps.popLast()
      } else if step != "." {
        steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
#endif

#if Spreadsheets
  import CExpat

  /// What the styles of a workbook make of the numbers in cells.
  struct CellStyles {
    private let formats: [NumberFormat]
    /// Columns (from 0) whose per cent formats are left aside.
    private var plainColumns: Set<Int> = []

    init(_ archive: inout ZipArchive, path: String?) throws(ReaderError) {
      let handler = StyleHandler()
      if let path { _ = try parseXML(&archive, part: path, handler) }
      var known: [Int: NumberFormat] = [:]
      formats = handler.cellFormats.map { number in
        if let format = known[number] { return format }
        let format =
          handler.codes[number].map(NumberFormat.init(code:))
          ?? NumberFormat(builtIn: number)
        known[number] = format
        return format
      }
    }

    /// The format of a cell of some style in a column.
    func format(_ style: Int, column: Int) -> NumberFormat {
      guard formats.indices.contains(style) else { return .plain }
      let format = formats[style]
      return format == .perCent && plainColumns.contains(column) ? .plain : format
    }

    /// The same styles without per cent in some columns.
    func plain(in columns: Set<Int>) -> CellStyles {
      var styles = self
      styles.plainColumns = columns
      return styles
    }
  }

  private final class StyleHandler: XMLHandler {
    let problem: ReaderError? = nil
    var codes: [Int: String] = [:]
    var cellFormats: [Int] = []
    private var isInCellFormats = false

    func open(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
      if isInCellFormats && isNamed(name, "xf") {
        cellFormats.append(attributes.text("numFmtId").flatMap { Int($0) } ?? 0)
      } else if isNamed(name, "cellXfs") {
        isInCellFormats = true
      } else if isNamed(name, "numFmt"), let number = attributes.text("numFmtId"),
        let number = Int(number), let code = attributes.text("formatCode")
      {
        codes[number] = code
      }
    }

    func close(_ name: UnsafePointer<XML_Char>) {
      if isNamed(name, "cellXfs") { isInCellFormats = false }
    }

    func take(_ text: UnsafeBufferPointer<UInt8>) {}
  }
#endif

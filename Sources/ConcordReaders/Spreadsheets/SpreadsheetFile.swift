import Tables

/// Reads a sheet of an `.xlsx` file, where this build can.
func readSpreadsheet(
  _ bytes: [UInt8], name: String, _ options: ReaderOptions
) throws(ReaderError) -> TableReading {
  #if Spreadsheets
    guard bytes.starts(with: [0x50, 0x4B]) else {
      if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
        throw .unsupported(file: name, what: "a password or the format of .xls")
      }
      throw .notThatFormat(file: name, format: .spreadsheet)
    }
    return try bytes.withUnsafeBufferPointer { buffer throws(ReaderError) in
      var archive = try ZipArchive(UnsafeRawBufferPointer(buffer), file: name, options)
      let workbook = try Workbook(&archive)
      let sheet = try workbook.sheet(options.sheet, file: name)
      let strings = try SharedStrings(&archive, path: workbook.stringsPath)
      let styles = try CellStyles(&archive, path: workbook.stylesPath)
      var content = try SheetContent(&archive, sheet, strings, styles, workbook, options)
      let mixed = content.mixedPerCentColumns
      if !mixed.isEmpty {
        content = try SheetContent(
          &archive, sheet, strings, styles.plain(in: mixed), workbook, options)
      }
      return try content.reading(
        sheet: sheet.name, of: workbook, digest: digest(of: bytes), file: name, options)
    }
  #else
    throw .notEnabled(file: name, format: .spreadsheet)
  #endif
}

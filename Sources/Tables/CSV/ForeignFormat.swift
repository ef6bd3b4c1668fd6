/// A format that is no CSV, known by the first bytes of a file whatever its name says.
enum ForeignFormat: Sendable, Equatable, CaseIterable {
  case gzip, zip, oldSpreadsheet, webPage, xml, json, pdf, stata, spss, sas, parquet, r

  /// What a file is, in words.
  var name: String {
    switch self {
    case .gzip: "compressed by gzip"
    case .zip: "a spreadsheet (.xlsx) or another zip archive"
    case .oldSpreadsheet: "a spreadsheet (.xls)"
    case .webPage: "a web page (HTML)"
    case .xml: "XML"
    case .json: "JSON"
    case .pdf: "a PDF"
    case .stata: "a Stata file (.dta)"
    case .spss: "an SPSS file (.sav)"
    case .sas: "a SAS file (.sas7bdat)"
    case .parquet: "a Parquet file"
    case .r: "an R data file"
    }
  }

  /// The way to a CSV file.
  func remedy(for file: String) -> String {
    switch self {
    case .gzip:
      "unpack it first: gunzip -c < \(shellQuoted(file)) > unpacked.csv"
    case .zip, .oldSpreadsheet: "open it in a spreadsheet program and save the sheet as CSV"
    case .webPage:
      "the download got a page instead of the data; open the address in a browser and "
        + "save the data file itself"
    case .xml, .json: "export the table as CSV"
    case .pdf: "ask the publisher for the data file"
    case .stata: "write it as CSV in Stata: export delimited"
    case .spss: "write it as CSV in SPSS: File, Save As, CSV"
    case .sas: "write it as CSV in SAS: proc export"
    case .parquet: "write it as CSV, for example with duckdb -csv"
    case .r: "write it as CSV in R: write.csv(data, \"data.csv\", row.names = FALSE)"
    }
  }

  /// The format that the first bytes of a text show.
  init?(_ bytes: Span<UInt8>) {
    let magic: [(ForeignFormat, [UInt8])] = [
      (.gzip, [0x1F, 0x8B]), (.zip, [0x50, 0x4B, 0x03, 0x04]), (.zip, [0x50, 0x4B, 0x05, 0x06]),
      (.oldSpreadsheet, [0xD0, 0xCF, 0x11, 0xE0]), (.pdf, Array("%PDF-".utf8)),
      (.stata, Array("<stata_dta>".utf8)), (.spss, Array("$FL2@(#)".utf8)),
      (.spss, Array("$FL3@(#)".utf8)), (.parquet, Array("PAR1".utf8)),
      (.r, Array("RDX3\n".utf8)), (.r, Array("RDX2\n".utf8)),
      (.sas, [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60]),
    ]
    for (format, start) in magic where begins(bytes, at: 0, with: start) {
      self = format
      return
    }
    var position = byteOrderMarkLength(bytes)
    while position < bytes.count && bytes[position] <= Byte.space { position += 1 }
    let text = lowercased(bytes, from: position, count: 512)
    if text.hasPrefix("<?xml") {
      self = text.contains("<html") ? .webPage : .xml
    } else if ["<!doctype html", "<html", "<head", "<body"].contains(where: text.hasPrefix) {
      self = .webPage
    } else if text.hasPrefix("{") || text.hasPrefix("["), isJSON(text) {
      self = .json
    } else {
      return nil
    }
  }
}

/// Whether a text that opens a brace or bracket goes on as JSON does.
private func isJSON(_ text: String) -> Bool {
  let signs = text.filter { !$0.isWhitespace }
  let starts = ["{\"", "{}", "[{\"", "[[", "[{}", "[]"]
  return starts.contains(where: signs.hasPrefix)
}

private func begins(_ bytes: Span<UInt8>, at offset: Int, with start: [UInt8]) -> Bool {
  guard bytes.count >= offset + start.count else { return false }
  return start.indices.allSatisfy { bytes[offset + $0] == start[$0] }
}

/// Some bytes as text, letters of ASCII in lower case, everything beyond ASCII left out.
private func lowercased(_ bytes: Span<UInt8>, from start: Int, count: Int) -> String {
  var text = ""
  var position = start
  while position < min(bytes.count, start + count) {
    let byte = bytes[position]
    if byte > 0 && byte < 0x80 { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    position += 1
  }
  return text.lowercased()
}

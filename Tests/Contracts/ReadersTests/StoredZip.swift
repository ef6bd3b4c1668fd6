/// A zip archive whose parts are stored as they are.
func storedZip(_ parts: [(name: String, text: String)]) -> [UInt8] {
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for (name, text) in parts {
    let (name, content) = (Array(name.utf8), Array(text.utf8))
    let common =
      half(20) + half(0) + half(0) + word(0) + word(checkSum(content)) + word(content.count)
      + word(content.count) + half(name.count) + half(0)
    directory += word(0x0201_4B50) + half(20) + common + half(0) + half(0) + half(0) + word(0)
    directory += word(archive.count) + name
    archive += word(0x0403_4B50) + common + name + content
  }
  let end =
    word(0x0605_4B50) + half(0) + half(0) + half(parts.count) + half(parts.count)
    + word(directory.count) + word(archive.count) + half(0)
  return archive + directory + end
}

/// A workbook of one sheet with given XML between its `sheetData` tags.
func workbook(rows: String, before: String = "") -> [UInt8] {
  let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  return storedZip([
    (
      "xl/workbook.xml",
      "<workbook xmlns:r='\(office)'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"
    ),
    (
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id='r1' Type='\(office)/worksheet' Target='s.xml'/></Relationships>"
    ),
    ("xl/s.xml", "\(before)<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
  ])
}

private func half(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

private func word(_ number: Int) -> [UInt8] { half(number & 0xFFFF) + half(number >> 16 & 0xFFFF) }

/// The check sum of zip archives, a bit at a time.
private func checkSum(_ bytes: [UInt8]) -> Int {
  var sum: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return Int(~sum)
}

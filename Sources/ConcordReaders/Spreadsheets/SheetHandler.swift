#if Spreadsheets
  import CExpat
  import Tables

  /// Takes the cells of a sheet as they are parsed.
  final class SheetHandler: XMLHandler {
    private static let rowLimit = 1_048_576
    private static let columnLimit = 16_384

    /// What the text in a cell stands for.
    private enum Kind {
      case number, sharedText, text, truth, error
    }

    private(set) var problem: ReaderError?
    var rows = SheetRows()
    private(set) var columns: [SheetColumn] = []
    private(set) var mergedRanges: [String] = []
    private(set) var hiddenRows: [Int] = []
    private let strings: SharedStrings
    private let styles: CellStyles
    private let countsFrom1904: Bool
    private let file: String
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var content: [UInt8] = []
    private var isContent = false
    private var isPronunciation = false

    init(_ strings: SharedStrings, _ styles: CellStyles, _ workbook: Workbook, file: String) {
      self.strings = strings
      self.styles = styles
      countsFrom1904 = workbook.countsFrom1904
      self.file = file
    }

    func open(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
      if isNamed(name, "c") {
        openCell(attributes)
      } else if isNamed(name, "v") {
        isContent = true
      } else if isNamed(name, "t") {
        isContent = !isPronunciation
      } else if isNamed(name, "row") {
        openRow(attributes)
      } else if isNamed(name, "rPh") {
        isPronunciation = true
      } else if isNamed(name, "mergeCell"), let range = attributes.text("ref") {
        mergedRanges.append(range)
      }
    }

    func close(_ name: UnsafePointer<XML_Char>) {
      if isNamed(name, "v") || isNamed(name, "t") {
        isContent = false
      } else if isNamed(name, "c") {
        closeCell()
      } else if isNamed(name, "rPh") {
        isPronunciation = false
      }
    }

    func take(_ text: UnsafeBufferPointer<UInt8>) {
      if isContent { content.append(contentsOf: text) }
    }

    private func openRow(_ attributes: XMLAttributes) {
      var number = rows.lastNumber + 1
      if let written = attributes.text("r") {
        guard let read = Int(written), read >= number, read <= Self.rowLimit else {
          problem = .damaged(file: file, reason: "rows are out of order at row \(quoted(written))")
          return
        }
        number = read
      } else if number > Self.rowLimit {
        problem = .damaged(file: file, reason: "a sheet has more than \(Self.rowLimit) rows")
        return
      }
      rows.begin(number)
      column = -1
      if attributes["hidden"].map({ $0.pointee == 0x31 || $0.pointee == 0x74 }) == true {
        hiddenRows.append(number)
      }
    }

    private func openCell(_ attributes: XMLAttributes) {
      let before = column
      column = attributes["r"].flatMap(columnNumber) ?? before + 1
      guard column > before, column < Self.columnLimit, rows.lastNumber > 0 else {
        problem = .damaged(
          file: file, reason: "cells are out of order in row \(rows.lastNumber)")
        return
      }
      while columns.count <= column { columns.append(SheetColumn()) }
      content.removeAll(keepingCapacity: true)
      style = attributes["s"].map(number) ?? 0
      kind = attributes["t"].map(cellKind) ?? .number
    }

    private func cellKind(_ type: UnsafePointer<XML_Char>) -> Kind {
      if isNamed(type, "s") { return .sharedText }
      if isNamed(type, "b") { return .truth }
      if isNamed(type, "e") { return .error }
      return isNamed(type, "n") ? .number : .text
    }

    private func closeCell() {
      if content.isEmpty || problem != nil { return }
      columns[column].lastValue = rows.lastNumber
      switch kind {
      case .number: appendNumber()
      case .sharedText:
        guard let index = Int(String(decoding: content, as: UTF8.self)),
          let text = strings[index]
        else {
          problem = .damaged(
            file: file,
            reason: "a cell in row \(rows.lastNumber) refers to a text that is not there")
          return
        }
        rows.append(text, column: column)
      case .text:
        unescape(&content, from: 0)
        rows.append(content, column: column)
      case .truth:
        rows.append(content == [0x31] ? Array("TRUE".utf8) : Array("FALSE".utf8), column: column)
      case .error:
        let error = String(decoding: content, as: UTF8.self)
        columns[column].errors[error, default: 0] += 1
      }
      content.removeAll(keepingCapacity: true)
    }

    private func appendNumber() {
      let row = rows.lastNumber
      switch styles.format(style, column: column) {
      case .plain:
        columns[column].lastPlain = row
        rows.append(content, column: column)
      case .perCent:
        columns[column].lastPerCent = row
        let text = String(decoding: content, as: UTF8.self)
        rows.append(
          perCentText(text).map { Array($0.utf8) } ?? content, column: column)
      case .date:
        let text = String(decoding: content, as: UTF8.self)
        guard let serial = parsedNumber(text),
          let date = spreadsheetDate(serial, from1904: countsFrom1904)
        else { return rows.append(content, column: column) }
        rows.append(Array(date.utf8), column: column)
      }
    }
  }

  /// The column of a cell's name such as `AB12`, from 0; nil if it is none.
  private func columnNumber(_ name: UnsafePointer<XML_Char>) -> Int? {
    var number = 0
    var position = 0
    while position < 4, case let letter = UInt8(bitPattern: name[position]) | 0x20,
      letter >= 0x61, letter <= 0x7A
    {
      number = number * 26 + Int(letter) - 0x60
      position += 1
    }
    return number > 0 ? number - 1 : nil
  }

  /// A whole number of at most nine digits; 0 if it is none.
  private func number(_ text: UnsafePointer<XML_Char>) -> Int {
    var number = 0
    var position = 0
    while position < 9, case let digit = Int(text[position]) - 0x30, (0...9).contains(digit) {
      number = number * 10 + digit
      position += 1
    }
    return number
  }
#endif

#if Spreadsheets
  import ConcordReaders
  import Tables
  import Testing

  @Suite struct HostileSheetTests {
    private func text(_ cell: String, _ text: String) -> String {
      "<c r='\(cell)' t='inlineStr'><is><t>\(text)</t></is></c>"
    }

    @Test func theLeastWorkbookIsRead() throws {
      let rows =
        "<row>\(text("A1", "a")),\(text("B1", "b"))</row>"
        + "<row><c><v> 1</v></c><c t='b'><v>1</v></c></row><row r='9'><c r='B9' t='b'><v>0</v></c></row>"
      let read = try TableReading(bytes: workbook(rows: rows), name: "w.xlsx")
      #expect(read.table.columnNames == ["a", "b"])
      #expect(try integers(read.table, "a") == [1, nil])
      #expect(read.table["b"]?.values == .truth([true, false]))
      #expect(read.notes.contains(.emptyRows(6)))
    }

    @Test func cellsFarApartAreRefused() {
      let rows =
        "<row r='1'>\(text("A1", "a"))\(text("B1", "b"))</row>"
        + (2...2000).map { "<row r='\($0)'><c r='A\($0)'><v>1</v></c></row>" }.joined()
        + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
      guard case .scatteredCells? = readerError(workbook(rows: rows), "w.xlsx") else {
        Issue.record("read")
        return
      }
    }

    @Test(arguments: [
      "<row r='2'/><row r='1'/>", "<row r='1048577'/>", "<row r='-1'/>", "<row r='x'/>",
      "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
      "<row r='1'><c r='XFE1'><v>1</v></c></row>", "<c r='A1'><v>1</v></c>",
      "<row r='1'><c r='A1' t='s'><v>0</v></c></row>",
      "<row r='1'><c r='A1' t='s'><v>-99999999999999999999</v></c></row>", "<row>", "<<<",
      "&undefined;",
    ])
    func whatMakesNoSenseIsDamaged(_ rows: String) {
      guard case .damaged? = readerError(workbook(rows: rows), "w.xlsx") else {
        Issue.record("read")
        return
      }
    }

    /// A thousand million letters from eight entities, each ten times the one before.
    @Test func entitiesDoNotExpand() {
      var declarations = "<!ENTITY a0 'aaaaaaaaaa'>"
      for level in 1...8 {
        let references = String(repeating: "&a\(level - 1);", count: 10)
        declarations += "<!ENTITY a\(level) '\(references)'>"
      }
      let bytes = workbook(
        rows: "<row>\(text("A1", "&a8;"))</row>",
        before: "<!DOCTYPE worksheet [\(declarations)]>")
      guard case .damaged? = readerError(bytes, "w.xlsx") else {
        Issue.record("read")
        return
      }
    }

    @Test func aChangedByteIsNoticed() throws {
      var bytes = workbook(rows: "<row>\(text("A1", "a"))</row><row><c><v>12345</v></c></row>")
      let start = try #require(bytes.firstRange(of: Array("12345".utf8))?.lowerBound)
      bytes[start] = 0x39
      #expect(
        readerError(bytes, "w.xlsx")
          == .damaged(file: "w.xlsx", reason: "it cannot be unpacked"))
    }

    @Test func numbersBeyondRangeAreNoTraps() throws {
      let rows =
        "<row>\(text("A1", "a"))</row>"
        + ["1e999", "-1e999", "NaN", "1e-999", "0x10", "9999999999999999999999"].map {
          "<row><c><v>\($0)</v></c></row>"
        }.joined()
      // Read or refused: a table or a typed error.
      if let error = readerError(workbook(rows: rows), "w.xlsx") {
        #expect(!error.description.isEmpty)
      }
    }
  }
#endif

import Testing

@testable import Tables

@Suite struct CSVTextTests {
  /// The rows are those of Python 3.11's `csv.reader` (file opened with `newline=''`); an empty
  /// field is missing here.
  @Test(
    arguments: [
      ("a,b\nx,y\n", [["x", "y"]]),
      ("a,b\r\nx,y\r\n", [["x", "y"]]),
      ("a,b\rx,y\r", [["x", "y"]]),
      ("a,b\nx,y", [["x", "y"]]),
      ("a,b\n\"x\ny\",\"p\r\nq\"\n", [["x\ny", "p\r\nq"]]),
      ("a,b\n\"x\"\"y\",\"\"\"\"\n", [["x\"y", "\""]]),
      ("a,b\n\"x,y\",\"z\"\n", [["x,y", "z"]]),
      ("a,b\n5\" pipe,say \"hi\"\n", [["5\" pipe", "say \"hi\""]]),
      ("a,b\n\"\",x\n", [[nil, "x"]]),
      ("a\n\"x\"\n\"\"\ny\n", [["x"], [nil], ["y"]]),
      ("a,b\nx,\n,y\n", [["x", nil], [nil, "y"]]),
      ("a,b\nx y,\"  z \"\n", [["x y", "  z "]]),
      ("a,b\nété,中\n", [["été", "中"]]),
      ("a,b\n\"x\r\",y\n", [["x\r", "y"]]),
      ("a,b\nx,\"y\"\r\n\"z\",w\n", [["x", "y"], ["z", "w"]]),
    ] as [(String, [[String?]])])
  func readsAsPythonDoes(text: String, rows: [[String?]]) throws {
    #expect(cells(try Table(csvText: text)) == rows)
  }

  /// Where this reader departs from Python's: blanks around fields, one-column empty lines.
  @Test(
    arguments: [
      ("a,b\n  x ,\ty\t\n", [["x", "y"]]),
      ("a,b\n  \"x\" , \" y \"\n", [["x", " y "]]),
      ("a,b\n   ,y\n", [[nil, "y"]]),
      ("a\nx\n\ny\n\n\n", [["x"], [nil], ["y"]]),
      ("a\r\n\r\nx\r\n\r\n", [[nil], ["x"]]),
      ("a,b\nx,y\n\n\r\n\r\r\n", [["x", "y"]]),
      ("\u{FEFF}a,b\nx,\u{FEFF}y\n", [["x", "\u{FEFF}y"]]),
    ] as [(String, [[String?]])])
  func readsByItsOwnRules(text: String, rows: [[String?]]) throws {
    let table = try Table(csvText: text)
    #expect(cells(table) == rows)
    #expect(table.columnNames.first == "a")
  }

  @Test func aHeaderAloneIsATableWithoutRows() throws {
    for text in ["a,b", "a,b\n", "\r\n\na,b\r\n\r\n"] {
      let table = try Table(csvText: text)
      #expect(table.columnNames == ["a", "b"])
      #expect(table.rowCount == 0)
      #expect(table["a"]?.values == .number([]))
    }
  }

  @Test func namesAreKeptButForBlanksAtTheirEnds() throws {
    let table = try Table(
      csvText: "Average ELA %, School Income ($) ,\" kept \",\"a,\"\"b\"\"\nc\",Größe\n1,2,3,4,5")
    #expect(
      table.columnNames
        == ["Average ELA %", "School Income ($)", "kept", "a,\"b\"\nc", "Größe"])
  }

  @Test func repeatedAndEmptyNamesAreMendedWithANote() throws {
    let reading = try CSVReading(bytes: Array("x,x,,x.1,x,,column 3\n1,2,3,4,5,6,7".utf8))
    #expect(
      reading.table.columnNames
        == ["x", "x.2", "column 3.1", "x.1", "x.3", "column 6", "column 3"])
    #expect(
      reading.notes.map(\.description) == [
        #"column 2 is another "x"; it is called "x.2""#,
        #"column 3 has no name; it is called "column 3.1""#,
        #"column 5 is another "x"; it is called "x.3""#,
        #"column 6 has no name; it is called "column 6""#,
      ])
  }

  @Test func manyRepeatedNamesCostLittle() throws {
    let header = [String](repeating: "x", count: 50_000).joined(separator: ",")
    let table = try Table(csvText: header)
    #expect(Set(table.columnNames).count == 50_000)
    #expect(table.columnNames.last == "x.49999")
  }

  @Test func emptyLinesBetweenRecordsAreNoted() throws {
    let text = "\na,b\n\"1\n\",2\n\n\r\n3,4\n"
    let reading = try CSVReading(bytes: Array(text.utf8), name: "schools.csv")
    #expect(reading.table.rowCount == 2)
    #expect(
      reading.notes.map(\.description)
        == ["schools.csv, line 1: 3 empty lines from here on were passed over"])
    let once = try CSVReading(bytes: Array("a,b\n1,2\n\n3,4".utf8), name: "x")
    #expect(once.notes.map(\.description) == ["x, line 3: an empty line was passed over"])
  }

  @Test func otherDelimitersAreReadWhenAskedForAndFoundWhenNot() throws {
    let semicolons = "a;b\n\"x;y\";1,5\n"
    let options = CSVOptions(delimiter: .semicolon)
    #expect(cells(try Table(csvText: semicolons, options: options)) == [["x;y", "1.5"]])
    let reading = try CSVReading(bytes: Array("a;b\n1;2\n".utf8))
    #expect(reading.notes == [.delimiter("semicolon")])
    #expect(reading.table.columnNames == ["a", "b"])
    let tabs = try Table(csvText: "a\tb\n\t x \ny\t\n", options: CSVOptions(delimiter: .tab))
    #expect(cells(tabs) == [[nil, "x"], ["y", nil]])
  }

  @Test func longFieldsAndLinesAreRead() throws {
    let long = String(repeating: "long, \"\"quoted\"\"\n", count: 100_000)
    let table = try Table(csvText: "a,b\n\"\(long)\",1\nx,2\n")
    #expect(cells(table)[0][0]?.utf8.count == long.utf8.count - 200_000)
    let digits = String(repeating: "9", count: 1_000_000)
    #expect(try Table(csvText: "a\n0.\(digits)").column("a").values == .number([1]))
    #expect(try Table(csvText: "a\n\(digits)").column("a").values.typeName == "category")
  }

  @Test func equivalentTextsAreOneLevel() throws {
    let table = try Table(csvText: "g\ncafe\u{301}\ncafé\nb\n")
    #expect(
      table["g"]?.values == .category(codes: [1, 1, 0], levels: ["b", "cafe\u{301}"]))
  }
}

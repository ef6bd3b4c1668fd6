import Testing

@testable import Tables

@Suite struct NumberStyleTests {
  @Test(
    arguments: [
      ("1,234", 1234, 1.234), ("1.234", 1.234, 1234), ("1,234.5", 1234.5, nil),
      ("1.234,5", nil, 1234.5), ("1,234,567", 1_234_567, nil), ("1.234.567", nil, 1_234_567),
      ("40,3", nil, 40.3), ("36.4", 36.4, nil), ("0,5", nil, 0.5), ("0.5", 0.5, nil),
      ("0,123", nil, 0.123), ("12,34", nil, 12.34), ("1,23,456", nil, nil),
      ("1234,567", nil, 1234.567),
      ("$1,234.50", 1234.5, nil), ("1.234,50 €", nil, 1234.5), ("€ 12", 12, 12), ("-$5", -5, -5),
      ("$-5", -5, -5), ("US$ 7", 7, 7), ("7 USD", 7, 7), ("£", nil, nil), ("$", nil, nil),
      ("(12.3)", -12.3, nil), ("($5)", -5, -5), ("$(5)", -5, -5), ("(-5)", nil, nil),
      ("()", nil, nil),
      ("\u{2212}4.7", -4.7, nil), ("\u{2212}4,7", nil, -4.7), ("+3", 3, 3), ("--3", nil, nil),
      ("\u{A0}12\u{A0}", 12, 12), (" 12 ", 12, 12), ("1 234,5", nil, 1234.5),
      ("1\u{202F}234\u{202F}567", 1_234_567, 1_234_567), ("1'234.5", 1234.5, nil),
      ("1\u{2019}234", 1234, 1234), ("1 23", nil, nil), ("12%", 12, 12), ("12,5 %", nil, 12.5),
      ("1e5", 1e5, 1e5), ("1,234e5", nil, 123_400), ("", nil, nil), ("-", nil, nil),
      ("%", nil, nil),
      ("12a", nil, nil), ("1.2.3", nil, nil), ("1,2,3", nil, nil), ("<10", nil, nil),
      ("10-19", nil, nil),
      ("2024-05-01", nil, nil), ("$5%", nil, nil), (",5", nil, 0.5), ("5,", nil, 5),
      ("1 ,234", nil, nil),
    ] as [(String, Double?, Double?)])
  func numbersAreReadInBothStyles(text: String, point: Double?, comma: Double?) {
    #expect(NumberStyle.point.fastNumber(text)?.value == point, "\(text) with a point")
    #expect(NumberStyle.comma.fastNumber(text)?.value == comma, "\(text) with a comma")
  }

  @Test(arguments: [
    ("7", NumberForm.whole), ("-7", .whole), ("0", .whole), ("007", .odd), ("00", .odd),
    ("1E5", .odd),
    ("1e+05", .odd), ("10E4", .odd), ("1e-05", .other), ("1.5e3", .other), ("0.5", .other),
    ("9007199254740992", .whole), ("9007199254740993", .long), ("100000000000000000300", .long),
    ("-0", .other), ("x", .other), ("1e999", .other), ("1e300", .other),
  ])
  func formsTellIdentifiersFromQuantities(text: String, form: NumberForm) {
    let bytes = ContiguousArray(text.utf8)
    #expect(NumberForm(bytes.span, from: 0, to: bytes.count) == form)
  }

  private func column(_ cells: [String], _ options: CSVOptions = CSVOptions()) throws -> Column {
    let text = "x;pad\n" + cells.map { "\"\($0)\";p\n" }.joined()
    return try Table(csvText: text, options: options).column("x")
  }

  /// One column, its style found over all of its values.
  @Test(
    arguments: [
      (["$1,184.00", "$864.50"], [1184, 864.5]), (["\u{2212}4.7", "24.6"], [-4.7, 24.6]),
      (["1,234", "12"], nil), (["1,234", "1,5"], [1.234, 1.5]),
      (["1,234", "1,234.5"], [1234, 1234.5]),
      (["(3)", "4"], [-3, 4]), (["1 000", "2 000"], [1000, 2000]), ([" 12.3 ", "4"], [12.3, 4]),
    ] as [([String], [Double]?)])
  func aColumnHasOneStyle(cells: [String], numbers: [Double]?) throws {
    let column = try column(cells)
    if let numbers {
      #expect(try column.numericValues() == numbers)
    } else {
      // With semicolons nothing tells a thousand from one and a bit.
      #expect(throws: TableError.ambiguousNumbers(column: "x", text: cells[0])) {
        try column.numericValues()
      }
      var options = CSVOptions()
      options.thousandsMark = .comma
      #expect(try self.column(cells, options).numericValues() == [1234, 12])
      options.thousandsMark = nil
      options.decimalMark = .comma
      #expect(try self.column(cells, options).numericValues() == [1.234, 12])
    }
  }

  /// What one column leaves open another tells.
  @Test func otherColumnsTellTheMark() throws {
    let comma = try Table(csvText: "x;y;z\n1,234;1,5;1.234\n2,345;2,5;2.345\n")
    #expect(try comma.numericValues(of: "x") == [1.234, 2.345])
    #expect(try comma.numericValues(of: "z") == [1234, 2345])
    let point = try Table(csvText: "x;y\n1,234;1.5\n2,345;2.5\n")
    #expect(try point.numericValues(of: "x") == [1234, 2345])
    let quoted = try Table(csvText: "x,y\n\"1,234\",a\n\"2,345\",b\n")
    #expect(try quoted.numericValues(of: "x") == [1234, 2345])
  }
}

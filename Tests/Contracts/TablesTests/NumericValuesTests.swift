import Testing

@testable import Tables

@Suite struct NumericValuesTests {
  @Test func everyNumericTypeBecomesDoubles() throws {
    let table = try Table([
      Column("x", [1.5, -2]),
      Column(name: "n", values: .integer([7, 8]), missing: [false, true]),
      Column(name: "t", values: .truth([true, false])),
      Column(name: "p", values: .number([12, 50]), unit: .perCent),
      Column(name: "none", values: .category(codes: [-1, -1], levels: [])),
      Column(name: "empty", values: .text(["", ""]), missing: [true, true]),
    ])
    #expect(try table.numericValues(of: "x") == [1.5, -2])
    let integers = try table.numericValues(of: "n")
    #expect(integers[0] == 7 && integers[1].isNaN)
    #expect(try table.numericValues(of: "t") == [1, 0])
    #expect(try table.numericValues(of: "p") == [12, 50])
    #expect(try table.numericValues(of: "none").allSatisfy(\.isNaN))
    #expect(try table.numericValues(of: "empty").allSatisfy(\.isNaN))
    #expect(throws: TableError.noColumn("q", closest: nil)) { try table.numericValues(of: "q") }
  }

  @Test(arguments: [
    (
      "1,2,N/A,4",
      #"column "ela" is not numeric: "N/A" in row 3, line 4; if that marks a missing value say --missing N/A, if the values are categories say --text ela"#
    ),
    (
      "9%,8%,s,7%",
      #"column "ela" is not numeric: "s" in row 3, line 4; if that marks a missing value say --missing s, if the values are categories say --text ela"#
    ),
    (
      "1,2,not known,4",
      #"column "ela" is not numeric: "not known" in row 3, line 4; if that marks a missing value say --missing 'not known', if the values are categories say --text ela"#
    ),
    (
      "1,x,y,2,3,x,4",
      #"column "ela" is not numeric: "x" in 2 of 7 rows, first row 2, line 3; "y" in row 3, line 4; if such words mark missing values say --missing x,y, if the values are categories say --text ela"#
    ),
    (
      "1,2,--,3",
      #"column "ela" is not numeric: "--" in row 3, line 4; if that marks a missing value say --missing=--, if the values are categories say --text ela"#
    ),
    (
      "1,2,<10,3",
      #"column "ela" is not numeric: "<10" in row 3, line 4; if that marks a missing value say --missing '<10', if the values are categories say --text ela; ranges are then counted as suppressed"#
    ),
    ("a,b,1", #"column "ela" is not numeric: "a" in row 1"#),
    ("1,a,b", #"column "ela" is not numeric: "a" in row 2"#),
    ("NA,1,a", #"column "ela" is not numeric: "a" in row 3"#),
    (
      "1,5%,7,8",
      #"column "ela" is not numeric: "5%" in row 2, line 3; if that marks a missing value say --missing 5%, if the values are categories say --text ela"#
    ),
    (
      "1,2,it's",
      #"column "ela" is not numeric: "it's" in row 3, line 4; if that marks a missing value say --missing 'it'\''s', if the values are categories say --text ela"#
    ),
  ])
  func theFirstValueThatIsNoNumberIsNamed(cells: String, message: String) throws {
    let lines = cells.split(separator: ",").joined(separator: "\n")
    let table = try Table(csvText: "ela\n" + lines)
    let error = #expect(throws: TableError.self) { try table.numericValues(of: "ela") }
    #expect(error?.description == message)
  }

  @Test func categoriesThatLookLikeNumbersAreStillCategories() throws {
    let column = Column(name: "g", values: .category(codes: [-1, 1, 0], levels: ["1", "2"]))
    #expect(
      throws: TableError.notNumeric(column: "g", value: "2", row: 2, missingWords: [])
    ) { try column.numericValues() }
    let text = Column(name: "g", values: .text(["1", "x"]))
    #expect(
      throws: TableError.notNumeric(column: "g", value: "x", row: 2, missingWords: [])
    ) { try text.numericValues() }
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (3, "3"), (-17, "-17"), (0.1, "0.1"), (-2.5, "-2.5"),
    (100_000, "100000"), (999_999_999_999_999, "999999999999999"), (1e15, "1e+15"),
    (1e-5, "1e-05"), (1e300, "1e+300"), (0.1 + 0.2, "0.30000000000000004"),
    (Double.infinity, "Inf"), (-Double.infinity, "-Inf"), (Double.nan, "NaN"),
  ])
  func numbersAreWrittenAsPeopleWriteThem(number: Double, text: String) {
    let written = numberText(number)
    #expect(written == text || parsedNumber(written) == number)
    #expect(number == 1e15 || written == text)
  }
}

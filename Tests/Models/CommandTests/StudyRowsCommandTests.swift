import Foundation
import Testing

/// What a row of a study is: the same schools in other files give the same answer or an error.
@Suite("Rows of a study")
struct StudyRowsCommandTests {
  let folder: Folder
  /// The synthetic schools: header and rows.
  private let header: [String]
  private let rows: [[String]]

  init() throws {
    folder = try Folder()
    let text = folder.run("simulate", "--design", "national", "--seed", "3").standardOutput
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    header = lines[0]
    rows = Array(lines.dropFirst())
  }

  private func place(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }

  private func write(_ rows: [[String]], header: [String]? = nil, to name: String) throws {
    try folder.write(
      ([header ?? self.header] + rows).map { $0.joined(separator: ",") + "\n" }.joined(), to: name)
  }

  /// The estimates and intervals of the claims.
  private func claims(_ line: [String]) throws -> [[Double?]] {
    let result = folder.run(line + ["--json"])
    #expect(result.exitCode == 0, "\(line): \(result.standardError)")
    return try jsonObject(result.standardOutput).rows("rows").map { row in
      ["estimate", "lower", "upper"].map { row[$0] as? Double }
    }
  }

  private func expectSame(_ a: [[Double?]], _ b: [[Double?]], _ what: String) {
    #expect(a.count == b.count)
    for (one, other) in zip(a.flatMap { $0 }, b.flatMap { $0 }) {
      let isSame =
        one == other
        || ((one ?? .nan) - (other ?? .nan)).magnitude <= 1e-6 * max(1, (other ?? 0).magnitude)
      #expect(isSame, "\(what): \(String(describing: one)) \(String(describing: other))")
    }
  }

  @Test func rowsThatAreNoSchoolsChangeNothing() throws {
    try write(rows, to: "study.csv")
    let expected = try claims(["study", "@study.csv"])
    let (school, district, state) = (try place("school"), try place("district"), try place("state"))
    for words in [["Total", "", ""], ["All schools", "All", "All"], ["", "District total", ""]] {
      var total = [String](repeating: "5000", count: header.count)
      (total[school], total[district], total[state]) = (words[0], words[1], words[2])
      try write(rows + [total], to: "total.csv")
      expectSame(try claims(["study", "@total.csv"]), expected, "\(words)")
      let text = folder.run("study", "@total.csv").standardOutput
      #expect(text.contains("400 schools in 21 districts") && text.contains("left out"), "\(words)")
    }
    try write(
      rows + [[String]](repeating: [String](repeating: "", count: header.count), count: 30),
      to: "blank.csv")
    expectSame(try claims(["study", "@blank.csv"]), expected, "blank rows")
  }

  @Test func districtNumbersThatRestartAreNested() throws {
    try write(rows, to: "study.csv")
    let expected = try claims(["study", "@study.csv"])
    let (district, state) = (try place("district"), try place("state"))
    var numbers: [String: [String]] = [:]
    let restarted = rows.map { row -> [String] in
      var row = row
      if numbers[row[state]]?.contains(row[district]) != true {
        numbers[row[state], default: []].append(row[district])
      }
      row[district] = "\((numbers[row[state]]?.firstIndex(of: row[district]) ?? 0) + 1)"
      return row
    }
    try write(restarted, to: "restarted.csv")
    expectSame(try claims(["study", "@restarted.csv"]), expected, "nested districts")
    let text = folder.run("study", "@restarted.csv").standardOutput
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("400 synthetic schools in 21 districts"))
    #expect(words.contains("recur in several units of state"))
  }

  @Test(arguments: [
    ("year", ["2030", "2031", "2032"], "--where 'year == 2032'"),
    (
      "Subgroup", ["All Students", "Low income", "English learners"],
      "--where 'Subgroup == \"All Students\"'"
    ),
    ("Grade span", ["K-5", "6-8"], "--where '`Grade span` == \"6-8\"'"),
  ])
  func schoolsThatRepeatAreAnError(name: String, values: [String], remedy: String) throws {
    try write(rows, to: "study.csv")
    let repeated = values.flatMap { value in rows.map { $0 + [value] } }
    try write(repeated, header: header + [name], to: "repeated.csv")
    let result = folder.run("study", "@repeated.csv")
    #expect(result.exitCode == 65)
    #expect(
      result.standardError.contains(
        "stands in \(values.count) rows: there are 400 schools in \(grouped(400 * values.count)) rows"
      ),
      "\(result.standardError)")
    #expect(
      result.standardError.contains(remedy) && result.standardError.contains("--within school"))
    let condition = String(remedy.dropFirst("--where '".count).dropLast())
    expectSame(
      try claims(["study", "@repeated.csv", "--where", condition]),
      try claims(["study", "@study.csv"]), "one \(name)")
    #expect(folder.run("study", "@repeated.csv", "--within", "school").exitCode == 0)
  }

  /// 1,200 as messages print it.
  private func grouped(_ number: Int) -> String {
    number < 1000 ? "\(number)" : "\(number / 1000),\(String("\(number)".suffix(3)))"
  }

  @Test func codesAndPartsOfPosts() throws {
    let poverty = try place("poverty")
    var coded = rows
    for row in [3, 50, 99] { coded[row][poverty] = "-9" }
    try write(coded, to: "codes.csv")
    let result = folder.run("study", "@codes.csv")
    #expect(result.exitCode == 65)
    #expect(
      result.standardError.contains("3 rows of “poverty” (first row 4)")
        && result.standardError.contains("say --missing poverty=-9"), "\(result.standardError)")
    #expect(folder.run("study", "@codes.csv", "--missing", "poverty=-9").exitCode == 0)
    let staff = try place("staff")
    try write(
      rows.enumerated().map { index, row in
        var row = row
        if index % 2 == 0 { row[staff] += ".5" }
        return row
      }, to: "posts.csv")
    let posts = folder.run("study", "@posts.csv")
    #expect(
      posts.exitCode == 0 && posts.standardOutput.contains("counted in posts"),
      "\(posts.standardError)")
  }

  @Test func aShareIsAShareWhateverItsName() throws {
    let ela = try place("ela")
    try write(rows, to: "study.csv")
    var names = header
    names[ela] = "reading score"
    try write(
      rows.map { row in
        var row = row
        row[ela] = "\((Double(row[ela].replacingOccurrences(of: "%", with: "")) ?? 0) / 100)"
        return row
      }, header: names, to: "shares.csv")
    let result = folder.run("study", "@shares.csv", "--map", "ela=reading score")
    #expect(
      result.standardOutput.contains("percentage points"),
      "\(result.standardError)\(result.standardOutput.prefix(2000))")
  }

  @Test func columnsAreProposedWhereNoNameIsKnown() throws {
    try folder.write("a,b,c\n1,0.2,x\n2,0.5,y\n3,0.7,x\n", to: "plain.csv")
    let result = folder.run("study", "@plain.csv")
    #expect(result.exitCode == 65 && result.standardError.contains("--map ROLE=COLUMN"))
    #expect(
      result.standardError.contains("“b” (numbers from 0.2 to 0.7): poverty"),
      "\(result.standardError)")
  }
}

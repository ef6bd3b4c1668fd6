import Foundation
import Testing

@Suite("Any number of threads gives the same bytes")
struct ThreadTests {
  @Test(arguments: Folder.questions)
  func smallData(_ line: [String]) throws {
    let folder = try Folder()
    for format in ["text", "csv"] {
      let results = ["1", "2", "7"].map {
        folder.run(line + ["--threads", $0, "--format", format])
      }
      #expect(results[0].exitCode == 0)
      #expect(results[0] == results[1] && results[0] == results[2])
    }
    let json = try ["1", "2"].map {
      try withoutTiming(folder.run(line + ["--threads", $0, "--json"]).standardOutput)
    }
    #expect(json[0] == json[1])
  }

  /// Enough rows and columns that work is cut into blocks and really runs in parallel.
  @Test func manyRows() throws {
    let folder = try Folder()
    var text = "y,x,g,k,left\n"
    for index in 0..<7000 {
      let x = Double(index * 7919 % 1000) / 100
      let noise = Double(index * 104_729 % 997) / 997
      text +=
        "\(x * 0.3 + noise),\(x),g\(index * 31 % 61),k\(index % 43),\(index % 3 == 0 ? 1 : 0)\n"
    }
    try folder.write(text, to: "many.csv")
    let lines = [
      ["fit", "@many.csv", "y ~ x + k", "--cluster", "g"],
      ["fit", "@many.csv", "left ~ x + k", "--family", "binomial", "--covariance", "HC1"],
      ["gap", "@many.csv", "y ~ x * k", "--of", "x=p90,p10", "--covariance", "HC3"],
    ]
    for line in lines {
      let json = try ["1", "2"].map {
        try withoutTiming(folder.run(line + ["--threads", $0, "--json"]).standardOutput)
      }
      #expect(json[0] == json[1], "\(line)")
      #expect(json[0].contains("\"used\": 7000"))
    }
  }

  @Test func simulate() throws {
    let folder = try Folder()
    #expect(
      folder.run("simulate", "--threads", "1", "--seed", "3")
        == folder.run("simulate", "--threads", "2", "--seed", "3"))
  }

  @Test(arguments: [
    ["simulate", "@schools.csv", "ela ~ collaboration + (1 | district)", "--draws", "3"],
    ["simulate", "@schools.csv", "ela ~ collaboration", "--draws", "3"],
    ["fit", "@schools.csv", "ela ~ collaboration + (1 | district)", "--intervals", "profile"],
    [
      "fit", "@schools.csv", "ela ~ collaboration + (1 | district)", "--intervals", "bootstrap",
      "--draws", "9", "--seed", "4",
    ],
  ])
  func drawsAndIntervals(_ line: [String]) throws {
    let folder = try Folder()
    let results = ["1", "2"].map { folder.run(line + ["--threads", $0]) }
    #expect(results[0] == results[1] && results[0].exitCode == 0, "\(results[0])")
  }
}

import ConcordCommand
import Foundation
import Testing

/// `concord study`, through the same door as the program.
@Suite struct StudyCommandTests {
  private func object(_ arguments: [String]) throws -> [String: Any] {
    let result = run(arguments: arguments)
    #expect(result.exitCode == 0 && result.standardError.isEmpty, "\(result.standardError)")
    let value = try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func theFirstCommandShowsEverything() {
    let result = run(arguments: ["study"])
    #expect(result.exitCode == 0 && result.standardError.isEmpty)
    #expect(result.standardOutput.hasPrefix("SYNTHETIC"))
    for words in [
      "3.5 times", "no statistical difference", "+12.5 points", "Not answered:",
      "Schools were not assigned", "seed 2017",
    ] {
      #expect(result.standardOutput.contains(words))
    }
    #expect(result.standardOutput.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }

  @Test func jsonHasTheKeysThatScriptsKnow() throws {
    let answer = try object(["study", "--json"])
    #expect(answer["synthetic"] as? Bool == true && answer["schema"] as? Int == 1)
    #expect(answer["command"] as? String == "study")
    let rows = try #require(answer["rows"] as? [[String: Any]])
    #expect(
      rows.compactMap { $0["claim"] as? String } == [
        "turnoverGapLow", "turnoverGapHigh", "turnoverGapCloses", "retention", "commitment", "ela",
        "math", "engagement.*", "roleBalance", "mediation", "whereItMatters",
      ])
    let keys: Set = [
      "claim", "question", "estimand", "unit", "estimate", "lower", "upper", "pValue", "published",
      "publishedText", "sentence", "levels", "equivalence", "model", "notAsked",
    ]
    for row in rows {
      let extra: Set<String> = row["claim"] as? String == "whereItMatters" ? ["region"] : []
      #expect(Set(row.keys) == keys.union(extra))
      if let model = row["model"] as? [String: Any] {
        #expect(
          Set(model.keys).isSuperset(
            of: ["formula", "family", "covariance", "clusters", "degreesOfFreedom"]))
      }
    }
    #expect(rows[0]["published"] as? Double == 3.5 && rows[5]["published"] as? Double == 12.5)
    #expect(rows[6]["published"] as? Double == 4.5 && rows[0]["unit"] as? String == "times")
    let equivalence = try #require(rows[1]["equivalence"] as? [String: Any])
    #expect(Set(equivalence.keys) == ["margin", "pValue", "equivalent"])
    let region = try #require(rows[10]["region"] as? [String: Any])
    #expect(Set(region.keys).isSuperset(of: ["bounds", "range", "shareSignificant", "outcome"]))
    #expect((answer["model"] as? [Any])?.count == 4)
    #expect(Set(answer.keys).isSuperset(of: ["data", "notes", "warnings", "provenance"]))
  }

  @Test func theSameSeedGivesTheSameAnswerAndAnotherAnother() {
    let first = run(arguments: ["study", "--json", "--seed", "5"])
    #expect(first == run(arguments: ["study", "--json", "--seed", "5"]))
    #expect(first == run(arguments: ["study", "--json", "--seed", "5", "--threads", "1"]))
    #expect(first != run(arguments: ["study", "--json", "--seed", "6"]))
  }

  /// What simulate writes is synthetic when it comes back, in text, JSON and report.
  @Test func aSimulatedFileIsSynthetic() throws {
    let folder = try Folder()
    let (data, report) = (folder.path("mine.csv"), folder.path("report.html"))
    #expect(folder.run("simulate", "--seed", "3", "--out", data).exitCode == 0)
    let text = folder.run("study", data, "--where", "poverty < 90", "--report", report)
    #expect(text.standardOutput.hasPrefix("SYNTHETIC data"))
    let answer = try folder.object("study", data)
    #expect(answer["synthetic"] as? Bool == true)
    let page = try String(contentsOfFile: report, encoding: .utf8)
    #expect(page.contains("<p class=\"banner\">SYNTHETIC data"))
    for format in ["markdown", "html", "latex", "csv"] {
      let output = folder.run("study", data, "--format", format).standardOutput
      #expect(output.lowercased().contains("synthetic"), "\(format)")
    }
  }

  @Test func aFileOfOnesOwnIsNotSynthetic() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = folder.appending(path: "my schools.csv").path(percentEncoded: false)
    let report = folder.appending(path: "report.html").path(percentEncoded: false)
    let simulated = run(arguments: ["simulate", "--seed", "3", "--format", "csv"]).standardOutput
    try simulated.replacingOccurrences(of: "Synthetic ", with: "Real ")
      .write(toFile: data, atomically: true, encoding: .utf8)
    let answer = try object([
      "study", data, "--json", "--report", report, "--where", "poverty < 90", "--map",
      "commitment=",
    ])
    #expect(answer["synthetic"] as? Bool == false)
    let rows = try #require(answer["rows"] as? [[String: Any]])
    #expect((rows[4]["notAsked"] as? String)?.contains("commitment") == true)
    let counts = try #require(answer["data"] as? [String: Any])
    #expect(counts["rows"] as? Int == 400 && (counts["filteredOut"] as? Int ?? 0) > 0)
    let provenance = try #require(answer["provenance"] as? [String: Any])
    #expect(provenance["seed"] is NSNull && (provenance["dataDigest"] as? String)?.count == 32)
    let command = try #require(provenance["command"] as? String)
    #expect(command.hasPrefix("concord study '") && command.contains("--where 'poverty < 90'"))
    let page = try String(contentsOfFile: report, encoding: .utf8)
    #expect(page.contains("my schools.csv") && !page.contains("SYNTHETIC"))
  }

  static let unusable: [(arguments: [String], code: Int32, words: String)] = [
    (["study", "--map", "nonsense"], 64, "role=column"),
    (["study", "--map", "povrety=poverty"], 64, "poverty"),
    (["study", "--map", "poverty=frpl"], 65, "frpl"),
    (["study", "--low", "many"], 64, "--low"),
    (["study", "--margin", "0.5"], 64, "margin"),
    (["study", "/no/such/file.csv"], 66, "/no/such/file.csv"),
    (["study", "--report", "/no/such/folder/report.html"], 74, "/no/such/folder"),
    (["study", "--map", "poverty=", "--map", "collaboration="], 65, "no claim can be asked"),
  ]

  @Test(arguments: unusable)
  func whatCannotBeDoneSaysWhy(_ arguments: [String], _ code: Int32, _ words: String) {
    let result = run(arguments: arguments)
    #expect(result.exitCode == code, "\(result.standardError)")
    #expect(result.standardError.contains(words) && result.standardOutput.isEmpty)
  }
}

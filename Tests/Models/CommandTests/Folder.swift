import ConcordCommand
import Foundation
import Testing

/// A temporary folder with the data files of a test, removed with it.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "concord-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try write(Self.schools, to: "schools.csv")
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: url.appending(path: name))
  }

  /// Runs a command line in which `@name` stands for a file of this folder.
  func run(_ arguments: String...) -> CommandResult { run(arguments) }

  func run(_ arguments: [String]) -> CommandResult {
    ConcordCommand.run(
      arguments: arguments.map { $0.hasPrefix("@") ? path(String($0.dropFirst())) : $0 })
  }

  /// The JSON object a command line answers with, which must end with exit code 0.
  func object(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
    -> [String: Any]
  {
    try object(arguments, sourceLocation: sourceLocation)
  }

  func object(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws
    -> [String: Any]
  {
    let result = run(arguments + ["--json"])
    #expect(
      result.exitCode == 0 && result.standardError == "", "\(arguments): \(result.standardError)",
      sourceLocation: sourceLocation)
    return try jsonObject(result.standardOutput)
  }
}

/// The object a text holds, by a JSON reader that knows no `NaN` and no `Infinity`.
func jsonObject(_ text: String) throws -> [String: Any] {
  let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  return try #require(value as? [String: Any])
}

extension Dictionary where Key == String, Value == Any {
  func object(_ key: String) throws -> [String: Any] {
    try #require(self[key] as? [String: Any], "\(key)")
  }
  func rows(_ key: String = "rows") throws -> [[String: Any]] {
    try #require(self[key] as? [[String: Any]], "\(key)")
  }
  func number(_ key: String) throws -> Double { try #require(self[key] as? Double, "\(key)") }
  func text(_ key: String) throws -> String { try #require(self[key] as? String, "\(key)") }
  func isNull(_ key: String) -> Bool { self[key] is NSNull }
  func warningCodes() throws -> [String] { try rows("warnings").map { try $0.text("code") } }
}

extension Folder {
  /// Forty schools in ten districts.
  static let schools: String = {
    var lines = [
      "school,district,ela,collaboration,poverty,sector,urban,leavers,staff,passed,Share %,year"
    ]
    var state: UInt64 = 5
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / 0x1p24
    }
    for index in 0..<40 {
      let collaboration = (10 + 30 * next()).rounded() / 10
      let poverty = (50 + 900 * next()).rounded() / 10
      let staff = 20 + index % 11
      let rate = 0.05 + 0.003 * poverty * (1.2 - 0.2 * collaboration)
      let leavers = (0..<staff).reduce(0) { sum, _ in sum + (next() < rate ? 1 : 0) }
      let noise = 8 * (next() + next() + next() - 1.5)
      let ela = ((300 + 6 * collaboration - 0.25 * poverty + noise) * 100).rounded() / 100
      let cells: [String] = [
        "s\(index)", "d\(index * 7 % 10)", "\(ela)", "\(collaboration)",
        index == 17 ? "" : "\(poverty)", ["Public", "Catholic", "Charter"][index % 3],
        next() < 0.5 ? "TRUE" : "FALSE", "\(leavers)", "\(staff)", next() < 0.6 ? "1" : "0",
        "\(index)%", "\(1990 + index % 4)",
      ]
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// A command line of every subcommand that asks a question of data.
  static let questions: [[String]] = [
    ["fit", "@schools.csv", "ela ~ collaboration * poverty", "--cluster", "district"],
    ["predict", "@schools.csv", "ela ~ collaboration + sector"],
    [
      "slopes", "@schools.csv", "ela ~ collaboration * poverty", "--focal", "collaboration",
      "--moderator", "poverty",
    ],
    [
      "ratio", "@schools.csv", "cbind(leavers, staff - leavers) ~ collaboration * poverty",
      "--family", "binomial", "--of", "poverty=p90,p10", "--at", "collaboration=p10,p90",
      "--margin", "1.5",
    ],
    [
      "gap", "@schools.csv", "ela ~ collaboration * poverty", "--of", "collaboration=p90,p10",
      "--at", "poverty=p10,p90",
    ],
    ["anova", "@schools.csv", "ela ~ collaboration * sector"],
    [
      "compare", "@schools.csv", "ela ~ collaboration", "ela ~ collaboration * poverty", "--test",
      "f",
    ],
  ]
}

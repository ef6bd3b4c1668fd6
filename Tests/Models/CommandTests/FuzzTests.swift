import Foundation
import TestSupport
import Testing

@testable import ConcordCommand

@Suite("Random questions")
struct FuzzTests {
  private static func files() throws -> Folder {
    let folder = try Folder()
    var text = "y,x,n,b,g,t,m,h,big,w,o d\n"
    for i in 0..<24 {
      let cells: [String] = [
        "\(Double(i * 37 % 11) / 2 + 0.25)", "\(Double(i * 17 % 23) / 3)", "\(i * 5 % 7)",
        "\(i % 2)",
        ["a", "b", "c"][i * 7 % 3], i * 3 % 5 < 2 ? "TRUE" : "FALSE",
        i % 6 == 5 ? "" : "\(Double(i * 29 % 19) - 9)", "h\(i)", "\(i)e\(i * 13 % 300)",
        "\(1 + i % 2)", "\(i % 4)%",
      ]
      text += cells.joined(separator: ",") + "\n"
    }
    try folder.write(text, to: "f.csv")
    try folder.write("y,x,n,g\n1,2,0,a\n2,4,1,z\n", to: "tiny.csv")
    try folder.write("y,x,n\n", to: "header.csv")
    try folder.write("y,x\n1\n", to: "ragged.csv")
    return folder
  }

  private func expectAnswer(_ result: CommandResult, _ question: String) {
    #expect([0, 64, 65, 66].contains(result.exitCode), "\(question): \(result.standardError)")
    if result.exitCode == 0 {
      #expect(!result.standardOutput.isEmpty, "\(question)")
    } else {
      #expect(
        result.standardOutput.isEmpty && result.standardError.count > 8, "\(question)")
    }
    expectPresentable(result.standardError)
  }

  /// Two hundred command lines, read by the parser of arguments.
  @Test(.endsInTime, arguments: 0..<4)
  func commandLines(_ seed: Int) throws {
    let folder = try Self.files()
    var dealer = QuestionDealer(seed: UInt64(seed))
    for _ in 0..<50 {
      let line = dealer.commandLine()
      expectAnswer(folder.run(line), "\(line)")
    }
  }

  /// Two thousand eight hundred more, put past that parser, which is slow in debug builds.
  @Test(.endsInTime, arguments: 0..<14)
  func questions(_ seed: Int) throws {
    let folder = try Self.files()
    let parsed = try ParsedCommands()
    var dealer = QuestionDealer(seed: UInt64(1000 + seed))
    for _ in 0..<200 {
      let command = try parsed.command(&dealer, in: folder)
      expectAnswer(answer(to: command), "\(command)")
    }
  }
}

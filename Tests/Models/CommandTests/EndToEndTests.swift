import Foundation
import Testing

/// The built executable beside the tests.
private let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  .appending(path: "concord")

@Suite(
  "The executable itself",
  .enabled(if: FileManager.default.isExecutableFile(atPath: executable.path)))
struct EndToEndTests {
  private func launch(_ arguments: [String], input: String) throws -> (
    status: Int32, output: String, error: String
  ) {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let (input_, output, error) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input_
    process.standardOutput = output
    process.standardError = error
    try process.run()
    try input_.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try input_.fileHandleForWriting.close()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let message = try error.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: message, as: UTF8.self)
    )
  }

  /// `-` is CSV on standard input; the answer is that of the file.
  @Test func standardInput() throws {
    let folder = try Folder()
    let line = ["ela ~ collaboration", "--cluster", "district"]
    let result = try launch(["fit", "-"] + line, input: Folder.schools)
    #expect(result.status == 0)
    let file = folder.run(["fit", "@schools.csv"] + line)
    #expect(result.output == file.standardOutput)
    #expect(result.error == file.standardError)
    let json = try launch(["fit", "-"] + line + ["--json"], input: Folder.schools)
    let data = try jsonObject(json.output).object("data")
    #expect(try data.text("source") == "standard input")
  }

  @Test func failures() throws {
    let empty = try launch(["fit", "-", "a ~ b"], input: "")
    #expect(empty.status == 65 && empty.output == "")
    #expect(empty.error == "error: standard input is empty: a table needs a header line\n")
    let usage = try launch(["fit", "-", "a ~ (", "--json"], input: "a,b\n1,2\n")
    #expect(usage.status == 64)
    #expect(try jsonObject(usage.error).object("error").text("code") == "badFormula")
  }
}

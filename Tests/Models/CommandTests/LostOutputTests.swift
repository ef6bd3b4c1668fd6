import Foundation
import Testing

/// What was asked for and cannot be delivered is an error, whatever was asked.
@Suite("Output that cannot be written")
struct LostOutputTests {
  let folder: Folder
  let program: BuiltProgram

  init() throws {
    folder = try Folder()
    program = try BuiltProgram()
  }

  static let lines: [String] =
    Folder.questions.map { words in
      words.map { "'" + $0.replacing("@", with: "") + "'" }.joined(separator: " ")
    } + [
      "study", "simulate", "simulate schools.csv 'ela ~ poverty'", "--help", "help fit",
      "fit --help",
      "--version", "study --json", "fit schools.csv 'ela ~ poverty' --format csv",
    ]

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: lines)
  func fullDevice(_ line: String) throws {
    let outcome = try program.shell("$C \(line) > /dev/full", in: folder.url)
    #expect(outcome.exitCode == 74, "\(line): \(outcome.error)")
    #expect(
      outcome.error.hasSuffix("error: cannot write standard output: the disk is full\n"), "\(line)")
  }

  @Test(arguments: lines)
  func closedOutput(_ line: String) throws {
    let outcome = try program.shell("$C \(line) >&-", in: folder.url)
    #expect(outcome.exitCode == 74, "\(line): \(outcome.error)")
    #expect(
      outcome.error.hasSuffix("error: cannot write standard output: it is closed\n"), "\(line)")
  }

  /// A file opened while standard output is closed must not become standard output.
  @Test func closedOutputSparesFiles() throws {
    let outcome = try program.shell(
      "$C study --report report.html >&- 2>messages <&-; echo $?", in: folder.url)
    #expect(outcome.output == "74\n")
    let page = try String(contentsOf: folder.url.appending(path: "report.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
  }

  /// A reader that has seen enough is not told, but the exit code says that it did not get all.
  @Test func readerGoesAway() throws {
    let rows = "y,x\n" + (0..<4000).map { "\($0 % 7),\($0)" }.joined(separator: "\n") + "\n"
    try folder.write(rows, to: "long.csv")
    let outcome = try program.shell(
      "{ $C predict long.csv 'y ~ x' --json; echo $? > code; } | head -n 1; cat code",
      in: folder.url)
    #expect(outcome.output == "{\n74\n", "\(outcome.output)")
    #expect(outcome.error == "")
  }

  @Test func closedInput() throws {
    let outcome = try program.shell("$C fit - 'y ~ x' <&-", in: folder.url)
    #expect(outcome.exitCode == 66 && outcome.error.hasPrefix("error: "))
  }

  /// An error keeps its code where nobody can be told.
  @Test func closedErrors() throws {
    #expect(try program.shell("$C fit nowhere.csv 'y ~ x' 2>&-", in: folder.url).exitCode == 66)
  }

  @Test func limitOnFileSize() throws {
    let outcome = try program.shell(
      "ulimit -f 8; $C simulate --out drawn.csv; echo $?; ls -A", in: folder.url)
    #expect(outcome.output.hasPrefix("74\n"))
    #expect(outcome.error.contains("the limit on the size of files (ulimit -f)"))
    #expect(!outcome.output.contains("drawn.csv") && !outcome.output.contains(".concord"))
    let printed = try program.shell("ulimit -f 8; $C simulate > printed", in: folder.url)
    #expect(printed.exitCode == 74 && printed.error.contains("cannot write standard output"))
  }

  /// Few descriptors and small stacks: it works, with fewer threads.
  @Test(arguments: ["ulimit -n 4", "ulimit -n 5", "ulimit -n 8", "ulimit -s 128"])
  func tightLimits(_ limit: String) throws {
    let line = "$C fit schools.csv 'ela ~ collaboration * poverty' --cluster district"
    let usual = try program.shell(line, in: folder.url)
    let outcome = try program.shell("\(limit) && \(line)", in: folder.url)
    #expect(outcome.exitCode == 0, "\(outcome.error)")
    #expect(outcome.output == usual.output && !usual.output.isEmpty)
  }

  @Test func limitOnProcessorTime() throws {
    try folder.write(PupilsFile.text("y,x,g") { "\($0.y),\($0.x),g\($0.group)" }, to: "pupils.csv")
    let outcome = try program.shell(
      "ulimit -t 1; $C fit pupils.csv 'y ~ x + (1 + x | g)' --intervals bootstrap --draws 1000000",
      in: folder.url)
    #expect(outcome.exitCode == 152)
    #expect(outcome.error.hasPrefix("error: the limit on processor time (ulimit -t) was reached"))
  }
}

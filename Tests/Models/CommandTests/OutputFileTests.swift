import ConcordCommand
import Foundation
import Testing

/// A file that is written takes the place of another one whole, and never that of the data.
@Suite("Files that are written")
struct OutputFileTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(run(arguments: ["simulate", "--seed", "7"]).standardOutput, to: "data.csv")
  }

  private func attributes(_ name: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: folder.path(name))
  }

  private func mode(_ name: String) throws -> Int {
    try #require(attributes(name)[.posixPermissions] as? Int)
  }

  private func content(_ name: String) throws -> String {
    try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
  }

  /// By another path, by links of both kinds: the same file.
  @Test func theInputIsSpared() throws {
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path("soft.csv"), withDestinationPath: "data.csv")
    try files.linkItem(atPath: folder.path("data.csv"), toPath: folder.path("hard.csv"))
    let before = try content("data.csv")
    let roundabout = folder.path("../" + folder.url.lastPathComponent + "/data.csv")
    for output in ["data.csv", "soft.csv", "hard.csv"].map(folder.path) + [roundabout] {
      let study = folder.run("study", "@data.csv", "--report", output)
      #expect(study.exitCode == 64 && study.standardOutput.isEmpty, "\(output)")
      #expect(study.standardError.contains("--report \(output) is the file that"))
      let draws = folder.run("simulate", "@data.csv", "ela ~ poverty", "--out", output)
      #expect(draws.exitCode == 64 && draws.standardError.contains("add --force to replace it"))
    }
    let through = folder.run("simulate", "@soft.csv", "ela ~ poverty", "--out", "@data.csv")
    #expect(through.exitCode == 64)
    #expect(try content("data.csv") == before)
  }

  @Test func forceReplacesTheInput() throws {
    let result = folder.run("study", "@data.csv", "--report", "@data.csv", "--force")
    #expect(result.exitCode == 0, "\(result.standardError)")
    #expect(try content("data.csv").hasPrefix("<!DOCTYPE html>"))
    let draws = folder.run(
      "simulate", "@schools.csv", "ela ~ poverty", "--out", "@schools.csv", "--force")
    #expect(draws.exitCode == 0)
    #expect(try content("schools.csv").contains("draw1"))
  }

  /// Standard input may come from the file too.
  @Test func standardInputIsSpared() throws {
    let program = try BuiltProgram()
    let outcome = try program.shell("$C study - --report data.csv < data.csv", in: folder.url)
    #expect(outcome.exitCode == 64 && outcome.error.contains("standard input"))
    #expect(try content("data.csv").hasPrefix("school,"))
  }

  @Test(arguments: [0o600, 0o640, 0o664, 0o400])
  func modeIsKept(_ permissions: Int) throws {
    // A file that may not be written is not replaced, but by who may write anything.
    let mayWrite = permissions & 0o200 != 0 || getuid() == 0
    try folder.write("old", to: "report.html")
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: folder.path("report.html"))
    let result = folder.run("study", "--report", "@report.html")
    #expect(result.exitCode == (mayWrite ? 0 : 74), "\(result.standardError)")
    #expect(try mode("report.html") == permissions)
    #expect(try content("report.html").hasPrefix(mayWrite ? "<!DOCTYPE" : "old"))
  }

  @Test(.enabled(if: getuid() == 0)) func ownerIsKept() throws {
    try folder.write("old", to: "report.html")
    try FileManager.default.setAttributes(
      [.ownerAccountID: 1234, .groupOwnerAccountID: 4321, .posixPermissions: 0o660],
      ofItemAtPath: folder.path("report.html"))
    #expect(folder.run("study", "--report", "@report.html").exitCode == 0)
    let attributes = try attributes("report.html")
    #expect(attributes[.ownerAccountID] as? Int == 1234)
    #expect(attributes[.groupOwnerAccountID] as? Int == 4321)
    #expect(try mode("report.html") == 0o660)
  }

  /// The file at the end of the links is replaced; the links stay.
  @Test func linksAreFollowed() throws {
    let files = FileManager.default
    try files.createDirectory(
      at: folder.url.appending(path: "elsewhere"), withIntermediateDirectories: true)
    try folder.write("old", to: "elsewhere/report.html")
    for (link, target) in [
      ("one.html", "two.html"), ("two.html", "elsewhere/report.html"),
      ("new.html", "elsewhere/new.html"),
    ] {
      try files.createSymbolicLink(atPath: folder.path(link), withDestinationPath: target)
    }
    #expect(folder.run("study", "--report", "@one.html").exitCode == 0)
    #expect(folder.run("study", "--report", "@new.html").exitCode == 0)
    for link in ["one.html", "two.html", "new.html"] {
      #expect(try attributes(link)[.type] as? FileAttributeType == .typeSymbolicLink)
    }
    #expect(try content("elsewhere/report.html").hasPrefix("<!DOCTYPE html>"))
    #expect(try content("elsewhere/new.html").hasPrefix("<!DOCTYPE html>"))
    #expect(
      try files.contentsOfDirectory(atPath: folder.path("elsewhere")).sorted() == [
        "new.html", "report.html",
      ])
  }

  @Test func eachReasonHasItsWords() throws {
    let files = FileManager.default
    try files.createDirectory(
      at: folder.url.appending(path: "sub"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: folder.path("a"), withDestinationPath: "b")
    try files.createSymbolicLink(atPath: folder.path("b"), withDestinationPath: "a")
    let cases = [
      ("@sub", "it is a folder"), ("@sub/", "it is a folder"),
      ("@none/x.html", "there is no folder"),
      ("@data.csv/x.html", "a part of the path is no folder"),
      ("@a", "its symbolic links lead in a circle"),
      ("@" + String(repeating: "n", count: 300), "the name is too long"),
    ]
    for (output, reason) in cases {
      for line in [["study", "--report", output], ["simulate", "--out", output]] {
        let result = folder.run(line)
        #expect(result.exitCode == 74, "\(line)")
        #expect(result.standardError.contains(reason), "\(result.standardError)")
        #expect(result.standardOutput.isEmpty)
      }
    }
    for name in ["-", ""] {
      let result = folder.run("study", "--report", name)
      #expect(result.exitCode == 64 && result.standardError.contains("--report takes the name"))
    }
    if files.fileExists(atPath: "/dev/full") {
      let result = folder.run("study", "--report", "/dev/full")
      #expect(result.exitCode == 74 && result.standardError.contains("the disk is full"))
    }
  }

  @Test(.enabled(if: getuid() != 0)) func noPermission() throws {
    let files = FileManager.default
    try files.createDirectory(
      at: folder.url.appending(path: "shut"), withIntermediateDirectories: true)
    try files.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path("shut"))
    let result = folder.run("study", "--report", "@shut/report.html")
    #expect(result.exitCode == 74 && result.standardError.contains("no permission"))
  }

  /// Names of files are bytes: the file that was named is read and written, and no other.
  @Test func namesNeedNotBeUTF8() throws {
    #if os(Linux)
      let program = try BuiltProgram()
      let outcome = try program.shell(
        #"""
        n=$(printf 'b\377'); cp schools.csv "$n.csv"
        $C fit "$n.csv" 'ela ~ poverty' --json | grep -m 1 '"source"' &&
        $C fit "$n.csv" 'ela ~ poverty' --stream > streamed &&
        $C predict schools.csv 'ela ~ poverty' --new "$n.csv" > predicted &&
        $C simulate --out "$n-1.csv" > said && $C simulate "--out=$n-2.csv" > said &&
        $C study --report "$n.html" > said && test -s "$n.html" && cmp "$n-1.csv" "$n-2.csv"
        $C study "$n-1.csv" --report "./$n-1.csv"; echo $?
        $C fit schools.csv "ela ~ $n"; echo $?
        $C fit "$n-0.csv" "ela ~ poverty"; echo $?
        ls | wc -l
        """#, in: folder.url)
      // schools.csv, data.csv, four files named so, three outputs, and the folder of this run.
      #expect(
        outcome.output == "    \"source\": \"b\\\\xFF.csv\",\n64\n64\n66\n10\n",
        "\(outcome.output) \(outcome.error)")
      #expect(
        outcome.error.contains(#"--report ./b\xFF-1.csv is the file that b\xFF-1.csv is read from"#)
      )
      #expect(outcome.error.contains(#"the argument "ela ~ b\xFF" is not UTF-8"#))
    #endif
  }
}

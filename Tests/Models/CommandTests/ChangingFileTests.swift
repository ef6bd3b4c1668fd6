#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  private let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "concord")

  /// How a run of the program ended.
  private struct RunOutcome {
    let exitCode: Int32
    let text: String
    let message: String
    let path: String
  }

  /// One process reads a file while another one writes to it.
  @Suite(
    "The executable and a file that changes",
    .enabled(if: FileManager.default.isExecutableFile(atPath: executable.path)))
  struct ChangingFileTests {
    private static func text(_ slope: Int) -> String {
      "y,x\n" + (0..<300_000).map { "\(($0 % 1000) * slope + 10000),\($0 % 1000)\n" }.joined()
    }

    /// Whether a process has a file open.
    private func hasOpen(_ path: String, _ process: Process) -> Bool {
      let folder = "/proc/\(process.processIdentifier)/fd"
      let files = FileManager.default
      return ((try? files.contentsOfDirectory(atPath: folder)) ?? []).contains {
        (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path
      }
    }

    /// Stops a process while it has a file open; false if it was too quick.
    private func stop(_ process: Process, atOpen path: String) -> Bool {
      while process.isRunning && !hasOpen(path, process) { usleep(300) }
      kill(process.processIdentifier, SIGSTOP)
      return hasOpen(path, process)
    }

    /// What the program says of a file whose slope turns from 4 to 5 while the program has it open; nil if
    /// the program was too quick.
    private func answer(_ options: [String], _ how: String) throws -> RunOutcome? {
      let folder = try Folder()
      try folder.write(Self.text(4), to: "big.csv")
      let path = URL(filePath: folder.path("big.csv")).resolvingSymlinksInPath()
      usleep(50_000)
      let process = Process()
      let (output, error) = (Pipe(), Pipe())
      process.executableURL = executable
      process.arguments = ["fit", path.path, "y ~ x", "--json"] + options
      process.standardOutput = output
      process.standardError = error
      try process.run()
      guard stop(process, atOpen: path.path) else {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return nil
      }
      let other = Data(Self.text(5).utf8)
      if how == "in place" {
        let handle = try FileHandle(forWritingTo: path)
        try handle.write(contentsOf: other)
        try handle.close()
      } else {
        try other.write(to: path, options: .atomic)
      }
      kill(process.processIdentifier, SIGCONT)
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      let message = try error.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return RunOutcome(
        exitCode: process.terminationStatus, text: String(decoding: text, as: UTF8.self),
        message: String(decoding: message, as: UTF8.self), path: path.path)
    }

    /// Caught before its first row or after its last one, the program answers for one version of the file;
    /// caught between, it refuses, and it is tried until it is caught there.
    @Test(arguments: [[], ["--stream"]], ["in place", "by another"])
    func overwritten(_ options: [String], _ how: String) throws {
      for _ in 0..<40 {
        guard let found = try answer(options, how) else { continue }
        if found.exitCode == 0 {
          let rows = try jsonObject(found.text).rows("coefficients")
          let slope = try #require(rows.last?["estimate"] as? Double)
          #expect(abs(slope - 4) < 1e-9 || abs(slope - 5) < 1e-9, "of two versions: \(slope)")
          continue
        }
        #expect(found.exitCode == 66 && found.text.isEmpty)
        let error = try jsonObject(found.message).object("error")
        #expect(try error.text("code") == "changedFile")
        #expect(try error.object("location").text("file") == found.path)
        return
      }
      Issue.record("the program was never caught between its first and its last row")
    }

    /// Standard input of several passes is copied first; a file that grows meanwhile is not.
    @Test(.endsInTime) func copiedWhileItGrows() throws {
      let folder = try Folder()
      let result = try BuiltProgram().shell(
        """
        (echo y,x; yes 1,2 | head -n 5000000) > big.csv; sleep 0.1; mkdir copies
        while :; do echo 1,2; done >> big.csv & writer=$!
        TMPDIR=copies $C fit - 'y ~ x' --stream --json < big.csv; code=$?
        kill $writer; ls -A copies; exit $code
        """, in: folder.url)
      #expect(result.exitCode == 66, "\(result)")
      #expect(result.output == "", "no answer, and no copy is left")
      let error = try jsonObject(result.error).object("error")
      #expect(try error.text("code") == "changedFile")
      #expect(try error.text("message").hasPrefix("standard input "))
    }
  }
#endif

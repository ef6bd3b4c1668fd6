#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  private let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "concord")

  /// What never ends must not fill the memory.
  @Suite(
    "The executable and sources without end",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: executable.path)))
  struct EndlessSourceTests {
    private func run(_ shell: String) throws -> (status: Int32, output: String, error: String) {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", shell]
      process.environment = ["CONCORD": executable.path, "PATH": "/usr/bin:/bin"]
      let (output, error) = (Pipe(), Pipe())
      process.standardOutput = output
      process.standardError = error
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      let message = try error.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (
        process.terminationStatus, String(decoding: text, as: UTF8.self),
        String(decoding: message, as: UTF8.self)
      )
    }

    /// A pipe is read into memory, so it may give a quarter of what there is.
    @Test(.endsInTime, arguments: ["- ", "/dev/stdin "])
    func pipes(_ path: String) throws {
      let result = try run(
        "ulimit -v 700000; yes 1,2 | \"$CONCORD\" fit \(path) 'y ~ x' --json")
      #expect(result.status == 66 && result.output == "", "\(result)")
      let error = try jsonObject(result.error).object("error")
      #expect(try error.text("code") == "endlessSource")
      #expect(try error.text("message").contains(" bytes, a quarter of the memory that is left"))
    }

    @Test(.endsInTime, arguments: ["/dev/zero", "/dev/zero --stream"])
    func devices(_ arguments: String) throws {
      let path = arguments.split(separator: " ")
      let options = path.dropFirst().joined(separator: " ")
      let result = try run("\"$CONCORD\" fit \(path[0]) 'y ~ x' \(options)")
      #expect(result.status == 66 && result.output == "", "\(result)")
      #expect(result.error.hasPrefix("error: cannot read /dev/zero: it "), "\(result)")
    }
  }
#endif

import Foundation
import Testing

/// The program `concord` as it was built with these tests, run by a shell.
///
/// The package's programs are built beside its test bundle, by `swift build --build-tests` as by `swift test`.
struct BuiltProgram: Sendable {
  let path: String

  init() throws {
    let besides = [
      Bundle.main.bundleURL, Bundle(for: Folder.self).bundleURL.deletingLastPathComponent(),
      URL(filePath: CommandLine.arguments.first ?? "").deletingLastPathComponent(),
    ]
    let found = besides.map { $0.appending(path: "concord").path(percentEncoded: false) }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    path = try #require(found, "concord is not built beside the tests, in \(besides)")
  }

  struct Outcome: Sendable {
    let exitCode: Int32
    let output: String
    let error: String
  }

  /// Runs a line of `sh` in a folder; `$C` in it is the program.
  func shell(_ line: String, in folder: URL) throws -> Outcome {
    let process = try started(line, in: folder)
    process.process.waitUntilExit()
    return try process.outcome
  }

  /// Starts a line of `sh`.
  func started(_ line: String, in folder: URL) throws -> Running {
    let running = Running(folder: folder.appending(path: "run-\(UUID().uuidString)"))
    try FileManager.default.createDirectory(
      at: running.folder, withIntermediateDirectories: true)
    let process = running.process
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(["C": path]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try running.file("output")
    process.standardError = try running.file("error")
    try process.run()
    return running
  }

  /// A process whose output goes to files, which cannot block it.
  struct Running {
    let process = Process()
    let folder: URL

    func file(_ name: String) throws -> FileHandle {
      let url = folder.appending(path: name)
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    }

    private func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    var outcome: Outcome {
      get throws {
        Outcome(
          exitCode: process.terminationReason == .exit
            ? process.terminationStatus : 128 + process.terminationStatus,
          output: try text("output"), error: try text("error"))
      }
    }
  }
}

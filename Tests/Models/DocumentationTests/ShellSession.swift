import ConcordCommand
import Foundation

/// A folder in which the commands of one page are run, one after another.
struct ShellSession {
  let folder: URL

  /// A new folder that holds `schools.csv`, the synthetic study with seed 7.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "concord-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(Self.schools, to: "schools.csv")
  }

  private static let schools: String =
    ConcordCommand.run(arguments: ["simulate", "--seed", "7", "--format", "csv"]).standardOutput

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appending(path: name) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url(name))
  }

  /// Runs a command; its exit code, and what a terminal shows: warnings or the error, then the answer.
  /// Of a command whose output goes to a file, the file.
  func run(_ line: ShellLine) throws -> (exitCode: Int32, text: String) {
    guard line.words.first == "concord" else { return try runInShell(line) }
    let files = [".csv", ".html", ".json"]
    let arguments = line.words.dropFirst().map { word in
      files.contains { word.hasSuffix($0) } ? url(word).path() : word
    }
    let result = ConcordCommand.run(arguments: Array(arguments))
    let answer = result.standardOutput.replacing(folder.path() + "/", with: "")
    if let output = line.output, result.exitCode == 0 {
      try write(answer, to: output)
      return (0, answer)
    }
    return (result.exitCode, result.standardError.replacing(folder.path() + "/", with: "") + answer)
  }

  private func runInShell(_ line: ShellLine) throws -> (exitCode: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line.text]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

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

  /// Runs a command; its exit code, and what it printed: standard output or, if it failed, standard
  /// error.
  func run(_ line: ShellLine) throws -> (exitCode: Int32, text: String) {
    guard line.words.first == "concord" else { return try runInShell(line) }
    let files = [".csv", ".html", ".json"]
    let arguments = line.words.dropFirst().map { word in
      files.contains { word.hasSuffix($0) } ? url(word).path() : word
    }
    let result = ConcordCommand.run(arguments: Array(arguments))
    let text = result.exitCode == 0 ? result.standardOutput : result.standardError
    let local = text.replacing(folder.path() + "/", with: "")
    if let output = line.output { try write(local, to: output) }
    return (result.exitCode, local)
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

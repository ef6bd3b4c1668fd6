import Foundation

/// A command line with the files it names: everything a question depends on.
///
/// `@name` as an argument stands for the path of a file in the folder the input is laid out in.
struct FuzzInput: Codable, Sendable, Equatable {
  var arguments: [String]
  var files: [File]

  struct File: Codable, Sendable, Equatable {
    var name: String
    var bytes: Data
  }

  /// The subcommand, or `none`.
  func command(among names: [String]) -> String {
    arguments.first { names.contains($0) } ?? "none"
  }

  /// Writes the files into a folder and returns the arguments with their paths.
  func layOut(in folder: URL) throws -> [String] {
    for file in files { try file.bytes.write(to: folder.appending(path: file.name)) }
    return arguments.map { argument in
      argument.hasPrefix("@") && argument.count > 1
        ? folder.appending(path: String(argument.dropFirst())).path : argument
    }
  }

  static func read(_ url: URL) throws -> FuzzInput {
    try JSONDecoder().decode(FuzzInput.self, from: Data(contentsOf: url))
  }

  func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(self).write(to: url)
  }
}

extension FuzzInput: CustomStringConvertible {
  /// The command line and the files, as text.
  var description: String {
    let line = arguments.map { "'\($0)'" }.joined(separator: " ")
    let texts = files.map { "--- \($0.name)\n" + String(decoding: $0.bytes, as: UTF8.self) }
    return (["concord " + line] + texts).joined(separator: "\n")
  }
}

/// The folders and files of a corpus.
struct Corpus: Sendable {
  let folder: URL

  /// Inputs by cause of failure.
  var failures: URL { folder.appending(path: "failures") }
  /// What has been counted.
  var tally: URL { folder.appending(path: "tally.json") }
  /// A worker's kept inputs.
  func kept(_ worker: Int) -> URL { folder.appending(path: "worker-\(worker)/kept") }
  /// The input a worker is at.
  func current(_ worker: Int) -> URL { folder.appending(path: "worker-\(worker)/current.json") }
  /// What a worker's process wrote to standard error.
  func log(_ worker: Int) -> URL { folder.appending(path: "worker-\(worker)/log") }

  func prepare(workers: Int) throws {
    let files = FileManager.default
    try files.createDirectory(at: failures, withIntermediateDirectories: true)
    for worker in 0..<workers {
      try files.createDirectory(at: kept(worker), withIntermediateDirectories: true)
    }
  }

  /// Keeps an input that failed, up to five of a cause.
  func keepFailure(_ input: FuzzInput, cause: String) throws {
    let words = cause.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(12)
    let place = failures.appending(path: words.joined(separator: "-"))
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let number = try FileManager.default.contentsOfDirectory(atPath: place.path).count
    if number == 0 { try Data((cause + "\n").utf8).write(to: place.appending(path: "cause.txt")) }
    if number <= 5 { try input.write(to: place.appending(path: "\(max(1, number)).json")) }
  }
}

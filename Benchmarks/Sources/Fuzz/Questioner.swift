import Concord
import ConcordCommand
import Foundation

/// Asks the question of an input in this process, in a folder of its own, and looks at the answer.
struct Questioner {
  let limits: Worker.Limits
  private let scratch: URL

  /// Makes the folder, and the process work in it: what is written by a name without a folder is
  /// written there.
  init(limits: Worker.Limits) throws {
    self.limits = limits
    scratch = FileManager.default.temporaryDirectory.appending(
      path: "concord-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    guard FileManager.default.changeCurrentDirectoryPath(scratch.path) else {
      throw CocoaError(.fileNoSuchFile)
    }
    limitMemory(limits.megabytes)
  }

  /// Removes the folder.
  func end() { try? FileManager.default.removeItem(at: scratch) }

  /// The answer to an input, and what is wrong with it.
  ///
  /// One in sixteen questions is asked a second time in another way.
  func ask(
    _ input: FuzzInput, repeatedly repetition: Repetition?
  ) throws -> (result: CommandResult, violations: [String]) {
    try clean()
    let arguments = try input.layOut(in: scratch)
    try giveStandardInput(input)
    return timed(limits) {
      Parallelism.withThreads(1) {
        let result = run(arguments: arguments)
        var found = violations(result, of: input, arguments: arguments)
        // What writes a file finds it there the second time, and standard input is read once.
        let writes = arguments.contains("--out") || arguments.contains("--report")
        if let repetition, !writes, !arguments.contains("-") {
          found += disagreements(result, arguments: arguments, repetition)
        }
        return (result, found)
      }
    }
  }

  private func clean() throws {
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: scratch.path) {
      try files.removeItem(at: scratch.appending(path: name))
    }
  }

  /// Makes the first file standard input where the question names that.
  private func giveStandardInput(_ input: FuzzInput) throws {
    guard input.arguments.contains("-"), let file = input.files.first else { return }
    let descriptor = open(scratch.appending(path: file.name).path, O_RDONLY)
    guard descriptor >= 0 else { return }
    dup2(descriptor, STDIN_FILENO)
    close(descriptor)
  }
}

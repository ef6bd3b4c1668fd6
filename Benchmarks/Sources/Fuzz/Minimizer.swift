import Foundation

/// Makes an input smaller as long as it fails for the same cause: fewer arguments, rows and columns.
struct Minimizer {
  let limits: Worker.Limits
  let cause: String

  /// The smallest input found by leaving out one part after another until nothing more can go.
  func minimized(_ input: FuzzInput) throws -> FuzzInput {
    var best = input
    var size = Int.max
    while weight(best) < size {
      size = weight(best)
      for candidate in candidates(best) where weight(candidate) < weight(best) {
        if try causes(of: candidate, limits).contains(cause) {
          best = candidate
          break
        }
      }
    }
    return best
  }

  private func weight(_ input: FuzzInput) -> Int {
    input.arguments.reduce(0) { $0 + 10 + $1.utf8.count }
      + input.files.reduce(0) { $0 + 10 + $1.bytes.count }
  }

  /// Inputs with something left out, the largest parts first.
  private func candidates(_ input: FuzzInput) -> [FuzzInput] {
    var all: [FuzzInput] = []
    for index in input.files.indices {
      var smaller = input
      smaller.files.remove(at: index)
      all.append(smaller)
      all += smallerTables(input, file: index)
    }
    for index in input.arguments.indices.dropFirst() {
      for length in [2, 1] where index + length <= input.arguments.count {
        var smaller = input
        smaller.arguments.removeSubrange(index..<index + length)
        all.append(smaller)
      }
      let pieces = input.arguments[index].components(separatedBy: " + ")
      for piece in pieces.indices where pieces.count > 1 {
        var smaller = input
        var fewer = pieces
        fewer.remove(at: piece)
        smaller.arguments[index] = fewer.joined(separator: " + ")
        all.append(smaller)
      }
    }
    return all
  }

  private func smallerTables(_ input: FuzzInput, file: Int) -> [FuzzInput] {
    let text = String(decoding: input.files[file].bytes, as: UTF8.self)
    guard Data(text.utf8) == input.files[file].bytes else { return [] }
    let lines = text.components(separatedBy: "\n")
    var texts: [[String]] = []
    var size = lines.count / 2
    while size >= 1 {
      for start in stride(from: 1, to: lines.count, by: size) {
        texts.append(Array(lines[..<start] + lines[min(start + size, lines.count)...]))
      }
      size /= 2
    }
    let columns = lines[0].components(separatedBy: ",").count
    for column in 0..<columns where columns > 1 {
      texts.append(
        lines.map { line in
          var cells = line.components(separatedBy: ",")
          if cells.count == columns { cells.remove(at: column) }
          return cells.joined(separator: ",")
        })
    }
    return texts.map { lines in
      var smaller = input
      smaller.files[file].bytes = Data(lines.joined(separator: "\n").utf8)
      return smaller
    }
  }
}

/// Why an input fails, found by a process of its own; empty if it does not.
func causes(of input: FuzzInput, _ limits: Worker.Limits) throws -> [String] {
  let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(UUID().uuidString)")
  let corpus = Corpus(folder: folder)
  try corpus.prepare(workers: 1)
  defer { try? FileManager.default.removeItem(at: folder) }
  try input.write(to: corpus.current(0))
  let process = Process()
  process.executableURL = URL(filePath: CommandLine.arguments[0])
  process.arguments = [
    "ask", corpus.current(0).path, "--time-limit", "\(limits.seconds)", "--memory",
    "\(limits.megabytes)",
  ]
  process.environment = workerEnvironment(limits)
  try Data().write(to: corpus.log(0))
  process.standardError = try FileHandle(forWritingTo: corpus.log(0))
  let output = Pipe()
  process.standardOutput = output
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let printed = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  if process.terminationReason == .uncaughtSignal {
    let log = String(decoding: try Data(contentsOf: corpus.log(0)), as: UTF8.self)
    return [causeOfDeath(status: process.terminationStatus, log: log)]
  }
  return String(decoding: printed, as: UTF8.self).split(separator: "\n").last
    .flatMap { try? JSONDecoder().decode(Report.self, from: Data($0.utf8)).causes } ?? []
}

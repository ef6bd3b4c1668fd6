/// What a page shows of an output: runs of its lines, `…` standing for what is left out.
struct ShownOutput: Sendable, Equatable {
  /// The line that stands for lines left out.
  static let omission = "…"

  let runs: [[String]]
  let startsAtStart: Bool
  let endsAtEnd: Bool

  init(_ lines: [String]) {
    runs = lines.split { $0 == Self.omission }.map(Array.init)
    startsAtStart = lines.first != Self.omission
    endsAtEnd = lines.last != Self.omission
  }

  /// What is shown but was not printed, in words; nil if the output is as shown.
  func mismatch(with output: [String]) -> String? {
    var position = 0
    for (index, run) in runs.enumerated() {
      let isFixed = index == 0 && startsAtStart
      let starts = isFixed ? 0...0 : position...max(position, output.count - run.count)
      guard let start = starts.first(where: { output.dropFirst($0).starts(with: run) }) else {
        let there = isFixed ? output.prefix(run.count) : output[...]
        let line = run.first { !there.contains($0) } ?? run.first ?? ""
        return "shown but not printed: \(line)"
      }
      position = start + run.count
    }
    return endsAtEnd && position < output.count
      ? "printed but not shown: \(output[position])" : nil
  }

  /// The same runs taken from another output, or nil where one can't be found in it again.
  ///
  /// A run is where most of its lines have the same letters, and goes on to its last line; if nothing
  /// is left out at its end it goes on to the end.
  func updated(from output: [String]) -> [String]? {
    if startsAtStart && endsAtEnd && runs.count == 1 { return output }
    let letters = output.map(Self.letters)
    var lines = startsAtStart ? [] : [Self.omission]
    var position = 0
    for (index, run) in runs.enumerated() {
      let wanted = run.map(Self.letters)
      let isFixed = index == 0 && startsAtStart
      guard let start = isFixed ? 0 : place(of: wanted, in: letters, from: position) else {
        return nil
      }
      let isLast = index == runs.count - 1
      let end = isLast && endsAtEnd ? output.count : self.end(of: wanted, in: letters, from: start)
      lines += output[start..<end]
      if !isLast || !endsAtEnd { lines.append(Self.omission) }
      position = end
    }
    return lines
  }

  private func place(of run: [String], in output: [String], from position: Int) -> Int? {
    func agreement(_ start: Int) -> Int {
      zip(run, output[start...]).reduce(0) { $0 + ($1.0 == $1.1 && !$1.0.isEmpty ? 1 : 0) }
    }
    let best = output.indices.dropFirst(position).max { agreement($0) < agreement($1) }
    return best.flatMap { agreement($0) > 0 ? $0 : nil }
  }

  private func end(of run: [String], in output: [String], from start: Int) -> Int {
    let usual = start + run.count - 1
    let same = output.indices.dropFirst(start).filter { output[$0] == run.last }
    let last = same.min { abs($0 - usual) < abs($1 - usual) } ?? usual
    return min(last + 1, output.count)
  }

  /// The first letters of a line, which stay when its numbers change.
  private static func letters(_ line: String) -> String {
    String(line.filter(\.isLetter).prefix(24))
  }
}

/// Text as lines without blanks at their ends, and without empty lines at the end.
func trimmedLines(_ text: String) -> [String] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    String(
      line.prefix(upTo: line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex))
  }
  while lines.last == "" { lines.removeLast() }
  return lines
}

import ConcordCommand

/// The section of the documentation about a fuzzing run.
func fuzzReport(_ tally: Tally) -> String {
  let rate = tally.seconds > 0 ? Double(tally.inputs) / tally.seconds : 0
  var lines = [
    "## Fuzzing", "",
    "`swift run -c release --package-path Benchmarks Fuzz` asked \(grouped(tally.inputs)) questions "
      + "in \(minutes(tally.seconds)) with \(tally.nextIndex.count) processes"
      + (isSanitized ? ", built with AddressSanitizer" : "")
      + ": \(Int(rate.rounded())) a second, from seed \(tally.seed). "
      + "They are command lines with their files: tables, formulas, options and numbers put together "
      + "at random, and changed copies of those that ended as none before "
      + "(\(grouped(tally.kept.values.reduce(0, +))) kept).",
    "",
    "Each must end within the limits of time and memory, with a documented exit code; without a "
      + "trap, without control characters or words for programmers in what is printed; with JSON "
      + "that parses, finite numbers, intervals that hold their estimates, *p* in 0…1, no negative "
      + "variance, and no standard error of 0 in silence while residuals are left. One in 32 is "
      + "asked again with two threads and must answer with the same bits, another with and without "
      + "`--json` and must end with the same code.",
    "", "| subcommand | inputs | answered | usage (64) | data (65) | file (66) |",
    "|---|---:|---:|---:|---:|---:|",
  ]
  for (command, codes) in tally.counts.sorted(by: { $0.key < $1.key }) {
    let cells = ["0", "64", "65", "66"].map { grouped(codes[$0] ?? 0) }.joined(separator: " | ")
    lines.append("| \(command) | \(grouped(codes.values.reduce(0, +))) | \(cells) |")
  }
  lines.append("")
  if tally.failures.isEmpty {
    lines.append("Nothing failed.")
  } else {
    lines += ["| cause of failure | inputs |", "|---|---:|"]
    for (cause, count) in tally.failures.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("| \(cause.replacing("|", with: "\\|")) | \(grouped(count)) |")
    }
  }
  return lines.joined(separator: "\n")
}

private func minutes(_ seconds: Double) -> String {
  let minutes = Int((seconds / 60).rounded())
  return minutes == 1 ? "1 minute" : "\(minutes) minutes"
}

/// A whole number with commas between thousands.
private func grouped(_ number: Int) -> String {
  var digits = String(number)
  var index = digits.count - 3
  while index > 0 {
    digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
    index -= 3
  }
  return digits
}

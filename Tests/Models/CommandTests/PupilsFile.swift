/// 120 pupils in twelve groups, made by rule: what the tests of mixed models on the command line read.
struct PupilsFile {
  /// A pupil: its row and group, a predictor, what is left over, and the outcome.
  struct Pupil {
    let row: Int
    let x: Double
    let wave: Double

    var group: Int { row % 12 }
    var y: Double { 2 + 0.5 * x + [1.0, -1, 0.4, 2, -2, 0][group % 6] + wave }
  }

  /// CSV with a header and a line for each pupil.
  static func text(_ header: String, _ line: (Pupil) -> String) -> String {
    let lines = (0..<120).map { row in
      line(
        Pupil(
          row: row, x: Double(row * 37 % 17) / 4,
          wave: [0.3, -0.8, 1.1, -0.2, 0.5, -0.9, 0.1][row * row % 7]))
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }
}

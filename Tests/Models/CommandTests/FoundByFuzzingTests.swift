import Foundation
import Testing

/// Questions that the fuzzing program found an answer to that no question may have, made small.
@Suite("Found by fuzzing")
struct FoundByFuzzingTests {
  /// One school far out: the degrees of freedom of the slope beyond it underflow, which used to trap.
  @Test(arguments: [["--json"], ["--format", "text"]])
  func slopeWithoutDegreesOfFreedom(_ options: [String]) throws {
    let folder = try Folder()
    try folder.write(
      """
      district,poverty,collaboration,commitment
      0,14.765625,9.3,13.25
      2,18.421875,0.6,20.203125
      0,14.484375,3.6,9.78125
      4,0.109375,2.4,3.140625
      3,8.6875,9.6,13.609375
      1,12.28125,1000000.0,-2.140625
      0,-8.171875,1.1,-8.5
      3,-2.875,8.3,10.109375
      3,16.25,6.6,8.0625
      4,14.421875,0.3,18.515625

      """, to: "far.csv")
    let result = folder.run(["study", "@far.csv"] + options)
    #expect([0, 65].contains(result.exitCode))
    #expect(result.exitCode == 0 ? !result.standardOutput.isEmpty : result.standardError.count > 8)
    let slopes = folder.run(
      [
        "slopes", "@far.csv", "commitment ~ collaboration * poverty", "--focal", "poverty",
        "--moderator", "collaboration", "--cluster", "district",
      ] + options)
    #expect([0, 65].contains(slopes.exitCode))
    expectPresentable(result.standardError + slopes.standardError)
  }

  /// A predictor that may be 0 under the inverse link: the mean is beyond all bounds, where the ends 1/(η ± h)
  /// used to leave the estimate out.
  @Test func intervalThroughThePoleOfTheInverse() throws {
    let folder = try Folder()
    try folder.write(
      "y,x\n4,1\n2,2\n5,3\n1.5,4\n3,5\n-0.5,6\n0.2,7\n6,8\n", to: "pole.csv")
    let object = try folder.object("predict", "@pole.csv", "y ~ x", "--link", "inverse")
    var unbounded = 0
    for row in try object.rows() {
      let (predictor, error) = (
        try row.number("linearPredictor"), try row.number("linearStandardError")
      )
      // t of 6 degrees of freedom at 97.5 %.
      let half = 2.446_911_851_144_97 * error
      if predictor.magnitude < half {
        unbounded += 1
        #expect(row.isNull("lower") && row.isNull("upper"))
      } else {
        let ends = [1 / (predictor - half), 1 / (predictor + half)].sorted()
        #expect((try row.number("lower") / ends[0] - 1).magnitude < 1e-9)
        #expect((try row.number("upper") / ends[1] - 1).magnitude < 1e-9)
      }
    }
    #expect(unbounded > 0)
  }

  /// Hundreds of columns that cannot be estimated are a few lines and a number; JSON has them all.
  @Test func warningsOfOneKindAreCounted() throws {
    let folder = try Folder()
    let formula = "ela ~ " + (1...100).map { "I(poverty + \($0))" }.joined(separator: " + ")
    let text = folder.run("fit", "@schools.csv", formula)
    let lines = text.standardError.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
    #expect(lines.count { $0.contains("cannot be estimated") } == 12)
    #expect(lines.last?.contains("87 more warnings of the kind \"aliased\"") == true)
    let codes = try folder.object("fit", "@schools.csv", formula).warningCodes()
    #expect(codes.count { $0 == "aliased" } == 99)
  }

  /// Draws have no table of true values, so that a format for one said nothing at all.
  @Test func formatsOfDraws() throws {
    let folder = try Folder()
    let line = ["simulate", "@schools.csv", "ela ~ poverty", "--out", "@drawn.csv"]
    for format in ["csv", "markdown", "html", "latex"] {
      let result = folder.run(line + ["--format", format])
      #expect(result.exitCode == 64 && result.standardError.contains("--format \(format)"))
    }
    #expect(folder.run(line).standardOutput.contains("written to"))
  }
}

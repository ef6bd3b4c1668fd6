import ArgumentParser
import Concord

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A small study as a whole process: a file of 400 schools, five fits, one line of output.
struct StudySmallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study-small",
    abstract: "Five fits on a small file, for the time from start to exit.")

  @Argument(help: "The folder with data.csv.")
  var data: String

  func run() throws {
    let table = try Table(csv: URL(filePath: data).appending(path: "data.csv"))
    let linear = try LinearModel("ach ~ collab * poverty").fit(to: table)
    let sized = try LinearModel("ach ~ collab * poverty + size").fit(to: table)
    let improved = try GeneralizedLinearModel("improved ~ collab + poverty", family: .binomial)
    let left = try GeneralizedLinearModel(
      "left ~ collab + poverty + offset(log(enroll))", family: .poisson)
    let answers = [
      try Answer(linear, using: .classical),
      try Answer(linear, using: .heteroskedastic(.hc3)),
      try Answer(sized, using: .clustered(by: "district", correction: .cr1s)),
      try Answer(improved.fit(to: table), using: .classical),
      try Answer(left.fit(to: table), using: .classical),
    ]
    let all = Answer(
      terms: answers.enumerated().flatMap { number, answer in
        answer.terms.map { "\(number + 1) \($0)" }
      },
      estimates: answers.flatMap(\.estimates), standardErrors: answers.flatMap(\.standardErrors))
    print(JSONValue.object(all.json).compact)
  }
}

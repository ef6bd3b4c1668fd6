import ArgumentParser
import Concord

/// How the intervals of a mixed model are found.
enum IntervalMethod: String, ExpressibleByArgument, CaseIterable, Sendable {
  case wald, profile, bootstrap
}

/// What `fit` can be told about intervals.
struct IntervalOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The kind of intervals.",
      discussion: """
        Profile likelihood and parametric bootstrap are for mixed models, and have intervals of the \
        variances too. wald is by standard errors.
        """))
  var intervals: IntervalMethod = .wald

  @Option(
    parsing: .unconditional,
    help:
      "With --intervals bootstrap: the number of data sets drawn, from 2 to 1000000. Default: 1000."
  )
  var draws: Int?

  func validate() throws {
    if draws != nil && intervals != .bootstrap {
      throw ValidationError("--draws goes with --intervals bootstrap")
    }
    if let draws, draws < 2 || draws > 1_000_000 {
      throw ValidationError("--draws takes a whole number from 2 to 1000000, not \(draws)")
    }
  }
}

/// The seed of random steps where none is given; it is printed.
let defaultSeed: UInt64 = 1

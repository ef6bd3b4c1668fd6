import Distributions
import Foundation

/// Values of distribution functions computed elsewhere to at least 25 digits (see each file's source).
struct ReferenceValues: Decodable {
  let values: [ReferenceValue]

  /// A file of the Fixtures folder.
  static func read(_ name: String) throws -> [ReferenceValue] {
    guard let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json") else {
      throw CocoaError(.fileNoSuchFile)
    }
    return try JSONDecoder().decode(ReferenceValues.self, from: Data(contentsOf: url)).values
  }
}

/// A function, its arguments and its exact value.
struct ReferenceValue: Decodable, Sendable, CustomStringConvertible {
  let fn: String
  let args: [String: Argument]
  let value: String

  /// A decimal, a whole number, a truth or nothing (infinite degrees of freedom).
  enum Argument: Decodable, Sendable {
    case number(Double)
    case truth(Bool)
    case missing

    init(from decoder: Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let truth = try? container.decode(Bool.self) {
        self = .truth(truth)
      } else if let text = try? container.decode(String.self) {
        self = .number(Double(text) ?? .nan)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  var expected: Double { Double(value) ?? .nan }
  var isUpper: Bool { if case .truth(true) = args["upper"] { true } else { false } }
  var description: String {
    let names = args.keys.sorted().map { "\($0) \(args[$0].map { "\($0)" } ?? "")" }
    return "\(fn) \(names.joined(separator: ", "))"
  }

  func number(_ name: String) -> Double {
    switch args[name] {
    case .number(let value): value
    case .missing: .infinity
    default: .nan
    }
  }

  /// What this library says.
  var computed: Double? {
    switch fn.prefix(1) {
    case "p": tail
    case "q": quantile
    case "d": density
    default: nil
    }
  }

  private var tail: Double? {
    if fn == "pbinom" || fn == "ppois" {
      let k = Int(number("k"))
      return isUpper ? discrete?.upperTail(k) : discrete?.cumulative(k)
    }
    if fn == "ptukey" {
      let range = StudentizedRangeDistribution(
        groups: Int(number("groups")), degreesOfFreedom: number("df"))
      return isUpper ? range.upperTail(number("q")) : range.cumulative(number("q"))
    }
    let name = ["pt", "ptNoncentral"].contains(fn) ? "t" : fn.hasPrefix("pf") ? "f" : "x"
    let x = number(name)
    return isUpper ? continuous?.upperTail(x) : continuous?.cumulative(x)
  }

  private var quantile: Double? {
    isUpper ? continuous?.upperQuantile(number("p")) : continuous?.quantile(number("p"))
  }

  private var density: Double? {
    if let discrete { return discrete.probability(Int(number("k"))) }
    return continuous?.density(number(fn == "dt" ? "t" : fn == "df" ? "f" : "x"))
  }

  private var discrete: (any DiscreteDistribution)? {
    switch fn.dropFirst() {
    case "binom": BinomialDistribution(trials: Int(number("n")), successProbability: number("p"))
    case "pois": PoissonDistribution(mean: number("lambda"))
    default: nil
    }
  }

  private var continuous: (any ContinuousDistribution)? {
    let (df1, df2) = (number("df1"), number("df2"))
    switch fn.dropFirst() {
    case "norm": return NormalDistribution.standard
    case "t": return StudentTDistribution(degreesOfFreedom: number("df"))
    case "chisq": return ChiSquaredDistribution(degreesOfFreedom: number("df"))
    case "f":
      return FDistribution(numeratorDegreesOfFreedom: df1, denominatorDegreesOfFreedom: df2)
    case "gamma": return GammaDistribution(shape: number("shape"))
    case "beta": return BetaDistribution(alpha: number("a"), beta: number("b"))
    case "chisqNoncentral":
      return NoncentralChiSquaredDistribution(
        degreesOfFreedom: number("df"), noncentrality: number("ncp"))
    case "fNoncentral":
      return NoncentralFDistribution(
        numeratorDegreesOfFreedom: df1, denominatorDegreesOfFreedom: df2,
        noncentrality: number("ncp"))
    case "tNoncentral":
      return NoncentralTDistribution(degreesOfFreedom: number("df"), noncentrality: number("ncp"))
    default: return nil
    }
  }
}

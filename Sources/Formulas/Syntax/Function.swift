/// The functions a formula may call.
package enum Function: String, Sendable, Hashable, CaseIterable {
  case asIs = "I"
  case log, log10, log2, log1p, exp, expm1, sqrt, abs
  case year, month, day
  case scale, center, groupMean
  case poly
  case factor
  case asFactor = "as.factor"
  case contrasts = "C"
  case offset
  case cbind

  /// Where a call may stand.
  enum Place: Equatable {
    /// In any arithmetic.
    case anywhere
    /// As a variable of its own.
    case variable
    /// As a factor: a variable, the response, or the first argument of `C`.
    case factor
    /// Added to the right-hand side.
    case addend
    /// As the whole left-hand side.
    case response
  }

  var place: Place {
    switch self {
    case .poly, .contrasts: .variable
    case .factor, .asFactor: .factor
    case .offset: .addend
    case .cbind: .response
    default: .anywhere
    }
  }

  /// Whether the result depends on the rows the schema is trained on.
  var isTrained: Bool {
    switch self {
    case .scale, .center, .groupMean, .poly: true
    default: false
    }
  }

  /// Whether the argument is a date.
  var takesDate: Bool {
    switch self {
    case .year, .month, .day: true
    default: false
    }
  }

  /// How the call is written, for messages.
  var usage: String {
    switch self {
    case .groupMean: "groupMean(x, group)"
    case .poly: "poly(x, 2) or poly(x, 2, raw = TRUE)"
    case .factor: "factor(x) or factor(x, levels = c(\"a\", \"b\"))"
    case .contrasts: "C(x, sum), with treatment, sum, helmert or polynomial"
    case .cbind: "cbind(successes, failures)"
    default: "\(rawValue)(x)"
    }
  }
}

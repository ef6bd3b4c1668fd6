import ArgumentParser
import Concord

/// What predictions of a mixed model make of the random effects.
enum RandomEffectsUse: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// The effects of each row's groups as estimated.
  case included
  /// Effects at zero: a group in the middle.
  case population
  /// The mean over the distribution of groups.
  case averaged

  /// What predictions are of, as a note below a table.
  var note: String {
    switch self {
    case .included: "With the estimated effects of each row's groups."
    case .population: "For groups whose random effects are zero."
    case .averaged: "Means over the distribution of the groups' random effects."
    }
  }

  /// The note and the member `random` for a mixed model, nothing for others.
  func note(_ fit: any RegressionFit) -> [String] { isMixed(fit) ? [note] : [] }

  /// The member `random`; null for a model without random effects.
  func member(_ fit: any RegressionFit) -> JSONValue.Member {
    .init("random", isMixed(fit) ? .string(rawValue) : .null)
  }

  /// What predicts as asked: the fit, or its means over groups. What `included` adds is not part of it.
  ///
  /// - Throws: a usage error for a model without random effects that could be treated so.
  func predicting(_ fit: any RegressionFit) throws -> any Predicting {
    if self != .population && !isMixed(fit) {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--random \(rawValue) is for mixed models, and the formula has no random term such as "
          + "(1 | school)")
    }
    guard self == .averaged, let mixed = fit as? GeneralizedLinearMixedFit else { return fit }
    return try mixed.averagedOverGroups()
  }
}

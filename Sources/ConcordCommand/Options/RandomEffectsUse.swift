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

  /// What was asked for, or `population` where nothing was.
  ///
  /// - Throws: a usage error for a model without random effects where something was.
  static func chosen(_ option: RandomEffectsUse?, for fit: any Estimated) throws
    -> RandomEffectsUse
  {
    if let option, !fit.description.kind.hasRandomEffects {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--random \(option.rawValue) is for mixed models, and the formula has no random term such as "
          + "(1 | school)")
    }
    return option ?? .population
  }

  /// The note and the member `random` for a mixed model, nothing for others.
  func note(_ fit: any Estimated) -> [String] {
    fit.description.kind.hasRandomEffects ? [note] : []
  }

  /// The member `random`; null for a model without random effects.
  func member(_ fit: any Estimated) -> JSONValue.Member {
    .init("random", fit.description.kind.hasRandomEffects ? .string(rawValue) : .null)
  }

  /// What becomes of random effects in means; what `included` adds is not part of it.
  var effects: RandomEffects { self == .averaged ? .averaged : .zero }
}

import Optimization

/// Why a refit of a bootstrap has no estimates.
enum RefitFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The deviance is no number where the search begins.
  case search(OptimizationError)
  /// The drawn responses are separated: some coefficient or variance has no finite estimate.
  case separated
  /// The search stopped where a further step still promises so much of the deviance.
  case stopped(promisedFall: Double)

  /// In words.
  var description: String {
    switch self {
    case .search(let error): error.description
    case .separated:
      "the responses drawn leave a coefficient or a variance without a finite estimate"
    case .stopped(let fall):
      "the search stopped where a further step still promises \(fall) of deviance"
    }
  }
}

/// A fall of the deviance that is still promised beyond which a search has not found the estimates: a
/// hundredth of a standard error is left then.
let largestPromisedFall = 1e-4

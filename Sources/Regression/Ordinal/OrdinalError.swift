/// What keeps a cumulative link model from being fitted.
public enum OrdinalError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Fewer than two categories.
  case tooFewCategories(count: Int)
  /// Categories that no row of positive weight is in.
  case emptyCategories([String])
  /// A link whose inverse is no distribution function.
  case unsupportedLink(link: String, allowed: [String])
  /// No thresholds were found at which every row's category is possible.
  case noStart(link: String)

  /// What was found and what to try.
  public var description: String {
    switch self {
    case .tooFewCategories(let count):
      "the outcome has \(count == 1 ? "one category" : "\(count) categories"); an ordinal model needs "
        + "at least two, in order"
    case .emptyCategories(let names):
      "no row used is in \(names.count == 1 ? "the category" : "the categories") "
        + names.map { "\"\($0)\"" }.joined(separator: ", ")
        + ", so that the thresholds beside it have no estimate; leave it out of the categories, or join it "
        + "with its neighbour"
    case .unsupportedLink(let link, let allowed):
      "an ordinal model has no link \"\(link)\"; it takes \(allowed.joined(separator: ", "))"
    case .noStart(let link):
      "no thresholds were found at which every row's category is possible under the \(link) link; look for "
        + "an offset that is very large in some rows"
    }
  }
}

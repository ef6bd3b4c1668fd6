import Concord
import Foundation

/// The Swift examples of the documentation: the body of each function is what a page shows.
struct Examples {
  /// The synthetic study with seed 7.
  let file: URL
  /// What was printed, a line each.
  private(set) var printed: [String] = []

  init(file: URL) { self.file = file }

  /// Keeps what an example prints.
  mutating func print(_ items: Any...) {
    printed += items.map { "\($0)" }.joined(separator: " ").components(separatedBy: "\n")
  }

  /// Every example by its name.
  static let all: [String: @Sendable (inout Examples) throws -> Void] = [
    "readme": { try $0.readme() },
    "makeTables": { try $0.makeTables() },
    "firstStudy": { try $0.firstStudy() },
    "firstRatio": { try $0.firstRatio() },
    "chooseCovariance": { try $0.chooseCovariance() },
    "weights": { try $0.weights() },
    "categories": { try $0.categories() },
    "filters": { try $0.filters() }, "messyFiles": { try $0.messyFiles() },
    "compareModels": { try $0.compareModels() },
    "predict": { try $0.predict() },
    "manyFits": { try $0.manyFits() },
    "severalEquations": { try $0.severalEquations() },
    "stackedFits": { try $0.stackedFits() },
    "streamed": { try $0.streamed() },
    "mixed": { try $0.mixed() },
    "groupPredictions": { try $0.groupPredictions() },
    "mixedIntervals": { try $0.mixedIntervals() },
    "drawResponses": { try $0.drawResponses() },
    "marginalMeans": { try $0.marginalMeans() },
    "countsAndOrder": { try $0.countsAndOrder() },
    "bootstrap": { try $0.bootstrap() },
    "longWork": { try $0.longWork() },
    "multilevel": { try $0.multilevel() },
    "contextual": { try $0.contextual() },
  ]
}

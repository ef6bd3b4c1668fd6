/// What a row counts in the likelihood: trials times prior weights; nil for 1 in every row.
package func rowCounts(of frame: ModelFrame) -> [Double]? {
  guard let weights = frame.weights?.values else { return frame.response.trials }
  guard let trials = frame.response.trials else { return weights }
  return zip(weights, trials).map { $0 * $1 }
}

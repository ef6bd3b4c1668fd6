/// How many observations the rows stand for.
package func observations(in frame: ModelFrame) -> Double {
  guard let weights = frame.weights, weights.kind == .frequency else {
    return Double(frame.rowCount)
  }
  return weights.values.reduce(0, +)
}

/// The response less the known part of the linear predictor.
package func adjusted(_ response: [Double], for offset: [Double]?) -> [Double] {
  guard let offset else { return response }
  return zip(response, offset).map { $0 - $1 }
}

import LinearAlgebra
import Modeling

extension HeteroskedasticCovariance {
  /// The covariance of a fit whose rows are read once more in blocks; as ``covariance(of:)`` in all
  /// else.
  public func estimate<Fit: StreamedSandwichSource>(streaming fit: Fit) throws
    -> CovarianceEstimate
  {
    let size = SampleSize(fit)
    let factor = try smallSampleFactor(size)
    var meat = HeteroskedasticMeat(
      exponent: correction.exponent(size), breadFactor: fit.breadFactor)
    var isLeastSquares = true
    var spread = LeverageCheck()
    try fit.forEachSandwichBlock(groupColumns: []) { block in
      isLeastSquares = block.ingredients.workingVariance == .identity
      spread.add(meat.add(OrthonormalRows(block.ingredients))) { block.tableRows[$0] }
    }
    try spread.requireSpread(estimator: name)
    let choice = try unclusteredReference(
      rule: degreesOfFreedom, isLeastSquares: isLeastSquares,
      residualDegreesOfFreedom: size.residual, estimator: name)
    let covariance = CoefficientCovariance(
      names: fit.coefficients.names,
      matrix: sandwich((factor?.value ?? 1) * meat.total(), fit.breadFactor),
      description: CovarianceDescription(
        name: name, smallSampleFactor: factor?.text, degreesOfFreedomRule: choice.rule),
      reference: choice.reference)
    return CovarianceEstimate(covariance: covariance, diagnostics: [])
  }
}

/// Rows whose leverage is 1, counted as they are met.
struct LeverageCheck {
  private var first: Int?
  private var count = 0

  /// Looks at some rows; `tableRow` finds a row in the table, counted from 1.
  mutating func add(_ leverages: [Double], tableRow: (Int) -> Int) {
    for (row, leverage) in leverages.enumerated() where 1 - leverage <= negligibleSpread {
      first = first ?? tableRow(row)
      count += 1
    }
  }

  /// Throws ``InferenceError/leverageOne(estimator:row:count:)`` if there was any.
  func requireSpread(estimator: String) throws(InferenceError) {
    if let first { throw .leverageOne(estimator: estimator, row: first, count: count) }
  }
}

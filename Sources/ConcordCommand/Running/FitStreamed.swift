import Concord

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A streamed fit with the covariance asked for and what a reader must be told about both.
struct StreamedRegression {
  let inference: Inference<StreamedLinearFit>
  let particulars: FitParticulars
}

/// Fits a linear model to a file read in blocks and estimates its uncertainty as asked for.
func fitStreamed(_ request: RegressionRequest, path: String) throws -> StreamedRegression {
  let family = try request.model.chosenFamily()
  let link = try request.model.chosenLink()
  guard family.name == "gaussian", (link?.name ?? "identity") == "identity" else {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--stream fits by least squares only, not the \(family.name) family with the "
        + "\(link?.name ?? family.canonicalLink.name) link; leave --stream out")
  }
  if path == "-" {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--stream reads the data several times, and standard input can be read once; name a file")
  }
  try refuseForeignFormat(path)
  let options = try request.frameOptions()
  let source = lastComponent(of: path)
  let clock = ContinuousClock()
  let start = clock.now
  let blocks = try CSVBlocks(
    contentsOf: URL(filePath: path), options: csvOptions(request.reading))
  let digest = try blocks.digest()
  let read = clock.now
  let model = LinearModel(
    try Formula(request.formula), options: options, method: request.model.method)
  let fit = try naming(source) { try model.fit(streaming: blocks) }
  let choice = try chosenEstimator(
    request.covariance, isSampled: options.weights?.kind == .sampling, implied: .cr1s)
  let inference = try inference(fit, using: choice.estimator)
  let particulars = FitParticulars(
    description: fit.description, covariance: inference.covariance.description,
    weights: options.weights, rows: fit.frame.rows, source: source, digest: digest,
    diagnostics: blocks.notes.map { Diagnostic(.assumption, $0.description) } + fit.diagnostics
      + choice.remarks + inference.diagnostics,
    readSeconds: seconds(read - start), fitSeconds: seconds(clock.now - read))
  return StreamedRegression(inference: inference, particulars: particulars)
}

private func inference(
  _ fit: StreamedLinearFit, using estimator: some CovarianceEstimator
) throws -> Inference<StreamedLinearFit> { try fit.inference(using: estimator) }

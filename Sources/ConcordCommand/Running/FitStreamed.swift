import Concord

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Fits a linear model to a file read in blocks and estimates its uncertainty as asked for. `body` asks it,
/// while the file can be read once more.
func fitStreamed(
  _ request: RegressionRequest, path: String,
  _ body: (FittedRegression) throws -> CommandOutput
) throws -> CommandOutput {
  let model = try request.modelRequest()
  try refuseForeignFormat(path)
  try refuseStreaming(path, request.reading)
  let options = model.options
  let source = path == "-" ? "standard input" : lastComponent(of: path)
  let clock = ContinuousClock()
  let start = clock.now
  let spool = try TemporaryCopy(ofStreamAt: path)
  defer { spool?.remove() }
  let blocks = try CSVBlocks(
    contentsOf: URL(filePath: try openablePath(spool?.path ?? path)),
    options: try csvOptions(request.reading), name: source)
  ReadingNotes.add(blocks.notes)
  let digest = try blocks.digest()
  let read = clock.now
  let fit = try naming(source) { try model.fit(streaming: blocks) }
  let cautions = try streamedCautions(
    blocks, columns: try request.numberColumns(in: blocks.schema), filter: options.filter)
  let choice = try chosenEstimator(
    request.covariance, isSampled: options.weights?.kind == .sampling, implied: .cr1s)
  let regression = FittedRegression(
    inference: try fit.inference(using: choice.estimator), options: options,
    cautions: cautions, remarks: choice.remarks, source: (source, digest),
    seconds: (seconds(read - start), seconds(clock.now - read)), data: nil)
  try RegressionRequest.refuseUnusedCoding(
    request.model, formulas: [request.formula], schemas: [regression.schema].compactMap(\.self),
    in: blocks.schema)
  return try naming(source) { try body(regression) }
}

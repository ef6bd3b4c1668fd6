import Threading

/// The largest things that are held in memory, with the size each will have: what is known before anything
/// is asked for, so that what does not fit is refused instead of ending the process.
///
/// Sizes are those at the peak, copies included; each was compared with what a run takes.
package enum MemoryRequest: Sendable, Equatable {
  /// A design as an array of numbers, factors kept as codes not counted.
  case design(rows: Int, columns: Int)
  /// The normal equations of a fit and the covariance of its coefficients: four square matrices.
  case coefficients(Int)
  /// The same of a fit to so many rows: with fewer rows than columns what is square has their order, and the
  /// rest is the rows a few times over.
  case coefficientsOfRows(Int, columns: Int)
  /// The same of a fit by iteration: six and a half square matrices.
  case iteration(coefficients: Int)
  /// A robust covariance beside a fit: seven square matrices.
  case robustCovariance(coefficients: Int)
  /// The scores of clusters, two arrays of a row for each cluster.
  case clusterScores(clusters: Int, coefficients: Int)
  /// What degrees of freedom by Satterthwaite keep of each cluster: matrices of as many rows as the
  /// cluster has independent ones, `rank` over all clusters.
  case clusterMoments(rank: Int, coefficients: Int)
  /// What a joint test with such degrees of freedom sums: up to nine square matrices of the product of
  /// coefficients and restrictions.
  case jointMoments(coefficients: Int, restrictions: Int)
  /// The scores of rows in their order, three arrays.
  case rowScores(rows: Int, coefficients: Int)
  /// Rows to be predicted as an array of numbers, two copies.
  case predictions(rows: Int, coefficients: Int)
  /// Responses drawn from a model.
  case draws(count: Int, rows: Int)
  /// The refits of a bootstrap: their parameters, twice, and what is kept of each beside them.
  case refits(count: Int, parameters: Int)
  /// The factor of a mixed model and its inverse: a dense matrix of an order, and numbers of levels kept
  /// apart.
  case randomEffects(denseOrder: Int, levelNumbers: Int)
  /// The dense matrices of random effects that hang together, for Kenward and Roger's adjustment: eleven,
  /// and one for each parameter of the variances.
  case connectedEffects(Int, parameters: Int)
  /// What is kept of each node in each group: five numbers.
  case quadrature(points: Int, groups: Int)

  /// The size in bytes.
  package var bytes: Double {
    switch self {
    case .design(let rows, let columns): 8 * Double(rows) * Double(columns)
    case .coefficients(let count): 4.2 * 8 * Double(count) * Double(count)
    case .coefficientsOfRows(let rows, let columns):
      rows < columns
        ? 8 * Double(rows) * (4.2 * Double(rows) + 6 * Double(columns))
        : MemoryRequest.coefficients(columns).bytes
    case .iteration(let count): 6.5 * 8 * Double(count) * Double(count)
    case .robustCovariance(let count): 7 * 8 * Double(count) * Double(count)
    case .clusterScores(let clusters, let coefficients):
      2 * 8 * Double(clusters) * Double(coefficients)
    case .clusterMoments(let rank, let coefficients):
      2 * 2 * 8 * Double(rank) * Double(coefficients)
    case .jointMoments(let coefficients, let restrictions):
      9 * 8 * Double(coefficients) * Double(coefficients) * Double(restrictions)
        * Double(restrictions)
    case .rowScores(let rows, let coefficients): 3 * 8 * Double(rows) * Double(coefficients)
    case .predictions(let rows, let coefficients): 2 * 8 * Double(rows) * Double(coefficients)
    case .draws(let count, let rows): 8 * Double(count) * Double(rows)
    case .refits(let count, let parameters): Double(count) * (128 + 16 * Double(parameters))
    case .randomEffects(let order, let numbers):
      2 * 8 * (Double(order) * Double(order) + Double(numbers))
    case .connectedEffects(let count, let parameters):
      8 * Double(count) * Double(count) * (11 + Double(parameters))
    case .quadrature(let points, let groups): 5 * 8 * Double(points) * Double(groups)
    }
  }

  /// What is asked for, as the subject of a sentence.
  package var subject: String {
    switch self {
    case .design(let rows, let columns):
      "a design matrix of \(counted(rows, "row")) and \(counted(columns, "column"))"
    case .coefficients(let count), .iteration(let count), .coefficientsOfRows(_, let count):
      "a fit with \(counted(count, "coefficient"))"
    case .robustCovariance(let count):
      "a robust covariance of \(counted(count, "coefficient"))"
    case .clusterScores(let clusters, let coefficients):
      "the scores of \(counted(clusters, "cluster")) for \(counted(coefficients, "coefficient"))"
    case .clusterMoments(_, let coefficients):
      "Satterthwaite's degrees of freedom for \(counted(coefficients, "coefficient"))"
    case .jointMoments(let coefficients, let restrictions):
      "a joint test of \(counted(restrictions, "restriction")) on "
        + "\(counted(coefficients, "coefficient")) with Satterthwaite's degrees of freedom"
    case .rowScores(let rows, let coefficients):
      "the scores of \(counted(rows, "row")) for \(counted(coefficients, "coefficient"))"
    case .predictions(let rows, let coefficients):
      "a prediction for \(counted(rows, "row")) by \(counted(coefficients, "coefficient"))"
    case .draws(let count, let rows):
      "\(counted(count, "data set")) of \(counted(rows, "row")) drawn at once"
    case .refits(let count, let parameters):
      "a bootstrap of \(counted(count, "draw")) with \(counted(parameters, "parameter")) each"
    case .randomEffects(let order, _):
      "a mixed model whose crossed random effects and fixed coefficients are "
        + "\(counted(order, "column")) together"
    case .connectedEffects(let count, _):
      "Kenward–Roger with \(counted(count, "random effect")) that hang together"
    case .quadrature(let points, let groups):
      "quadrature by \(counted(points, "point")) in \(counted(groups, "group"))"
    }
  }

  /// What to do instead.
  package var remedy: String {
    switch self {
    case .design: "use a coarser factor, or drop an interaction"
    case .robustCovariance: "use a coarser factor, or the classical covariance"
    case .coefficients, .iteration, .coefficientsOfRows:
      "use a coarser factor, or enter its levels as a random term, as in (1 | f)"
    case .clusterScores: "use a coarser factor, or cluster by a column with fewer values"
    case .clusterMoments:
      "choose clusters or residual degrees of freedom, or the normal distribution"
    case .jointMoments:
      "test fewer at once, or choose clusters or residual degrees of freedom, or the normal "
        + "distribution"
    case .rowScores: "use a coarser factor, or another covariance"
    case .predictions: "predict fewer rows at a time"
    case .draws: "draw fewer at a time, with another seed each"
    case .refits: "draw fewer: some thousands are enough for an interval"
    case .randomEffects: "use coarser groupings, or leave out one that crosses the others"
    case .connectedEffects: "choose Satterthwaite degrees of freedom"
    case .quadrature: "use fewer points, or 1, Laplace's approximation"
    }
  }
}

/// Requests below this are made without asking: 32 megabytes.
private let smallRequest = 32_000_000.0

/// Throws if a request would take more memory than there is, before it is made.
///
/// - Throws: ``LinearAlgebraError/insufficientMemory(what:needed:available:remedy:)``.
package func requireMemory(
  for request: MemoryRequest
) throws(LinearAlgebraError) {
  let needed = request.bytes
  if needed < smallRequest { return }
  let available = availableMemory()
  if needed > 0.9 * available {
    throw .insufficientMemory(
      what: request.subject, needed: needed, available: available, remedy: request.remedy)
  }
}

/// A size as it is written: `3.2 GB`.
package func written(bytes: Double) -> String {
  let units = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB")]
  let (unit, name) = units.first { bytes >= $0.0 } ?? (1e3, "kB")
  let value = bytes / unit
  if value >= 1e6 { return "more than a million TB" }
  let tenths = Int((value * 10).rounded())
  return value < 10 ? "\(tenths / 10).\(tenths % 10) \(name)" : "\(Int(value.rounded())) \(name)"
}

private func counted(_ count: Int, _ noun: String) -> String {
  var digits = String(count)
  var grouped = ""
  while digits.count > 3 {
    grouped = "," + digits.suffix(3) + grouped
    digits.removeLast(3)
  }
  return digits + grouped + " " + noun + (count == 1 ? "" : "s")
}

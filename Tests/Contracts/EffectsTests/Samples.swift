import Families
import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables

/// A table from columns of numbers.
func table(_ columns: KeyValuePairs<String, [Double]>) throws -> Table {
  try Table(columns.map { Column($0.key, $0.value) })
}

/// Forty-eight schools in twelve districts: an outcome `y`, a focal variable `x`, a moderator `m`
/// with an interaction, sectors, a truth value, leavers among staff and counts of repetition.
func schools(seed: UInt64 = 3, interaction: Double = 0.8) throws -> Table {
  var numbers = SeededNumbers(seed: seed)
  var columns: [String: [Double]] = [:]
  var sectors: [String] = []
  var districts: [String] = []
  var urban: [Bool] = []
  for index in 0..<48 {
    let (x, m) = (numbers.uniform(1, 4), numbers.uniform(-2, 3))
    let staff = Double(20 + index % 7)
    districts.append("d\((index * 5) % 12)")
    sectors.append(["public", "charter", "catholic"][index % 3])
    urban.append(numbers.uniform() < 0.5)
    let mean = 8 + 0.6 * x + 0.5 * m + interaction * x * m / 3 + (urban[index] ? 1 : 0)
    let leavers = (0..<Int(staff)).reduce(0.0) { sum, _ in
      sum + (numbers.uniform() < 0.08 + 0.04 * (m + 2) ? 1 : 0)
    }
    let row = [
      "y": mean + numbers.normal(), "x": x, "m": m, "staff": staff, "leavers": leavers,
      "count": Double(1 + index % 3), "weight": 0.25 + numbers.uniform(),
    ]
    for (name, value) in row { columns[name, default: []].append(value) }
  }
  let names = ["y", "x", "m", "staff", "leavers", "count", "weight"]
  return try Table(
    names.map { Column($0, columns[$0] ?? []) } + [
      Column(name: "sector", values: .text(sectors)),
      Column(name: "district", values: .text(districts)),
      Column(name: "urban", values: .truth(urban)),
    ])
}

/// Rows repeated as often as a column of counts says.
func repeated(_ table: Table, by column: String) throws -> Table {
  let counts = try table.column(column).numbers.map { Int($0) }
  return table.selecting(rows: counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) })
}

extension Column {
  /// The values, if they are numbers.
  var numbers: [Double] { if case .number(let values) = values { values } else { [] } }
}

/// A fit whose coefficients and link are whatever a test says, with the identity as covariance.
struct StubFit: Estimated {
  let frame: ModelFrame
  var parameters: Parameters
  let link: any Link

  var description: ModelDescription {
    ModelDescription(
      kind: .init("stub"), formula: frame.formula.description, family: "none", link: link.name,
      method: "none", title: "Stub")
  }
  var data: ModelFrame? { frame }
  var sampleSizes: [SampleSize] {
    let n = Double(frame.rowCount)
    return [
      SampleSize(
        observations: n, residual: n - Double(parameters.count), positions: 0..<parameters.count)
    ]
  }
  var means: (any Means)? {
    LinearMeans(
      schema: frame.schema, options: frame.options, parameters: parameters, link: link,
      rows: frame)
  }

  func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    Covariance(
      names: parameters.names, matrix: .identity(parameters.count),
      description: CovarianceDescription(name: "identity"), reference: NormalReference())
  }

  /// The frame and the names of a fit, with other coefficients.
  init(_ fit: some Estimated, coefficients: [Double], link: any Link) throws {
    guard let frame = fit.data else { throw EffectsSampleError.noFrame }
    self.frame = frame
    self.link = link
    parameters = Parameters(
      names: fit.parameters.names, values: coefficients,
      designColumns: fit.parameters.designColumns)
  }

  /// The same with one coefficient moved.
  func moving(_ index: Int, by distance: Double) throws -> StubFit {
    var values = parameters.values
    values[index] += distance
    return try StubFit(self, coefficients: values, link: link)
  }
}

enum EffectsSampleError: Error { case noFrame }

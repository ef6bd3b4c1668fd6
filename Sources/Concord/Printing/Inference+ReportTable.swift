import Inference
import Modeling
import Reporting

extension Inference {
  /// The coefficients as a table.
  public func reportTable(level: Double = 0.95) -> ReportTable {
    let rows = coefficientTable(level: level)
    let isNormal = rows.allSatisfy { $0.degreesOfFreedom == nil }
    return ReportTable(
      title: "\(fit.description.title): \(fit.description.formula)",
      columns: [
        .init("term", key: "term"), .init("estimate", .number(), key: "estimate"),
        .init("std. error", .number(), key: "standardError"),
        .init(isNormal ? "z" : "t", .number(.decimals(3)), key: "statistic"),
        .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
        .init("p", .pValue, key: "pValue"),
        .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
      ],
      rows: rows.map { row in
        [
          .text(row.label), Cell(row.estimate), Cell(row.standardError), Cell(row.statistic),
          Cell(row.degreesOfFreedom), Cell(pValue: row.pValue), Cell(row.lower), Cell(row.upper),
        ]
      },
      notes: [
        "Covariance: \(covariance.description.name), degrees of freedom: \(covariance.reference.rule). "
          + "Intervals: \(Prose.confidence(level))."
      ])
  }
}

extension Inference: CustomStringConvertible {
  /// The coefficients as text.
  public var description: String { TextTableRenderer().render(reportTable()) }
}

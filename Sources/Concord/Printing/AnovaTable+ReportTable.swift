import Inference
import Reporting

extension AnovaTable {
  /// The tests as a table, with the reasons of terms that can't be tested below it.
  public func reportTable() -> ReportTable {
    ReportTable(
      title: "Type \(type.rawValue) tests of the terms",
      columns: [
        .init("term", key: "term"), .init("df", .number(.significant(4)), key: "df"),
        .init("sum of squares", .number(.significant(6)), key: "sumOfSquares"),
        .init("statistic", .number(.significant(5)), key: "statistic"), .init("test", key: "test"),
        .init("den. df", .number(.decimals(1)), key: "denominatorDegreesOfFreedom"),
        .init("p", .pValue, key: "pValue"),
      ],
      rows: rows.map { row in
        [
          .text(row.term), Cell(row.degreesOfFreedom), Cell(row.sumOfSquares), Cell(row.statistic),
          row.test.map { .text($0.rawValue) } ?? .missing, Cell(row.denominatorDegreesOfFreedom),
          Cell(pValue: row.pValue),
        ]
      },
      notes: notes
        + rows.compactMap { row in row.reason.map { "\(row.term): \($0)" } })
  }
}

extension AnovaTable: CustomStringConvertible {
  /// The table as text.
  public var description: String { TextTableRenderer().render(reportTable()) }
}

import Families
import Modeling
import Regression
import Tables

/// A table from columns of numbers.
func table(_ columns: KeyValuePairs<String, [Double]>) throws -> Table {
  try Table(columns.map { Column($0.key, $0.value) })
}

/// A table with one more column of text.
func table(_ columns: KeyValuePairs<String, [Double]>, text: (String, [String])) throws -> Table {
  try table(columns).adding(Column(name: text.0, values: .text(text.1)))
}

/// Rows repeated as often as counts say.
func repeated(_ table: Table, by counts: [Int]) -> Table {
  table.selecting(rows: counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) })
}

extension GeneralizedLinearModel {
  /// A fit with any family and link.
  static func fit(
    _ formula: String, _ family: any Family, _ link: (any Link)? = nil, to table: Table,
    options: ModelOptions = ModelOptions(), control: IterationControl = IterationControl()
  ) throws -> GeneralizedLinearFit {
    func opened(_ family: some Family) throws -> GeneralizedLinearFit {
      try GeneralizedLinearModel(
        formula, family: family, link: link, options: options, control: control
      ).fit(to: table)
    }
    return try opened(family)
  }
}

extension Estimated {
  /// The estimate of a name, NaN if there is none, so that a comparison fails.
  func estimate(_ name: String) -> Double { coefficients[name] ?? .nan }

  /// Whether a doubt of this kind was raised.
  func raises(_ code: Diagnostic.Code) -> Bool { diagnostics.contains { $0.code == code } }
}

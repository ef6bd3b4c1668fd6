import Tables

@testable import SchoolStudy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Studies for the tests of evaluation and report.
enum EvaluationSamples {
  private static let asShipped = Result { try synthetic(options: StudyOptions()) }

  /// The study that ships with the library.
  static func synthetic() throws -> Study { try asShipped.get() }

  /// The same, asked in another way.
  static func synthetic(options: StudyOptions) throws -> Study {
    let table = syntheticNationalStudy()
    return try Study(
      of: StudyTable(table, roles: Roles(in: table)), options: options, isSynthetic: true)
  }

  /// A study of some columns, their roles by name or by mapping.
  static func study(
    _ columns: [Column], mappings: [RoleMapping] = [], options: StudyOptions = StudyOptions()
  ) throws -> Study {
    let table = try Table(columns)
    return try Study(
      of: StudyTable(table, roles: Roles(mappings: mappings, in: table)), options: options)
  }

  /// A table whose schools and districts have names of their own, as if they were real.
  static func renamed(_ table: Table) throws -> Table {
    try Table(
      table.columns.map { column in
        guard case .category(let codes, let levels) = column.values else { return column }
        return Column(
          name: column.name, values: .category(codes: codes, levels: levels.map { "x" + $0 }))
      })
  }

  /// Some rows of the synthetic study.
  static func rows(_ rows: some Sequence<Int>) -> Table {
    syntheticNationalStudy().selecting(rows: Array(rows))
  }
}

func log(_ value: Double) -> Double {
  #if canImport(Glibc)
    Glibc.log(value)
  #elseif canImport(Musl)
    Musl.log(value)
  #else
    Darwin.log(value)
  #endif
}

extension ClaimResult {
  /// The interval, if there is one.
  var interval: ClosedRange<Double>? {
    guard let lower, let upper, lower <= upper else { return nil }
    return lower...upper
  }
}

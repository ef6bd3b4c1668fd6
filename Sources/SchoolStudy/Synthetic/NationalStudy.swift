import Tables

/// The synthetic national study of a seed: 400 made-up schools in 21 made-up districts in six states, one
/// row a school, the same bits on every machine.
///
/// Names of schools and districts begin with "Synthetic". See ``NationalStudyDesign`` for the process and
/// its population values.
///
/// | column | what it holds |
/// |---|---|
/// | `school`, `district`, `state` | identifiers |
/// | `staff`, `leavers` | head counts; staff from 15 to 120 |
/// | `poverty` | per cent of students in poverty, one decimal |
/// | `collaboration` | mean of a scale from 1 to 5, two decimals |
/// | `partnership` | 1 with a formal partnership (180 schools), else 0 |
/// | `commitment` | mean of a scale from 1 to 7, two decimals |
/// | `elaTested`, `elaAtStandard`, `ela` | students tested, at or above standard, and the per cent with one decimal |
/// | `mathTested`, `mathAtStandard`, `math` | the same in mathematics |
///
/// - Complexity: linear in the schools but for one sort each of poverty, collaboration and partnership.
public func syntheticNationalStudy(seed: UInt64 = NationalStudyDesign.defaultSeed) -> Table {
  let design = NationalStudyDesign.published
  let draw = NationalStudyDraw(design: design, seed: seed)
  guard let table = try? Table(draw.columns(of: design)) else {
    preconditionFailure("the columns of the study have one length and different names")
  }
  return table
}

extension NationalStudyDraw {
  /// The columns of the table, in the order they are published.
  func columns(of design: NationalStudyDesign) -> [Column] {
    func integers(_ name: String, _ values: [Int]) -> Column {
      Column(name: name, values: .integer(values.map { Int64($0) }))
    }
    return [
      categories("school", schoolNames(of: design)),
      categories("district", district.map { design.districts[$0].name }),
      categories("state", district.map { design.districts[$0].state }),
      integers("staff", staff), integers("leavers", leavers),
      Column("poverty", poverty), Column("collaboration", collaboration),
      integers("partnership", partnership), Column("commitment", commitment),
      integers("elaTested", ela.tested), integers("elaAtStandard", ela.atStandard),
      Column("ela", ela.perCent),
      integers("mathTested", math.tested), integers("mathAtStandard", math.atStandard),
      Column("math", math.perCent),
    ]
  }

  private func schoolNames(of design: NationalStudyDesign) -> [String] {
    design.districts.flatMap { district in
      (1...district.schoolCount).map { number in
        "\(district.name) school \(number < 10 ? "0" : "")\(number)"
      }
    }
  }

  /// A categorical column with its levels sorted.
  private func categories(_ name: String, _ labels: [String]) -> Column {
    let levels = Set(labels).sorted()
    let codes = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
    return Column(
      name: name, values: .category(codes: labels.map { codes[$0] ?? 0 }, levels: levels))
  }
}

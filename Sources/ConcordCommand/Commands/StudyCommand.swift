import ArgumentParser
import Concord

/// `concord study`: the main job.
struct StudyCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Ask the claims on collaboration, poverty, turnover and achievement of your data.",
    discussion: """
      Without data the study runs on an embedded synthetic national study. Columns are recognised by \
      common names or mapped with --map role=column. Roles: district, state, school, poverty, \
      collaboration, partnership, staff and leavers (or turnover, or stayed), commitment, ela, math, \
      elaTested, mathTested.
      """)

  static let examples = """
    concord study
    concord study schools.csv --report report.html
    concord study schools.csv --missing N/A --map poverty=poverty --map ela:score=ela
    concord study schools.csv --low 2.5 --high 4 --poverty-low 25 --poverty-high 75
    concord study --where 'poverty > 30' --json
    """

  @Argument(
    help: "A .csv or .tsv file, or - for CSV on standard input. Default: a synthetic study.")
  var data: String?

  @OptionGroup var reading: ReadingOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Which column has a role: role=column. May be given several times.")
  var map: [String] = []

  @Option(
    parsing: .unconditional,
    help: "Low collaboration: a value, a percentile such as p10, or mean-1sd.")
  var low: String = "p10"

  @Option(parsing: .unconditional, help: "High collaboration, as --low.")
  var high: String = "p90"

  @Option(parsing: .unconditional, help: "Low poverty, as --low.")
  var povertyLow: String = "p10"

  @Option(parsing: .unconditional, help: "High poverty, as --low.")
  var povertyHigh: String = "p90"

  @Option(
    parsing: .unconditional,
    help: "The factor within which two rates of turnover count as equal, above 1.")
  var margin: Double = 1.25

  @Option(help: "How shares at standard are modelled where the number tested is known.")
  var achievement: StudyOptions.AchievementModel = .binomial

  @Option(help: "Rows that repeat: school takes several rows of a school as a cluster.")
  var within: RepeatedRows?

  @Option(parsing: .unconditional, help: "Write the report, one self-contained page, to this file.")
  var report: String?

  @OptionGroup var replacement: ReplacementOptions
  @OptionGroup var confidence: ConfidenceOptions
  @OptionGroup var seeding: SeedOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if data == nil, let option = givenOptions(reading).first(where: { $0 != "--where" }) {
      throw ValidationError(
        "\(option) says how DATA are read; without DATA the study is synthetic: leave it out")
    }
    if data != nil && seeding.seed != nil {
      throw ValidationError("--seed draws the synthetic study; with DATA leave it out")
    }
  }

  var paths: [String] { [data, report].compactMap { $0 } }

  func execute() throws -> CommandOutput {
    try replacement.check(report, option: "--report", inputs: [data].compactMap { $0 })
    let source = try studySource()
    let mappings = try map.map { try RoleMapping(parsing: $0) }
    let roles = try Roles(mappings: mappings, in: source.table)
    let study = try Study(
      of: StudyTable(source.table, roles: roles, repeatsSchools: within == .school),
      options: try options(),
      isSynthetic: source.isSynthetic)
    let provenance = StudyProvenance(
      version: concordVersion, source: source.name, digest: source.digest, rows: source.rowsRead,
      seed: source.isSynthetic ? seed : nil, command: commandLine)
    if let report { try write(study.page(provenance).html, to: report) }
    return answer(study, source: source, provenance: provenance)
  }

  private func options() throws -> StudyOptions {
    StudyOptions(
      lowCollaboration: try numericLevel(low, "--low"),
      highCollaboration: try numericLevel(high, "--high"),
      lowPoverty: try numericLevel(povertyLow, "--poverty-low"),
      highPoverty: try numericLevel(povertyHigh, "--poverty-high"), margin: margin,
      confidence: confidence.level, achievementModel: achievement)
  }

  private func numericLevel(_ text: String, _ option: String) throws -> Level {
    let level = Level(text)
    if case .category = level {
      throw CommandError(
        .usage, code: "badLevels",
        "\(option) takes a number, a percentile such as p10, or mean+1sd, not \"\(text)\"")
    }
    return level
  }
}

extension StudyOptions.AchievementModel: ExpressibleByArgument {}

/// What several rows may belong to.
enum RepeatedRows: String, ExpressibleByArgument, CaseIterable, Sendable {
  case school
}

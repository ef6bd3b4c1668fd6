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

      Examples:
        concord study
        concord study schools.csv --report report.html
        concord study nyc.csv --missing N/A --map poverty='Economic Need Index' \\
          --map collaboration='Collaborative Teachers %' --map ela:score='Average ELA Proficiency'
        concord study schools.csv --low 2.5 --high 4 --poverty-low 25 --poverty-high 75
      """)

  @Argument(help: "A .csv or .tsv file, or - for CSV on standard input.")
  var data: String?

  @OptionGroup var reading: ReadingOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Which column has a role: role=column. May be given several times.")
  var map: [String] = []

  @Option(parsing: .unconditional, help: "Low collaboration: a value or a percentile such as p10.")
  var low: String = "p10"

  @Option(parsing: .unconditional, help: "High collaboration.")
  var high: String = "p90"

  @Option(parsing: .unconditional, help: "Low poverty.")
  var povertyLow: String = "p10"

  @Option(parsing: .unconditional, help: "High poverty.")
  var povertyHigh: String = "p90"

  @Option(
    parsing: .unconditional,
    help: "The factor within which two rates of turnover count as equal.")
  var margin: Double = 1.25

  @Option(help: "How shares at standard are modelled where the number tested is known.")
  var achievement: StudyOptions.AchievementModel = .binomial

  @Option(parsing: .unconditional, help: "Write the report, one self-contained page, to this file.")
  var report: String?

  @OptionGroup var output: OutputOptions

  func execute() throws -> CommandOutput {
    let source = try studySource()
    let mappings = try map.map { try RoleMapping(parsing: $0) }
    let roles = try Roles(mappings: mappings, in: source.table)
    let study = try Study(
      of: StudyTable(source.table, roles: roles), options: try options(),
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
      confidence: output.level, achievementModel: achievement)
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

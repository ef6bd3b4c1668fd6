import Concord

/// What a study says of schools whose outcome goes with collaboration by one slope at every level of
/// poverty, or by a slope that changes with it.
struct InteractionDraw: Sendable {
  /// Whether the Johnson–Neyman region has a bound within the data, so that it covers a part of them.
  let isPartial: Bool
  /// The p-value of the interaction.
  let pValue: Double
  /// Whether the sentence says that the slope depends on poverty.
  let saysItDepends: Bool
  /// Whether the sentence says that the data do not show it.
  let saysNotShown: Bool

  static let districts = 21

  /// Draws a data set and asks the study where collaboration matters, as `concord study` does.
  ///
  /// - Parameters:
  ///   - draw: which data set.
  ///   - interaction: the change of the slope from mean poverty to one standard deviation above it, in
  ///     slopes at the mean.
  init?(draw: Int, interaction: Double) {
    guard let table = try? schools(draw: draw, interaction: interaction),
      let roles = try? Roles(in: table),
      let study = try? Parallelism.withThreads(
        1, { try Study(of: StudyTable(table, roles: roles)) }),
      let model = study.model(of: .commitment), let region = model.curves.region,
      let pValue = model.interaction?.pValue,
      let statement = study.result(of: .whereItMatters)?.statement
    else { return nil }
    isPartial = !region.boundsInRange.isEmpty
    self.pValue = pValue
    saysItDepends = statement.hasPrefix("The slope depends on poverty")
    saysNotShown = statement.hasPrefix("These data do not show that the slope depends on poverty")
  }
}

/// Schools in 21 districts, 12 to 26 in each, with effects of districts and standard normal errors.
private func schools(draw: Int, interaction: Double) throws -> Table {
  var stream = RandomStream(seed: 1936, stream: UInt64(draw))
  var columns: [String: [Double]] = [:]
  var districts: [String] = []
  for district in 0..<InteractionDraw.districts {
    let shared = 0.5 * stream.nextNormal()
    for _ in 0..<(12 + district * 8 % 15) {
      let (collaboration, poverty) = (stream.nextNormal(), stream.nextNormal())
      let slope = 0.2 * (1 + interaction * poverty)
      columns["collaboration", default: []].append(collaboration)
      columns["poverty", default: []].append(poverty)
      columns["commitment", default: []].append(
        shared + slope * collaboration - 0.3 * poverty + stream.nextNormal())
      districts.append("d\(district)")
    }
  }
  return try Table(
    ["collaboration", "poverty", "commitment"].map { Column($0, columns[$0] ?? []) }
      + [Column(name: "district", values: .text(districts))])
}

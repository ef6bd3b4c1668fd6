extension Study {
  /// What no claim of a study says, for the reader of all of them.
  public var associationNote: String { SchoolStudy.associationNote }

  /// What to bear in mind of the intervals, each remark once.
  public var cautions: [String] {
    let answered = claims.filter { $0.caution != nil }
    // Clustered and mixed models rest on different units.
    let notes = [true, false].compactMap { isMixed in
      caution(of: answered.filter { $0.model?.groups.isEmpty == !isMixed })
    }
    return (notes.isEmpty ? independenceCaution : notes) + oneDistrictCautions
  }

  /// That answers rest on one district, each remark once.
  private var oneDistrictCautions: [String] {
    var seen: Set<String> = []
    return models.flatMap { data.oneDistrictNotes([$0.levels.collaboration, $0.levels.poverty]) }
      .filter { seen.insert($0).inserted }
  }

  /// One remark for claims of one kind of model.
  private func caution(of answered: [ClaimResult]) -> String? {
    guard let model = answered.first?.model, let units = model.independentUnits,
      units.count < fewClusters
    else { return nil }
    let degrees = answered.compactMap { $0.model?.degreesOfFreedom }.filter(\.isFinite)
    guard let least = degrees.min(), let most = degrees.max() else {
      return """
        The intervals rest on only \(countText(units.count, units.name)), and \(model.errorsText) do not \
        allow for so few: read them with care.
        """
    }
    let note = """
      The intervals rest on only \(countText(units.count, units.name)), so they use \
      \(model.errorsText) and t distributions with \(degreesText(least, most)) degrees of freedom \
      (Satterthwaite).
      """
    return least < 4 ? note + " Below 4 degrees of freedom neither is reliable." : note
  }
}

extension Study {
  /// What to bear in mind where no identifier groups the rows.
  private var independenceCaution: [String] {
    guard data.cluster == nil, !models.isEmpty else { return [] }
    return [
      """
      No column groups the rows into two or more districts or other units, so they were taken as \
      independent (HC3). Where schools of one district resemble each other the intervals are too narrow.
      """
    ]
  }
}

/// "11.4", or "11.4 to 17.0" where they differ.
func degreesText(_ least: Double, _ most: Double) -> String {
  let ends = (decimalText(least, decimals: 1), decimalText(most, decimals: 1))
  return ends.0 == ends.1 ? ends.0 : "\(ends.0) to \(ends.1)"
}

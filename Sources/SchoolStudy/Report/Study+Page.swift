import Reporting

extension Study {
  /// The study as one self-contained page: the claims beside the published figures, the sentences, the
  /// figures and the model of every outcome, what was not asked or not used and why, and the method.
  ///
  /// Where the data are synthetic the first line says so. Complexity: linear in the rows.
  public func page(_ provenance: StudyProvenance) -> ReportPage {
    ReportPage(
      title: "Collaboration and poverty: what these data say",
      banner: isSynthetic ? syntheticBanner : nil,
      lead: "\(scope). "
        + (headline ?? "None of the claims could be answered from these data; each says why."),
      sections: [claimsSection] + models.map { section(of: $0) }
        + [notAskedSection].compactMap { $0 }
        + [dataSection, methodSection],
      provenance: provenance.definitions)
  }

  /// What stands above everything else where the data are made up.
  public var syntheticBanner: String {
    data.syntheticMark?.banner ?? wholeBanner
  }

  private var claimsSection: ReportPage.Section {
    var blocks: [ReportBlock] = []
    if isSynthetic { blocks.append(.paragraph(syntheticNote)) }
    let asked = askedClaims
    if asked.isEmpty {
      blocks.append(.paragraph("No claim could be put to these data."))
    } else {
      blocks.append(.table(claimsTable()))
      blocks += claimPlots.map { figure in
        .figure(
          figure.figure, caption: claimPlotCaption(figure.claims),
          note: claimPlotNote(figure.claims))
      }
      blocks.append(.heading("In words"))
      blocks.append(.findings(asked.map { card(of: $0) }))
      blocks += (cautions + data.doubts.map(\.message) + [associationNote]).map { .paragraph($0) }
    }
    return ReportPage.Section("The claims", blocks)
  }

  /// What a reader must know of data that were made to show the published figures.
  public var syntheticNote: String {
    if let mark = data.syntheticMark, !mark.isWhole {
      return """
        They are known by the names that simulated schools, districts or outcomes have. What is computed from \
        them is no evidence on schools.
        """
    }
    return """
      No data of the published study are public, so these were made up, and made up so that where a figure was \
      published it is the true value. That the estimates come near those figures shows that the method finds \
      what is there. It is no evidence on schools.
      """
  }

  private func claimPlotCaption(_ claims: [ClaimResult]) -> String {
    let marks =
      claims.contains { $0.published != nil } ? ", the published figure as a hollow mark" : ""
    return "Estimates with \(Prose.confidence(options.confidence))\(marks)."
  }

  /// The models behind the claims of a figure, each once.
  private func claimPlotNote(_ claims: [ClaimResult]) -> String {
    models.compactMap { model in
      let behind = claims.compactMap(\.model).filter {
        $0.formula == model.description.formula
      }
      return behind.isEmpty
        ? nil
        : OutcomeAxes(model: model, data: data).shortNote(
          degrees: behind.map(\.degreesOfFreedom))
    }.joined(separator: " ")
  }

  private var notAskedSection: ReportPage.Section? {
    guard !notAskedReasons.isEmpty else { return nil }
    return ReportPage.Section(
      "Not answered",
      [
        .paragraph("These claims have no answer from these data, for the reason beside them."),
        .definitions(
          notAskedReasons.map {
            .init($0.claims.joined(separator: "; "), capitalized($0.reason) + ".")
          }),
      ])
  }
}

import Concord

extension StudyCommand {
  /// The answer of a study: the claims as a table, then in words; with everything behind them in JSON.
  func answer(_ study: Study, source: StudySource, provenance: StudyProvenance) -> CommandOutput {
    var result = CommandOutput()
    result.heading = studyHeading(study, source: source)
    let isTableAlone = output.chosenFormat != .text
    if isTableAlone || study.claims.contains(where: { $0.notAsked == nil }) {
      result.tables = [study.claimsTable(marksRows: output.chosenFormat == .csv)]
    }
    result.sentences =
      output.chosenFormat == .text ? studySentences(study) : studyParagraphs(study)
    if let report { result.sentences += ["", "The report was written to \(report)."] }
    result.json = [
      .init("synthetic", .bool(study.isSynthetic)), .init("model", studyModels(study)),
      .init("data", studyData(study, source: source)),
      .init("rows", .array(study.claims.map { claimValue($0, study: study) })),
      .init("notes", .array(study.notes.map(noteValue))),
    ]
    result.warnings = studyWarnings(study)
    result.closing = [
      .init("report", JSONValue(report)),
      .init(
        "provenance",
        [
          "version": .string(provenance.version),
          "seed": provenance.seed.map { seedValue($0) } ?? .null,
          "dataDigest": JSONValue(provenance.digest), "source": .string(provenance.source),
          "rows": .integer(provenance.rows), "command": .string(provenance.command),
        ]),
    ]
    return result
  }
}

/// The lines above the table: what the data are.
private func studyHeading(_ study: Study, source: StudySource) -> [String] {
  var lines = study.isSynthetic ? [study.syntheticBanner] : []
  let kept = source.table.rowCount
  let leftOut = kept - study.data.table.rowCount
  var line = "\(source.name): \(study.scope)"
  if kept < source.rowsRead {
    line +=
      ", of \(Prose.count(source.rowsRead, "row", "rows")) read; the filter kept out the others"
  }
  if leftOut > 0 {
    line += "; \(Prose.count(leftOut, "row", "rows")) left out, which are no schools"
  }
  lines.append(line + ".")
  return lines
}

/// The doubts of every model under the name of its outcome.
private func studyWarnings(_ study: Study) -> [Diagnostic] {
  study.models.flatMap { model in
    model.diagnostics.map {
      Diagnostic($0.code, "\(model.outcome.rawValue): \($0.message)")
    }
  }
}

private func noteValue(_ note: StudyNote) -> JSONValue {
  ["code": .string(note.code), "message": .string(note.message)]
}

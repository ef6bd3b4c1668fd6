import ArgumentParser
import Concord

/// How categories become columns of a design.
struct CodingOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Treat a column of the formula as categorical: COL, or COL=a,b,c.",
      discussion: """
        With levels, the first is the reference, and no others may occur. May be given several times. \
        Text columns are categorical on their own, with sorted levels.
        """))
  var factor: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The contrasts of categories: treatment, sum, helmert or polynomial.",
      discussion: "Default: treatment, differences from the reference."))
  var contrasts: String?
}

extension CodingOptions {
  /// The factors and contrasts asked for.
  func schemaOptions() throws -> SchemaOptions {
    var options = SchemaOptions()
    options.factors = try factor.map(factorDeclaration)
    guard let contrasts else { return options }
    guard let coding = ContrastCoding(rawValue: contrasts) else {
      throw CommandError(
        .usage, code: "unknownContrasts",
        "no contrasts \"\(contrasts)\"; there are "
          + ContrastCoding.allCases.map(\.rawValue).joined(separator: ", "))
    }
    options.defaultContrast = coding
    return options
  }

  /// Refuses factors that no formula uses.
  func refuseUnusedFactors(_ formulas: [Formula], in table: Table) throws {
    let declared = try schemaOptions().factors.map(\.column)
    if declared.isEmpty { return }
    let used = try formulas.flatMap { try $0.columnNames(in: table) }
    guard let unused = declared.first(where: { !used.contains($0) }) else { return }
    // One that the table has not is an error of its own, with the nearest name.
    if table[unused] == nil { return }
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--factor names \"\(unused)\", which the formula does not use; leave it out",
      location: [.init("column", .string(unused))])
  }

  /// Refuses contrasts where nothing is categorical.
  func refuseUnusedContrasts(_ schemas: [Schema]) throws {
    guard let contrasts, !schemas.contains(where: \.hasFactors) else { return }
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--contrasts \(contrasts) codes categories, and the formula has none; leave it out, or name a "
        + "categorical column with --factor COL")
  }
}

/// How the categories among the predictors are coded; nil if there are none.
func contrastsName(_ schema: Schema, _ options: ModelOptions) -> String? {
  schema.hasFactors ? options.schema.defaultContrast.rawValue : nil
}

extension Schema {
  /// Whether a predictor is categorical.
  fileprivate var hasFactors: Bool { variables.contains(where: \.isFactor) }
}

/// `COL` or `COL=a,b,c`.
private func factorDeclaration(_ text: String) throws -> FactorDeclaration {
  let column = writtenNames(text, separatedBy: "=")[0].text
  let levels = writtenNames(textAfterEquals(text), separatedBy: ",").map(\.text)
  if column.isEmpty || levels.contains("") && levels != [""] {
    throw CommandError(
      .usage, code: "badOption", "--factor takes COL or COL=a,b,c, not \"\(text)\"")
  }
  return FactorDeclaration(column: column, levels: levels == [""] ? nil : levels)
}

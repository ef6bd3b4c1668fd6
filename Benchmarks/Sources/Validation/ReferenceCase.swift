import Concord
import Foundation

/// A case of the test suite's fixtures: a model on data with results established elsewhere.
struct ReferenceCase: Decodable, Sendable {
  let id: String
  let source: Source
  let data: String
  let model: Model
  let expect: Expectation

  struct Source: Decodable, Sendable {
    let computedBy: String?
  }

  struct Model: Decodable, Sendable {
    let kind: String
    let formula: String
    let family: String?
    let link: String?
    let weights: String?
    let vcov: String?
    let cluster: [String]?
    let filter: String?
    let factors: [String: [String]]?
  }

  struct Expectation: Decodable, Sendable {
    let coefficients: [String: Coefficient]
  }

  struct Coefficient: Decodable, Sendable {
    let estimate: Double?
    let se: Double?
    let df: Double?
    let p: Double?
  }

  /// The cases of fitted models in a folder of fixtures, in the order of their names.
  static func all(in fixtures: URL) throws -> [ReferenceCase] {
    try FileManager.default.contentsOfDirectory(
      at: fixtures.appending(path: "cases"), includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "json" }
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
    .compactMap { try? JSONDecoder().decode(ReferenceCase.self, from: Data(contentsOf: $0)) }
  }

  /// The coefficients the library gives, under the covariance of the case.
  func coefficients(fixtures: URL) throws -> [Estimate] {
    let table = try Table(csv: fixtures.appending(path: data))
    let name = model.vcov ?? "classical"
    let estimator =
      name.hasPrefix("HAC")
      ? try standardEstimator(named: "HAC", lag: Int(name.drop { !$0.isNumber }))
      : try standardEstimator(
        named: name.replacingOccurrences(of: "cluster:", with: ""),
        clusters: model.cluster ?? [])
    if model.kind == "linear" {
      return try LinearModel(model.formula, options: options()).fit(to: table)
        .inference(using: estimator).coefficientTable()
    }
    let familyName = (model.family ?? "").lowercased().replacingOccurrences(of: ".", with: "-")
    guard let family = standardFamily(named: familyName) else { return [] }
    return try generalized(family, on: table).inference(using: estimator).coefficientTable()
  }

  private func generalized(_ family: some Family, on table: Table) throws
    -> GeneralizedLinearFit
  {
    try GeneralizedLinearModel(
      model.formula, family: family, link: model.link.flatMap { standardLink(named: $0) },
      options: options()
    ).fit(to: table)
  }

  private func options() throws -> ModelOptions {
    var options = ModelOptions()
    options.schema.factors = (model.factors ?? [:]).map {
      FactorDeclaration(column: $0.key, levels: $0.value)
    }
    options.weights = model.weights.map { .precision($0) }
    options.filter = try model.filter.map { try RowFilter($0) }
    options.required = model.cluster ?? []
    return options
  }
}

import Concord
import Foundation
import TestSupport

/// A model on data with the results established elsewhere.
struct ReferenceCase: Sendable, CustomStringConvertible {
  let id: String
  let node: JSONNode

  var description: String { id }
  var expect: JSONNode { node["expect"] ?? .null }
  var post: JSONNode? { node["post"] }

  /// A member of the model.
  func model(_ key: String) -> JSONNode? { node["model"]?[key] }

  var formula: String { model("formula")?.text ?? "" }
  var kind: String { model("kind")?.text ?? "" }

  /// The tolerance for a quantity, as the case states it.
  func tolerance(_ quantity: String, standardError: Double? = nil) -> Tolerance {
    let bound =
      node["tolerance"]?[quantity]?.number ?? node["tolerance"]?["value"]?.number ?? 0
    let reason = "case \(id), \(quantity)"
    if quantity == "estimate", let standardError {
      return Tolerance(.relativeTo(scale: standardError, bound), because: reason)
    }
    return Tolerance(.relative(bound), because: reason)
  }

  /// The data of the case.
  func table() throws -> Table {
    let path = node["data"]?.text ?? ""
    return try Table(csv: ReferenceCase.fixtures.appending(path: path))
  }

  static let fixtures = Bundle.module.bundleURL.appending(path: "Fixtures")

  /// Every case in the fixtures, in the order of their names.
  static let all: [ReferenceCase] = {
    let folder = fixtures.appending(path: "cases")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    return files.filter { $0.pathExtension == "json" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .compactMap { file in
        guard let data = try? Data(contentsOf: file),
          let node = try? JSONDecoder().decode(JSONNode.self, from: data)
        else { return nil }
        return ReferenceCase(id: file.deletingPathExtension().lastPathComponent, node: node)
      }
  }()

  /// Cases that fit one linear or generalized linear model.
  static let fits = all.filter {
    $0.post == nil && ["linear", "glm"].contains($0.kind)
  }

  /// Cases that fit one negative binomial regression.
  static let negativeBinomialFits = all.filter { $0.kind == "negativeBinomial" }

  /// Cases that fit one cumulative link model.
  static let ordinalFits = all.filter { $0.kind == "ordinal" }

  /// Cases that fit one linear mixed model.
  static let mixedFits = all.filter { $0.post == nil && $0.kind == "mixed" }

  /// Cases that fit one generalized linear mixed model.
  static let generalizedMixedFits = all.filter { $0.kind == "generalizedMixed" }

  /// The case of a name.
  static func named(_ id: String) throws -> ReferenceCase {
    struct Missing: Error { let id: String }
    guard let found = all.first(where: { $0.id == id }) else { throw Missing(id: id) }
    return found
  }
}

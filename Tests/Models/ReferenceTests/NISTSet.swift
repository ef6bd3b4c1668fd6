import Foundation

/// A linear regression or one-way analysis of variance of the NIST Statistical Reference Datasets:
/// the exact answers and how many of their digits are left when the data are read into doubles
/// (`Fixtures/nist/make_values.py`).
struct NISTSet: Sendable, CustomStringConvertible {
  let node: JSONNode

  var name: String { node["name"]?.text ?? "" }
  var formula: String { node["formula"]?.text ?? "" }
  var isAnalysis: Bool { node["values"]?["fStatistic"] != nil }
  var description: String { name }

  /// The digits that reading the data into doubles leaves of a quantity, at most 15.
  func bound(_ quantity: String) -> Double { node["bounds"]?[quantity]?.number ?? 0 }

  /// The correct digits, the least over values, at most 15; absolute where the answer is 0.
  func digits(_ quantity: String, _ got: [Double]) -> Double {
    let want = (node["values"]?[quantity]?.texts ?? []).compactMap { Double($0) }
    guard got.count == want.count, !got.isEmpty else { return -.infinity }
    return zip(got, want).reduce(15) { least, pair in
      let error = (pair.0 - pair.1).magnitude / (pair.1 == 0 ? 1 : pair.1.magnitude)
      return error == 0 ? least : min(least, error.isNaN ? -.infinity : -log10(error))
    }
  }

  /// The data as CSV: a fixture, or made by NIST's rule.
  func csv() throws -> String {
    guard let center = node["center"]?.number, let replicates = node["replicates"]?.number else {
      let file = ReferenceCase.fixtures.appending(path: "nist/\(name).csv")
      return try String(contentsOf: file, encoding: .utf8)
    }
    var lines = ["treatment,y"]
    for (treatment, tenths) in [4, 3, 5, 3, 5, 3, 5, 3, 5].enumerated() {
      for i in 0..<Int(replicates) {
        let shift = i == 0 ? 0 : i % 2 == 1 ? -1 : 1
        lines.append("\(treatment + 1),\(Int(center)).\(tenths + shift)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let all: [NISTSet] = {
    let file = ReferenceCase.fixtures.appending(path: "nist/values.json")
    guard let data = try? Data(contentsOf: file),
      let nodes = try? JSONDecoder().decode([JSONNode].self, from: data)
    else { return [] }
    return nodes.map { NISTSet(node: $0) }
  }()
}

import Foundation

/// What is wrong with an answer in JSON.
func jsonViolations(_ text: String, intervalsHoldEstimates: Bool) -> [String] {
  guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
    let answer = value as? [String: Any]
  else { return ["JSON that does not parse"] }
  var walk = JSONWalk(intervalsHoldEstimates: intervalsHoldEstimates)
  walk.visit(answer, at: "")
  return walk.found + certainty(of: answer)
}

/// A coefficient without uncertainty although residuals are left, and nothing said.
private func certainty(of answer: [String: Any]) -> [String] {
  guard let fit = answer["fit"] as? [String: Any],
    let freedom = fit["degreesOfFreedomResidual"] as? Double, freedom > 0,
    let rows = answer["coefficients"] as? [[String: Any]],
    (answer["warnings"] as? [Any])?.isEmpty ?? true
  else { return [] }
  let isCertain = rows.contains { ($0["standardError"] as? Double) == 0 }
  return isCertain ? ["a standard error of 0 with residuals left, and no warning"] : []
}

/// Looks at every number of an answer.
private struct JSONWalk {
  let intervalsHoldEstimates: Bool
  var found: [String] = []

  mutating func visit(_ value: Any, at path: String) {
    switch value {
    case let object as [String: Any]:
      checkInterval(object, at: path)
      for (key, member) in object { visit(member, at: path + "." + key) }
    case let array as [Any]: for element in array { visit(element, at: path) }
    case let number as NSNumber: check(number.doubleValue, at: path)
    default: break
    }
  }

  private mutating func check(_ number: Double, at path: String) {
    if !number.isFinite { found.append("a number in JSON that is not finite: \(path)") }
    let key = path.split(separator: ".").last?.lowercased() ?? ""
    if key.hasSuffix("pvalue"), !(0...1).contains(number) { found.append("p outside 0…1: \(path)") }
    let notNegative = [
      "standarderror", "variance", "standarddeviation", "sigma", "dispersion", "degreesoffreedom",
      "linearstandarderror", "modelbasedstandarderror", "designeffect", "df1", "df2",
    ]
    if notNegative.contains(String(key)), number < 0 { found.append("below 0: \(path)") }
    let shares = ["intraclasscorrelation", "reliability", "shareofvariance", "marginal"]
    if shares.contains(String(key)), !(-1e-9...1 + 1e-9).contains(number) {
      found.append("outside 0…1: \(path)")
    }
    if key == "correlations", !(-1 - 1e-9...1 + 1e-9).contains(number) {
      found.append("outside −1…1: \(path)")
    }
  }

  private mutating func checkInterval(_ object: [String: Any], at path: String) {
    guard intervalsHoldEstimates,
      let estimate = (object["estimate"] ?? object["fit"] ?? object["ratio"]) as? Double
    else { return }
    let slack = 1e-9 * abs(estimate)
    if let lower = object["lower"] as? Double, lower > estimate + slack {
      found.append("an interval above its estimate: \(path)")
    }
    if let upper = object["upper"] as? Double, upper < estimate - slack {
      found.append("an interval below its estimate: \(path)")
    }
  }
}

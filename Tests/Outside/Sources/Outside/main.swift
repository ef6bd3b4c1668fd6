import Concord
import Foundation

// What a model of somebody else gets: every covariance, question and interval, a table and JSON. Its numbers
// are held to Concord's own Poisson regression, which knows nothing of it.
var stream = RandomStream(seed: 7, stream: 0)
let x = (0..<200).map { _ in stream.nextNormal() }
let z = (0..<200).map { _ in stream.nextNormal() }
let y = zip(x, z).map { exp(0.5 + 0.4 * $0 - 0.2 * $1 + 0.3 * stream.nextNormal()).rounded() }
let table = try Table([
  Column("x", x), Column("z", z), Column("y", y),
  Column("district", (0..<200).map { "d\($0 % 20)" }),
])
let theirs = try PoissonByHand("y", on: ["x", "z"], of: table)
let ours = try GeneralizedLinearModel("y ~ x + z", family: .poisson).fit(to: table)

/// Stops where two numbers differ by more than rounding.
func require(_ mine: Double?, _ other: Double?, _ what: String) {
  guard let mine, let other, (mine - other).magnitude <= 1e-9 * max(1, other.magnitude) else {
    print("\(what): \(String(describing: mine)) is not \(String(describing: other))")
    exit(1)
  }
}

for (a, b) in zip(
  try theirs.inference(using: .heteroskedastic(.hc1)).coefficientTable(),
  try ours.inference(using: .heteroskedastic(.hc1)).coefficientTable())
{
  require(a.standardError, b.standardError, "HC1 of \(a.label)")
}
let clustered = try theirs.inference(using: .clustered(by: "district", correction: .cr1))
let reference = try ours.inference(using: .clustered(by: "district", correction: .cr1))
let ratio = Comparison(.ratio, of: "x", from: .percentile(10), to: .percentile(90))
let answer = try clustered.ask(ratio)
require(answer.estimates[0].value, try reference.ask(ratio).estimates[0].value, "the ratio")
require(answer.estimates[0].upper, try reference.ask(ratio).estimates[0].upper, "its interval")
let means = MarginalMeans(of: ["x"], at: ["x": [.value(-1), .mean, .value(1)]])
for (a, b) in zip(try clustered.ask(means).estimates, try reference.ask(means).estimates) {
  require(a.standardError, b.standardError, "a marginal mean")
}
let region = try clustered.johnsonNeyman(of: "x", by: "z")
require(
  region.shareSignificant, try reference.johnsonNeyman(of: "x", by: "z").shareSignificant,
  "the region")
let drawn = try theirs.bootstrap(draws: 50, seed: 3, of: .clusters("district")).ask(ratio)
let drawnHere = try ours.bootstrap(draws: 50, seed: 3, of: .clusters("district")).ask(ratio)
require(drawn.estimates[0].lower, drawnHere.estimates[0].lower, "a bootstrap interval")
print(clustered)
print(answer)
print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))

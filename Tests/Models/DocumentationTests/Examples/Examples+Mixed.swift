import Concord

extension Examples {
  mutating func mixed() throws {
    let fit = try LinearMixedModel("ela ~ collaboration * poverty + (1 | state/district)")
      .fit(to: Table(csv: file))
    let inference = try fit.inference(using: .classical(degreesOfFreedom: .kenwardRoger))
    print(inference.coefficientTable()[1].label, fit.varianceComponents.map(\.grouping))
    let gap = try inference.gap(
      of: "poverty", from: .value(20), to: .value(80), at: ["collaboration": .value(3)])
    print(Prose.number(gap.estimate, decimals: 1))
    let modes = try fit.conditionalModes()
    print(modes.map(\.levels.count))
  }

  mutating func groupPredictions() throws {
    let table = try Table(csv: file)
    let mixed = try LinearMixedModel("commitment ~ collaboration * poverty + (1 | district)")
      .fit(to: table)
    let rows = table.selecting(rows: [0, 200])
    for prediction in try mixed.inference().groupPredictions(for: rows) {
      print(Prose.number(prediction?.mean ?? .nan))
    }
  }

  mutating func multilevel() throws {
    let fit = try LinearMixedModel("ela ~ collaboration + (1 | state/district)")
      .fit(to: Table(csv: file))
    let parts = fit.varianceDecomposition()
    for row in parts.groupings {
      print(row.grouping, row.within, Prose.number(row.intraclassCorrelation, decimals: 3))
    }
    print(Prose.number(parts.marginalRSquared, decimals: 3))
    for row in fit.coefficientReliabilities() {
      print(row.grouping, row.effect, row.reliability.map { Prose.number($0, decimals: 3) } ?? "–")
    }
  }

  mutating func contextual() throws {
    let within = "I(poverty - groupMean(poverty, district))"
    let between = "groupMean(poverty, district)"
    let fit = try LinearMixedModel("ela ~ \(within) + \(between) + (1 + \(within) || district)")
      .fit(to: Table(csv: file))
    let row = try fit.inference(using: .classical(degreesOfFreedom: .satterthwaite)).test(
      "\(between) - \(within) = 0")
    print(Prose.number(row.estimate, decimals: 3), Prose.pValue(row.pValue ?? .nan))
  }
}

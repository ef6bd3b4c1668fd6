import Concord

extension Examples {
  mutating func mixedIntervals() throws {
    let schools = try Table(csv: file)
    let fit = try LinearMixedModel("ela ~ poverty + (1 | district)").fit(to: schools)
    for interval in try fit.profileIntervals() {
      let (lower, upper) = (interval.lower, interval.upper)
      print(interval.parameter, Prose.interval(lower, upper, decimals: 2))
    }
    let bootstrap = try fit.parametricBootstrap(draws: 200, seed: 7)
    print(bootstrap.boundaryCount, bootstrap.failedDraws.count)
    let smaller = try LinearMixedModel("ela ~ 1 + (1 | district)").fit(to: schools)
    let test = try fit.parametricBootstrapTest(of: smaller, draws: 99, seed: 7)
    print(test.exceedingCount, test.pValue)
  }

  mutating func drawResponses() throws {
    let formula = "cbind(leavers, staff - leavers) ~ poverty"
    let fit = try GeneralizedLinearModel(formula, family: .binomial).fit(to: Table(csv: file))
    let simulated = try fit.simulatedResponses(count: 2, seed: 7)
    let trials = fit.frame.response.trials ?? []
    print(zip(simulated.draws[0], trials).prefix(3).map { Int(($0 * $1).rounded()) })
  }
}

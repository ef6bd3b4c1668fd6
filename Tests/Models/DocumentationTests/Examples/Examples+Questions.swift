import Concord
import Synchronization

extension Examples {
  mutating func marginalMeans() throws {
    let schools = try Table(csv: file)
    let fit = try LinearModel("ela ~ state + poverty * collaboration").fit(to: schools)
    let inference = try fit.inference(using: .clustered(by: "district"))
    let means = try inference.ask(MarginalMeans(of: ["state"], at: ["poverty": [.value(50)]]))
    print(means.estimates.map { Prose.number($0.estimate, decimals: 1) })
  }

  mutating func countsAndOrder() throws {
    let schools = try Table(csv: file)
    let model = try NegativeBinomialModel("leavers ~ poverty + offset(log(staff))")
    let counts = try model.fit(to: schools)
    if let theta = counts.theta { print("θ", Prose.number(theta, decimals: 0)) }
    let climate = try schools.column("commitment").numericValues().map {
      $0 < 4.9 ? "low" : $0 < 5.3 ? "middle" : "high"
    }
    var options = ModelOptions()
    let order = ["low", "middle", "high"]
    options.schema.factors = [FactorDeclaration(column: "climate", levels: order)]
    let rows = try schools.adding(Column("climate", climate))
    let ordered = try OrdinalModel("climate ~ poverty", options: options).fit(to: rows)
    let gap = try ordered.inference().ask(
      Comparison(.gap, of: "poverty", from: .percentile(10), to: .percentile(90)))
    for estimate in gap.estimates {
      print(estimate.outcome, Prose.number(estimate.estimate, decimals: 2))
    }
  }

  mutating func bootstrap() throws {
    let schools = try Table(csv: file)
    let fit = try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ collaboration * poverty", family: .binomial
    ).fit(to: schools)
    let bootstrap = try fit.bootstrap(draws: 200, seed: 7, of: .clusters("district"))
    let question = Comparison(
      .ratio, of: "poverty", from: .percentile(10), to: .percentile(90),
      at: ["collaboration": .percentile(10)])
    for levels in [ReplicateLevels.fixed, .redrawn] {
      let answer = try bootstrap.ask(question, levels: levels)
      if let ratio = answer.estimates.first, let low = ratio.lowerValue, let high = ratio.upperValue
      {
        print(Prose.ratio(ratio.value), Prose.interval(low, high, decimals: 2))
      }
    }
  }

  mutating func longWork() throws {
    let schools = try Table(csv: file)
    let fit = try LinearMixedModel("ela ~ poverty + (1 | district)").fit(to: schools)
    let latest = Mutex<WorkProgress?>(nil)
    _ = try LongWork.reporting(to: { report in latest.withLock { $0 = report } }) {
      try fit.parametricBootstrap(draws: 200, seed: 7)
    }
    if let report = latest.withLock({ $0 }) { print(report) }
  }
}

import Concord

extension Examples {
  mutating func severalEquations() throws {
    let schools = try Table(csv: file)
    let stack = try StackedFit([
      ("mediator", LinearModel("collaboration ~ partnership + poverty").fit(to: schools)),
      ("outcome", LinearModel("ela ~ collaboration + partnership + poverty").fit(to: schools)),
    ])
    let inference = try stack.inference(using: .clustered(by: "district", correction: .cr1))
    print(inference)
    let indirect = ParameterFunction(
      "indirect effect", of: ["mediator: partnership", "outcome: collaboration"]
    ) { $0[0] * $0[1] }
    print(try inference.ask(indirect))
    print(try stack.bootstrap(draws: 199, seed: 7, of: .clusters("district")).ask(indirect))
  }
}

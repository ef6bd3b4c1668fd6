import Concord

extension Examples {
  mutating func streamed() throws {
    let blocks = try CSVBlocks(contentsOf: file)
    let options = ModelOptions(required: ["district"])
    let fit = try LinearModel("ela ~ collaboration + poverty + state", options: options)
      .fit(streaming: blocks)
    let inference = try fit.inference(using: .clustered(by: "district", correction: .cr1s))
    print(fit.frame.rows.used, fit.description.method)
    print(inference.coefficientTable()[1].label)
  }
}

/// Refuses a formula in the place of the data with the data in the place of a formula.
func refuseSwapped(data: String, formulas: [String]) throws {
  guard data.contains("~"), FilePath(data).status == nil,
    let file = formulas.first(where: { !$0.contains("~") })
  else { return }
  throw CommandError(
    .usage, code: "swappedArguments",
    "the formula stands in the place of DATA; the data come first: \(file) '\(data)'")
}

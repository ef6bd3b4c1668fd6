extension BadInput {
  /// Sixty rows in ten groups, and columns that are each wrong in some way.
  static let grouped: String = {
    let header =
      "y,x,g,half,row,one,word,part,gone,same,none,some,huge,large,infinite,count,sign,odd\n"
    let rows = (0..<60).map { i -> String in
      let x = Double(i * 37 % 23 - 11) / 7
      let y = 0.3 * Double(i / 6) + 0.5 * x + Double(i * 53 % 19 - 9) / 5
      let cells: [String] = [
        "\(y)", "\(x)", "\(i / 6)", "\(Double(i / 6) / 2)", "\(i)", "k", "only",
        i % 7 == 0 ? "" : "\(i / 6)", "", "7", "0", i % 3 == 0 ? "0" : "1",
        i % 2 == 0 ? "-1e308" : "1e308", "\(1e160 * x)", i == 3 ? "Inf" : "\(i)",
        "\(Int((y.magnitude * 2).rounded()))", x > 0 ? "1" : "0", "\(i / 6 % 2)",
      ]
      return cells.joined(separator: ",")
    }
    return header + rows.joined(separator: "\n") + "\n"
  }()

  static let mixed = linearMixed + generalizedMixed

  private static let linearMixed = [
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 | one)", exit: 65,
      "all rows are in one group of one, \"k\""),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 | row)", exit: 65,
      "each of the 60 groups of row has one row"),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 + x | row)", exit: 65,
      "(1 + x | row) has 120 random effects for 60 rows"),
    BadInput("fit", "@grouped.csv", "y ~ x + (1 | half)", exit: 0, ""),
    BadInput("fit", "@grouped.csv", "y ~ x + (1 | part)", exit: 0, ""),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 | gone)", exit: 65,
      "no rows are left to fit: of 60, 60 rows without a value for gone"),
    BadInput("fit", "@grouped.csv", "y ~ x + (1 | nope)", exit: 65, "no column \"nope\""),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 | 1)", exit: 64,
      "found \"1\" as a grouping at position 13 (counted from 0); expected column names"),
    BadInput("fit", "@grouped.csv", "y ~ x + (0 | g)", exit: 64, "has no random term such as"),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (word | g)", exit: 65, "word has only one level, \"only\""),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (same | g)", exit: 65, "same is the same in every row"),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 | g) + (1 | g)", exit: 65,
      "(Intercept) varies by g in two random terms"),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 | g) + (1 | half)", exit: 65,
      "g and half make the same groups"),
    BadInput("fit", "@grouped.csv", "same ~ x + (1 | g)", exit: 65, "nothing is left of same"),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (1 | g)", "--weights", "none", exit: 65,
      "60 rows with weight zero in none"),
    BadInput("fit", "@grouped.csv", "y ~ x + (1 | g)", "--weights", "some", exit: 0, ""),
    BadInput("fit", "@grouped.csv", "huge ~ x + (1 | g)", exit: 65, "by powers of ten"),
    BadInput("fit", "@grouped.csv", "y ~ huge + (1 | g)", exit: 65, "by powers of ten"),
    BadInput("fit", "@grouped.csv", "y ~ x + (huge | g)", exit: 65, "by powers of ten"),
    BadInput(
      "fit", "@grouped.csv", "y ~ x + (infinite | g)", exit: 65, "infinite is infinite in row 4"),
  ]

  private static let generalizedMixed = [
    counts("none ~ x + (1 | g)", exit: 0, "at the end of their range"),
    counts("count ~ x + (1 | row)", exit: 0, ""),
    counts("count ~ x + (1 | one)", exit: 65, "all rows are in one group of one"),
    counts("count ~ x + (1 | gone)", exit: 65, "60 rows without a value for gone"),
    counts("count ~ x + (1 | g) + (1 | g)", exit: 65, "in two random terms"),
    counts("count ~ huge + (1 | g)", exit: 65, "by powers of ten"),
    counts("count ~ x + (huge | g)", exit: 65, "by powers of ten"),
    counts("count ~ large + (1 | g)", exit: 0, "the search for the variances stopped"),
    BadInput(
      "fit", "@grouped.csv", "sign ~ x + (1 | g)", "--family", "binomial", exit: 0,
      "at the end of their range"),
    BadInput(
      "fit", "@grouped.csv", "odd ~ x + (1 | g)", "--family", "binomial", exit: 0,
      "in each group of g the outcome is 0 in all rows or 1 in all rows"),
    BadInput(
      "fit", "@grouped.csv", "none ~ x + (1 | g)", "--family", "binomial", exit: 0,
      "at the end of their range"),
  ]

  private static func counts(_ formula: String, exit: Int32, _ message: String) -> BadInput {
    BadInput(
      "fit", "@grouped.csv", formula, "--family", "poisson", exit: exit, message)
  }
}

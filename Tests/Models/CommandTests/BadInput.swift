import ConcordReaders

/// A command line that cannot be answered, or only with a warning.
struct BadInput: Sendable, CustomStringConvertible {
  let arguments: [String]
  let exitCode: Int32
  /// What standard error must hold: what was asked, where, and the mend.
  let message: String

  init(_ arguments: String..., exit exitCode: Int32, _ message: String) {
    self.arguments = arguments
    self.exitCode = exitCode
    self.message = message
  }

  var description: String { arguments.joined(separator: " ").prefix(100).description }
}

extension BadInput {
  static let all =
    files + columns + formulas + options + covariances + families + questions
    + mixed

  /// The files the table refers to, beside `schools.csv`.
  static let contents: [(name: String, bytes: [UInt8])] = [
    ("empty.csv", []), ("header.csv", Array("a,b,c\n".utf8)),
    ("ragged.csv", Array("a,b\n1,2\n3\n4,5\n".utf8)),
    ("quote.csv", Array("a,b\n1,\"2\n3,4\n".utf8)), ("nul.csv", Array("a,b\n1,\0002\n".utf8)),
    ("afterquote.csv", Array("a,b\n\"1\"x,2\n".utf8)),
    ("latin.csv", Array("a,b\n1,caf".utf8) + [0x81, 0x0A]),
    ("utf16.csv", [0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00, 0x62, 0x00]),
    ("twice.csv", Array("a,a\n1,2\n".utf8)), ("two.csv", Array("y,x\n1,2\n2,3\n".utf8)),
    ("separated.csv", Array("y,x\n0,1\n0,2\n0,3\n1,4\n1,5\n1,6\n".utf8)),
    ("odd.csv", Array(odd.utf8)), ("grouped.csv", Array(grouped.utf8)),
  ]

  /// Ten rows whose columns are each wrong in some way.
  private static let odd: String = {
    let header = "y,x,z,word,pair,gone,same,huge,infinite,minus,none,part,share,count,one\n"
    let rows = (0..<10).map { i -> String in
      let cells: [String] = [
        "\(3 + i * i % 7)", "\(i + 1)", "\(i * 7 % 5)", ["red", "green", "blue"][i % 3],
        ["u", "v"][i % 2], "", "7", i == 0 ? "-1e308" : "1e308", i == 4 ? "Inf" : "\(i)",
        i == 2 ? "-1" : "1", "0", i == 3 ? "1.5" : "2", ["0.2", "0.4", "0.9", "1.5"][i % 4],
        i == 5 ? "-1" : "\(i)", "k",
      ]
      return cells.joined(separator: ",")
    }
    return header + rows.joined(separator: "\n") + "\n"
  }()

  private static let files = [
    BadInput(
      "fit", "@empty.csv", "a ~ b", exit: 65, "empty.csv is empty: a table needs a header line"),
    BadInput(
      "fit", "@header.csv", "a ~ b", exit: 65,
      "there are no rows to fit: the table has column names only"),
    BadInput(
      "fit", "@ragged.csv", "a ~ b", exit: 65, "ragged.csv, line 3: row has 1 field, header has 2"),
    BadInput(
      "fit", "@quote.csv", "a ~ b", exit: 65,
      "quote.csv, line 2: the quote opened here is never closed"),
    BadInput(
      "fit", "@afterquote.csv", "a ~ b", exit: 65,
      "afterquote.csv, line 2: text after a closing quote"),
    BadInput(
      "fit", "@nul.csv", "a ~ b", exit: 65,
      "nul.csv, line 2: a NUL byte; if the file is in UTF-16, save it as UTF-8"),
    BadInput(
      "fit", "@latin.csv", "a ~ b", exit: 65,
      "latin.csv, line 2: the text is not UTF-8; save the file as UTF-8"),
    BadInput("fit", "@utf16.csv", "a ~ b", exit: 65, "note: the text is in UTF-16"),
    BadInput("fit", "@", "a ~ b", exit: 66, "it is a folder; name a file in it"),
    BadInput("fit", "@nowhere.csv", "a ~ b", exit: 66, "there is no such file"),
    BadInput(
      "fit", "@old.sav", "a ~ b", exit: 66,
      "old.sav is an SPSS file, which this program was built without; build it with: "
        + FileFormat.enablingCommand),
    BadInput(
      "fit", "@old.sas7bdat", "a ~ b", exit: 66,
      "old.sas7bdat is a SAS file, which this program was built without"),
    BadInput(
      "study", "@schools.xlsx", exit: 66,
      "schools.xlsx is an .xlsx spreadsheet, which this program was built without"),
    BadInput(
      "fit", "@schools.csv.gz", "a ~ b", "--stream", exit: 66,
      "schools.csv.gz is compressed by gzip, which this program was built without"),
    BadInput(
      "fit", "@two.csv", "y ~ x", "--sheet", "2", exit: 64,
      "--sheet says nothing about two.csv, which is read as CSV; leave it out"),
    BadInput(
      "fit", "@two.csv", "y ~ x", "--unpack-limit", "10", exit: 64,
      "--unpack-limit says nothing about two.csv"),
    BadInput(
      "fit", "@old.dta", "a ~ b", exit: 66,
      "old.dta is a Stata file, which this program was built without; build it with: "
        + FileFormat.enablingCommand),
    BadInput("fit", "", "a ~ b", exit: 66, "cannot read"),
    BadInput("fit", "@twice.csv", "a ~ b", exit: 65, "no column \"b\" in twice.csv"),
    BadInput(
      "predict", "@two.csv", "y ~ x", "--new", "@nowhere.csv", exit: 66, "there is no such file"),
    BadInput(
      "simulate", "--out", "/nowhere/at/all.csv", exit: 74,
      "cannot write /nowhere/at/all.csv: there is no folder /nowhere/at; make it first"),
    BadInput("simulate", "--out", "@", exit: 74, "it is a folder; name a file in it"),
  ]

  private static let columns = [
    BadInput(
      "fit", "@schools.csv", "ela ~ colaboration", exit: 65,
      "no column \"colaboration\" in schools.csv; the closest is \"collaboration\""),
    BadInput(
      "fit", "@schools.csv", "ELA ~ poverty", exit: 65,
      "no column \"ELA\" in schools.csv; the closest is \"ela\""),
    BadInput(
      "fit", "@odd.csv", "word ~ x", exit: 65,
      "the response word has 3 levels (\"blue\", \"green\", \"red\"); expected 2"),
    BadInput("fit", "@odd.csv", "y ~ log(word)", exit: 65, "word"),
    BadInput(
      "fit", "@odd.csv", "y ~ gone", exit: 65,
      "no rows are left to fit: of 10, 10 rows without a value for gone"),
    BadInput(
      "fit", "@odd.csv", "y ~ same", exit: 0,
      "warning: same cannot be estimated and was removed: it equals 7 × (Intercept)"),
    BadInput(
      "fit", "@odd.csv", "y ~ scale(same)", exit: 65,
      "scale(same) cannot be computed: its argument has the same value in every row"),
    BadInput(
      "fit", "@odd.csv", "huge ~ x", exit: 65,
      "the residual sum of squares of huge is beyond the range of numbers; divide the outcome"),
    BadInput("fit", "@odd.csv", "y ~ huge:I(huge * 2)", exit: 65, "infinite in row 1"),
    BadInput(
      "fit", "@odd.csv", "y ~ infinite", exit: 65,
      "infinite is infinite in row 5; leave out such rows"),
    BadInput("fit", "@odd.csv", "infinite ~ y", exit: 65, "infinite is infinite in row 5"),
    BadInput(
      "fit", "@odd.csv", "y ~ log(none)", exit: 65, "log(none) is infinite in row 1, where none = 0"
    ),
    BadInput(
      "fit", "@odd.csv", "y ~ one", exit: 65,
      "one has only one level, \"k\", in the rows used; leave it out"),
    BadInput(
      "fit", "@odd.csv", "y ~ poly(x, 12)", exit: 65,
      "poly(x, 12) needs more than 12 distinct values; there are 10"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--weights", "minus", exit: 65,
      "the weight in column \"minus\", row 3, is -1.0; a weight must not be negative"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--weights", "part", "--weight-kind", "frequency", exit: 65,
      "column \"part\", row 4, is 1.5; a frequency weight must be a whole number"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--weights", "none", exit: 65,
      "no rows are left to fit: of 10, 10 rows with weight zero in none"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--weights", "word", exit: 65,
      "column \"word\" is not numeric: \"red\" in row 1"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--weights", "infinite", exit: 65,
      "a weight must be a finite number"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--offset", "infinite", exit: 65,
      "the offset in column \"infinite\", row 5, is inf"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--offset", "wordd", exit: 65,
      "no column \"wordd\" in odd.csv; the closest is \"word\""),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--cluster", "wordd", exit: 65,
      "no column \"wordd\" in odd.csv; the closest is \"word\""),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--factor", "wordd", exit: 65,
      "no column \"wordd\" in odd.csv; the closest is \"word\""),
    BadInput(
      "fit", "@odd.csv", "y ~ word", "--factor", "word=red,blue", exit: 65,
      "word is \"green\" in row 2, which is not a declared level (\"red\", \"blue\")"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--where", "x > 100", exit: 65,
      "no rows are left to fit: of 10, 10 were kept out by the filter"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--where", "wordd == 'red'", exit: 65,
      "no column \"wordd\" in odd.csv; the closest is \"word\""),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--where", "x", exit: 65, "x is a number; expected a condition"),
    BadInput(
      "fit", "@two.csv", "y ~ x", exit: 0,
      "warning: the model is saturated: as many coefficients as observations"
    ),
    BadInput(
      "fit", "@two.csv", "y ~ x + I(x^2) + I(x^3)", exit: 0,
      "warning: I(x^2) cannot be estimated and was removed"),
    BadInput(
      "predict", "@odd.csv", "y ~ x + z", "--new", "@two.csv", exit: 65,
      "no column \"z\" in two.csv"),
  ]

  private static let formulas = [
    BadInput("fit", "@odd.csv", "fsd;lkj23 ~~ 34#@!", exit: 64, "found \";\" at position 3"),
    BadInput("fit", "@odd.csv", "~~~~++++", exit: 64, "position"),
    BadInput("fit", "@odd.csv", "y ~ ĸœđ¢\u{0}\u{1F408}", exit: 64, "position"),
    BadInput("fit", "@odd.csv", "", exit: 64, "expected a column name"),
    BadInput(
      "fit", "@odd.csv", "y ~ frobnicate(x)", exit: 64,
      "found the unknown function \"frobnicate\" at position 4"),
    BadInput("fit", "@odd.csv", "y ~ (x", exit: 64, "expected \")\" to close the parenthesis"),
    BadInput("fit", "@odd.csv", "y ~ x)", exit: 64, "found \")\" at position 5"),
    BadInput(
      "fit", "@odd.csv", "y ~", exit: 64,
      "found the end of the text at position 3 (counted from 0); expected a term"),
    BadInput(
      "fit", "@odd.csv", "~ x", exit: 64, "has no left-hand side; write the outcome before the ~"),
    BadInput("fit", "@odd.csv", "y", exit: 64, "~"),
    BadInput("fit", "@odd.csv", "y ~ `x", exit: 64, "position"),
    BadInput(
      "fit", "@odd.csv",
      "y ~ " + String(repeating: "(", count: 500) + "x" + String(repeating: ")", count: 500),
      exit: 64, "nested more than 200 deep at position 204"),
    BadInput(
      "fit", "@odd.csv", "y ~ " + String(repeating: "-", count: 5000) + "x", exit: 64, "error: "),
    BadInput(
      "fit", "@odd.csv", "y ~ (x + z + pair)^40", exit: 0, ""),
    BadInput(
      "fit", "@schools.csv",
      "ela ~ (collaboration + poverty + sector + urban + leavers + staff + passed + year + district + school + `Share %` + I(year^2) + log(staff) + I(poverty^2) + I(leavers^2) + I(passed + 1) + I(staff^3) + sqrt(year))^40",
      exit: 64, "use fewer variables or a lower power"),
    BadInput(
      "fit", "@odd.csv", "y ~ x + (1 | word)", "--stream", exit: 64,
      "a linear model does not take the term (1 | word); random effects need a mixed model"),
    BadInput(
      "fit", "@odd.csv", "y ~ x | word", exit: 64,
      "a linear model does not take the term | word; absorbed effects"),
    BadInput(
      "fit", "@odd.csv", "y ~ y", exit: 64, "the response y is also a predictor; take it out"),
    BadInput(
      "fit", "@odd.csv", "y ~ 0", exit: 64,
      "leaves nothing to estimate; add a predictor or an intercept"),
    BadInput("fit", "@odd.csv", "y ~ poly(x, 0)", exit: 64, "position"),
    BadInput("fit", "@odd.csv", "y ~ poly(x, 99999999999999999999)", exit: 64, "position"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--where", "x >", exit: 64,
      "found the end of the text at position 3"),
    BadInput("fit", "@odd.csv", "cbind(x, z) ~ y", exit: 64, "choose the binomial family"),
    BadInput("compare", "@odd.csv", "y ~ x", "y ~ (", exit: 64, "position"),
  ]
}

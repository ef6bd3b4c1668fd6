import ArgumentParser
import Concord

/// Where the data come from and how they are read.
struct DataOptions: ParsableArguments {
  @Argument(help: "A .csv or .tsv file, or - for CSV on standard input.")
  var data: String

  @OptionGroup var reading: ReadingOptions
}

/// How data are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Words that mark a missing value, beside the empty field and NA: N/A,.,-9")
  var missing: String?

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: "Keep the rows for which this holds: 'year >= 1992 && inlf == 1'")
  var filter: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Treat a column as categorical: COL, or COL=a,b,c with the reference first.")
  var factor: [String] = []

  @Option(
    parsing: .unconditional,
    help: "Contrasts for categories: treatment, sum, helmert or polynomial.")
  var contrasts: String = "treatment"
}

import ArgumentParser
import Concord

/// Where the data come from and how they are read.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A .csv or .tsv file, or - for CSV on standard input; .dta and others where built in.",
      discussion: "Formats to build in: .csv.gz, .xlsx, .dta, .sav, .sas7bdat."))
  var data: String

  @OptionGroup var reading: ReadingOptions
}

# Writes the .dta, .sav and .sas7bdat fixtures with haven. The data are made up.
# Run in this folder: Rscript make-haven.R
suppressPackageStartupMessages(library(haven))

school <- data.frame(
  id = c(501, 502, 503, 504, 505, 506),
  name = c("Öst", "North High", "", "Sœur", "East \"B\"", "Lake, West"),
  score = c(0.1, -12.5, NA, 1e-10, 123456.789, 3),
  pupils = c(300L, 0L, 25L, NA, 1200L, 7L),
  visited = as.Date(c("2016-02-29", "1969-12-31", NA, "2020-01-01", "1900-03-01", "2017-09-15"))
)
attr(school$score, "label") <- "Mean score, spring"
attr(school$visited, "format.stata") <- "%td"
sector <- c(2, 1, 1, 3, 2, 1)
years <- c(0, 4, 12, 0, 7, NA)

common <- school
common$sector <- labelled(sector, c(Public = 1, Catholic = 2, Other = 3), label = "Sector")
common$years <- labelled(years, c(None = 0))

# Stata: missing values with letters, one of them labelled.
stata <- common
stata$commitment <- labelled(
  c(4, tagged_na("a"), 2, tagged_na("b"), tagged_na("a"), 5), c(Refused = tagged_na("a")))
for (version in c(14, 15)) write_dta(stata, sprintf("haven-%d.dta", version), version = version)
# Formats before 14 are not UTF-8.
stata$name <- c("Oest", "North High", "", "Soeur", "East \"B\"", "Lake, West")
for (version in c(8, 12, 13)) write_dta(stata, sprintf("haven-%02d.dta", version), version = version)

# SPSS: codes and a range that are missing by definition.
spss <- common
spss$commitment <- labelled_spss(
  c(4, -9, 2, -8, -9, 5), c(Refused = -9, "Don't know" = -8), na_values = c(-9, -8))
spss$share <- labelled_spss(c(0.5, 998, 0.25, 999, 1000, 0.75), na_range = c(998, 1000))
spss$grade <- labelled(c("a", "b", "a", "c", "", "b"), c(First = "a", Second = "b"))
write_sav(spss, "haven-byte.sav", compress = "byte")
write_sav(spss, "haven-none.sav", compress = "none")
write_sav(spss, "haven-zlib.sav", compress = "zsav")

# SAS: no labels of values in the file; letters for missing values.
sas <- school
sas$sector <- sector
sas$commitment <- c(4, tagged_na("A"), 2, tagged_na("Z"), tagged_na("A"), 5)
suppressWarnings(write_sas(sas, "haven.sas7bdat"))

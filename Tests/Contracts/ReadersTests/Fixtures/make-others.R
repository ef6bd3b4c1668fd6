# Writes fixtures with openxlsx, readr and base R. The data are made up.
# Run in this folder: Rscript make-others.R
school <- data.frame(
  id = c(501, 502, 503), name = c("Öst", "North, High", "East \"B\""),
  score = c(0.1, NA, 123456.789),
  visited = as.Date(c("2016-02-29", "1969-12-31", "2017-09-15")))
openxlsx::write.xlsx(school, "openxlsx.xlsx")
readr::write_csv(school, "readr.csv.gz")
connection <- gzfile("base.tsv.gz", "w")
write.table(school, connection, sep = "\t", row.names = FALSE, qmethod = "double")
close(connection)

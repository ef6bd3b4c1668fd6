# `Rscript inst_eval.R FOLDER`: the ratings of lme4's InstEval, read from the lme4 that is installed, as
# data.bin and data.json. Codes count from 0; `ds` is the cell of department and service.
folder <- commandArgs(TRUE)[1]
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
ratings <- lme4::InstEval
ratings$ds <- interaction(ratings$dept, ratings$service, drop = TRUE)
code <- function(values) as.double(as.integer(values) - 1L)
columns <- c(
  list(y = as.double(ratings$y), service = code(ratings$service)),
  lapply(ratings[c("s", "d", "dept", "ds")], code))
connection <- file(file.path(folder, "data.bin"), "wb")
for (values in columns) writeBin(values, connection, endian = "little")
close(connection)

count <- function(values) max(values) + 1
levels <- vapply(columns[-1], count, 0)
quoted <- function(names) paste0('"', names, '"')
writeLines(
  sprintf(
    '{"name": "lmm_crossed", "n": %d, "columns": [%s], "levels": {%s}}', nrow(ratings),
    paste(quoted(names(columns)), collapse = ", "),
    paste(sprintf("%s: %d", quoted(names(levels)), as.integer(levels)), collapse = ", ")),
  file.path(folder, "data.json"))

# R: `Rscript rivals.R METHOD WORKLOAD FOLDER [--rows N] [--columns P]`, with the protocol of serve.py.
arguments <- commandArgs(TRUE)
method <- arguments[1]; workload <- arguments[2]; folder <- arguments[3]
option <- function(name) {
  place <- match(name, arguments)
  if (is.na(place)) NULL else as.integer(arguments[place + 1])
}

text <- paste(readLines(file.path(folder, "data.json"), warn = FALSE), collapse = "")
listed <- function(key) {
  inside <- sub(paste0('.*"', key, '": *\\[([^]]*)\\].*'), "\\1", text)
  regmatches(inside, gregexpr('[^", ]+', inside))[[1]]
}
total <- as.integer(sub('.*"n": *([0-9]+).*', "\\1", text))
names_all <- if (grepl('"columns"', text)) listed("columns") else character()
n <- min(c(option("--rows"), total))
predictors <- grep("^x", names_all, value = TRUE)
predictors <- head(predictors, min(c(option("--columns"), length(predictors))))

read_column <- function(name) {
  connection <- file(file.path(folder, "data.bin"), "rb")
  on.exit(close(connection))
  seek(connection, 8 * as.numeric(total) * (match(name, names_all) - 1))
  readBin(connection, "double", n, endian = "little")
}
read_frame <- function(extra = NULL) {
  wanted <- c("y", predictors, extra)
  as.data.frame(setNames(lapply(wanted, read_column), wanted))
}
read_design <- function() cbind(`(Intercept)` = 1, sapply(predictors, read_column))

found <- function(terms, estimates, errors) list(terms = terms, estimates = estimates, errors = errors)
of_summary <- function(fit) {
  table <- summary(fit)$coefficients
  found(rownames(table), table[, 1], table[, 2])
}
formula_of <- function(...) as.formula(paste("y ~", paste(c(predictors, ...), collapse = " + ")))
threads <- as.integer(Sys.getenv("OMP_NUM_THREADS", "1"))

lm_task <- function() { data <- read_frame(); f <- formula_of(); function() of_summary(lm(f, data)) }

lm_fit_task <- function() {
  X <- read_design(); y <- read_column("y")
  function() {
    fit <- .lm.fit(X, y)
    inverse <- chol2inv(fit$qr[seq_len(ncol(X)), , drop = FALSE])
    variance <- sum(fit$residuals^2) / (nrow(X) - ncol(X))
    found(colnames(X), fit$coefficients, sqrt(variance * diag(inverse)))
  }
}

chol_task <- function() {
  X <- read_design(); y <- read_column("y")
  function() {
    R <- chol(crossprod(X))
    inverse <- chol2inv(R)
    beta <- inverse %*% crossprod(X, y)
    variance <- sum((y - X %*% beta)^2) / (nrow(X) - ncol(X))
    found(colnames(X), beta, sqrt(variance * diag(inverse)))
  }
}

flm_task <- function() {  # collapse's Cholesky; it gives no standard errors
  X <- read_design(); y <- read_column("y")
  function() found(colnames(X), c(collapse::flm(y, X, method = "chol")), NULL)
}

small_task <- function() {
  X <- read_design(); y <- read_column("y")
  count <- read_column("rep")[n] + 1
  rows <- n / count
  parts <- lapply(seq_len(count), function(r) {
    taken <- (r - 1) * rows + seq_len(rows)
    list(X = X[taken, ], y = y[taken])
  })
  function() {
    both <- vapply(parts, function(part) {
      fit <- .lm.fit(part$X, part$y)
      inverse <- chol2inv(fit$qr[seq_len(ncol(X)), ])
      variance <- sum(fit$residuals^2) / (rows - ncol(X))
      c(fit$coefficients, sqrt(variance * diag(inverse)))
    }, numeric(2 * ncol(X)))
    means <- rowMeans(both)
    found(colnames(X), means[seq_len(ncol(X))], means[-seq_len(ncol(X))])
  }
}

sandwich_task <- function(extra, covariance) {
  data <- read_frame(extra); f <- formula_of()
  function() {
    fit <- lm(f, data)
    found(names(coef(fit)), coef(fit), sqrt(diag(covariance(fit, data))))
  }
}

logit_task <- function() {
  data <- read_frame(); f <- formula_of()
  function() of_summary(glm(f, binomial, data, control = list(epsilon = 1e-12)))
}
poisson_task <- function() {
  data <- read_frame(c("offset", "f")); data$f <- factor(data$f); f <- formula_of("f")
  function() of_summary(glm(f, poisson, data, offset = offset, control = list(epsilon = 1e-12)))
}

fread_task <- function() {
  data.table::setDTthreads(threads)
  function() {
    data <- data.table::fread(file.path(folder, "data.csv"), showProgress = FALSE)
    numeric <- names(data)[vapply(data, is.numeric, TRUE)]
    sums <- vapply(numeric, function(name) sum(as.numeric(data[[name]]), na.rm = TRUE), 0)
    found(c("rows", numeric), c(nrow(data), sums), numeric())
  }
}

here <- dirname(sub("--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "mixed.R"))

tasks <- list(
  lm = list(ols_tall = lm_task, ols_wide = lm_task, logit_tall = logit_task,
            poisson_offset = poisson_task),
  lm.fit = list(ols_tall = lm_fit_task, ols_wide = lm_fit_task, ols_small_many = small_task),
  chol = list(ols_tall = chol_task, ols_wide = chol_task),
  flm = list(ols_tall = flm_task, ols_wide = flm_task),
  sandwich = list(
    hc3_tall = function() sandwich_task(NULL, function(fit, data) sandwich::vcovHC(fit, "HC3")),
    cluster_tall = function() sandwich_task("g1", function(fit, data)
      sandwich::vcovCL(fit, data$g1, type = "HC1", cadjust = TRUE))),
  lme4 = list(lmm_nested = lmer_task, lmm_crossed = lmer_task, lmm_crossed_svc = lmer_task,
              glmm_logit = glmer_task),
  lme4_quick = list(lmm_nested = lmer_quick_task, lmm_crossed = lmer_quick_task,
                    lmm_crossed_svc = lmer_quick_task, glmm_logit = glmer_quick_task),
  nlme = list(lmm_nested = nlme_task),
  fread = list(csv_read = fread_task))
task <- tasks[[method]][[workload]]()

digits <- function(values) {
  if (is.null(values)) return("null")
  paste0("[", paste(sprintf("%.17g", as.numeric(values)), collapse = ","), "]")
}
peak <- function() {
  line <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
  1024 * as.numeric(gsub("[^0-9]", "", line))
}
package <- c(
  lme4 = "lme4", lme4_quick = "lme4", nlme = "nlme", flm = "collapse", sandwich = "sandwich",
  fread = "data.table")[method]
version <- paste("R", getRversion())
if (!is.na(package)) version <- paste0(package, " ", packageVersion(package), " (", version, ")")
cat(sprintf('{"ready": true, "program": "%s"}\n', version))
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) == 1) {
  clock <- Sys.time()
  for (repetition in seq_len(as.integer(line))) result <- task()
  seconds <- as.numeric(difftime(Sys.time(), clock, units = "secs")) / as.integer(line)
  of_mixed <- ""
  if (!is.null(result$logLikelihood)) {
    of_mixed <- sprintf(
      ', "logLikelihood": %.17g, "deviations": %s', result$logLikelihood,
      digits(result$deviations))
  }
  cat(sprintf(
    '{"seconds": %.9g, "peakBytes": %.0f, "terms": [%s], "estimates": %s, "standardErrors": %s%s}\n',
    seconds, peak(), paste0('"', result$terms, '"', collapse = ","), digits(result$estimates),
    digits(result$errors), of_mixed))
}

# The small study in base R: five fits; HC3 and clustered errors from their definitions.
data <- read.csv(file.path(commandArgs(TRUE)[1], "data.csv"), stringsAsFactors = TRUE)
linear <- lm(ach ~ collab * poverty, data)
sized <- lm(ach ~ collab * poverty + size, data)
fits <- list(
  linear, linear, sized, glm(improved ~ collab + poverty, binomial, data),
  glm(left ~ collab + poverty + offset(log(enroll)), poisson, data))
bread <- function(fit) chol2inv(qr.R(fit$qr))
X <- model.matrix(linear)
hc3 <- bread(linear) %*% crossprod(X * (resid(linear) / (1 - hatvalues(linear)))) %*% bread(linear)
X <- model.matrix(sized)
scores <- rowsum(X * resid(sized), data$district)
G <- nrow(scores); n <- nrow(X); k <- ncol(X)
clustered <- G / (G - 1) * (n - 1) / (n - k) * bread(sized) %*% crossprod(scores) %*% bread(sized)
covariances <- list(vcov(linear), hc3, clustered, vcov(fits[[4]]), vcov(fits[[5]]))
digits <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")
terms <- unlist(lapply(1:5, function(i) paste(i, names(coef(fits[[i]])))))
cat(sprintf(
  '{"program": "R %s", "terms": [%s], "estimates": %s, "standardErrors": %s}\n', getRversion(),
  paste0('"', terms, '"', collapse = ","), digits(unlist(lapply(fits, coef))),
  digits(unlist(lapply(covariances, function(V) sqrt(diag(V)))))))

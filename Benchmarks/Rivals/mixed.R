# Mixed models in R, for rivals.R: each task has its data and returns the work as a function.
factors <- c("school", "district", "s", "d", "dept", "ds")
mixed_frame <- function(columns) {
  data <- as.data.frame(setNames(lapply(columns, read_column), columns))
  for (name in intersect(columns, factors)) data[[name]] <- factor(data[[name]])
  data
}

mixed_models <- list(
  lmm_nested = y ~ ses * collab + poverty + (ses | school) + (1 | district),
  lmm_crossed = y ~ 1 + (1 | s) + (1 | d) + (1 | ds),
  lmm_crossed_svc = y ~ service + (1 | s) + (1 | d) + (1 | dept),
  glmm_logit = y ~ collab * poverty + exper + (1 | school) + (1 | district))

# What lme4 found. The standard deviations stand in its order: by number of levels, descending.
of_lme4 <- function(fit) {
  deviations <- as.data.frame(lme4::VarCorr(fit))
  answer <- found(
    names(lme4::fixef(fit)), lme4::fixef(fit), sqrt(diag(as.matrix(vcov(fit)))))
  c(answer, list(
    logLikelihood = as.numeric(logLik(fit)),
    deviations = deviations$sdcor[is.na(deviations$var2)]))
}

# `control` NULL: as lme4 does it when nothing is asked for.
lmer_task <- function(control = NULL) {
  f <- mixed_models[[workload]]; data <- mixed_frame(all.vars(f))
  if (is.null(control)) control <- lme4::lmerControl()
  function() of_lme4(lme4::lmer(f, data, control = control))
}
# The quickest of lme4's searches that comes to the same answer, without derivatives at the end.
lmer_quick_task <- function() {
  lmer_task(lme4::lmerControl(optimizer = "bobyqa", calc.derivs = FALSE))
}

glmer_task <- function(control = NULL) {
  f <- mixed_models[[workload]]; data <- mixed_frame(all.vars(f))
  if (is.null(control)) control <- lme4::glmerControl()
  function() of_lme4(lme4::glmer(f, data, binomial, control = control))
}
# With the default tolPwrss of 1e-7 the deviance is a twentieth too high.
glmer_quick_task <- function() {
  glmer_task(lme4::glmerControl(
    optimizer = "nloptwrap", calc.derivs = FALSE, tolPwrss = 1e-10))
}

nlme_task <- function() {
  data <- mixed_frame(c("y", "ses", "collab", "poverty", "school", "district"))
  function() {
    fit <- nlme::lme(
      y ~ ses * collab + poverty, data, random = list(district = ~ 1, school = ~ ses))
    groups <- as.matrix(fit$modelStruct$reStruct$school)
    deviations <- fit$sigma * sqrt(c(
      diag(groups), as.matrix(fit$modelStruct$reStruct$district), 1))
    answer <- found(names(nlme::fixef(fit)), nlme::fixef(fit), sqrt(diag(fit$varFix)))
    c(answer, list(logLikelihood = as.numeric(logLik(fit)), deviations = deviations))
  }
}

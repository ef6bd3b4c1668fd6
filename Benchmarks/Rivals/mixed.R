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
of_lme4 <- function(fit, errors = sqrt(diag(as.matrix(vcov(fit))))) {
  deviations <- as.data.frame(lme4::VarCorr(fit))
  answer <- found(names(lme4::fixef(fit)), lme4::fixef(fit), errors)
  c(answer, list(
    logLikelihood = as.numeric(logLik(fit)),
    deviations = deviations$sdcor[is.na(deviations$var2)]))
}

# Without `control` as lme4 does it when nothing is asked for.
lmer_task <- function(control = lme4::lmerControl()) {
  f <- mixed_models[[workload]]; data <- mixed_frame(all.vars(f))
  function() of_lme4(lme4::lmer(f, data, control = control))
}
# The quickest of lme4's searches that comes to the same answer, without derivatives at the end: its
# default one for nested groups, bobyqa for crossed ones.
lmer_quick_task <- function() {
  optimizer <- if (workload == "lmm_nested") "nloptwrap" else "bobyqa"
  lmer_task(lme4::lmerControl(optimizer = optimizer, calc.derivs = FALSE))
}

# With the default tolPwrss of 1e-7 the deviance is a twentieth too high, and the intercept off by a
# hundredth of a standard error.
glmer_task <- function() {
  f <- mixed_models[[workload]]; data <- mixed_frame(all.vars(f))
  control <- lme4::glmerControl(tolPwrss = 1e-10)
  function() of_lme4(lme4::glmer(f, data, binomial, control = control))
}
# Without derivatives standard errors would be those of known variances, smaller than what is compared.
glmer_quick_task <- function() {
  f <- mixed_models[[workload]]; data <- mixed_frame(all.vars(f))
  control <- lme4::glmerControl(
    optimizer = "nloptwrap", calc.derivs = FALSE, tolPwrss = 1e-10)
  function() of_lme4(lme4::glmer(f, data, binomial, control = control), errors = NULL)
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

#ifndef CONCORD_ELEMENTARY_KERNELS_H
#define CONCORD_ELEMENTARY_KERNELS_H

#include <stddef.h>

/// Elementary functions of arrays, eight elements at a time. An element's result does not depend on
/// its place in the array. Source and result may be the same array.

/// e^x, log x, log(1 + x), e^x - 1.
void concord_exp(const double *x, size_t count, double *result);
void concord_log(const double *x, size_t count, double *result);
void concord_log1p(const double *x, size_t count, double *result);
void concord_expm1(const double *x, size_t count, double *result);

/// 1/(1 + e^-x) and 1/(1 + e^x).
void concord_logistic(const double *x, size_t count, double *mean, double *complement);

/// What a step of Fisher scoring needs of responses 0 and 1 under a logit link: the means, the
/// working weights w m (1 - m), the working residuals (y - m)/(m (1 - m)), the scores w (y - m) and
/// the contributions to the deviance. `weights` may be NULL for all 1.
///
/// Returns how many elements the formulas do not serve: |eta| above 700 or not a number, a response
/// that is neither 0 nor 1, a weight that is not positive. Their results mean nothing.
size_t concord_logistic_working(const double *eta, const double *response, const double *weights,
                                size_t count, double *mean, double *weight, double *residual,
                                double *score, double *deviance);

/// The same for counts under a log link: means e^eta, working weights w m, working residuals
/// (y - m)/m, scores w (y - m). Not served: |eta| above 200 or not a number, a response that is
/// neither 0 nor between 1e-100 and 1e100, a weight that is not positive.
size_t concord_poisson_working(const double *eta, const double *response, const double *weights,
                               size_t count, double *mean, double *weight, double *residual,
                               double *score, double *deviance);

/// The functions for any processor: what those above call where there are no wide registers. Here for
/// tests.
void concord_exp_portable(const double *x, size_t count, double *result);
void concord_log_portable(const double *x, size_t count, double *result);
void concord_log1p_portable(const double *x, size_t count, double *result);
void concord_expm1_portable(const double *x, size_t count, double *result);

#endif

#ifndef CONCORD_DOUBLE_DOUBLE_KERNELS_H
#define CONCORD_DOUBLE_DOUBLE_KERNELS_H

#include <stddef.h>

/// Products in twice the working precision. A number is an unevaluated sum high + low. Matrices are
/// rows x count, column after column without gaps, high and low halves apart.

/// W = Z U for an upper triangle U of doubles, count x count without gaps.
void concord_pair_times_upper(const double *z, const double *zLow, size_t rows, size_t count,
                              const double *upper, double *w, double *wLow);

/// Adds A'WA to sums + sumsLow, square of order count; only elements (i, j) with i <= j change.
///
/// - weights: one double for each row, or NULL for all 1.
/// - scratch: 2 x rows elements.
void concord_pair_add_cross_product(const double *a, const double *aLow, size_t rows, size_t count,
                                    const double *weights, double *scratch, double *sums,
                                    double *sumsLow);

/// r -= Z b in place, for b + bLow, one element for each column.
void concord_pair_subtract_product(const double *z, const double *zLow, size_t rows, size_t count,
                                   const double *b, const double *bLow, double *r, double *rLow);

#endif

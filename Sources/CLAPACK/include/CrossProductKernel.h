#ifndef CONCORD_CROSS_PRODUCT_KERNEL_H
#define CONCORD_CROSS_PRODUCT_KERNEL_H

#include <stddef.h>

/// Adds [X y]'W [X y] over a block of rows to the upper triangle of a matrix.
///
/// - x: X, `rows` x `count`, its columns `stride` elements apart.
/// - y: `rows` elements of a last column, or NULL for none.
/// - weights: `rows` weights of any sign, or NULL for all 1.
/// - sums: a square matrix column by column without gaps, of order `count`, one more with y; only
///   elements (i, j) with i <= j change.
void concord_add_cross_product(const double *x, size_t stride, size_t count, const double *y,
                               const double *weights, size_t rows, double *sums);

/// The same for any processor: what the function above calls where there is no AVX2. Here for tests.
void concord_add_cross_product_portable(const double *x, size_t stride, size_t count,
                                        const double *y, const double *weights, size_t rows,
                                        double *sums);

#endif

#ifndef CONCORD_COLUMN_KERNELS_H
#define CONCORD_COLUMN_KERNELS_H

#include <stddef.h>

/// Products of a block of rows whose columns stand anywhere, each contiguous along the rows.
///
/// The arithmetic of a row does not depend on its place in the block.

/// Adds Z'WZ to the upper triangle of a matrix.
///
/// - columns: the columns of Z, `size` of them, `rows` elements each.
/// - weights: `rows` weights of any sign, or NULL for all 1.
/// - sums: a square matrix of order `size`, column by column without gaps; only elements (i, j) with
///   i <= j change.
void concord_add_cross_product(const double *const *columns, size_t size, const double *weights,
                               size_t rows, double *sums);

/// result += Z f: one factor for each column, one result for each row.
void concord_add_product(const double *const *columns, size_t size, const double *factors,
                         size_t rows, double *result);

/// sums += Z'v: one element of v for each row, one sum for each column.
void concord_add_transposed_product(const double *const *columns, size_t size, const double *v,
                                    size_t rows, double *sums);

/// Asks for memory that will be read soon. Addresses beyond what there is do no harm.
void concord_fetch(const double *source, size_t count);

/// The same for any processor: what the functions above call where there is no AVX2. Here for tests.
void concord_add_cross_product_portable(const double *const *columns, size_t size,
                                        const double *weights, size_t rows, double *sums);
void concord_add_product_portable(const double *const *columns, size_t size, const double *factors,
                                  size_t rows, double *result);
void concord_add_transposed_product_portable(const double *const *columns, size_t size,
                                             const double *v, size_t rows, double *sums);

#endif

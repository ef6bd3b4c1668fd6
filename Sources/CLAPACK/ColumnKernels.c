// Products of tall blocks with few columns, where the packing of a general matrix product costs as
// much as the product. Columns are contiguous along the rows, which is the direction of the sum:
// tiles of 4 x 3 columns keep twelve running sums in registers and read each element where it
// stands. Faster than dsyrk up to some two hundred columns, five times so for seven.

#include "ColumnKernels.h"

// The helpers are inlined into functions that agree on the registers; their own interface never
// exists.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

typedef double lanes __attribute__((vector_size(32), aligned(8)));

enum { tileRows = 4, tileColumns = 3 };

INLINE lanes load(const double *source) { return *(const lanes *)source; }

// Asks for what the block after this one has in the same columns: each column is a stream of its own
// to the processor, more of them than it follows by itself. Beyond the last block nothing comes of it.
INLINE void fetch(const double *source) { __builtin_prefetch(source, 0, 2); }

INLINE double total(lanes sum) { return (sum[0] + sum[1]) + (sum[2] + sum[3]); }

// out[i + 4 j] = sum over rows of a[i] w b[j], for the first `height` of a, which is known where this
// is inlined. Fetches the next block of b if asked to.
INLINE void tile(const double *const *a, size_t height, const double *const *b,
                 const double *weights, size_t rows, int fetches, double *out) {
  const double *a0 = a[0], *a1 = a[1], *a2 = a[2], *a3 = a[3];
  const double *b0 = b[0], *b1 = b[1], *b2 = b[2];
  lanes s00 = {0}, s10 = {0}, s20 = {0}, s30 = {0};
  lanes s01 = {0}, s11 = {0}, s21 = {0}, s31 = {0};
  lanes s02 = {0}, s12 = {0}, s22 = {0}, s32 = {0};
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    if (fetches && row % 8 == 0) {
      fetch(b0 + rows + row);
      fetch(b1 + rows + row);
      fetch(b2 + rows + row);
    }
    lanes y0 = load(b0 + row), y1 = load(b1 + row), y2 = load(b2 + row);
    if (weights) {
      lanes w = load(weights + row);
      y0 *= w;
      y1 *= w;
      y2 *= w;
    }
    // Twelve sums, three y and one x: the sixteen registers of AVX2.
    lanes x = load(a0 + row);
    s00 += x * y0;
    s01 += x * y1;
    s02 += x * y2;
    if (height > 1) {
      x = load(a1 + row);
      s10 += x * y0;
      s11 += x * y1;
      s12 += x * y2;
    }
    if (height > 2) {
      x = load(a2 + row);
      s20 += x * y0;
      s21 += x * y1;
      s22 += x * y2;
    }
    if (height > 3) {
      x = load(a3 + row);
      s30 += x * y0;
      s31 += x * y1;
      s32 += x * y2;
    }
  }
  const lanes sums[tileRows * tileColumns] = {s00, s10, s20, s30, s01, s11,
                                              s21, s31, s02, s12, s22, s32};
  for (int k = 0; k < tileRows * tileColumns; k++) out[k] = total(sums[k]);
  for (; row < rows; row++) {
    for (int j = 0; j < tileColumns; j++) {
      double y = weights ? b[j][row] * weights[row] : b[j][row];
      for (size_t i = 0; i < height; i++) out[i + tileRows * j] += a[i][row] * y;
    }
  }
}

// Column k, or the last column for any k beyond it: what the last tiles of a matrix sum there is not
// stored.
INLINE const double *column(const double *const *columns, size_t size, size_t k) {
  return columns[k < size ? k : size - 1];
}

INLINE void addCrossProduct(const double *const *columns, size_t size, const double *weights,
                            size_t rows, double *sums) {
  for (size_t j = 0; j < size; j += tileColumns) {
    const double *b[tileColumns];
    for (size_t k = 0; k < tileColumns; k++) b[k] = column(columns, size, j + k);
    // Rows of the result down to the diagonal of the last column.
    size_t end = j + tileColumns < size ? j + tileColumns : size;
    for (size_t i = 0; i < end; i += tileRows) {
      const double *a[tileRows];
      for (size_t k = 0; k < tileRows; k++) a[k] = column(columns, size, i + k);
      double out[tileRows * tileColumns];
      if (i == 0) {
        tile(a, tileRows, b, weights, rows, 1, out);
      } else if (end - i >= tileRows) {
        tile(a, tileRows, b, weights, rows, 0, out);
      } else if (end - i == 3) {
        tile(a, 3, b, weights, rows, 0, out);
      } else if (end - i == 2) {
        tile(a, 2, b, weights, rows, 0, out);
      } else {
        tile(a, 1, b, weights, rows, 0, out);
      }
      for (size_t l = 0; l < tileColumns && j + l < size; l++) {
        for (size_t k = 0; k < tileRows && i + k <= j + l; k++) {
          sums[i + k + (j + l) * size] += out[k + tileRows * l];
        }
      }
    }
  }
}

// Two copies, so that the test for weights is outside the loops.
INLINE void dispatchCrossProduct(const double *const *columns, size_t size, const double *weights,
                                 size_t rows, double *sums) {
  if (weights) {
    addCrossProduct(columns, size, weights, rows, sums);
  } else {
    addCrossProduct(columns, size, (const double *)0, rows, sums);
  }
}

// Four columns at a time, each row's sum in a register.
INLINE void addProduct(const double *const *columns, size_t size, const double *factors, size_t rows,
                       double *result) {
  size_t j = 0;
  for (; j + 4 <= size; j += 4) {
    const double *a = columns[j], *b = columns[j + 1], *c = columns[j + 2], *d = columns[j + 3];
    double f = factors[j], g = factors[j + 1], h = factors[j + 2], k = factors[j + 3];
    size_t row = 0;
    for (; row + 4 <= rows; row += 4) {
      if (row % 8 == 0) {
        fetch(a + rows + row);
        fetch(b + rows + row);
        fetch(c + rows + row);
        fetch(d + rows + row);
      }
      lanes sum = load(result + row);
      sum += load(a + row) * f;
      sum += load(b + row) * g;
      sum += load(c + row) * h;
      sum += load(d + row) * k;
      *(lanes *)(result + row) = sum;
    }
    for (; row < rows; row++) {
      double sum = result[row];
      sum += a[row] * f;
      sum += b[row] * g;
      sum += c[row] * h;
      sum += d[row] * k;
      result[row] = sum;
    }
  }
  for (; j < size; j++) {
    const double *a = columns[j];
    double f = factors[j];
    size_t row = 0;
    for (; row + 4 <= rows; row += 4) {
      lanes sum = load(result + row);
      sum += load(a + row) * f;
      *(lanes *)(result + row) = sum;
    }
    for (; row < rows; row++) {
      double sum = result[row];
      sum += a[row] * f;
      result[row] = sum;
    }
  }
}

// Four columns at a time, so that v is read once for four.
INLINE void addTransposedProduct(const double *const *columns, size_t size, const double *v,
                                 size_t rows, double *sums) {
  for (size_t j = 0; j < size; j += 4) {
    const double *a = columns[j], *b = column(columns, size, j + 1);
    const double *c = column(columns, size, j + 2), *d = column(columns, size, j + 3);
    lanes s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    size_t row = 0;
    for (; row + 4 <= rows; row += 4) {
      lanes x = load(v + row);
      s0 += load(a + row) * x;
      s1 += load(b + row) * x;
      s2 += load(c + row) * x;
      s3 += load(d + row) * x;
    }
    double out[4] = {total(s0), total(s1), total(s2), total(s3)};
    for (; row < rows; row++) {
      out[0] += a[row] * v[row];
      out[1] += b[row] * v[row];
      out[2] += c[row] * v[row];
      out[3] += d[row] * v[row];
    }
    for (size_t k = 0; k < 4 && j + k < size; k++) sums[j + k] += out[k];
  }
}

void concord_fetch(const double *source, size_t count) {
  for (size_t i = 0; i < count; i += 8) fetch(source + i);
}

#if defined(__x86_64__)

#define AVX2 __attribute__((target("avx2,fma"))) static void

AVX2 addCrossProductAVX2(const double *const *columns, size_t size, const double *weights,
                         size_t rows, double *sums) {
  dispatchCrossProduct(columns, size, weights, rows, sums);
}

AVX2 addProductAVX2(const double *const *columns, size_t size, const double *factors, size_t rows,
                    double *result) {
  addProduct(columns, size, factors, rows, result);
}

AVX2 addTransposedProductAVX2(const double *const *columns, size_t size, const double *v,
                              size_t rows, double *sums) {
  addTransposedProduct(columns, size, v, rows, sums);
}

#define WIDE (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))

#endif

void concord_add_cross_product_portable(const double *const *columns, size_t size,
                                        const double *weights, size_t rows, double *sums) {
  if (size > 0) dispatchCrossProduct(columns, size, weights, rows, sums);
}

void concord_add_product_portable(const double *const *columns, size_t size, const double *factors,
                                  size_t rows, double *result) {
  addProduct(columns, size, factors, rows, result);
}

void concord_add_transposed_product_portable(const double *const *columns, size_t size,
                                             const double *v, size_t rows, double *sums) {
  addTransposedProduct(columns, size, v, rows, sums);
}

void concord_add_cross_product(const double *const *columns, size_t size, const double *weights,
                               size_t rows, double *sums) {
#if defined(__x86_64__)
  if (size > 0 && WIDE) {
    addCrossProductAVX2(columns, size, weights, rows, sums);
    return;
  }
#endif
  concord_add_cross_product_portable(columns, size, weights, rows, sums);
}

void concord_add_product(const double *const *columns, size_t size, const double *factors,
                         size_t rows, double *result) {
#if defined(__x86_64__)
  if (WIDE) {
    addProductAVX2(columns, size, factors, rows, result);
    return;
  }
#endif
  concord_add_product_portable(columns, size, factors, rows, result);
}

void concord_add_transposed_product(const double *const *columns, size_t size, const double *v,
                                    size_t rows, double *sums) {
#if defined(__x86_64__)
  if (WIDE) {
    addTransposedProductAVX2(columns, size, v, rows, sums);
    return;
  }
#endif
  concord_add_transposed_product_portable(columns, size, v, rows, sums);
}

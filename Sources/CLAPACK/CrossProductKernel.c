// Cross-products of tall blocks with few columns, where the packing of a general matrix product
// costs as much as the product. Columns are contiguous along the rows, which is the direction of the
// sum: tiles of 4 x 3 columns keep twelve running sums in registers and read each element where it
// stands. Faster than dsyrk up to some two hundred columns, five times so for seven.

#include "CrossProductKernel.h"

// The helpers are inlined into functions that agree on the registers; their own interface never
// exists.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double lanes __attribute__((vector_size(32), aligned(8)));

enum { tileRows = 4, tileColumns = 3 };

static inline __attribute__((always_inline)) lanes load(const double *source) {
  return *(const lanes *)source;
}

static inline __attribute__((always_inline)) double total(lanes sum) {
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

// out[i + 4 j] = sum over rows of a[i] w b[j]
static inline __attribute__((always_inline)) void tile(const double *const *a,
                                                       const double *const *b,
                                                       const double *weights, size_t rows,
                                                       double *out) {
  const double *a0 = a[0], *a1 = a[1], *a2 = a[2], *a3 = a[3];
  const double *b0 = b[0], *b1 = b[1], *b2 = b[2];
  lanes s00 = {0}, s10 = {0}, s20 = {0}, s30 = {0};
  lanes s01 = {0}, s11 = {0}, s21 = {0}, s31 = {0};
  lanes s02 = {0}, s12 = {0}, s22 = {0}, s32 = {0};
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) {
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
    x = load(a1 + row);
    s10 += x * y0;
    s11 += x * y1;
    s12 += x * y2;
    x = load(a2 + row);
    s20 += x * y0;
    s21 += x * y1;
    s22 += x * y2;
    x = load(a3 + row);
    s30 += x * y0;
    s31 += x * y1;
    s32 += x * y2;
  }
  const lanes sums[tileRows * tileColumns] = {s00, s10, s20, s30, s01, s11,
                                              s21, s31, s02, s12, s22, s32};
  for (int k = 0; k < tileRows * tileColumns; k++) out[k] = total(sums[k]);
  for (; row < rows; row++) {
    for (int j = 0; j < tileColumns; j++) {
      double y = weights ? b[j][row] * weights[row] : b[j][row];
      for (int i = 0; i < tileRows; i++) out[i + tileRows * j] += a[i][row] * y;
    }
  }
}

// Column k of [X y], or the last column for any k beyond it: what the last tiles of a matrix sum
// there is not stored.
static inline __attribute__((always_inline)) const double *column(const double *x, size_t stride,
                                                                  size_t count, const double *y,
                                                                  size_t k) {
  if (k < count) return x + k * stride;
  return y ? y : x + (count - 1) * stride;
}

static inline __attribute__((always_inline)) void addCrossProduct(const double *x, size_t stride,
                                                                  size_t count, const double *y,
                                                                  const double *weights,
                                                                  size_t rows, double *sums) {
  size_t size = count + (y ? 1 : 0);
  for (size_t j = 0; j < size; j += tileColumns) {
    const double *b[tileColumns];
    for (size_t k = 0; k < tileColumns; k++) b[k] = column(x, stride, count, y, j + k);
    for (size_t i = 0; i < size && i <= j + tileColumns - 1; i += tileRows) {
      const double *a[tileRows];
      for (size_t k = 0; k < tileRows; k++) a[k] = column(x, stride, count, y, i + k);
      double out[tileRows * tileColumns];
      tile(a, b, weights, rows, out);
      for (size_t l = 0; l < tileColumns && j + l < size; l++) {
        for (size_t k = 0; k < tileRows && i + k <= j + l; k++) {
          sums[i + k + (j + l) * size] += out[k + tileRows * l];
        }
      }
    }
  }
}

// Two copies, so that the test for weights is outside the loops.
static inline __attribute__((always_inline)) void dispatch(const double *x, size_t stride,
                                                           size_t count, const double *y,
                                                           const double *weights, size_t rows,
                                                           double *sums) {
  if (weights) {
    addCrossProduct(x, stride, count, y, weights, rows, sums);
  } else {
    addCrossProduct(x, stride, count, y, (const double *)0, rows, sums);
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2,fma"))) static void addCrossProductAVX2(
    const double *x, size_t stride, size_t count, const double *y, const double *weights,
    size_t rows, double *sums) {
  dispatch(x, stride, count, y, weights, rows, sums);
}

#endif

void concord_add_cross_product_portable(const double *x, size_t stride, size_t count,
                                        const double *y, const double *weights, size_t rows,
                                        double *sums) {
  if (count == 0 && !y) return;
  dispatch(x, stride, count, y, weights, rows, sums);
}

void concord_add_cross_product(const double *x, size_t stride, size_t count, const double *y,
                               const double *weights, size_t rows, double *sums) {
  if (count == 0 && !y) return;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    addCrossProductAVX2(x, stride, count, y, weights, rows, sums);
    return;
  }
#endif
  concord_add_cross_product_portable(x, stride, count, y, weights, rows, sums);
}

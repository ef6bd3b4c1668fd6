// Compensated products: each sum keeps the rounding errors of its terms and of its additions in a
// second number (Ogita, Rump & Oishi 2005, "Accurate sum and dot product", SIAM J. Sci. Comput.
// 26:1955), as if computed in twice the working precision and then rounded. Four rows at a time.

#include "DoubleDoubleKernels.h"

#pragma clang diagnostic ignored "-Wpsabi"
// Errors of sums and products are computed operation by operation; contracting them would change
// what they are the errors of.
#pragma clang fp contract(off)

#define INLINE static inline __attribute__((always_inline))

typedef double lanes __attribute__((vector_size(32), aligned(8)));

typedef struct {
  lanes high, low;
} pair;

INLINE lanes load(const double *source) { return *(const lanes *)source; }
INLINE void store(double *target, lanes value) { *(lanes *)target = value; }
INLINE lanes all(double value) { return (lanes){value, value, value, value}; }

// The first `count` of four elements, 0 for the others.
INLINE lanes loadSome(const double *source, size_t count) {
  lanes result = {0};
  for (size_t k = 0; k < count; k++) result[k] = source[k];
  return result;
}
INLINE void storeSome(double *target, lanes value, size_t count) {
  for (size_t k = 0; k < count; k++) target[k] = value[k];
}

// a as the sum of two numbers of 26 bits (Dekker), for magnitudes up to 2^996.
INLINE void split(lanes a, lanes *high, lanes *low) {
  lanes spread = a * 134217729.0;
  *high = spread - (spread - a);
  *low = a - *high;
}

// a b = product + error exactly.
INLINE pair product(lanes a, lanes b, int fused) {
  pair result;
  result.high = a * b;
  if (fused) {
    result.low = __builtin_elementwise_fma(a, b, -result.high);
  } else {
    lanes aHigh, aLow, bHigh, bLow;
    split(a, &aHigh, &aLow);
    split(b, &bHigh, &bLow);
    result.low = ((aHigh * bHigh - result.high) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  }
  return result;
}

// sum += term, the error of the addition kept with the term's own low half and `more`.
INLINE void accumulate(pair *sum, pair term, lanes more) {
  lanes total = sum->high + term.high;
  lanes part = total - sum->high;
  lanes error = (sum->high - (total - part)) + (term.high - part);
  sum->high = total;
  sum->low += error + (term.low + more);
}

// high + low with the larger part in high.
INLINE pair settled(pair sum) {
  pair result;
  result.high = sum.high + sum.low;
  result.low = sum.low - (result.high - sum.high);
  return result;
}

INLINE void timesUpper(const double *z, const double *zLow, size_t rows, size_t count,
                       const double *upper, double *w, double *wLow, int fused) {
  for (size_t row = 0; row < rows; row += 4) {
    size_t left = rows - row < 4 ? rows - row : 4;
    for (size_t j = 0; j < count; j++) {
      pair sum = {{0}, {0}};
      for (size_t i = 0; i <= j; i++) {
        size_t at = i * rows + row;
        lanes high = left == 4 ? load(z + at) : loadSome(z + at, left);
        lanes low = left == 4 ? load(zLow + at) : loadSome(zLow + at, left);
        lanes factor = all(upper[i + j * count]);
        accumulate(&sum, product(high, factor, fused), low * factor);
      }
      sum = settled(sum);
      if (left == 4) {
        store(w + j * rows + row, sum.high);
        store(wLow + j * rows + row, sum.low);
      } else {
        storeSome(w + j * rows + row, sum.high, left);
        storeSome(wLow + j * rows + row, sum.low, left);
      }
    }
  }
}

// sum + sumLow += value, both pairs of single numbers.
INLINE void addSingle(double *sum, double *sumLow, double high, double low) {
  double total = *sum + high;
  double part = total - *sum;
  double error = (*sum - (total - part)) + (high - part);
  double rest = error + (*sumLow + low);
  *sum = total + rest;
  *sumLow = rest - (*sum - total);
}

INLINE void addCrossProduct(const double *a, const double *aLow, size_t rows, size_t count,
                            const double *weights, double *scratch, double *sums, double *sumsLow,
                            int fused) {
  for (size_t j = 0; j < count; j++) {
    const double *y = a + j * rows, *yLow = aLow + j * rows;
    if (weights) {
      for (size_t row = 0; row < rows; row += 4) {
        size_t left = rows - row < 4 ? rows - row : 4;
        lanes w = loadSome(weights + row, left);
        pair sum = {{0}, {0}};
        accumulate(&sum, product(loadSome(y + row, left), w, fused), loadSome(yLow + row, left) * w);
        sum = settled(sum);
        storeSome(scratch + row, sum.high, left);
        storeSome(scratch + rows + row, sum.low, left);
      }
      y = scratch;
      yLow = scratch + rows;
    }
    for (size_t i = 0; i <= j; i++) {
      const double *x = a + i * rows, *xLow = aLow + i * rows;
      pair sum = {{0}, {0}};
      size_t row = 0;
      for (; row + 4 <= rows; row += 4) {
        lanes p = load(x + row), q = load(y + row);
        accumulate(&sum, product(p, q, fused), p * load(yLow + row) + load(xLow + row) * q);
      }
      if (row < rows) {
        size_t left = rows - row;
        lanes p = loadSome(x + row, left), q = loadSome(y + row, left);
        accumulate(&sum, product(p, q, fused),
                   p * loadSome(yLow + row, left) + loadSome(xLow + row, left) * q);
      }
      for (int k = 0; k < 4; k++) {
        addSingle(&sums[i + j * count], &sumsLow[i + j * count], sum.high[k], sum.low[k]);
      }
    }
  }
}

INLINE void subtractProduct(const double *z, const double *zLow, size_t rows, size_t count,
                            const double *b, const double *bLow, double *r, double *rLow,
                            int fused) {
  for (size_t row = 0; row < rows; row += 4) {
    size_t left = rows - row < 4 ? rows - row : 4;
    pair sum = {loadSome(r + row, left), loadSome(rLow + row, left)};
    for (size_t j = 0; j < count; j++) {
      size_t at = j * rows + row;
      lanes high = left == 4 ? load(z + at) : loadSome(z + at, left);
      lanes low = left == 4 ? load(zLow + at) : loadSome(zLow + at, left);
      lanes factor = all(-b[j]);
      accumulate(&sum, product(high, factor, fused), low * factor - high * bLow[j]);
    }
    sum = settled(sum);
    storeSome(r + row, sum.high, left);
    storeSome(rLow + row, sum.low, left);
  }
}

#if defined(__x86_64__)

#define AVX2 __attribute__((target("avx2,fma"))) static void

AVX2 timesUpperAVX2(const double *z, const double *zLow, size_t rows, size_t count,
                    const double *upper, double *w, double *wLow) {
  timesUpper(z, zLow, rows, count, upper, w, wLow, 1);
}

AVX2 addCrossProductAVX2(const double *a, const double *aLow, size_t rows, size_t count,
                         const double *weights, double *scratch, double *sums, double *sumsLow) {
  addCrossProduct(a, aLow, rows, count, weights, scratch, sums, sumsLow, 1);
}

AVX2 subtractProductAVX2(const double *z, const double *zLow, size_t rows, size_t count,
                         const double *b, const double *bLow, double *r, double *rLow) {
  subtractProduct(z, zLow, rows, count, b, bLow, r, rLow, 1);
}

#define WIDE (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
#define RUN(name, ...)      \
  if (WIDE) {               \
    name##AVX2(__VA_ARGS__); \
  } else {                  \
    name(__VA_ARGS__, 0);   \
  }

#elif defined(__FP_FAST_FMA)
#define RUN(name, ...) name(__VA_ARGS__, 1);
#else
#define RUN(name, ...) name(__VA_ARGS__, 0);
#endif

void concord_pair_times_upper(const double *z, const double *zLow, size_t rows, size_t count,
                              const double *upper, double *w, double *wLow) {
  RUN(timesUpper, z, zLow, rows, count, upper, w, wLow)
}

void concord_pair_add_cross_product(const double *a, const double *aLow, size_t rows, size_t count,
                                    const double *weights, double *scratch, double *sums,
                                    double *sumsLow) {
  RUN(addCrossProduct, a, aLow, rows, count, weights, scratch, sums, sumsLow)
}

void concord_pair_subtract_product(const double *z, const double *zLow, size_t rows, size_t count,
                                   const double *b, const double *bLow, double *r, double *rLow) {
  RUN(subtractProduct, z, zLow, rows, count, b, bLow, r, rLow)
}

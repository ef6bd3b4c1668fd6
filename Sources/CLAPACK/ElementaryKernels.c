// Elementary functions of arrays: argument reduction and a polynomial without a branch or a table, so
// that eight elements go through the same instructions. The polynomials are Taylor's, as long as
// their intervals need. A last group of fewer than eight is padded, which keeps the arithmetic of an
// element the same wherever it stands.

#include "ElementaryKernels.h"

#include <stdint.h>
#include <string.h>

#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

enum { width = 8 };

typedef double lanes __attribute__((vector_size(64), aligned(8)));
typedef int64_t words __attribute__((vector_size(64), aligned(8)));
typedef uint64_t naturals __attribute__((vector_size(64), aligned(8)));

INLINE lanes load(const double *source) { return *(const lanes *)source; }
INLINE void store(double *target, lanes x) { *(lanes *)target = x; }
INLINE lanes all(double x) { return (lanes){x, x, x, x, x, x, x, x}; }
INLINE words bits(lanes x) { return (words)x; }

// a where the mask is set, b elsewhere.
INLINE lanes choose(words mask, lanes a, lanes b) {
  return (lanes)((mask & (words)a) | (~mask & (words)b));
}

INLINE lanes magnitude(lanes x) { return (lanes)((words)x & INT64_MAX); }

// Adding it rounds a number below 2^51 to an integer, which then stands in the low bits.
static const double shifter = 0x1.8p52;
// log 2 in two parts; the first has 32 bits, so that its products with exponents are exact.
static const double logTwoHigh = 0x1.62e42feep-1;
static const double logTwoLow = 0x1.a39ef35793c76p-33;

// 2^k for integers k from -1022 to 1023.
INLINE lanes powerOfTwo(lanes k) { return (lanes)((bits(k + shifter) + 1023) << 52); }

// x = k log 2 + r + low with |r| below 0.35, and p = e^(r + low) - 1 - r.
typedef struct {
  lanes k, r, p;
} Reduced;

INLINE Reduced reduce(lanes x) {
  lanes k = (x * 0x1.71547652b82fep0 + shifter) - shifter;
  lanes high = x - k * logTwoHigh;
  lanes tail = k * logTwoLow;
  lanes r = high - tail;
  lanes low = (high - r) - tail;
  // 1/2! + r/3! + ... + r^11/13!, in two halves that do not wait for each other.
  lanes s = r * r;
  lanes even = all(1.0 / 479001600);
  even = even * s + 1.0 / 3628800;
  even = even * s + 1.0 / 40320;
  even = even * s + 1.0 / 720;
  even = even * s + 1.0 / 24;
  even = even * s + 0.5;
  lanes odd = all(1.0 / 6227020800);
  odd = odd * s + 1.0 / 39916800;
  odd = odd * s + 1.0 / 362880;
  odd = odd * s + 1.0 / 5040;
  odd = odd * s + 1.0 / 120;
  odd = odd * s + 1.0 / 6;
  return (Reduced){k, r, s * (odd * r + even) + (low + low * r)};
}

// Beyond these the result is 0 or infinite whatever the argument; NaN passes through.
INLINE lanes bounded(lanes x) {
  x = choose(x > 710, all(710), x);
  return choose(x < -746, all(-746), x);
}

INLINE lanes exponential(lanes x) {
  Reduced reduced = reduce(bounded(x));
  // In two factors, either of which is a normal number; only the last product rounds.
  lanes half = (reduced.k * 0.5 + shifter) - shifter;
  lanes result = 1 + (reduced.r + reduced.p);
  return result * powerOfTwo(half) * powerOfTwo(reduced.k - half);
}

// For x from -708 to 709 only: one factor.
INLINE lanes ordinaryExponential(lanes x) {
  Reduced reduced = reduce(x);
  return (1 + (reduced.r + reduced.p)) * powerOfTwo(reduced.k);
}

INLINE lanes exponentialLessOne(lanes x) {
  Reduced reduced = reduce(bounded(x));
  lanes k = choose(reduced.k > 1000, all(0), choose(reduced.k < -1000, all(-1000), reduced.k));
  lanes scale = powerOfTwo(k);
  // e^x - 1 = 2^k (e^r - 1) + (2^k - 1); r + p is rounded apart where nothing is added to it.
  lanes near = scale * (reduced.r + reduced.p) + (scale - 1);
  lanes result = choose(reduced.k > 1000, exponential(x), near);
  return choose(x == 0, x, result);
}

// log(x) + shift log 2 + correction for normal x = 2^k m with m from 0.7 to 1.41; the correction is
// small beside 1.
INLINE lanes logarithmOfNormal(lanes x, lanes shift, lanes correction) {
  const int64_t rootHalf = 0x3fe6a09e667f3bcd;
  // Biased, so that a logical shift will do.
  words biased = (bits(x) - rootHalf + ((int64_t)1024 << 52));
  words e = (words)((naturals)biased >> 52);
  lanes k = (lanes)(e | 0x4330000000000000) - (0x1p52 + 1024);
  lanes m = (lanes)(bits(x) - ((e - 1024) << 52));
  k += shift;
  lanes f = m - 1;
  lanes s = f / (m + 1);
  lanes z = s * s;
  // log m = 2 artanh s = f - s (f - 2 (z/3 + z^2/5 + ...)).
  lanes y = z * z;
  lanes first = all(2.0 / 19);
  first = first * y + 2.0 / 15;
  first = first * y + 2.0 / 11;
  first = first * y + 2.0 / 7;
  first = first * y + 2.0 / 3;
  lanes second = all(2.0 / 21);
  second = second * y + 2.0 / 17;
  second = second * y + 2.0 / 13;
  second = second * y + 2.0 / 9;
  second = second * y + 2.0 / 5;
  lanes series = z * (first + z * second);
  lanes small = s * (f - series) - (k * logTwoLow + correction);
  return k * logTwoHigh + (f - small);
}

INLINE lanes logarithm(lanes x) {
  words isSmall = (words)(x < 0x1p-1022);
  lanes scaled = choose(isSmall, x * 0x1p54, x);
  lanes result = logarithmOfNormal(scaled, choose(isSmall, all(-54), all(0)), all(0));
  result = choose(x == 0, all(-__builtin_inf()), result);
  // Infinite stays; negative and NaN become NaN.
  result = choose(x == __builtin_inf(), x, result);
  return choose((words)(x >= 0), result, all(__builtin_nan("")));
}

// For -1 < x, finite.
INLINE lanes logarithmOfOnePlusOrdinary(lanes x) {
  lanes u = 1 + x;
  // What rounding took from 1 + x: exact, whichever of the two is larger.
  lanes lost = choose((words)(magnitude(x) < 1), x - (u - 1), 1 - (u - x));
  return logarithmOfNormal(u, all(0), lost / u);
}

INLINE lanes logarithmOfOnePlus(lanes x) {
  lanes result = logarithmOfOnePlusOrdinary(x);
  result = choose(x == -1, all(-__builtin_inf()), result);
  result = choose((words)(x == 0) | (words)(x == __builtin_inf()), x, result);
  return choose((words)(x >= -1), result, all(__builtin_nan("")));
}

typedef struct {
  lanes mean, complement;
} Pair;

INLINE Pair logisticOf(lanes x, lanes decay) {
  lanes large = 1 / (1 + decay);
  lanes small = decay * large;
  words isNegative = (words)(x < 0);
  return (Pair){choose(isNegative, small, large), choose(isNegative, large, small)};
}

// 0 where the mask is set in no lane, else how many lanes of the first `count` it is set in.
INLINE size_t lanesSet(words mask, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) found += (size_t)(mask[i] != 0);
  return found;
}

typedef struct {
  lanes mean, weight, residual, score, deviance;
  words isServed;
} Working;

INLINE Working logisticWorking(lanes eta, lanes y, lanes w) {
  words isServed = (words)(magnitude(eta) <= 700) & ((words)(y == 0) | (words)(y == 1)) &
                   (words)(w > 0);
  lanes x = choose(isServed, eta, all(0));
  words isSuccess = (words)(y == 1);
  lanes size = magnitude(x);
  lanes decay = ordinaryExponential(-size);
  Pair pair = logisticOf(x, decay);
  Working result;
  result.isServed = isServed;
  result.mean = pair.mean;
  result.weight = w * (pair.mean * pair.complement);
  lanes right = choose(isSuccess, pair.mean, pair.complement);
  lanes wrong = choose(isSuccess, pair.complement, -pair.mean);
  result.score = w * wrong;
  // (1 - m)/(m (1 - m)) and its mirror image.
  result.residual = choose(isSuccess, all(1), all(-1)) / right;
  // log(1 + e^-|x|), and |x| more on the wrong side.
  words isWrong = (words)(x < 0) ^ ~isSuccess;
  lanes loss = logarithmOfOnePlusOrdinary(decay) + choose(isWrong, size, all(0));
  result.deviance = w * (2 * loss);
  return result;
}

INLINE Working poissonWorking(lanes eta, lanes y, lanes w) {
  words isServed = (words)(magnitude(eta) <= 200) &
                   ((words)(y == 0) | ((words)(y >= 1e-100) & (words)(y <= 1e100))) &
                   (words)(w > 0);
  lanes m = ordinaryExponential(choose(isServed, eta, all(0)));
  lanes difference = y - m;
  Working result;
  result.isServed = isServed;
  result.mean = m;
  result.weight = w * m;
  result.score = w * difference;
  result.residual = difference / m;
  // y log(y/m) - (y - m): by the series in v = (y - m)/(y + m) near 0, as in `relativeEntropy`.
  lanes v = difference / (y + m);
  lanes z = v * v;
  lanes sum = all(1.0 / 35);
  for (int divisor = 33; divisor >= 3; divisor -= 2) sum = sum * z + 1.0 / divisor;
  lanes near = difference * v + 2 * y * v * (z * sum);
  lanes ratio = choose(y > 0, y / m, all(1));
  lanes far = y * logarithmOfNormal(ratio, all(0), all(0)) - difference;
  lanes loss = choose((words)(magnitude(v) < 1.0 / 3), near, far);
  result.deviance = w * (2 * loss);
  return result;
}

// The loops over arrays, inlined into functions that agree on the registers.

#define MAP(name, function)                                                          \
  INLINE void name(const double *x, size_t count, double *result) {                  \
    size_t i = 0;                                                                    \
    for (; i + width <= count; i += width) store(result + i, function(load(x + i))); \
    if (i < count) {                                                                 \
      double rest[width] = {0};                                                      \
      memcpy(rest, x + i, (count - i) * sizeof(double));                             \
      store(rest, function(load(rest)));                                             \
      memcpy(result + i, rest, (count - i) * sizeof(double));                        \
    }                                                                                \
  }

MAP(mapExp, exponential)
MAP(mapLog, logarithm)
MAP(mapLog1p, logarithmOfOnePlus)
MAP(mapExpm1, exponentialLessOne)

INLINE void mapLogistic(const double *x, size_t count, double *mean, double *complement) {
  for (size_t i = 0; i < count; i += width) {
    size_t size = count - i < width ? count - i : width;
    double rest[width] = {0};
    memcpy(rest, x + i, size * sizeof(double));
    lanes eta = load(rest);
    Pair pair = logisticOf(eta, exponential(-magnitude(eta)));
    memcpy(mean + i, &pair.mean, size * sizeof(double));
    memcpy(complement + i, &pair.complement, size * sizeof(double));
  }
}

#define MAP_WORKING(name, function)                                                             \
  INLINE size_t name(const double *eta, const double *response, const double *weights,          \
                     size_t count, double *mean, double *weight, double *residual,              \
                     double *score, double *deviance) {                                         \
    size_t refused = 0;                                                                         \
    size_t i = 0;                                                                               \
    words served = (words)(all(0) == 0);                                                        \
    for (; i + width <= count; i += width) {                                                    \
      Working w = function(load(eta + i), load(response + i), weights ? load(weights + i)       \
                                                                      : all(1));                \
      store(mean + i, w.mean);                                                                  \
      store(weight + i, w.weight);                                                              \
      store(residual + i, w.residual);                                                          \
      store(score + i, w.score);                                                                \
      store(deviance + i, w.deviance);                                                          \
      served &= w.isServed;                                                                     \
    }                                                                                           \
    refused += lanesSet(~served, width);                                                        \
    if (i < count) {                                                                            \
      size_t left = (count - i) * sizeof(double);                                               \
      double rest[3][width] = {{0}};                                                            \
      memcpy(rest[0], eta + i, left);                                                           \
      memcpy(rest[1], response + i, left);                                                      \
      for (size_t k = 0; k < count - i; k++) rest[2][k] = weights ? weights[i + k] : 1;         \
      Working w = function(load(rest[0]), load(rest[1]), load(rest[2]));                        \
      memcpy(mean + i, &w.mean, left);                                                          \
      memcpy(weight + i, &w.weight, left);                                                      \
      memcpy(residual + i, &w.residual, left);                                                  \
      memcpy(score + i, &w.score, left);                                                        \
      memcpy(deviance + i, &w.deviance, left);                                                  \
      refused += lanesSet(~w.isServed, count - i);                                              \
    }                                                                                           \
    return refused;                                                                             \
  }

MAP_WORKING(mapLogisticWorking, logisticWorking)
MAP_WORKING(mapPoissonWorking, poissonWorking)

#define UNARY_PARAMETERS (const double *x, size_t count, double *result)
#define UNARY_ARGUMENTS (x, count, result)
#define PAIR_PARAMETERS (const double *x, size_t count, double *mean, double *complement)
#define PAIR_ARGUMENTS (x, count, mean, complement)
#define WORKING_PARAMETERS                                                               \
  (const double *eta, const double *response, const double *weights, size_t count,       \
   double *mean, double *weight, double *residual, double *score, double *deviance)
#define WORKING_ARGUMENTS \
  (eta, response, weights, count, mean, weight, residual, score, deviance)

#if defined(__x86_64__)


// One copy for each set of registers, and the function that chooses.
#define DISPATCH(kind, name, loop, PARAMETERS, ARGUMENTS)                                    \
  kind name##_portable PARAMETERS { return loop ARGUMENTS; }                                 \
  __attribute__((target("avx2,fma"))) static kind name##AVX2 PARAMETERS {                    \
    return loop ARGUMENTS;                                                                   \
  }                                                                                          \
  __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))) static kind name##AVX512     \
      PARAMETERS {                                                                           \
    return loop ARGUMENTS;                                                                   \
  }                                                                                          \
  kind name PARAMETERS {                                                                     \
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&           \
        __builtin_cpu_supports("avx512vl"))                                                  \
      return name##AVX512 ARGUMENTS;                                                         \
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))                     \
      return name##AVX2 ARGUMENTS;                                                           \
    return name##_portable ARGUMENTS;                                                        \
  }

#else

#define DISPATCH(kind, name, loop, PARAMETERS, ARGUMENTS)    \
  kind name##_portable PARAMETERS { return loop ARGUMENTS; } \
  kind name PARAMETERS { return loop ARGUMENTS; }

#endif

DISPATCH(void, concord_exp, mapExp, UNARY_PARAMETERS, UNARY_ARGUMENTS)
DISPATCH(void, concord_log, mapLog, UNARY_PARAMETERS, UNARY_ARGUMENTS)
DISPATCH(void, concord_log1p, mapLog1p, UNARY_PARAMETERS, UNARY_ARGUMENTS)
DISPATCH(void, concord_expm1, mapExpm1, UNARY_PARAMETERS, UNARY_ARGUMENTS)
DISPATCH(void, concord_logistic, mapLogistic, PAIR_PARAMETERS, PAIR_ARGUMENTS)
DISPATCH(size_t, concord_logistic_working, mapLogisticWorking, WORKING_PARAMETERS, WORKING_ARGUMENTS)
DISPATCH(size_t, concord_poisson_working, mapPoissonWorking, WORKING_PARAMETERS, WORKING_ARGUMENTS)

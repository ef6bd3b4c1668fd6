"""Makes random-bits.json: what the seeded samplers must give, bit for bit.

A second implementation in Python, whose floats are IEEE doubles with no fused operations, of the
same algorithms on numpy's Philox: fingerprints (FNV-1a over the bits) of 2,000 variates each.

    python make_random_bits.py > random-bits.json
"""
import json
import math
import struct

import numpy

SEED, STREAM = 20240131, 7
HIGH, LOW = float.fromhex("0x1.62e42fee00000p-1"), float.fromhex("0x1.a39ef35793c76p-33")


def words():
    # numpy steps its counter before each block, so the first block is that of counter 1.
    before = numpy.array([2**64 - 1] * 4, dtype=numpy.uint64)
    key = numpy.array([SEED, STREAM], dtype=numpy.uint64)
    generator = numpy.random.Philox(counter=before, key=key)
    while True:
        yield int(generator.random_raw())


def uniforms(source):
    for word in source:
        if word >> 11:
            yield (word >> 11) * 2.0**-53


def near_one(f):
    s = f / (2 + f)
    z = s * s
    series = 1 / 23
    for odd in (21, 19, 17, 15, 13, 11, 9, 7, 5, 3):
        series = series * z + 1 / odd
    return 2 * s * z * series - f * s


def log(x):
    significand, exponent = math.frexp(x)
    significand, exponent = 2 * significand, exponent - 1
    if significand > 1.4142135623730951:
        significand, exponent = significand * 0.5, exponent + 1
    f = significand - 1
    tail = near_one(f)
    if exponent == 0:
        return f + tail
    high = exponent * HIGH
    total = high + f
    return total + (((high - total) + f) + (tail + exponent * LOW))


def exp(x):
    k = float(round(x * float.fromhex("0x1.71547652b82fep0")))
    high, low = x - k * HIGH, k * LOW
    r = high - low
    lost = (high - r) - low
    series = 1 / math.factorial(14)
    for n in range(13, 1, -1):
        series = series * r + 1 / math.factorial(n)
    return math.ldexp(1 + (r + (r * r * series + lost)), int(k))


A = [3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
     4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3]
B = [1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3]
C = [1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4]
D = [1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9]
E = [6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7]
F = [1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15]


def polynomial(c, r):
    value = c[7]
    for k in range(6, -1, -1):
        value = value * r + c[k]
    return value


def normal(u):
    q = u - 0.5 if u < 1 - u else 0.5 - (1 - u)
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * (polynomial(A, r) / polynomial(B, r))
    r = math.sqrt(-log(min(u, 1 - u)))
    size = polynomial(C, r - 1.6) / polynomial(D, r - 1.6) if r <= 5 else polynomial(E, r - 5) / polynomial(F, r - 5)
    return -size if q < 0 else size


def log_gamma_variate(u, shape):
    if shape < 1:
        raised = log_gamma_variate(u, shape + 1)
        return raised + log(next(u)) / shape
    d = shape - 1 / 3
    c = 1 / math.sqrt(9 * d)
    while True:
        z = normal(next(u))
        root = 1 + c * z
        if root <= 0:
            continue
        log_cube, cube = 3 * log(root), root * root * root
        if log(next(u)) < 0.5 * z * z + d * (1 - cube + log_cube):
            return log(d) + log_cube


def fingerprint(values):
    state = 0xCBF29CE484222325
    for value in values:
        bits = struct.unpack("<Q", struct.pack("<d", value))[0]
        state = (state ^ bits) * 0x100000001B3 % 2**64
    return f"{state:016x}"


def sample(draw):
    source = uniforms(words())
    return fingerprint([draw(source) for _ in range(2000)])


print(json.dumps({
    "source": "make_random_bits.py beside this file: Python 3.11, numpy 2.4.6",
    "seed": SEED, "stream": STREAM,
    "uniform": sample(next),
    "normal": sample(lambda u: normal(next(u))),
    "exponential": sample(lambda u: -log(next(u))),
    "gamma2.5": sample(lambda u: exp(log_gamma_variate(u, 2.5))),
    "gamma0.3": sample(lambda u: exp(log_gamma_variate(u, 0.3))),
}, indent=1))

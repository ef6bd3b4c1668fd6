"""Makes function-values.json: elementary and special functions at random and awkward arguments.

Every argument is a double, taken as exact; every value is mpmath's at 60 digits, rounded to 25.

    python make_function_values.py > function-values.json
"""
import json
import math
import random
import sys

import mpmath
from mpmath import mpf

mpmath.mp.dps = 60
r = random.Random(7)
out = []


def add(fn, compute, *arguments):
    value = compute(*[mpf(a) for a in arguments])
    out.append({"fn": fn, "args": [repr(float(a)) for a in arguments],
                "value": mpmath.nstr(value, 25)})


for x in [r.uniform(-745, 709.7) for _ in range(60)] + [r.gauss(0, 1) for _ in range(60)] + [
        0.0, 1.0, 1e-20, -1e-9, 0.34657359027997264, 709.782712893383, -708.5, -744.0, -745.1]:
    add("exp", mpmath.exp, x)
for x in [2.0 ** r.uniform(-1022, 1023) for _ in range(60)] + [r.uniform(0.5, 2) for _ in range(60)] + [
        1 + 2.0 ** -k for k in (1, 5, 20, 52)] + [1 - 2.0 ** -k for k in (2, 5, 20, 53)] + [
        5e-324, 1e-310, 1.7e308, math.sqrt(2), math.sqrt(0.5)]:
    add("log", mpmath.log, x)
for x in [r.uniform(-1, 1) for _ in range(60)] + [r.choice([-1, 1]) * 2.0 ** r.uniform(-60, -1) for _ in range(40)] + [
        0.41, -0.29, -0.9999999999, 3.0, 1e10, 1e300, 1e-300]:
    add("logOnePlus", mpmath.log1p, x)
    if x > -1:
        with mpmath.workdps(700):
            add("logOnePlusMinus", lambda v: mpmath.log1p(v) - v, x)
for x in [r.uniform(-3, 3) for _ in range(80)] + [1e-10, 0.25, -0.25, 0.75, 1000000.3, 1 / 3]:
    add("sinPi", mpmath.sinpi, x)
    add("cosPi", mpmath.cospi, x)
for x in [1e-300, 1e-10, 0.003, 0.4, 0.5, 0.999, 0.9999999999, 1.0000000001, 1.3, 1.4616321449683622, 1.99,
          1.9999999999, 2.0000000001, 3.7, 9.99, 10.0, 25.5, 1e5, 1e10, 1e300]:
    add("logGamma", mpmath.loggamma, x)
for x in [1e-5, 0.1, 0.5, 1.0, 1.5, 2.0, 3.3, 7.0, 9.999, 10.0, 15.5, 100.0, 1e8]:
    add("stirlingError", lambda v: mpmath.loggamma(v) - (v - 0.5) * mpmath.log(v) + v
        - mpmath.log(2 * mpmath.pi) / 2, x)
for b in [1e-3, 0.3, 1.0, 6.5, 30.0, 1e6, 1e12]:
    for a in [1e-12, 1e-3, 0.5, 2.0, 100.0]:
        add("logGammaDifference", lambda u, v: mpmath.loggamma(u + v) - mpmath.loggamma(u), b, a)
        if a > 1e-9:
            add("logBeta", lambda u, v: mpmath.loggamma(u) + mpmath.loggamma(v) - mpmath.loggamma(u + v), b, a)
for x, m in [(3.0, 3.0000001), (1e8, 1.00001e8), (5.0, 1.0), (1.0, 90.0), (1e-5, 2.0), (700.0, 1400.0), (1e9, 999990000.0)]:
    add("poissonDeviance", lambda u, v: u * mpmath.log(u / v) + v - u, x, m)
json.dump({"source": "make_function_values.py beside this file: mpmath 1.3.0", "values": out},
          sys.stdout, indent=None, separators=(",", ":"))

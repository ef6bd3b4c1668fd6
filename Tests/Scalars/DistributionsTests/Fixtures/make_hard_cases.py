"""Makes hard-cases.json: distribution functions at extreme arguments, to 25 digits.

Needs python-flint (ball arithmetic, so every digit is certain), numpy and scipy. Every argument is read
as the nearest double and taken as exact. Central tails come from Arb's regularised incomplete
gamma and beta functions; noncentral ones from their Poisson mixtures of those, in enough digits to
survive the cancellation; the studentized range from Gauss-Legendre sums of its defining integrals in
doubles, to about 13 digits.

    python make_hard_cases.py > hard-cases.json

It takes an hour; parts can be made alone by naming them (normalAndT, gammaCases, …). What Arb does
not settle in half a minute is left out and named on the error stream.
"""
import itertools
import json
import random
import signal
import sys

import numpy
import scipy.special
import scipy.stats
from flint import arb, ctx


def ball(text):
    """The double nearest to the decimal `text`, exactly."""
    mantissa, exponent = float(text).as_integer_ratio()
    return arb(mantissa) / arb(exponent)


def certain(compute, digits=28, start=60):
    """compute() in rising precision until `digits` digits are certain."""
    dps = start
    while dps < 4000:
        ctx.dps = dps
        value = compute()
        if value.is_zero() or value.rel_accuracy_bits() > digits * 3.33:
            return value
        dps *= 2
    raise ArithmeticError("no convergence")


def gammaTail(a, x, upper):
    """Arb's lower function fails for large shapes, its upper one does not; 1 − it needs digits only."""
    if upper:
        return x.gamma_upper(a, 1)
    lower = x.gamma_lower(a, 1) if a < 100 else arb("nan")
    return lower if lower.rel_accuracy_bits() > 90 else 1 - x.gamma_upper(a, 1)


def betaTail(a, b, x, y, upper):
    return y.beta_lower(b, a, 1) if upper else x.beta_lower(a, b, 1)


def pnorm(x, upper):
    return ((x if upper else -x) / arb(2).sqrt()).erfc() / 2


def pt(t, df, upper):
    two = betaTail(df / 2, arb(1) / 2, df / (df + t * t), t * t / (df + t * t), False) / 2
    return two if (t > 0) == upper else 1 - two


def pf(f, df1, df2, upper):
    whole = df1 * f + df2
    return betaTail(df1 / 2, df2 / 2, df1 * f / whole, df2 / whole, upper)


def dt(t, df):
    half = arb(1) / 2
    return (((df + 1) / 2).lgamma() - (df / 2).lgamma() - half * (df * arb.pi()).log()
            - (df + 1) / 2 * (1 + t * t / df).log()).exp()


def dgamma(x, shape):
    return (shape * x.log() - x - shape.lgamma()).exp() / x


def dbeta(x, a, b):
    return (a * x.log() + b * (1 - x).log() + (a + b).lgamma() - a.lgamma()
            - b.lgamma()).exp() / (x * (1 - x))


def df_(f, df1, df2):
    whole = df1 * f + df2
    a, b = df1 / 2, df2 / 2
    return (a * (df1 * f / whole).log() + b * (df2 / whole).log() + (a + b).lgamma() - a.lgamma()
            - b.lgamma()).exp() / f


def dbinom(k, n, p):
    return ((n + 1).lgamma() - (k + 1).lgamma() - (n - k + 1).lgamma() + k * p.log()
            + (n - k) * (1 - p).log()).exp()


def dpois(k, mean):
    return (k * mean.log() - mean - (k + 1).lgamma()).exp()


def mixture(ncp, term):
    """Sum of Poisson(ncp/2) weights times positive term(j), from where it peaks outwards."""
    rate = ncp / 2

    def whole(j):
        return dpois(arb(j), rate) * term(arb(j))

    centre = int(float(rate))
    step = max(1, centre // 8)
    best = whole(centre)
    while step:
        moved = False
        for j in (centre - step, centre + step):
            if j >= 0:
                value = whole(j)
                if float(value.mid() / best.mid()) > 1:
                    centre, best, moved = j, value, True
        if not moved:
            step //= 2
    total = best
    for direction in (-1, 1):
        j = centre + direction
        while j >= 0:
            value = whole(j)
            total += value
            if float(value.mid() / total.mid()) < 1e-32:
                break
            j += direction
    return total


def pchisqNoncentral(x, df, ncp, upper):
    return mixture(ncp, lambda j: gammaTail(df / 2 + j, x / 2, upper))


def pfNoncentral(f, df1, df2, ncp, upper):
    whole = df1 * f + df2
    return mixture(
        ncp, lambda j: betaTail(df1 / 2 + j, df2 / 2, df1 * f / whole, df2 / whole, upper))


def ptNoncentral(t, df, ncp, upper):
    if t < 0:
        return ptNoncentral(-t, df, -ncp, not upper)
    half = arb(1) / 2
    rate = ncp * ncp / 2
    x, y = t * t / (df + t * t), df / (df + t * t)
    lower = pnorm(-ncp, False)
    middle = float(rate)
    last = int(middle + 40 * middle ** 0.5 + 150)
    weight = (-rate).exp()
    odd = ncp / arb(2).sqrt() * (-rate).exp() / arb(1.5).gamma()
    even_, odd_ = arb(0), arb(0)
    for j in range(last):
        even_ += weight * betaTail(j + half, df / 2, x, y, False)
        odd_ += odd * betaTail(arb(j + 1), df / 2, x, y, False)
        weight *= rate / (j + 1)
        odd *= rate / (j + arb(1.5))
    lower += (even_ + odd_) / 2
    return 1 - lower if upper else lower


def panels(low, high, width):
    """Nodes and weights of 20-point Gauss-Legendre rules on panels of about the given width."""
    node, weight = numpy.polynomial.legendre.leggauss(20)
    edges = numpy.linspace(low, high, int(numpy.ceil((high - low) / width)) + 1)
    half = numpy.diff(edges)[:, None] / 2
    middle = (edges[:-1] + edges[1:])[:, None] / 2
    return (middle + half * node).ravel(), (half * weight).ravel()


def rangeUpper(w, groups):
    """P(range of `groups` standard normal variates > w)."""
    z, weight = panels(min(-10, w / 2 - 12), max(10, w / 2 + 12), 0.5)
    below = scipy.special.log_ndtr(z)
    share = numpy.exp(scipy.special.log_ndtr(z - w) - below)
    missing = -numpy.expm1((groups - 1) * numpy.log1p(-numpy.minimum(share, 1)))
    density = numpy.exp(-z * z / 2 + (groups - 1) * below) / numpy.sqrt(2 * numpy.pi)
    return groups * numpy.sum(weight * density * missing)


def ptukey(q, groups, df):
    """P(studentized range > q), by Gauss-Legendre panels in double precision: about 13 digits."""
    q = float(q)
    if df is None:
        return rangeUpper(q, groups)
    nu = float(df)
    width = min(0.25, 1 / numpy.sqrt(2 * nu))
    v, weight = panels(-45 / nu - numpy.log1p(q), numpy.log1p(100 / nu) / 2 + 9 * width, width)
    excess = scipy.special.gammaln(nu / 2) - (nu - 1) / 2 * numpy.log(nu / 2) + nu / 2
    constant = numpy.log(2 * nu) / 2 - excess
    density = numpy.exp(constant - nu * (numpy.expm1(2 * v) - 2 * v) / 2)
    keep = density > 0
    tails = numpy.array([rangeUpper(w, groups) for w in q * numpy.exp(v[keep])])
    return numpy.sum(weight[keep] * density[keep] * tails)


TAILS = {
    "pnorm": (pnorm, ["x"]), "pt": (pt, ["t", "df"]), "pf": (pf, ["f", "df1", "df2"]),
    "pchisq": (lambda x, df, upper: gammaTail(df / 2, x / 2, upper), ["x", "df"]),
    "pgamma": (lambda x, shape, upper: gammaTail(shape, x, upper), ["x", "shape"]),
    "pbeta": (lambda x, a, b, upper: betaTail(a, b, x, 1 - x, upper), ["x", "a", "b"]),
    "pbinom": (lambda k, n, p, upper: betaTail(k + 1, n - k, p, 1 - p, not upper), ["k", "n", "p"]),
    "ppois": (lambda k, mean, upper: gammaTail(k + 1, mean, not upper), ["k", "lambda"]),
    "pchisqNoncentral": (pchisqNoncentral, ["x", "df", "ncp"]),
    "pfNoncentral": (pfNoncentral, ["f", "df1", "df2", "ncp"]),
    "ptNoncentral": (ptNoncentral, ["t", "df", "ncp"]),
}
DENSITIES = {
    "dt": (dt, ["t", "df"]), "df": (df_, ["f", "df1", "df2"]), "dgamma": (dgamma, ["x", "shape"]),
    "dbeta": (dbeta, ["x", "a", "b"]), "dbinom": (dbinom, ["k", "n", "p"]),
    "dpois": (dpois, ["k", "lambda"]),
}

out = []


def record(fn, args, value):
    if not isinstance(value, str):
        value = value.mid().str(25, radius=False)
    number = float(value)
    if number == 0 or number < 1e-305:
        return
    out.append({"fn": fn, "args": args, "value": value})


def tail(fn, *values):
    function, names = TAILS[fn]
    for upper in (False, True):
        signal.alarm(25)
        try:
            value = certain(lambda: function(*[ball(v) for v in values], upper))
        except (ArithmeticError, TimeoutError):
            print("left out:", fn, values, upper, file=sys.stderr, flush=True)
            continue
        finally:
            signal.alarm(0)
        record(fn, dict(zip(names, values), upper=upper), value)


def density(fn, *values):
    function, names = DENSITIES[fn]
    record(fn, dict(zip(names, values)), certain(lambda: function(*[ball(v) for v in values])))


def quantile(fn, tailName, p, upper, *rest):
    """The argument whose tail is p: bisection on the logarithm, in balls."""
    function, names = TAILS[tailName]
    ctx.dps = 60
    target = ball(p)
    def below(x):
        dps = 60
        while True:
            ctx.dps = dps
            value = function(x, *[ball(v) for v in rest], upper) - target
            if value > 0:
                return upper
            if value < 0:
                return not upper
            dps *= 2
            if dps > 4000:
                raise ArithmeticError
    # Bisection starts around scipy's answer, which need only be roughly right.
    family = {"qt": scipy.stats.t, "qchisq": scipy.stats.chi2, "qf": scipy.stats.f,
              "qbeta": scipy.stats.beta}[fn]
    near = (family.isf if upper else family.ppf)(float(p), *[float(v) for v in rest])
    if not numpy.isfinite(near) or near == 0:
        return
    ctx.dps = 60
    centre = ball(repr(float(near)))
    point = lambda z: centre * z.exp()
    low, high = arb(-0.01), arb(0.01)
    if near < 0:
        low, high = high, low
    signal.alarm(25)
    try:
        if not (below(point(low)) and not below(point(high))):
            return
        for _ in range(80):
            ctx.dps = 60
            middle = ((low + high) / 2).mid()
            if below(point(middle).mid()):
                low = middle
            else:
                high = middle
    except (ArithmeticError, TimeoutError):
        print("left out:", fn, p, upper, rest, file=sys.stderr, flush=True)
        return
    finally:
        signal.alarm(0)
    ctx.dps = 60
    record(fn, dict(zip(["p"] + names[1:], (p, *rest)), upper=upper), point(low).mid())


def num(v):
    return f"{v:.6g}"


def normalAndT():
    for x in ["-38", "-30", "-12.5", "-2", "-1e-5", "1e-20", "0.3", "4", "9.5", "25", "35", "37.6"]:
        tail("pnorm", x)
    dfs = ["0.01", "0.3", "1", "2.5", "4", "17.3", "60", "333.3", "1e4", "1e6", "1e8", "1e10"]
    for df in dfs:
        for t in ["1e-12", "1e-3", "0.4", "0.999", "1.7", "-2.5", "4", "8", "-15", "37", "1e3", "1e8"]:
            tail("pt", t, df)
        for t in ["0", "0.01", "1", "3", "20", "1e6"]:
            density("dt", t, df)
    tail("pt", "1e200", "0.5"), tail("pt", "-1e160", "1.5"), tail("pt", "1e-200", "3")


def gammaCases():
    shapes = ["0.005", "0.1", "0.5", "1", "1.7", "5", "12", "29", "31", "45.5", "99", "101", "450", "1e4", "1e6", "5e7", "5e9"]
    for shape in shapes:
        a = float(shape)
        for z in [-30, -8, -3, -1, -0.1, 0, 1e-4, 0.5, 2, 6, 20, 36]:
            x = a + z * a ** 0.5
            if x > 0:
                tail("pgamma", num(x) if a < 1e5 else repr(x), shape)
        for x in ["1e-300", "1e-10", "1e-3", "0.2", "1", "1.1", "3", "30", "650"]:
            if a < 200:
                tail("pgamma", x, shape)
        for factor in [0.5, 0.9, 1, 1.01, 2]:
            density("dgamma", num(a * factor), shape)


def betaCases():
    r = random.Random(20260131)
    sizes = ["0.005", "0.3", "0.5", "1", "1.5", "7", "30", "39", "41", "150", "3e3", "1e5", "5e7", "5e9"]
    for one, two in itertools.product(sizes, sizes):
        a, b = float(one), float(two)
        mean = a / (a + b)
        deviation = (a * b / (a + b) / (a + b) / (a + b + 1)) ** 0.5
        chosen = [mean * 1e-4, mean * 0.3, mean, 1e-6, 0.4, 0.97]
        chosen += [mean + z * deviation for z in (-25, -6, -1, 0.02, 2, 11, 33)]
        for x in r.sample(chosen, 6):
            if 0 < x < 1:
                tail("pbeta", repr(x), one, two)
        density("dbeta", repr(mean * 0.97), one, two)


def fCases():
    r = random.Random(20260132)
    sizes = ["0.01", "0.7", "1", "2", "3", "10", "55.5", "400", "2e4", "1e8", "1e10"]
    for one, two in itertools.product(sizes, sizes):
        a, b = float(one), float(two)
        spread = (2 / a + 2 / b) ** 0.5
        chosen = ["1e-8", "0.05", "0.8", "1", "1.00001", "2.2", "40", "1e6"]
        chosen += [num(1 + z * spread) for z in (-3, -0.7, 0.01, 1.5, 5, 20)]
        for f in r.sample(chosen, 5):
            if float(f) > 0:
                tail("pf", f, one, two)
        density("df", "1.3", one, two)


def counts():
    for k, n, p in [("0", "10", "1e-9"), ("9", "10", "0.999999"), ("500000", "1000000", "0.5"),
                    ("499000", "1000000", "0.5"), ("3", "1000000", "1e-6"), ("40", "1000000000", "1e-8"),
                    ("499990000", "1000000000", "0.5"), ("12", "20", "0.1"), ("150", "400", "0.9"),
                    ("999999", "1000000", "0.9999999")]:
        tail("pbinom", k, n, p)
        density("dbinom", k, n, p)
    for k, mean in [("0", "1e-12"), ("7", "1e-3"), ("200", "50"), ("2", "600"), ("1000000", "1e6"),
                    ("1000000000", "1000010000"), ("99", "100.5"), ("30", "4")]:
        tail("ppois", k, mean)
        density("dpois", k, mean)


def noncentral():
    for x, df, ncp in [("1e-3", "0.2", "3"), ("3", "1", "0.01"), ("40", "2.5", "400"), ("600", "2.5", "400"),
                       ("1200", "5", "1000"), ("1.02e4", "10", "1e4"), ("8e3", "10", "1e4"), ("1.3e4", "10", "1e4"),
                       ("1e6", "3", "1e6"), ("1.003e6", "3", "1e6"), ("0.994e6", "3", "1e6"),
                       ("2e4", "1e4", "1e4"), ("1.1e6", "1e6", "1e5"), ("1e-8", "4", "30"), ("900", "1", "1"),
                       ("1e7", "8", "1e7"), ("9.98e6", "8", "1e7"), ("60", "1", "1e-10")]:
        tail("pchisqNoncentral", x, df, ncp)
    for f, df1, df2, ncp in [("1e-4", "1", "5", "8"), ("4", "1", "1e6", "0.02"), ("30", "1", "1e8", "8"),
                             ("2", "3", "0.5", "50"), ("500", "3", "30", "1000"), ("200", "3", "30", "1000"),
                             ("3000", "3", "30", "1000"), ("11", "1e3", "1e4", "1e4"), ("12", "1e3", "1e4", "1e4"),
                             ("2e4", "5", "200", "1e5"), ("1.5e4", "5", "200", "1e5"), ("3.4e5", "3", "1e5", "1e6"),
                             ("3.3e5", "3", "1e5", "1e6"), ("0.2", "10", "40", "30"), ("0.01", "10", "40", "30"),
                             ("90", "2", "12", "3")]:
        tail("pfNoncentral", f, df1, df2, ncp)
    for t, df, ncp in [("0.5", "0.3", "1"), ("-4", "3", "2"), ("-20", "12", "3"), ("30", "6", "-2"), ("8", "50", "-3"),
                       ("12", "20", "10"), ("3", "20", "10"), ("40", "1e3", "37"), ("30", "1e3", "37"), ("-1", "8", "37"),
                       ("100", "5", "60"), ("1", "1e6", "1"), ("5", "1e8", "0.1"), ("-6", "1e8", "0.1"), ("60", "1e5", "60"),
                       ("1e-8", "4", "2"), ("2", "4", "1e-9"), ("1e4", "2.5", "3"), ("0.1", "1", "8"), ("-0.1", "2", "6")]:
        tail("ptNoncentral", t, df, ncp)


def quantiles():
    for df in ["0.01", "0.6", "1", "3", "17.3", "200", "1e5", "1e10"]:
        for p in ["1e-300", "1e-40", "1e-7", "0.03", "0.3", "0.49999", "0.500001", "0.8", "0.999"]:
            quantile("qt", "pt", p, False, df)
    for df in ["0.01", "0.6", "1", "2", "7.3", "60", "900", "1e5", "1e8", "1e10"]:
        for p in ["1e-200", "1e-12", "0.04", "0.5", "0.77"]:
            for upper in (False, True):
                quantile("qchisq", "pchisq", p, upper, df)
    for one, two in [("0.1", "0.1"), ("1", "0.7"), ("1", "1e9"), ("3", "20"), ("5.5", "1e4"), ("2e3", "3"), ("1e5", "3e4"), ("1e5", "50")]:
        for p in ["1e-100", "1e-9", "0.02", "0.5", "0.7"]:
            for upper in (False, True):
                quantile("qf", "pf", p, upper, one, two)
                if p == "1e-9" or p == "0.02":
                    quantile("qbeta", "pbeta", p, upper, one, two)


def tukey():
    for q, groups, df in [("0.01", 2, "5"), ("3", 3, "1"), ("50", 3, "1.5"), ("4.2", 10, "30"), ("12", 4, "9"),
                          ("30", 5, "10"), ("5", 50, "100"), ("15", 3, "400"), ("6", 200, None), ("12", 6, None),
                          ("1", 8, "20"), ("3.6", 4, "2e3"), ("7", 1000, "40"), ("40", 3, "3")]:
        value = ptukey(q, groups, df)
        record("ptukey", {"q": q, "groups": groups, "df": df, "upper": True}, f"{value:.13e}")
        if value < 0.99:
            record("ptukey", {"q": q, "groups": groups, "df": df, "upper": False}, f"{1 - value:.13e}")


def late(*_):
    raise TimeoutError


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, late)
    for part in sys.argv[1:] or ["normalAndT", "gammaCases", "betaCases", "fCases", "counts", "noncentral", "quantiles", "tukey"]:
        globals()[part]()
    json.dump({
        "source": "make_hard_cases.py beside this file: python-flint 0.9.0, numpy 2.4.6, scipy 1.17.1",
        "argumentNote": "args are decimal strings to be parsed to the nearest double, then exact",
        "values": out}, sys.stdout, indent=None, separators=(",", ":"))


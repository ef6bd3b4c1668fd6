"""Writes values.json: what the linear problems and analyses of variance of the NIST Statistical
Reference Datasets (https://www.itl.nist.gov/div898/strd/, public domain) have for answers, to 25
digits, and how many of these digits are left when the data are read into doubles.

All arithmetic is rational and exact but for the roots. The problem is the printed decimals; the bound
is the exact solution of the same problem with every number of the data rounded to a double first
(powers are of the rounded number and exact). No program that reads its data into doubles can be
expected to do better. The certified values of NIST agree with every digit they have.

The data of SmLs01 to 09 are made by NIST's rule: nine treatments with means c + 0.4, 0.3, 0.5, 0.3,
0.5, …; the first observation of each is its mean, the others are 0.1 below and above in turn.

    python3 make_values.py        (needs mpmath)
"""

import csv
import json
import os
from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 60
FOLDER = os.path.dirname(os.path.abspath(__file__))
LINEAR = {
    "norris": "y ~ x", "pontius": "y ~ x + I(x^2)", "noint1": "y ~ 0 + x", "noint2": "y ~ 0 + x",
    "filip": "y ~ " + " + ".join(["x"] + [f"I(x^{k})" for k in range(2, 11)]),
    "longley": "y ~ x1 + x2 + x3 + x4 + x5 + x6",
    **{f"wampler{i}": "y ~ x + I(x^2) + I(x^3) + I(x^4) + I(x^5)" for i in range(1, 6)},
}
POWERS = {"pontius": 2, "filip": 10, **{f"wampler{i}": 5 for i in range(1, 6)}}
TITLES = {"sirstv": "SiRstv", "atmwtag": "AtmWtAg", "noint1": "NoInt1", "noint2": "NoInt2"}


def real(value):
    return mpf(value.numerator) / mpf(value.denominator)


def solved(a, b):
    """The solution of A x = b and the diagonal of the inverse, by elimination."""
    n = len(a)
    rows = [a[i] + [b[i]] + [Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    for i in range(n):
        pivot = rows[i][i]
        rows[i] = [v / pivot for v in rows[i]]
        for k in range(n):
            if k != i and rows[k][i]:
                factor = rows[k][i]
                rows[k] = [v - factor * w for v, w in zip(rows[k], rows[i])]
    return [row[n] for row in rows], [rows[i][n + 1 + i] for i in range(n)]


def regression(name, table):
    y = [row[0] for row in table]
    if name in POWERS:
        x = [[row[1] ** k for k in range(1, POWERS[name] + 1)] for row in table]
    else:
        x = [row[1:] for row in table]
    intercept = not name.startswith("noint")
    if intercept:
        x = [[Fraction(1)] + row for row in x]
    p, n = len(x[0]), len(y)
    gram = [[sum(r[i] * r[j] for r in x) for j in range(p)] for i in range(p)]
    b, inverse = solved(gram, [sum(r[i] * v for r, v in zip(x, y)) for i in range(p)])
    residual = sum((v - sum(c * w for c, w in zip(r, b))) ** 2 for r, v in zip(x, y))
    mean = sum(y) / n if intercept else 0
    total = sum((v - mean) ** 2 for v in y)
    sigma = mp.sqrt(real(residual / (n - p)))
    return {
        "estimates": [real(v) for v in b],
        "standardErrors": [sigma * mp.sqrt(real(v)) for v in inverse],
        "sigma": [sigma], "rSquared": [real(1 - residual / total)],
    }


def analysis(table):
    groups = {}
    for level, value in table:
        groups.setdefault(level, []).append(value)
    n, k = len(table), len(groups)
    mean = sum(value for _, value in table) / n
    means = {level: sum(values) / len(values) for level, values in groups.items()}
    between = sum(len(v) * (means[level] - mean) ** 2 for level, v in groups.items()) / (k - 1)
    within = sum((value - means[level]) ** 2 for level, value in table) / (n - k)
    squares = between * (k - 1) + within * (n - k)
    return {
        "fStatistic": [real(between / within)], "betweenMeanSquare": [real(between)],
        "withinMeanSquare": [real(within)], "sigma": [mp.sqrt(real(within))],
        "rSquared": [real(between * (k - 1) / squares)],
    }


def simulated(center, replicates):
    means = [4, 3, 5, 3, 5, 3, 5, 3, 5]
    for treatment, tenths in enumerate(means):
        for i in range(replicates):
            shift = 0 if i == 0 else (-1 if i % 2 else 1)
            yield str(treatment + 1), f"{center}.{tenths + shift}"


def digits(got, want):
    """The least of -log10 |got - want| / |want| over pairs, at most 15; absolute where want is 0."""
    least = mpf(15)
    for g, w in zip(got, want):
        if g != w:
            least = min(least, -mp.log10(abs(g - w) / (abs(w) if w else 1)))
    return round(float(least), 1)


def entry(name, title, formula, solve, cells):
    want = solve([[Fraction(v) for v in row] for row in cells])
    rounded = solve([[Fraction(float(v)) for v in row] for row in cells])
    return {
        "name": name, "title": title, "formula": formula,
        "values": {k: [mp.nstr(v, 25) for v in values] for k, values in want.items()},
        "bounds": {k: digits(rounded[k], want[k]) for k in want},
    }


def main():
    entries = []
    for name, formula in LINEAR.items():
        with open(os.path.join(FOLDER, name + ".csv")) as file:
            rows = list(csv.DictReader(file))
        cells = [[row["y"]] + [row[k] for k in row if k != "y"] for row in rows]
        title = TITLES.get(name, name.capitalize())
        entries.append(entry(name, title, formula, lambda t, n=name: regression(n, t), cells))
    for name in ["sirstv", "atmwtag"]:
        with open(os.path.join(FOLDER, name + ".csv")) as file:
            cells = [[row["treatment"], row["y"]] for row in csv.DictReader(file)]
        entries.append(entry(name, TITLES[name], "y ~ factor(treatment)", analysis, cells))
    for index in range(9):
        center, replicates = [1, 10**6, 10**12][index // 3], [21, 201, 2001][index % 3]
        made = entry(
            f"smls{index + 1:02}", f"SmLs{index + 1:02}", "y ~ factor(treatment)", analysis,
            list(simulated(center, replicates)))
        entries.append({**made, "center": center, "replicates": replicates})
    with open(os.path.join(FOLDER, "values.json"), "w") as file:
        json.dump(entries, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()

"""From a file to estimates with arrays: polars reads, group sums make the normal equations.

`csv_fit_arrays.py [--f1] FOLDER`: y on x1 to x4, k, f1 and, without --f1, f2. Prints the answer.
"""

import json
import os
import sys

import numpy as np
import polars
from scipy.linalg import cho_solve, lapack

factors = ["f1"] if "--f1" in sys.argv else ["f1", "f2"]
numbers = ["x1", "x2", "x3", "x4", "k"]
frame = polars.read_csv(
    os.path.join(sys.argv[-1], "data.csv"), columns=["y", *numbers, *factors],
    schema_overrides={name: polars.Categorical for name in factors}).drop_nulls()
n = frame.height
dense = np.column_stack([np.ones(n), *(frame[name].to_numpy() for name in numbers)]).astype(float)
y = frame["y"].to_numpy()


def sorted_codes(name):
    """Codes into the levels in sorted order."""
    physical = frame[name].to_physical().to_numpy()
    first = np.full(physical.max() + 1, -1)
    first[physical] = np.arange(n)
    used = np.flatnonzero(first >= 0)
    levels = [frame[name][int(first[code])] for code in used]
    order = sorted(range(len(used)), key=levels.__getitem__)
    place = np.zeros(len(first), np.int64)
    place[used[order]] = np.arange(len(used))
    return place[physical], [levels[i] for i in order]


coded = [sorted_codes(name) for name in factors]
k = dense.shape[1]
starts = np.cumsum([k] + [len(levels) - 1 for _, levels in coded])
size = starts[-1]
gram, right = np.zeros((size, size), order="F"), np.zeros(size)
gram[:k, :k], right[:k] = dense.T @ dense, dense.T @ y
terms = ["(Intercept)", *numbers]
for at, name, (codes, levels) in zip(starts, factors, coded):
    part = slice(at, at + len(levels) - 1)
    sums = [np.bincount(codes, dense[:, j], len(levels))[1:] for j in range(k)]
    gram[:k, part] = sums
    gram[part, part] = np.diag(sums[0])
    right[part] = np.bincount(codes, y, len(levels))[1:]
    terms += [name + level for level in levels[1:]]
if len(coded) == 2:
    (one, rows), (two, columns) = coded
    cells = np.bincount(one * len(columns) + two, minlength=len(rows) * len(columns))
    gram[starts[0]:starts[1], starts[1]:] = cells.reshape(len(rows), -1)[1:, 1:]
factor, _ = lapack.dpotrf(gram, lower=0, overwrite_a=1)
beta = cho_solve((factor, False), right)
inverse, _ = lapack.dpotri(factor, lower=0)
variance = (y @ y - beta @ right) / (n - size)
print(json.dumps({
    "program": f"polars {polars.__version__}, numpy {np.__version__}", "terms": terms,
    "estimates": beta.tolist(), "standardErrors": np.sqrt(variance * np.diag(inverse)).tolist()}))

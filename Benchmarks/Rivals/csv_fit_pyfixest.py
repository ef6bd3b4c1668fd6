"""From a file to estimates with packages: polars reads, pyfixest fits with the factors absorbed."""

import json
import os
import sys

import polars
import pyfixest

factors = ["f1"] if "--f1" in sys.argv else ["f1", "f2"]
frame = polars.read_csv(
    os.path.join(sys.argv[-1], "data.csv"),
    columns=["y", "x1", "x2", "x3", "x4", "k", *factors]).to_pandas()
fit = pyfixest.feols("y ~ x1 + x2 + x3 + x4 + k | " + " + ".join(factors), frame, vcov="iid")
print(json.dumps({
    "program": f"polars {polars.__version__}, pyfixest {pyfixest.__version__}",
    "terms": list(fit.coef().index), "estimates": fit.coef().tolist(),
    "standardErrors": fit.se().tolist()}))

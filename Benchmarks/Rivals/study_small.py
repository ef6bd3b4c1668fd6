"""The small study with statsmodels: five fits by formula."""

import json
import os
import sys

import numpy as np
import pandas
import statsmodels
import statsmodels.formula.api as smf
from statsmodels.genmod.families import Binomial, Poisson

data = pandas.read_csv(os.path.join(sys.argv[1], "data.csv"))
linear = smf.ols("ach ~ collab * poverty", data)
fits = [
    linear.fit(), linear.fit(cov_type="HC3"),
    smf.ols("ach ~ collab * poverty + size", data).fit(
        cov_type="cluster", cov_kwds={"groups": data["district"].astype("category").cat.codes}),
    smf.glm("improved ~ collab + poverty", data, family=Binomial()).fit(tol=1e-12),
    smf.glm("left ~ collab + poverty", data, family=Poisson(), offset=np.log(data["enroll"])).fit(
        tol=1e-12),
]


def named(term):
    return term.replace("Intercept", "(Intercept)").replace("[T.", "").replace("]", "")


print(json.dumps({
    "program": f"statsmodels {statsmodels.__version__}",
    "terms": [f"{i + 1} {named(t)}" for i, fit in enumerate(fits) for t in fit.params.index],
    "estimates": [float(v) for fit in fits for v in fit.params],
    "standardErrors": [float(v) for fit in fits for v in fit.bse]}))

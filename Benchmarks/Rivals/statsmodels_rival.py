"""statsmodels on arrays, as its manual calls it. Its designs are made beforehand."""

import numpy as np
import statsmodels
import statsmodels.api as sm

from serve import answer, serve


def ordinary(data, fit=lambda model: model.fit()):
    X, y, terms = data.design(), data.column("y"), data.terms()

    def task():
        found = fit(sm.OLS(y, X))
        return answer(terms, found.params, found.bse)
    return task


def hc3(data):
    return ordinary(data, lambda model: model.fit(cov_type="HC3"))


def clustered(data, names):
    groups = np.column_stack([data.codes(name) for name in names])
    options = {"groups": groups if len(names) == 2 else groups[:, 0]}
    return ordinary(data, lambda model: model.fit(cov_type="cluster", cov_kwds=options))


def small_fits(data):
    replicates = data.levels["rep"]
    X = data.design().reshape(replicates, data.n // replicates, -1).copy()
    y = data.column("y").reshape(replicates, -1)

    def task():
        fits = [sm.OLS(outcome, design).fit() for outcome, design in zip(y, X)]
        return answer(
            data.terms(), np.mean([fit.params for fit in fits], axis=0),
            np.mean([fit.bse for fit in fits], axis=0))
    return task


def logit(data):
    X, y, terms = data.design(), data.column("y"), data.terms()

    def task():
        found = sm.Logit(y, X).fit(method="newton", tol=1e-10, disp=False)
        return answer(terms, found.params, found.bse)
    return task


if __name__ == "__main__":
    serve(f"statsmodels {statsmodels.__version__}", {
        "ols_tall": ordinary, "ols_wide": ordinary, "ols_small_many": small_fits, "hc3_tall": hc3,
        "cluster_tall": lambda data: clustered(data, ["g1"]),
        "cluster2_tall": lambda data: clustered(data, ["g1", "g2"]),
        "logit_tall": logit,
    })

"""pyfixest on a data frame, by formula."""

import pyfixest

from serve import answer, serve


def least_squares(vcov, extra=(), corrected=True):
    """`corrected`: times (n - 1) / (n - k), and for clusters G / (G - 1)."""
    def prepared(data):
        frame = data.frame(extra=extra)
        formula = "y ~ " + " + ".join(data.predictors)

        def task():
            fit = pyfixest.feols(
                formula, frame, vcov=vcov,
                ssc=pyfixest.ssc(k_adj=corrected, G_adj=True, G_df="conventional"))
            names = ["(Intercept)" if name == "Intercept" else name for name in fit.coef().index]
            return answer(names, fit.coef(), fit.se())
        return task
    return prepared


def poisson(data):
    """The factor is absorbed: its coefficients are not estimated."""
    frame = data.frame(extra=["f", "offset"])
    formula = "y ~ " + " + ".join(data.predictors) + " | f"

    def task():
        fit = pyfixest.fepois(formula, frame, vcov="iid", offset="offset", iwls_tol=1e-10)
        return answer(fit.coef().index, fit.coef(), None)
    return task


if __name__ == "__main__":
    serve(f"pyfixest {pyfixest.__version__}", {
        "ols_tall": least_squares("iid"),
        "hc3_tall": least_squares("HC3", corrected=False),
        "cluster_tall": least_squares({"CRV1": "g1"}, ["g1"]),
        "cluster2_tall": least_squares({"CRV1": "g1+g2"}, ["g1", "g2"]),
        "poisson_offset": poisson,
    })

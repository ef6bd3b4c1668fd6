"""glum: generalized linear models by iteratively reweighted least squares, factors kept as codes.

Without a penalty. The tolerance is such that the answers agree; standard errors are asked for and timed.
"""

import glum
from glum import GeneralizedLinearRegressor

from serve import answer, serve


def task_for(data, family, frame, y, terms, **offset):
    def task():
        model = GeneralizedLinearRegressor(
            family=family, alpha=0, fit_intercept=True, gradient_tol=1e-8, drop_first=True)
        model.fit(frame, y, **offset)
        errors = model.std_errors(frame, y, robust=False, expected_information=True, dispersion=1,
            **offset)
        return answer(terms, [model.intercept_, *model.coef_], errors)
    return task


def logit(data):
    frame = data.frame()
    y = frame.pop("y").to_numpy()
    return task_for(data, "binomial", frame, y, data.terms())


def poisson(data):
    frame = data.frame(extra=["f", "offset"], categories=["f"])
    y, offset = frame.pop("y").to_numpy(), frame.pop("offset").to_numpy()
    terms = data.terms() + [f"f{level}" for level in range(1, data.levels["f"])]
    return task_for(data, "poisson", frame, y, terms, offset=offset)


if __name__ == "__main__":
    serve(f"glum {glum.__version__}", {"logit_tall": logit, "poisson_offset": poisson})

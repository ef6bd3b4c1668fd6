"""Hand-written array code: what a user who knows the algorithm writes with numpy and scipy.

The design is made beforehand; only products, factorizations and standard errors are timed.
"""

import sys

import numpy as np
from scipy.linalg import cho_factor, cho_solve, qr, solve_triangular

from serve import answer, serve


def normal_equations(X, y):
    """b, the inverse of X'X, and the residuals."""
    factor = cho_factor(X.T @ X)
    beta = cho_solve(factor, X.T @ y)
    return beta, cho_solve(factor, np.eye(X.shape[1])), y - X @ beta


def ordinary(data):
    X, y, terms = data.design(), data.column("y"), data.terms()

    def task():
        beta, inverse, residuals = normal_equations(X, y)
        variance = residuals @ residuals / (len(y) - X.shape[1])
        return answer(terms, beta, np.sqrt(variance * np.diag(inverse)))
    return task


def orthogonal(data):
    """By blocked Householder QR: the accuracy of `lm`."""
    X, y, terms = data.design(), data.column("y"), data.terms()

    def task():
        factor, triangle = qr(X, mode="economic", check_finite=False)
        beta = solve_triangular(triangle, factor.T @ y)
        inverse = solve_triangular(triangle, np.eye(X.shape[1]))
        residuals = y - X @ beta
        variance = residuals @ residuals / (len(y) - X.shape[1])
        return answer(terms, beta, np.sqrt(variance * (inverse**2).sum(axis=1)))
    return task


def hc3(data):
    X, y, terms = data.design(), data.column("y"), data.terms()

    def task():
        beta, inverse, residuals = normal_equations(X, y)
        leverages = np.einsum("ij,ij->i", X @ inverse, X)
        scores = X * (residuals / (1 - leverages))[:, None]
        return answer(terms, beta, np.sqrt(np.diag(inverse @ (scores.T @ scores) @ inverse)))
    return task


def cluster_meat(X, residuals, codes, count):
    """The sum over clusters of s s', s = X_g'e_g, with G/(G-1) (n-1)/(n-k)."""
    sums = np.stack([
        np.bincount(codes, X[:, j] * residuals, minlength=count) for j in range(X.shape[1])])
    n, k = X.shape
    return count / (count - 1) * (n - 1) / (n - k) * (sums @ sums.T)


def clustered(data, names):
    X, y, terms = data.design(), data.column("y"), data.terms()
    codes = [data.codes(name) for name in names]
    counts = [data.levels[name] for name in names]

    def task():
        beta, inverse, residuals = normal_equations(X, y)
        meat = sum(cluster_meat(X, residuals, *each) for each in zip(codes, counts))
        if len(codes) == 2:
            cells = np.unique(codes[0] * counts[1] + codes[1], return_inverse=True)
            meat = meat - cluster_meat(X, residuals, cells[1], len(cells[0]))
        return answer(terms, beta, np.sqrt(np.diag(inverse @ meat @ inverse)))
    return task


def small_fits(data):
    replicates = data.levels["rep"]
    rows = data.n // replicates
    X = data.design().reshape(replicates, rows, -1).copy()
    y = data.column("y").reshape(replicates, rows)
    terms = data.terms()

    def task():
        turned = X.transpose(0, 2, 1)
        inverse = np.linalg.inv(turned @ X)
        beta = inverse @ (turned @ y[:, :, None])
        residuals = y - (X @ beta)[:, :, 0]
        variance = np.einsum("ri,ri->r", residuals, residuals) / (rows - X.shape[2])
        errors = np.sqrt(variance[:, None] * np.diagonal(inverse, axis1=1, axis2=2))
        return answer(terms, beta[:, :, 0].mean(axis=0), errors.mean(axis=0))
    return task


def reweighted(X, step, most=50):
    """Iteratively reweighted least squares until a step is below 1e-10 of a standard error."""
    beta = None
    for _ in range(most):
        weights, working = step(None if beta is None else X @ beta)
        factor = cho_factor(X.T @ (X * weights[:, None]))
        new = cho_solve(factor, X.T @ (weights * working))
        inverse = cho_solve(factor, np.eye(X.shape[1]))
        errors = np.sqrt(np.diag(inverse))
        done = beta is not None and np.max(np.abs(new - beta) / errors) < 1e-6
        beta = new
        if done:
            break
    return beta, errors


def logit(data):
    X, y, terms = data.design(), data.column("y"), data.terms()

    def step(eta):
        if eta is None:
            eta = np.log((y + 0.5) / (1.5 - y))
        mean = 1 / (1 + np.exp(-eta))
        weights = mean * (1 - mean)
        return weights, eta + (y - mean) / weights
    return lambda: answer(terms, *reweighted(X, step))


def poisson(data):
    dense, codes = data.design(), data.codes("f")
    levels = data.levels["f"]
    X = np.zeros((data.n, dense.shape[1] + levels - 1), order="F")
    X[:, : dense.shape[1]] = dense
    for level in range(1, levels):
        X[:, dense.shape[1] + level - 1] = codes == level
    y, offset = data.column("y"), data.column("offset")
    terms = data.terms() + [f"f{level}" for level in range(1, levels)]

    def step(eta):
        if eta is None:
            eta = np.log(y + 0.1) - offset
        mean = np.exp(eta + offset)
        return mean, eta + (y - mean) / mean
    return lambda: answer(terms, *reweighted(X, step))


if __name__ == "__main__":
    least_squares = ordinary
    if "--qr" in sys.argv:
        sys.argv.remove("--qr")
        least_squares = orthogonal
    serve(f"numpy {np.__version__}", {
        "ols_tall": least_squares, "ols_wide": least_squares,
        "ols_small_many": small_fits, "hc3_tall": hc3,
        "cluster_tall": lambda data: clustered(data, ["g1"]),
        "cluster2_tall": lambda data: clustered(data, ["g1", "g2"]),
        "logit_tall": logit, "poisson_offset": poisson,
    })

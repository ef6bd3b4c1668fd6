"""What Concord sets out to reach, and whether it did."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    words: str
    threads: int
    measure: str  # array, best, glum, limit, other, seconds, bytes: what the figure is divided by
    bound: float
    other: str = ""


GOALS = {
    "ols_tall": [Goal("0.8 × array code, 1 thread", 1, "array", 0.8),
                 Goal("1.5 × limit, 2 threads", 2, "limit", 1.5)],
    "ols_wide": [Goal("as fast as the best, 1 thread", 1, "best", 1.0),
                 Goal("as fast as the best, 2 threads", 2, "best", 1.0)],
    "ols_small_many": [Goal("¼ of the array code", 2, "array", 0.25)],
    "hc3_tall": [Goal("½ of the array code", 2, "array", 0.5)],
    "cluster_tall": [Goal("½ of the array code", 2, "array", 0.5)],
    "cluster2_tall": [Goal("under 2 × one-way", 2, "other", 2.0, "cluster_tall")],
    "logit_tall": [Goal("⅓ of the array code", 2, "array", 1 / 3)],
    "poisson_offset": [Goal("¼ of glum", 2, "glum", 0.25)],
    "lmm_nested": [Goal("under 0.2 s", 2, "seconds", 0.2), Goal("1/100 of the best", 2, "best", 0.01)],
    "lmm_crossed": [Goal("under 0.4 s", 2, "seconds", 0.4), Goal("⅒ of the best", 2, "best", 0.1)],
    "lmm_crossed_svc": [Goal("under 0.4 s", 2, "seconds", 0.4), Goal("⅒ of the best", 2, "best", 0.1)],
    "glmm_logit": [Goal("under 0.5 s", 2, "seconds", 0.5), Goal("⅒ of the best", 2, "best", 0.1)],
    "csv_fit": [Goal("¼ of the best", 2, "best", 0.25),
                Goal("peak memory under 600 MB", 2, "bytes", 600e6)],
    "study_small": [Goal("under 0.02 s", 2, "seconds", 0.02)],
}


def rival_ratio(rows, threads, wanted):
    """The largest ratio of Concord to the rivals wanted: to the fastest of them, on `threads` threads
    or fewer. Both times come from rounds run in turn."""
    ratios = [
        row["concord"][str(threads)]["best"] / run["best"]
        for row in rows if row.get("runs") and row["agreement"] != "differs" and wanted(row)
        for run in row["runs"] if run["threads"] <= threads and str(threads) in row["concord"]]
    return max(ratios, default=None)


def figure(goal, result, results, limit):
    """The number that the goal bounds, or None if it was not measured."""
    rows, threads = result["rivals"], goal.threads
    own = result["concord"].get(str(threads))
    if own is None:
        return None
    if goal.measure == "array":
        return rival_ratio(rows, threads, lambda row: row["kind"] == "array")
    if goal.measure == "best":
        return rival_ratio(rows, threads, lambda row: True)
    if goal.measure == "glum":
        return rival_ratio(rows, threads, lambda row: row["name"] == "glum")
    if goal.measure == "limit":
        return own["best"] / limit if limit else None
    if goal.measure == "other":
        other = results.get(goal.other, {}).get("concord", {}).get(str(threads))
        return own["best"] / other["best"] if other else None
    return own["best"] if goal.measure == "seconds" else own["peakBytes"]

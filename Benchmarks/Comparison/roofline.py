"""The least time a workload can take on this machine, from measured rates.

A phase takes the larger of its arithmetic at the best rate of a matrix product and its bytes at the
rate of streaming reads. It is a floor for the algorithm named, not for every imaginable one, and no
promise that it can be reached. Assumed, not measured: 1.6 ns an exponential, 0.7 GB/s a core for text.
"""

EXPONENTIAL, TEXT = 1.6e-9, 0.7e9


def gram(n, p):
    """Arithmetic and bytes of X'X."""
    return n * p * (p + 1), 8 * n * p


TALL, WIDE = gram(1e6, 51), gram(20e3, 1001)
READ_TALL = (4 * 1e6 * 51, TALL[1])
LOGIT = gram(1e6, 21)
DENSE = gram(5e5, 16)
MIXED = gram(5e6, 6)
NESTED = gram(1e6, 8)
# A factor of the crossed levels is n^3 / 3, what a gradient needs of its inverse twice that.
CROSSED = 1156**3

# workload: phases (flops, bytes), exponentials, bytes of text
WORK = {
    "ols_tall": ([TALL], 0, 0),
    "ols_wide": ([(WIDE[0] + 1001**3 / 3, WIDE[1])], 0, 0),
    "ols_small_many": ([gram(4e6, 7)], 0, 0),
    "hc3_tall": ([TALL, (2 * TALL[0], TALL[1])], 0, 0),
    "cluster_tall": ([TALL, READ_TALL], 0, 0),
    "cluster2_tall": ([TALL, READ_TALL, gram(6.3e5, 51)], 0, 0),
    "logit_tall": ([(LOGIT[0] + 4 * 21e6, LOGIT[1])] * 5, 5e6, 0),
    "poisson_offset": ([(DENSE[0] + 17 * 5e5 + 4 * 8e6, DENSE[1] + 8 * 1e6)] * 5, 2.5e6, 0),
    "lmm_nested": ([NESTED, (0, NESTED[1])], 0, 0),
    "lmm_crossed": ([(7 * CROSSED, 0)], 0, 0), "lmm_crossed_svc": ([(6 * 1142**3, 0)], 0, 0),
    "glmm_logit": ([(0, 8 * 60e3 * 6)] * 27, 27 * 60e3, 0),
    "csv_read": ([], 0, 1), "csv_fit_f1": ([(MIXED[0] + 7 * 5e6, MIXED[1] + 4 * 5e6)], 0, 1),
    "csv_fit": ([(MIXED[0] + 15 * 5e6, MIXED[1] + 8 * 5e6), (2054**3, 0)], 0, 1),
    "study_small": ([], 0, 0), "start_up": ([], 0, 0),
}

# What the floor is made of.
ALGORITHM = {
    "ols_tall": "X′X in one read of X", "ols_wide": "X′X and its Cholesky factor",
    "ols_small_many": "one read of the data",
    "hc3_tall": "X′X; leverages and meat in a second read",
    "cluster_tall": "X′X; scores in a second read",
    "cluster2_tall": "as cluster_tall, and the meat of 630,000 cells",
    "logit_tall": "5 fused passes and 5 million exponentials",
    "poisson_offset": "5 fused passes, the factor as group sums, 2.5 million exponentials",
    "lmm_nested": "cross-products by school in one read, residuals in a second; the search not counted",
    "lmm_crossed": "7 factors of 1,156 crossed levels, and their inverses",
    "lmm_crossed_svc": "6 factors of 1,142 crossed levels, and their inverses",
    "glmm_logit": "27 passes for modes at 9 points, 1.6 million exponentials; standard errors not counted",
    "csv_read": "parsing the text", "csv_fit": "parsing; one pass of group sums; one factor of 2,054",
    "csv_fit_f1": "parsing; one pass of group sums",
}


def limit(workload, limits, threads, text_bytes=0):
    """Seconds, or None where no floor is worked out."""
    phases, exponentials, text = WORK[workload]
    if not phases and not text or not limits or "memory" not in limits:
        return None
    one = max(limits["dgemm"], limits["numpyProduct"], limits["dsyrk1001"]["rates"][0])
    rate = one if threads == 1 else max(limits["dgemmTwo"], limits["dsyrk1001"]["rates"][1], one)
    bandwidth = limits["memory"][threads - 1]
    seconds = sum(max(flops / rate / 1e9, size / bandwidth / 1e9) for flops, size in phases)
    return seconds + (exponentials * EXPONENTIAL + text * text_bytes / TEXT) / threads

"""Who runs what: the rivals of each workload, how they are started, and what kind of rival each is.

`array` is hand-written array code, `package` a released package. A `slow` rival is left out by --fast.
"""

import os
import sys
from dataclasses import dataclass

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RIVALS = os.path.join(HERE, "Rivals")


@dataclass(frozen=True)
class Rival:
    name: str
    kind: str
    command: tuple
    needs: str  # the Python module or R package without which it cannot run
    slow: bool = False
    serial: bool = False  # it has no threads: measured on one only


def python(file, *first):
    return (sys.executable, os.path.join(RIVALS, file), *first)


def r(file, *first):
    return ("Rscript", "--vanilla", os.path.join(RIVALS, file), *first)


NUMPY = Rival("numpy", "array", python("numpy_rival.py"), "numpy")
NUMPY_QR = Rival("scipy QR", "array", python("numpy_rival.py", "--qr"), "scipy", slow=True)
STATSMODELS = Rival(
    "statsmodels", "package", python("statsmodels_rival.py"), "statsmodels", slow=True)
GLUM = Rival("glum", "package", python("glum_rival.py"), "glum")
PYFIXEST = Rival("pyfixest", "package", python("pyfixest_rival.py"), "pyfixest", slow=True)
FEPOIS = Rival("pyfixest", "package", python("pyfixest_rival.py"), "pyfixest")
CHOL = Rival("R crossprod, chol", "array", r("rivals.R", "chol"), "R:base")
FLM = Rival("R collapse::flm (no errors)", "package", r("rivals.R", "flm"), "R:collapse")
LM_FIT = Rival("R .lm.fit", "package", r("rivals.R", "lm.fit"), "R:base")
LM = Rival("R lm", "package", r("rivals.R", "lm"), "R:base", slow=True)
GLM = Rival("R glm", "package", r("rivals.R", "lm"), "R:base", slow=True)
SANDWICH = Rival("R lm, sandwich", "package", r("rivals.R", "sandwich"), "R:sandwich", slow=True)
FREAD = Rival("R data.table::fread", "package", r("rivals.R", "fread"), "R:data.table")
LME4 = Rival("R lme4", "package", r("rivals.R", "lme4"), "R:lme4", slow=True, serial=True)
LME4_QUICK = Rival(
    "R lme4, quick search", "package", r("rivals.R", "lme4_quick"), "R:lme4", slow=True, serial=True)
GLMER = Rival(
    "R lme4, tolPwrss 1e-10", "package", r("rivals.R", "lme4"), "R:lme4", slow=True, serial=True)
GLMER_QUICK = Rival(
    "R lme4, quick search (no errors)", "package", r("rivals.R", "lme4_quick"), "R:lme4",
    slow=True, serial=True)
NLME = Rival("R nlme", "package", r("rivals.R", "nlme"), "R:nlme", slow=True, serial=True)
READERS = [
    Rival(name, "package", python("readers_rival.py", name), name)
    for name in ("polars", "pyarrow", "duckdb")
]

# Timed within a process that holds the data.
SESSIONS = {
    "ols_tall": [NUMPY, CHOL, FLM, LM_FIT, LM, STATSMODELS, PYFIXEST],
    "ols_wide": [NUMPY, CHOL, FLM, NUMPY_QR, STATSMODELS, LM],
    "ols_small_many": [NUMPY, LM_FIT, STATSMODELS],
    "hc3_tall": [NUMPY, STATSMODELS, PYFIXEST, SANDWICH],
    "cluster_tall": [NUMPY, STATSMODELS, PYFIXEST, SANDWICH],
    "cluster2_tall": [NUMPY, STATSMODELS, PYFIXEST],
    "logit_tall": [NUMPY, GLUM, STATSMODELS, GLM],
    "poisson_offset": [NUMPY, GLUM, FEPOIS, GLM],
    "lmm_nested": [LME4, LME4_QUICK, NLME],
    "lmm_crossed": [LME4, LME4_QUICK],
    "lmm_crossed_svc": [LME4, LME4_QUICK],
    "glmm_logit": [GLMER, GLMER_QUICK],
    "csv_read": [*READERS, FREAD],
}

POLARS_NUMPY = Rival("polars, numpy", "array", python("csv_fit_arrays.py"), "polars")
POLARS_PYFIXEST = Rival(
    "polars, pyfixest", "package", python("csv_fit_pyfixest.py"), "pyfixest", slow=True)

# Whole processes, from start to exit. Each rival is called with the folder of the data.
PROCESSES = {
    "csv_fit": [POLARS_NUMPY, POLARS_PYFIXEST],
    "csv_fit_f1": [
        Rival("polars, numpy", "array", python("csv_fit_arrays.py", "--f1"), "polars"),
        Rival("polars, pyfixest", "package", python("csv_fit_pyfixest.py", "--f1"), "pyfixest",
              slow=True)],
    "study_small": [
        Rival("R", "package", r("study_small.R"), "R:base"),
        Rival("Python, statsmodels", "package", python("study_small.py"), "statsmodels")],
    "start_up": [
        Rival("R", "package", ("Rscript", "--vanilla", "-e", "invisible(0)"), "R:base"),
        Rival("Python", "package", (sys.executable, "-c", "pass"), "sys"),
        Rival("Python, import statsmodels", "package",
              (sys.executable, "-c", "import statsmodels.api"), "statsmodels")],
}

MIXED = "y ~ x1 + x2 + x3 + x4 + k + f1"


def own_process(workload, programs, folder, threads):
    """The command of Concord for a workload that is a whole process."""
    csv = os.path.join(folder or "", "data.csv")
    if workload == "start_up":
        return [programs["concord"], "--version"]
    if workload == "study_small":
        return [programs["Workloads"], "study-small", folder]
    formula = MIXED + (" + f2" if workload == "csv_fit" else "")
    return [programs["concord"], "fit", csv, formula, "--json", "--threads", str(threads)]


# The data set of a workload, where it is not named like it.
DATA = {
    "hc3_tall": "ols_tall", "cluster_tall": "ols_tall", "cluster2_tall": "ols_tall",
    "csv_read": "csv_fit", "csv_fit_f1": "csv_fit", "start_up": None,
    "lmm_crossed_svc": "lmm_crossed",
}

# Data that are another program's own: the command that takes them from there, and what it needs.
TAKEN = {"lmm_crossed": (r("inst_eval.R"), "R:lme4")}


def data_set(workload):
    return DATA.get(workload, workload)


def is_installed(rival):
    """Whether a rival can run here."""
    return has(rival.needs)


def has(needs):
    """Whether a Python module or an R package is there."""
    import importlib.util
    import shutil
    import subprocess

    if not needs.startswith("R:"):
        return importlib.util.find_spec(needs) is not None
    if shutil.which("Rscript") is None:
        return False
    check = f'quit(status = !requireNamespace("{needs[2:]}", quietly = TRUE))'
    return subprocess.run(
        ["Rscript", "--vanilla", "-e", check], capture_output=True).returncode == 0

"""What the Python rivals share: reading the data, and runs on request.

A rival is called as `RIVAL.py WORKLOAD FOLDER [--rows N] [--columns P]`. It loads the data, prints a
line with "ready", and then answers each line on standard input, a number of repetitions, with one line
of JSON: the mean seconds of a run, the most memory held so far, and what was found.
"""

import argparse
import json
import os
import sys
import time

import numpy as np


class Folder:
    """A data folder: data.bin (float64, column after column), data.json, data.csv."""

    def __init__(self, path, rows=None, columns=None):
        self.path = path
        with open(os.path.join(path, "data.json")) as file:
            self.about = json.load(file)
        self.names = self.about.get("columns", [])
        self.levels = self.about.get("levels", {})
        self.total = self.about["n"]
        self.n = min(rows or self.total, self.total)
        predictors = [name for name in self.names if name.startswith("x")]
        self.predictors = predictors[: columns or len(predictors)]
        self.csv = os.path.join(path, "data.csv")

    def column(self, name):
        start = self.names.index(name) * self.total * 8
        return np.fromfile(os.path.join(self.path, "data.bin"), "<f8", self.n, offset=start)

    def codes(self, name):
        return self.column(name).astype(np.int64)

    def design(self):
        """The predictors behind a column of ones, in column order, as a matrix library wants it."""
        matrix = np.empty((self.n, len(self.predictors) + 1), order="F")
        matrix[:, 0] = 1
        for position, name in enumerate(self.predictors):
            matrix[:, position + 1] = self.column(name)
        return matrix

    def terms(self):
        return ["(Intercept)"] + self.predictors

    def frame(self, extra=(), categories=()):
        import pandas

        columns = {name: self.column(name) for name in ["y"] + self.predictors}
        for name in extra:
            columns[name] = self.codes(name) if name in self.levels else self.column(name)
        frame = pandas.DataFrame(columns)
        for name in categories:
            frame[name] = pandas.Categorical(frame[name], categories=range(self.levels[name]))
        return frame


def answer(terms, estimates, errors):
    """What was found; `errors` is None for a method that gives no standard errors."""
    return {
        "terms": list(terms),
        "estimates": [float(value) for value in estimates],
        "standardErrors": None if errors is None else [float(value) for value in errors],
    }


def peak_bytes():
    with open("/proc/self/status") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return None


def send(message):
    print(json.dumps(message), flush=True)


def serve(program, tasks):
    """Runs one of `tasks`, functions from a Folder to a function that does the work."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=list(tasks))
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--columns", type=int)
    options = parser.parse_args()
    task = tasks[options.workload](Folder(options.folder, options.rows, options.columns))
    send({"ready": True, "program": program, "blas": blas_kernels()})
    for line in sys.stdin:
        count = int(line)
        start = time.perf_counter()
        for _ in range(count):
            found = task()
        seconds = (time.perf_counter() - start) / count
        send({"seconds": seconds, "peakBytes": peak_bytes(), **found})


def blas_kernels():
    """Which BLAS numpy and scipy run, by kernel."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return None
    return sorted({
        f"{library['internal_api']} {library.get('version')} {library.get('architecture')}"
        f", {library['num_threads']} threads"
        for library in threadpool_info() if library.get("user_api") == "blas"
    })

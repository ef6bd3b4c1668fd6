"""How the time of a least-squares fit grows with rows and columns, and memory with rows streamed."""

import os
import subprocess

from .contestants import LM, NUMPY, is_installed
from .measuring import make_data, own_contestant, rival_contestant
from .running import Failure, Process, rounds

ROWS = [1_000, 10_000, 100_000, 1_000_000]
COLUMNS = [5, 20, 50, 100, 200, 500, 1_000]
STREAMED = [1_000_000, 5_000_000, 20_000_000]


def cost(options):
    """Seconds on one thread by n at p = 10, and by p at n = 20,000."""
    points = []
    for workload, axis, sizes in (("ols_tall", "rows", ROWS), ("ols_wide", "columns", COLUMNS)):
        make_data(options, workload)
        for size in sizes:
            n, p = (size, 10) if axis == "rows" else (20_000, size)
            extra = ["--rows", str(n), "--columns", str(p)]
            small = n * p * p <= 2e9
            rivals = [each for each in [NUMPY] + [LM] * small if is_installed(each)]
            point = {"axis": axis, "rows": n, "columns": p, "seconds": {}}
            contestants = [own_contestant(workload, options, count, extra)
                           for count in options.threads]
            contestants += [rival_contestant(workload, each, options, 1, extra) for each in rivals]
            names = [f"Concord {count}" for count in options.threads] + [r.name for r in rivals]
            rounds(contestants, options.rounds, options.seconds / 3)
            for name, each in zip(names, contestants):
                point["seconds"][name] = min(each.times)
                each.close()
            points.append(point)
    return {"points": points}


def streaming(options):
    """Peak memory and seconds of a fit straight from a file, by rows."""
    program = options.programs["concord"]
    help_text = subprocess.run([program, "fit", "--help"], capture_output=True, text=True).stdout
    result = {"points": [], "missing": None}
    if "--stream" not in help_text:
        return result | {"missing": "this version of concord has no --stream"}
    for rows in STREAMED:
        folder = os.path.join(options.data, f"stream-{rows}")
        os.makedirs(folder, exist_ok=True)
        subprocess.run(
            [options.programs["Workloads"], "generate", "csv_fit", "--rows", str(rows),
             "--into", folder], check=True)
        csv = os.path.join(folder, "csv_fit", "data.csv")
        for covariance in ([], ["--covariance", "HC1"], ["--covariance", "CR1S", "--cluster", "f2"]):
            command = [program, "fit", csv, "y ~ x1 + x2 + x3 + x4 + k + f1", "--stream", "--json",
                       "--threads", "2", *covariance]
            point = {"rows": rows, "bytes": os.path.getsize(csv),
                     "covariance": " ".join(covariance[1::2]) or "classical"}
            process = Process(command, 2)
            try:
                point["seconds"] = process.run()
                point["peakBytes"] = process.peak
            except Failure as failure:
                point["missing"] = str(failure)
            result["points"].append(point)
        for path in (csv, os.path.join(folder, "csv_fit", "data.json")):
            os.remove(path)
    return result

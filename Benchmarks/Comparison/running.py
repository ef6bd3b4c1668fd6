"""Running contestants in turn, one round after the other, so that noise of the machine hits all."""

import json
import os
import subprocess
import tempfile
import time

THREAD_VARIABLES = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS",
    "POLARS_MAX_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "R_DATATABLE_NUM_THREADS")
# Settings that keep a BLAS from choosing the kernel of this processor.
KERNEL_VARIABLES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "NVPL_BLAS_DEBUG_CPU_TYPE")


def environment(threads):
    values = {k: v for k, v in os.environ.items() if k not in KERNEL_VARIABLES}
    return values | {name: str(threads) for name in THREAD_VARIABLES}


class Failure(Exception):
    """A contestant that did not answer; its last words."""


def last_words(file):
    file.seek(0)
    return file.read()[-400:].strip() or "no answer"


class Session:
    """A process that holds the data and runs the workload when asked to."""

    def __init__(self, command, threads):
        self.threads = threads
        self.times, self.answer, self.peak, self.count = [], None, None, 1
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
            text=True, env=environment(threads))
        self.about = self.read()

    def read(self):
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise Failure(last_words(self.errors))
            if line.startswith("{"):
                return json.loads(line)

    def run(self):
        self.process.stdin.write(f"{self.count}\n")
        self.process.stdin.flush()
        message = self.read()
        seconds = message.pop("seconds")
        self.peak = message.pop("peakBytes")
        self.answer = message
        if self.count == 1 and seconds < 0.02:  # too short for one reading of the clock
            self.count = max(2, int(0.05 / max(seconds, 1e-7)))
        else:
            self.times.append(seconds)
        return seconds * self.count

    def close(self):
        self.process.kill()
        self.process.wait()


class Process:
    """A command whose whole life is timed. The answer is the JSON it prints, if any."""

    def __init__(self, command, threads):
        self.command, self.threads = command, threads
        self.times, self.answer, self.peak, self.about = [], None, 0, {}
        self.errors = tempfile.TemporaryFile("w+")

    def run(self):
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command, stdout=subprocess.PIPE, stderr=self.errors,
            env=environment(self.threads))
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise Failure(last_words(self.errors))
        self.peak = max(self.peak, usage.ru_maxrss * 1024)
        self.times.append(seconds)
        text = output.decode().strip()
        if text.startswith("{"):
            message = json.loads(text)
            self.answer = as_answer(message)
            self.about = {"program": message.get("program")}
        return seconds

    def close(self):
        pass


def as_answer(message):
    """The answer in the output of a rival or of `concord fit --json`."""
    rows = message.get("coefficients")
    if rows is None:
        return message if "terms" in message else None
    return {
        "terms": [row["term"] for row in rows],
        "estimates": [row["estimate"] for row in rows],
        "standardErrors": [row["standardError"] for row in rows],
    }


def rounds(contestants, most, budget):
    """Runs everyone in turn until each has `most` times or the seconds are spent; at least once."""
    start = time.perf_counter()
    while True:
        for contestant in contestants:
            contestant.run()
        have = min(len(each.times) for each in contestants)
        spent = time.perf_counter() - start
        if have >= most or have >= 1 and spent > budget:
            return


def summary(contestant):
    times = sorted(contestant.times)
    return {
        "threads": contestant.threads, "runs": len(times), "best": times[0],
        "median": times[len(times) // 2], "peakBytes": contestant.peak,
        "program": contestant.about.get("program"), "blas": contestant.about.get("blas"),
    }

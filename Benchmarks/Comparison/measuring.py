"""Measuring one workload: Concord against each of its rivals, a pair at a time."""

import os
import subprocess

from .agreement import agreement
from .contestants import (
    PROCESSES, SESSIONS, TAKEN, data_set, has, is_installed, own_process)
from .running import Failure, Process, Session, rounds, summary


def make_data(options, name):
    """Makes the data of a set unless they are there. False if they are another program's own, and it
    is not installed."""
    if os.path.exists(os.path.join(options.data, name, "data.json")):
        return True
    command = [options.programs["Workloads"], "generate", name, "--into", options.data]
    if name in TAKEN:
        taken, needs = TAKEN[name]
        if not has(needs):
            return False
        command = [*taken, os.path.join(options.data, name)]
    subprocess.run(command, check=True)
    return True


def folder_of(options, workload):
    name = data_set(workload)
    return os.path.join(options.data, name) if name else None


def own_contestant(workload, options, threads, extra=()):
    folder = folder_of(options, workload)
    if workload in PROCESSES:
        return Process(own_process(workload, options.programs, folder, threads), threads)
    return Session(
        [options.programs["Workloads"], "measure", workload, "--data", folder, "--session",
         "--threads", str(threads), *extra], threads)


def rival_contestant(workload, rival, options, threads, extra=()):
    folder = folder_of(options, workload)
    if workload in PROCESSES:
        return Process([*rival.command, *([folder] if folder else [])], threads)
    return Session([*rival.command, workload, folder, *extra], threads)


def measured(workload, options, before):
    """All rivals of a workload. What was measured before of rivals not asked for now is kept."""
    rows = {row["name"]: row for row in (before or {}).get("rivals", [])}
    asked = [
        rival for rival in (SESSIONS | PROCESSES)[workload]
        if not (options.fast and rival.slow)
        and (not options.rivals or rival.name.startswith(tuple(options.rivals.split(","))))]
    for rival in asked:
        rows[rival.name] = compared(workload, rival, options)
    ordered = [rows[r.name] for r in (SESSIONS | PROCESSES)[workload] if r.name in rows]
    result = {"workload": workload, "rivals": ordered, "concord": {}}
    text = os.path.join(folder_of(options, workload) or "", "data.csv")
    result["textBytes"] = os.path.getsize(text) if os.path.exists(text) else 0
    for threads in sorted({count for row in ordered for count in row["concord"]}):
        runs = [row["concord"][threads] for row in ordered if threads in row["concord"]]
        result["concord"][threads] = min(runs, key=lambda run: run["best"]) | {
            "peakBytes": max(run["peakBytes"] for run in runs),
            "runs": sum(run["runs"] for run in runs)}
    return result


def compared(workload, rival, options):
    """Concord and one rival in turn."""
    row = {"name": rival.name, "kind": rival.kind, "runs": [], "concord": {}}
    if not is_installed(rival):
        return row | {"missing": "not installed", "agreement": None}
    mine, theirs = [], []
    try:
        mine = [own_contestant(workload, options, count) for count in options.threads]
        counts = [min(options.threads)] if rival.serial else options.threads
        theirs = [rival_contestant(workload, rival, options, count) for count in counts]
        rounds(mine + theirs, options.rounds, options.seconds)
    except Failure as failure:
        return row | {"missing": f"failed: {failure}", "agreement": None}
    finally:
        for contestant in mine + theirs:
            contestant.close()
    found = agreement(workload, mine[0].answer, theirs[0].answer)
    return row | {
        "concord": {str(each.threads): summary(each) for each in mine},
        "runs": [summary(each) for each in theirs], "differences": found,
        "agreement": None if found is None else "agrees" if found["agrees"] else "differs"}

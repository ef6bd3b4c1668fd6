"""Writes the measured sections of the document, each between its markers."""

import json
import os

from . import goals, roofline
from .contestants import PROCESSES, SESSIONS
from .tables import curve_tables, limit_tables, seconds, streaming_table, table, times

TITLE = """# Performance

How fast Concord is beside other programs on the same files, and how far from what the machine allows.
The sections between markers are written by `Benchmarks/compare`; do not edit them.
"""


def stored(folder):
    """All results measured so far, by part."""
    results = {}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name.endswith(".json"):
            with open(os.path.join(folder, name)) as file:
                results[name[:-5]] = json.load(file)
    return results


def rates(results):
    return results.get("limits", {}).get("rates")


def limits_of(workload, results):
    """The limits on one and two threads, or Nones."""
    size = results[workload].get("textBytes", 0)
    return [roofline.limit(workload, rates(results), count, size) for count in (1, 2)]


def best_rival(result, kind):
    """The fastest run of a kind of rival that gives Concord's answer, with its rival and its paired
    run of Concord."""
    runs = [
        (run["best"], row, run) for row in result["rivals"] if row["kind"] == kind
        and row["agreement"] != "differs" for run in row.get("runs", [])]
    return min(runs, key=lambda each: each[0]) if runs else None


def goal_section(results, written):
    """The table of goals; rows of workloads without results are kept from what was written."""
    rows = []
    for workload in [*SESSIONS, *PROCESSES]:
        result = results.get(workload)
        if not result:
            rows += written_rows(written, workload)
            continue
        limits = limits_of(workload, results)
        own = result["concord"]
        lines = goals.GOALS.get(workload, [None])
        for position, goal in enumerate(lines):
            front = [""] * 6
            if position == 0:
                front = [f"`{workload}`", *(
                    seconds(own[count]["best"]) if count in own else "–" for count in ("1", "2"))]
                for kind in ("package", "array"):
                    found = best_rival(result, kind)
                    front.append(
                        f"{found[1]['name']} {seconds(found[0])} ({found[2]['threads']})"
                        if found else "–")
                front.append(" / ".join(seconds(each) for each in limits))
            rows.append(front + goal_cells(goal, result, results, limits))
    return "\n".join([
        "Seconds; best of all rounds. Threads in brackets. A goal divides Concord's time by that of the "
        "fastest such rival on as many threads or fewer, in the same rounds; a rival that gave another "
        "answer does not count.", "",
        table(["workload", "1 thread", "2 threads", "best package", "best array code", "limit 1 / 2",
               "goal", "measured", "reached"], rows)])


def written_rows(text, workload):
    """The cells of a workload's rows in a table of goals: the one that names it and those below it."""
    rows, is_own = [], False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if cells and cells[0]:
            is_own = cells[0] == f"`{workload}`"
        if cells and is_own:
            rows.append(cells)
    return rows


def goal_cells(goal, result, results, limits):
    if goal is None:
        return ["", "", ""]
    value = goals.figure(goal, result, results, limits[goal.threads - 1])
    if value is None:
        return [goal.words, "not measured", "–"]
    shown = {"bytes": f"{value / 1e6:.0f} MB", "seconds": f"{seconds(value)} s"}.get(
        goal.measure, ratio_words(value))
    return [goal.words, shown, "yes" if value <= goal.bound else "**no**"]


def workload_section(workload, results):
    result = results[workload]
    limits = limits_of(workload, results)
    head = [f"### `{workload}`", ""]
    own = result["concord"]
    if limits[0] and own:
        distance = ", ".join(
            f"{own[str(count)]['best'] / limit:.1f} × the limit of {seconds(limit)} s on {count}"
            for count, limit in zip((1, 2), limits) if str(count) in own)
        head += [f"Limit: {roofline.ALGORITHM[workload]}. Concord takes {distance} thread(s).", ""]
    rows = [own_row(count, run) for count, run in result["concord"].items()]
    for row in result["rivals"]:
        if row.get("missing"):
            rows.append([row["name"], "", "–", "–", "–", "–", "–", row["missing"].splitlines()[-1][:90]])
        rows += [rival_row(row, run) for run in row["runs"]]
    date = f"Measured {result['date']}, load {result['load']:.1f} at the end."
    return "\n".join(head + [
        table(["program", "threads", "best s", "median s", "runs", "peak MB", "Concord ÷ it",
               "largest difference"], rows), "", date])


def own_row(count, run):
    return ["Concord", count, *times(run), "", ""]


def rival_row(row, run):
    paired = row["concord"].get(str(run["threads"]))
    ratio = ratio_words(paired["best"] / run["best"]) if paired else "–"
    found = row.get("differences")
    words = "no answer to compare"
    if found:
        errors = found["standardErrors"]
        words = f"{found['estimates']:.0e}" + (f", {errors:.0e}" if errors is not None else ", no errors")
        if "logLikelihood" in found:
            words += f"; {found['deviations']:.0e}, {signed(found['logLikelihood'])}"
        words += "" if found["agrees"] else " **disagrees**"
    return [row["name"], str(run["threads"]), *times(run), ratio, words]


def ratio_words(value):
    """Two decimals, or two digits where that would be next to nothing."""
    return f"{value:.2f}" if value >= 0.01 else f"{value:.2g}"


def signed(value):
    return f"{value:+.0e}".replace("-", "−", 1) if value < 0 else f"{value:+.0e}"


def detail_section(results, written):
    intro = (
        "Best and median of the rounds; the ratio is of the best times of the rounds that both ran in "
        "turn. Differences: of estimates in standard errors, of standard errors relative; of mixed "
        "models also of the standard deviations of random effects, relative, and by how much Concord's "
        "log-likelihood is higher. Concord is given a table and makes its design; array code is given "
        "the design. Peak memory is of the process with its data. Of Concord's own times the best and "
        "its median are of one pairing.")
    before = {part.split("`")[1]: "### " + part.strip() for part in written.split("### ")[1:]}
    parts = [workload_section(each, results) if each in results else before.get(each)
             for each in [*SESSIONS, *PROCESSES]]
    return "\n\n".join([intro, *filter(None, parts)])


def programs_used(results):
    names = set()
    for each in [*SESSIONS, *PROCESSES]:
        for row in results.get(each, {}).get("rivals", []):
            names |= {run["program"] for run in row.get("runs", []) if run.get("program")}
            names |= {kernel for run in row.get("runs", []) for kernel in run.get("blas") or []
                      if kernel.endswith("1 threads")}
    return sorted(names)


def part(name, results, written=""):
    """What was found of one part, as it will stand in the document; the programs named in what was
    written are kept."""
    if name == "limits":
        before = [line for line in written.splitlines() if line.startswith("Beside: ")]
        named = {name for line in before for name in line[len("Beside: "):].rstrip(".").split("; ")}
        return limit_tables(results["limits"], sorted({*programs_used(results), *named}))
    if name == "curves":
        return curve_tables(results["curves"])
    if name == "streaming":
        return streaming_table(results["streaming"])
    return workload_section(name, results)


def write(path, results):
    """Replaces the sections for which something was measured, and in them the workloads that were."""
    text = TITLE
    if os.path.exists(path):
        with open(path) as file:
            text = file.read()
    measured = [each for each in [*SESSIONS, *PROCESSES] if each in results]
    sections = [("machine", "limits" in results,
                 lambda: part("limits", results, between(text, "machine"))),
                ("goals", measured, lambda: goal_section(results, between(text, "goals"))),
                ("workloads", measured,
                 lambda: detail_section(results, between(text, "workloads"))),
                ("curves", "curves" in results, lambda: part("curves", results)),
                ("streaming", "streaming" in results, lambda: part("streaming", results))]
    for name, there, section in sections:
        if there:
            text = replaced(text, name, section())
    with open(path, "w") as file:
        file.write(text)


def markers(name):
    return f"<!-- {name}: begin (generated) -->", f"<!-- {name}: end -->"


def between(text, name):
    """What stands between a section's markers."""
    begin, end = markers(name)
    return text.split(begin, 1)[1].split(end, 1)[0] if begin in text and end in text else ""


def replaced(text, name, section):
    """The text with a section in place of what stood between its markers, or at the end."""
    begin, end = markers(name)
    block = f"{begin}\n{section}\n{end}"
    if begin in text and end in text:
        before, rest = text.split(begin, 1)
        return before + block + rest.split(end, 1)[1]
    return text.rstrip("\n") + "\n\n" + block + "\n"

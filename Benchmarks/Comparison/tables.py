"""Markdown tables of what was measured."""


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def seconds(value):
    """Three significant digits, plainly."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:.0f}"
    digits = 2
    while value and value < 10 ** (2 - digits) and digits < 9:
        digits += 1
    return f"{value:.{digits}f}"


def times(run):
    return [seconds(run["best"]), seconds(run["median"]), run["runs"],
            f"{(run['peakBytes'] or 0) / 1e6:.0f}"]


def limit_tables(result, programs):
    about, rates = result["about"], result["rates"]
    head = (
        f"{about['cores']} cores of {about['processor']} ({', '.join(about['vectors'])}), "
        f"{about['memory'] / 2**30:.0f} GiB, {about['system']}, {about['swift']}, Python "
        f"{about['python']}. Measured {result['date']}, load {result['load']:.1f}.")
    parts = [head]
    if programs:
        parts.append("Beside: " + "; ".join(programs) + ".")
    if "memory" not in rates:
        return "\n\n".join(parts + ["The limits of the machine were not measured."])
    parts.append(f"The system's OpenBLAS, which Concord uses: {rates['blas']}. Two threads: the caller "
                 "splits the rows, the BLAS stays on one.")
    rows = [
        ["dgemm 2,000, GFLOP/s", f"{rates['dgemm']:.1f}", f"{rates['dgemmTwo']:.1f}"],
        ["numpy's product 2,000, GFLOP/s", f"{rates['numpyProduct']:.1f}", "–"]]
    for p, size in ((51, "1,000,000 × 51"), (1001, "20,000 × 1,001")):
        found = rates[f"dsyrk{p}"]
        rows.append([f"dsyrk {size}, s (GFLOP/s)", *(
            f"{seconds(s)} ({rate:.1f})" for s, rate in zip(found["seconds"], found["rates"]))])
    rows += [["streaming read of memory, GB/s", *(f"{rate:.1f}" for rate in rates["memory"])],
             ["file from the page cache, GB/s", f"{rates['file']:.1f}", "–"]]
    return "\n\n".join(parts + [table(["limit", "1 thread", "2 threads"], rows)])


def curve_tables(result):
    parts = []
    for axis, title in (("rows", "By rows, 10 predictors"), ("columns", "By predictors, 20,000 rows")):
        points = [point for point in result["points"] if point["axis"] == axis]
        if not points:
            continue
        names = max((list(point["seconds"]) for point in points), key=len)
        rows = [[f"{point[axis]:,}", *(seconds(point["seconds"].get(name)) for name in names)]
                for point in points]
        heads = [name.replace("Concord 1", "Concord, 1 thread").replace(
            "Concord 2", "Concord, 2 threads") for name in names]
        parts += [f"**{title}**, seconds.", table([axis, *heads], rows)]
    parts.append(f"Measured {result['date']}, load {result['load']:.1f}. Rivals on one thread.")
    return "\n\n".join(parts)


def streaming_table(result):
    if result["missing"]:
        return result["missing"] + "."
    rows = [
        [f"{point['rows']:,}", f"{point['bytes'] / 1e6:.0f}", point["covariance"],
         seconds(point.get("seconds")),
         f"{point['peakBytes'] / 1e6:.0f}" if "peakBytes" in point else point["missing"]]
        for point in result["points"]]
    return table(["rows", "file MB", "covariance", "seconds", "peak MB"], rows) + (
        f"\n\nMeasured {result['date']}, load {result['load']:.1f}.")

"""Readers of CSV. What was read is shown by the sums of the numeric columns."""

import sys

from serve import answer, serve

KIND = sys.argv.pop(1)


def shown(rows, sums):
    return answer(["rows", *sums], [rows, *sums.values()], [])


def polars(data):
    import polars

    def task():
        frame = polars.read_csv(data.csv)
        kinds = zip(frame.columns, frame.dtypes)
        return shown(frame.height, {n: frame[n].sum() for n, kind in kinds if kind.is_numeric()})
    return task


def pyarrow(data):
    from pyarrow import compute, csv, types

    def task():
        table = csv.read_csv(data.csv)
        return shown(table.num_rows, {
            name: compute.sum(table[name]).as_py() for name in table.column_names
            if not types.is_string(table[name].type)})
    return task


def duckdb(data):
    import os

    import duckdb

    connection = duckdb.connect(config={"threads": int(os.environ["OMP_NUM_THREADS"])})

    def task():
        connection.execute(f"create or replace table data as from read_csv('{data.csv}')")
        about = connection.execute("describe data").fetchall()
        names = [name for name, kind, *_ in about if kind in ("DOUBLE", "BIGINT")]
        query = "select count(*), " + ", ".join(f"sum({name})" for name in names) + " from data"
        rows, *sums = connection.execute(query).fetchone()
        return shown(rows, dict(zip(names, sums)))
    return task


if __name__ == "__main__":
    reader = {"polars": polars, "pyarrow": pyarrow, "duckdb": duckdb}[KIND]
    serve(f"{KIND} {__import__(KIND).__version__}", {"csv_read": reader})

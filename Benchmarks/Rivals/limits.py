"""What the machine allows: rates of the matrix product and of reading, on one and two threads.

`limits.py FOLDER` prints JSON: GFLOP/s of dgemm and dsyrk in the system's OpenBLAS (which Concord uses)
and of numpy's product, GB/s of streaming reads of memory, of one file from the page cache. Rows are
split over threads by the caller, with the BLAS on one thread.
"""

import ctypes
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

try:
    BLAS = ctypes.CDLL("libopenblas.so.0")
    BLAS.openblas_set_num_threads(1)
except OSError:
    BLAS = None
POOL = ThreadPoolExecutor(2)
ROW_MAJOR, COLUMN_MAJOR, UPPER, NONE, TRANSPOSED = 101, 102, 121, 111, 112


def best(work, times=5):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def pointer(array):
    return array.ctypes.data_as(ctypes.c_void_p)


def dgemm(a, b, c):
    n = len(a)
    BLAS.cblas_dgemm(
        COLUMN_MAJOR, NONE, NONE, n, n, n, ctypes.c_double(1), pointer(a), n, pointer(b), n,
        ctypes.c_double(0), pointer(c), n)


def dsyrk(x, c, first, rows):
    """The upper triangle of x'x over some rows of a column-major x."""
    n, p = x.shape
    start = ctypes.c_void_p(x.ctypes.data + 8 * first)
    BLAS.cblas_dsyrk(
        COLUMN_MAJOR, UPPER, TRANSPOSED, p, rows, ctypes.c_double(1), start, n, ctypes.c_double(0),
        pointer(c), p)


def products(n, p):
    """Seconds of x'x on one and on two threads."""
    x = np.asfortranarray(np.random.default_rng(1).standard_normal((n, p)))
    sums = [np.zeros((p, p)) for _ in range(2)]
    half = n // 2

    def both():
        list(POOL.map(lambda i: dsyrk(x, sums[i], i * half, half), range(2)))
    return best(lambda: dsyrk(x, sums[0], 0, n)), best(both)


def reading(threads):
    """GB/s of reading memory once, by the faster of two ways."""
    x = np.ones(1 << 27)
    part = len(x) // threads
    parts = [x[i * part:(i + 1) * part] for i in range(threads)]
    BLAS.cblas_ddot.restype = ctypes.c_double

    def dot(each):
        BLAS.cblas_ddot(len(each), pointer(each), 1, pointer(each), 1)
    ways = [lambda: list(POOL.map(dot, parts)), lambda: list(POOL.map(np.max, parts))]
    return x.nbytes / min(best(way) for way in ways) / 1e9


def file_rate(folder):
    buffer = bytearray(1 << 20)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        size = 1 << 28
        file.write(os.urandom(1 << 20) * (size >> 20))
        file.flush()

        def read():
            with open(file.name, "rb", buffering=0) as source:
                while source.readinto(buffer):
                    pass
        return size / best(read) / 1e9


def main():
    rng = np.random.default_rng(1)
    a, b, c = rng.standard_normal((2000, 2000)), rng.standard_normal((2000, 2000)), np.zeros((2000, 2000))
    found = {"numpyProduct": 16 / best(lambda: a @ b), "file": file_rate(sys.argv[1])}
    if BLAS is not None:
        found["dgemm"] = 16 / best(lambda: dgemm(a, b, c))
        others = [(b.copy(), a.copy(), np.zeros((2000, 2000))), (a, b, c)]
        found["dgemmTwo"] = 32 / best(lambda: list(POOL.map(lambda each: dgemm(*each), others)))
        for n, p in ((1_000_000, 51), (20_000, 1001)):
            one, two = products(n, p)
            flops = n * p * (p + 1) / 1e9
            found[f"dsyrk{p}"] = {"seconds": [one, two], "rates": [flops / one, flops / two]}
        found["memory"] = [reading(1), reading(2)]
        get = BLAS.openblas_get_config
        get.restype = ctypes.c_char_p
        name = BLAS.openblas_get_corename
        name.restype = ctypes.c_char_p
        found["blas"] = f"{get().decode()} {name().decode()}"
    print(json.dumps(found))


if __name__ == "__main__":
    main()

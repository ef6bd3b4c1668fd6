"""What the machine is and what it allows."""

import json
import os
import platform
import subprocess
import sys

from .contestants import RIVALS
from .running import environment


def limits(folder):
    """The measured rates, made in a process of their own."""
    run = subprocess.run(
        [sys.executable, os.path.join(RIVALS, "limits.py"), folder], env=environment(1),
        capture_output=True, text=True)
    rates = json.loads(run.stdout) if run.returncode == 0 else {}
    return {"rates": rates, "missing": run.stderr[-300:] if not rates else None, "about": about()}


def about():
    processor, memory = platform.machine(), 0
    with open("/proc/cpuinfo") as file:
        lines = file.read().splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    flags = next((line for line in lines if line.startswith("flags")), "")
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) * 1024
    vectors = [name for name in ("avx2", "fma", "avx512f") if f" {name}" in flags]
    return {
        "processor": (names[0] if names else processor), "cores": os.cpu_count(),
        "vectors": vectors, "memory": memory, "system": system(), "swift": swift(),
        "python": platform.python_version()}


def system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def swift():
    run = subprocess.run(["swift", "--version"], capture_output=True, text=True)
    return run.stdout.splitlines()[0] if run.stdout else None

"""Writes the kernelspec `cusp` into this environment and primes the kernel's start-up archive.

usage: kernelspec.py CHECKOUT
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from jupyter_client.manager import start_new_kernel

SHARE = Path(sys.prefix) / "share" / "jupyter"

# The front end asks no server for news or updates: a laboratory works offline.
QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


# What nearly every notebook does, so that its classes are in the archive.
USUAL = """
double[] x = {0, 1};
show(Plot.of("a line").x("x").y("y").line("one", x, x).figure("a line that rises"));
show(Table.create("t", DoubleColumn.create("x", x), StringColumn.create("name", "a", "b")));
var square = Objective.of("(a*b-1)^2/2");
show(Trainer.sgd(0.1).withSteps(2).train(square, x, seed(1)).chart());
LocalLearningCoefficient.defaults().withChains(2).withBurnIn(4).withDraws(20).withNBeta(10).estimate(square, x, seed(1))
"""


def kernelspec(checkout: Path) -> dict:
    """The launcher starts the kernel, so that JVM options and class path need no quoting here."""
    return {
        "argv": [str(checkout / "cusp"), "kernel", "{connection_file}"],
        "display_name": "Java (Cusp)",
        "language": "java",
        "interrupt_mode": "message",
    }


def write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def prime() -> None:
    """Runs a usual cell on a kernel that archives, as it ends, the classes it loaded.

    Later kernels map the archive instead of parsing the Java compiler anew, which halves their
    start-up; without an archive they merely start slower, so only a kernel that fails is an error.
    """
    manager, client = start_new_kernel(
        kernel_name="cusp",
        startup_timeout=120,
        # Of JJava, whatever kernel is wanted now.
        env={**os.environ, "CUSP_IJAVA": "", "CUSP_ARCHIVE": "write"},
        stderr=subprocess.DEVNULL,
    )
    manager.shutdown_wait_time = 60
    reply = client.execute_interactive(USUAL, timeout=120, output_hook=lambda message: None)["content"]
    client.stop_channels()
    manager.shutdown_kernel()
    if reply["status"] != "ok":
        sys.exit(f"the first cell failed: {reply.get('evalue')}")


if __name__ == "__main__":
    checkout = Path(sys.argv[1])
    (Path(sys.prefix) / "kernel.jsa").unlink(missing_ok=True)
    write(SHARE / "kernels" / "cusp" / "kernel.json", kernelspec(checkout))
    write(SHARE / "lab" / "settings" / "overrides.json", QUIET)
    prime()

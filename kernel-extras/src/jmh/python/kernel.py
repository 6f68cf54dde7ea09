"""Times the kernel `cusp` against plain JJava and against ipykernel with matplotlib, in turn.

usage: kernel.py CHECKOUT PYTHON    (the interpreter that has ipykernel and matplotlib)

Prints one JSON object a line: medians over the rounds, and medians of the ratios within a round.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

ROUNDS = 3
WARM_CELLS = 10
CHECKOUT, PYTHON = Path(sys.argv[1]), sys.argv[2]
LIBRARIES = CHECKOUT / "kernel-extras" / "target" / "lib"
XCHART = next(LIBRARIES.glob("xchart-*.jar"))
X = ", ".join(str(i / 10) for i in range(100))

# Each draws the same line as PNG, ours as SVG beside it.
CUSP_CHART = f"""
double[] x = {{{X}}};
Plot.of("A line").x("x").y("y").line("x", x, x).figure("a line that rises")
"""
JJAVA_CHART = f"""
double[] x = {{{X}}};
var chart = new org.knowm.xchart.XYChartBuilder().width(640).height(400).title("A line").build();
chart.addSeries("x", x, x);
org.knowm.xchart.BitmapEncoder.getBufferedImage(chart)
"""
PYTHON_CHART = f"""
%matplotlib inline
import matplotlib.pyplot as plt
x = [{X}]
plt.figure(figsize=(6.4, 4)); plt.title("A line"); plt.plot(x, x); plt.show()
"""


class Manager(KernelManager):
    """Starts a given command, whatever kernelspecs are installed."""

    command: list[str] = []

    @property
    def kernel_spec(self):
        return KernelSpec(argv=self.command, display_name="", language="", interrupt_mode="message")


def measure(command, chart, **variables):
    """Seconds to ready, of the first cell, of a warm cell, and from ready to the first chart."""
    manager = Manager()
    manager.command = command
    start = time.perf_counter()
    manager.start_kernel(env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    ready = time.perf_counter()
    try:
        first = cell(client, "1 + 1")
        shown = cell(client, chart)
        until_chart = time.perf_counter() - ready
        assert shown[1], "no chart came"
        warm = statistics.median(cell(client, f"{i} + 1")[0] for i in range(WARM_CELLS))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return {"ready": ready - start, "first_cell": first[0], "warm_cell": warm, "first_chart": until_chart}


def cell(client, code):
    """The seconds of a cell, and whether it showed an image."""
    images = []
    start = time.perf_counter()
    reply = client.execute_interactive(
        code,
        timeout=120,
        allow_stdin=False,
        output_hook=lambda m: images.append("image/png" in m["content"].get("data", {})),
    )
    assert reply["content"]["status"] == "ok", reply["content"]
    return time.perf_counter() - start, any(images)


def main():
    share = Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java"
    kernels = {
        "cusp": lambda: measure([str(CHECKOUT / "cusp"), "kernel", "{connection_file}"], CUSP_CHART),
        "jjava": lambda: measure(
            ["java", "-jar", str(share / "jjava-launcher.jar"), str(share / "jjava.jar"), "{connection_file}"],
            JJAVA_CHART,
            JJAVA_CLASSPATH=str(XCHART),
        ),
        "ipykernel": lambda: measure(
            [PYTHON, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            PYTHON_CHART,
            PYTHONDONTWRITEBYTECODE="",
        ),
    }
    rounds = []
    for number in range(ROUNDS + 1):
        taken = {name: kernel() for name, kernel in kernels.items()}
        if number > 0:  # The first fills the caches of files.
            rounds.append(taken)
    for metric in rounds[0]["cusp"]:
        for name in kernels:
            emit(f"kernel_{name}", f"{metric}_seconds", [r[name][metric] for r in rounds])
        for name in list(kernels)[1:]:
            emit(f"kernel_cusp_to_{name}", f"{metric}_ratio", [r["cusp"][metric] / r[name][metric] for r in rounds])


def emit(case, metric, values):
    print(json.dumps({"case": case, "metric": metric, "value": round(statistics.median(values), 4)}), flush=True)


if __name__ == "__main__":
    main()

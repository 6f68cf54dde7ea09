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
    """Runs one cell on a kernel that archives, as it ends, the classes it loaded.

    Later kernels map the archive instead of parsing the Java compiler anew, which halves their
    start-up; without an archive they merely start slower, so only a kernel that fails is an error.
    """
    manager, client = start_new_kernel(
        kernel_name="cusp",
        startup_timeout=120,
        env={**os.environ, "CUSP_ARCHIVE": "write"},
        stderr=subprocess.DEVNULL,
    )
    manager.shutdown_wait_time = 60
    client.execute_interactive("1 + 1", timeout=120, output_hook=lambda message: None)
    client.stop_channels()
    manager.shutdown_kernel()


if __name__ == "__main__":
    checkout = Path(sys.argv[1])
    (Path(sys.prefix) / "kernel.jsa").unlink(missing_ok=True)
    write(SHARE / "kernels" / "cusp" / "kernel.json", kernelspec(checkout))
    write(SHARE / "lab" / "settings" / "overrides.json", QUIET)
    prime()

"""Executes notebooks on the kernel `cusp` and writes them as pages under target/site."""

import argparse
import os
import re
import signal
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

ROOT = Path(__file__).resolve().parents[4]
NOTEBOOKS = ROOT / "notebooks"
TARGET = ROOT / "target"
KERNELSPEC = {"display_name": "Java (Cusp)", "language": "java", "name": "cusp"}


class Failure(Exception):
    """Why a notebook did not run to its end, in one line."""


def find(name: str) -> Path:
    """The notebook meant by a path or by its number, as in `5` or `05`."""
    if name.isdigit():
        matches = sorted(NOTEBOOKS.glob(f"{int(name):02d}-*.ipynb"))
        if matches:
            return matches[0]
    elif Path(name).suffix == ".ipynb" and Path(name).is_file():
        return Path(name).resolve()
    there = ", ".join(path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))) or "none"
    raise SystemExit(f"cusp: no notebook {name}; give a path or a number (in notebooks/: {there})")


def execute(path: Path, notebook: nbformat.NotebookNode, progress) -> None:
    """Runs every code cell in order; outputs land in the notebook, the kernel's own log in target."""
    cells = [(i, c) for i, c in enumerate(notebook.cells) if c.cell_type == "code"]
    client = NotebookClient(
        notebook,
        kernel_name="cusp",
        timeout=None,
        startup_timeout=120,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
    )
    for _, cell in cells:
        cell.outputs, cell.execution_count = [], None
    log = TARGET / "log" / f"{path.stem}.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as stderr:
        try:
            env = {**os.environ, "CUSP_PROGRESS": "off"}
            with client.setup_kernel(stdout=stderr, stderr=stderr, env=env):
                answer = client.wait_for_reply(client.kc.kernel_info())
                notebook.metadata["language_info"] = answer["content"]["language_info"]
                notebook.metadata["kernelspec"] = KERNELSPEC
                for done, (index, cell) in enumerate(cells):
                    progress(done, len(cells))
                    client.execute_cell(cell, index)
                progress(len(cells), len(cells))
        except CellExecutionError as error:
            raise Failure(f"cell {index + 1}: {reason(error)}") from error
        except (DeadKernelError, RuntimeError) as error:
            raise Failure(f"the kernel died ({error}); see {log.relative_to(ROOT)}") from error


def reason(error: CellExecutionError) -> str:
    """What went wrong in a cell, on one line."""
    if error.ename == "CompilationException":
        # Its value is JShell's own word for the snippet; the compiler's words are in the traceback.
        lines = [line.strip() for line in plain(error.traceback).splitlines() if line.strip()]
        words = [line for line in lines if not re.match(r"\d+ \|", line)]
        shown = next((line for line in lines if re.match(r"\d+ \|", line)), "")
        if words:
            return "; ".join(words) + (f" (line {shown})" if shown else "")
    return first_line(error.evalue or error.ename)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip()


def first_line(text: str) -> str:
    return plain(text).splitlines()[0] if plain(text) else "no message"


def scrub(notebook: nbformat.NotebookNode) -> None:
    """Takes out what differs between machines and runs though nothing changed."""
    notebook.metadata["language_info"].pop("version", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
        for output in cell.get("outputs", []):
            for holder in (output, output.get("data", {})):
                for key, value in holder.items():
                    if isinstance(value, str) and key != "image/png":
                        holder[key] = value.replace(f"{ROOT}/", "")


def joined(outputs: list) -> list:
    """Consecutive pieces of one stream as one; where the kernel's messages part depends on timing."""
    whole = []
    for output in outputs:
        if whole and output.output_type == "stream" == whole[-1].output_type and output.name == whole[-1].name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def run(path: Path, save: bool) -> str | None:
    """Executes one notebook and writes its page; returns its first error, if there was one."""
    notebook = nbformat.read(path, as_version=4)
    start = time.monotonic()
    live = sys.stdout.isatty()

    def line(text: str, end: str) -> None:
        lead = "\r\x1b[K" if live else ""
        print(f"{lead}{path.stem:<28} {text}  {time.monotonic() - start:6.1f} s", end=end, flush=True)

    counted = ""

    def progress(done: int, total: int) -> None:
        nonlocal counted
        counted = f"{done:3d}/{total} cells"
        if live:
            line(counted, "")

    error = None
    try:
        execute(path, notebook, progress)
        scrub(notebook)
    except Failure as failure:
        error = str(failure)
    executed = TARGET / "executed" / path.name
    executed.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, executed)
    if save and not error:
        nbformat.write(notebook, path)
    import pages  # Not above: the first cell need not wait for the exporter to load.

    try:
        pages.write(notebook, path, TARGET / "site")
    except pages.Unrenderable as unrenderable:
        error = error or str(unrenderable)
    line(counted + (f"  FAILED in {error}" if error else ""), "\n")
    return error


def main() -> int:
    parser = argparse.ArgumentParser(prog="cusp run", description=__doc__)
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="a path or a number; default: all")
    parser.add_argument("--full", action="store_true", help="full scale instead of quick")
    parser.add_argument("--save", action="store_true", help="keep the outputs in the notebooks themselves")
    options = parser.parse_args()
    paths = [find(name) for name in options.notebooks] or sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        raise SystemExit("cusp: there are no notebooks in notebooks/")
    if options.full:
        os.environ["CUSP_SCALE"] = "full"

    failed = {}
    for path in paths:
        if error := run(path, options.save):
            failed[path.stem] = error
    import pages

    pages.write_index([TARGET / "executed" / path.name for path in paths], NOTEBOOKS, TARGET)
    print(f"pages: {TARGET / 'site' / 'index.html'}")
    for name, error in failed.items():
        print(f"cusp: {name} failed: {error}", file=sys.stderr)
    return 1 if failed else 0


def interrupted(*_) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    # Any of these unwinds through the kernel's context manager, so that no kernel is left behind.
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, interrupted)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\ncusp: interrupted", file=sys.stderr)
        sys.exit(130)

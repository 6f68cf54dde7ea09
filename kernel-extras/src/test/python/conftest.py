"""What the tests share: the launcher, notebooks made on the spot, and a browser."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[4]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CORES = 2
# The classic kernel is on no registry: whoever has it names it, or keeps it beside the checkout.
IJAVA = next(
    (p for p in (Path(os.environ.get("CUSP_IJAVA") or "none"), ROOT.parent / "shared" / "ijava" / "ijava.jar") if p.is_file()),
    None,
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

sys.path.insert(0, str(ROOT / "kernel-extras" / "src" / "main" / "python"))


def cusp(*arguments, root=ROOT, timeout=600, **environment):
    """Runs the launcher to its end."""
    return subprocess.run(
        [root / "cusp", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def write_notebook(path: Path, *cells: str) -> Path:
    """A notebook of Java cells; a cell that starts with `#` is markdown."""
    made = [new_markdown_cell(c) if c.startswith("#") else new_code_cell(c) for c in cells]
    for number, cell in enumerate(made):
        cell.id = f"cell-{number}"
    nbformat.write(new_notebook(cells=made), path)
    return path


def executed(name: str, root: Path = ROOT) -> nbformat.NotebookNode:
    return nbformat.read(root / "target" / "executed" / f"{name}.ipynb", as_version=4)


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    """The values of all code cells, as text."""
    outputs = [o for c in notebook.cells for o in c.get("outputs", [])]
    return [o["data"]["text/plain"] for o in outputs if "data" in o]


@pytest.fixture(scope="session")
def runs():
    """Executes a notebook once, which makes its page; gives its seconds of computing on two cores and what it wrote."""
    done = {}

    def run(path):
        if path not in done:
            before = path.read_bytes(), computing()
            result = cusp("run", path)
            assert result.returncode == 0, result.stderr
            assert path.read_bytes() == before[0]
            done[path] = (computing() - before[1]) / CORES, executed(path.stem)
        return done[path]

    return run


def computing():
    """Seconds of processor time of all children, which unlike those of a clock are not others'."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("NO BROWSER: install chromium to run the browser tests")
    from playwright.sync_api import sync_playwright

    quiet = ["background-networking", "component-update", "sync", "gpu", "quic"]
    flags = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    with sync_playwright() as playwright:
        # A home of its own, since Chromium keeps caches and settings in it.
        home = {**os.environ, "HOME": str(ROOT / "target" / "home")}
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags, env=home)
        yield chromium
        chromium.close()

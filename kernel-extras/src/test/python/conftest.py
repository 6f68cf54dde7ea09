"""What the tests share: the launcher, notebooks made on the spot, a browser and JupyterLab."""

import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[4]
os.environ.setdefault("CUSP_HEAP", "768m")  # Kernels have no more on Binder.
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SIGNATURES = ROOT / "target" / "signatures.db"
CORES = 2
# The classic kernel is on no registry: whoever has it names it, or keeps it beside the checkout.
IJAVA = next(
    (p for p in (Path(os.environ.get("CUSP_IJAVA") or "none"), ROOT.parent / "shared" / "ijava" / "ijava.jar") if p.is_file()),
    None,
)
# Sliders that their scripts have not yet unpacked.
WAITING = "document.querySelector('[data-cusp=slider][hidden]')"
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


def page_of(name, browser, width, scheme="light"):
    """Opens an exported page; fails on a request to anywhere, a console message or an error."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    complaints = []
    page.on("request", lambda r: r.url.startswith(("file:", "data:")) or complaints.append(r.url))
    page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((ROOT / "target" / "site" / f"{name}.html").as_uri())
    page.wait_for_function(f"!{WAITING}")
    assert complaints == []
    return page


def pictured(path):
    """The outputs of a notebook that are pictures."""
    outputs = (o for c in nbformat.read(path, as_version=4).cells for o in c.get("outputs", []))
    return [output for output in outputs if "image/png" in output.get("data", {})]


@pytest.fixture(scope="session")
def lab():
    """JupyterLab as the launcher starts it, trusting what stands in SIGNATURES alone."""
    SIGNATURES.unlink(missing_ok=True)
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    options = ["--no-browser", "--expose-app-in-browser", f"--port={port}", f"--NotebookNotary.db_file={SIGNATURES}"]
    with open(ROOT / "target" / "log" / "lab.txt", "w") as log:
        process = subprocess.Popen(
            [ROOT / "cusp", "lab", "--", *options], stderr=log, stdout=log, start_new_session=True
        )
    try:
        yield address_of(port, process), log.name
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def address_of(port, process):
    """The address with its token, from the file that the server writes for its own user."""
    runtime = ROOT / ".venv" / "jupyter" / "runtime"
    for _ in range(600):
        assert process.poll() is None, "JupyterLab ended; see target/log/lab.txt"
        for file in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(ValueError, OSError):
                server = json.loads(file.read_text())
                if server["port"] == port and urllib.request.urlopen(f"{server['url']}api").status == 200:
                    return server
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not answer within a minute")


def lab_page(lab, browser, path, width=1200, height=900):
    """Opens a notebook of the checkout in JupyterLab."""
    server, _ = lab
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{server['url']}lab/tree/{path.relative_to(ROOT).as_posix()}?token={server['token']}&reset")
    return page


def trust(path: Path) -> Path:
    """A copy of a notebook that JupyterLab trusts."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["signed"] = True  # Or the signature would hold for the original as well.
    copy = ROOT / "target" / f"signed-{path.name}"
    nbformat.write(notebook, copy)
    notary = NotebookNotary(data_dir=str(ROOT / ".venv" / "jupyter" / "data"), db_file=str(SIGNATURES))
    notary.sign(notebook)
    return copy

"""The exported pages, and committed notebooks in JupyterLab, as a browser shows them."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

import nbformat
import pytest
from conftest import NOTEBOOKS, ROOT, cusp, write_notebook

FIGURE = """
var image = new java.awt.image.BufferedImage(900, 300, java.awt.image.BufferedImage.TYPE_INT_RGB);
image.createGraphics().fillRect(0, 0, 450, 300);
render(image)
"""
WIDE = '"wide ".repeat(100)'
TEXT = """# A trial page

It has $\\lambda$, a formula, and a table.

| one | two | three | four | five | six | seven | eight |
|-----|-----|-------|------|------|-----|-------|-------|
| 1000000 | 1000000 | 1000000 | 1000000 | 1000000 | 1000000 | 1000000 | 1000000 |

$$ a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w $$
"""


@pytest.fixture(scope="session")
def trial():
    """A saved notebook inside the checkout, where JupyterLab can open it, and its page."""
    path = write_notebook(ROOT / "target" / "trial.ipynb", TEXT, FIGURE, WIDE)
    done = cusp("run", path, "--save")
    assert done.returncode == 0, done.stderr
    return path


def page_of(name, browser, width):
    """Opens an exported page; fails on a request to anywhere, a console message or an error."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints = []
    page.on("request", lambda r: r.url.startswith(("file:", "data:")) or complaints.append(r.url))
    page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((ROOT / "target" / "site" / f"{name}.html").as_uri())
    assert complaints == []
    return page


SHOWN = """() => [...document.querySelectorAll('img, svg')]
    .filter(figure => !figure.closest('details:not([open])'))
    .map(figure => ({broken: figure.naturalWidth === 0 || figure.getBoundingClientRect().width < 8,
                     mute: figure.tagName === 'IMG' && !figure.alt}))"""

pages = pytest.mark.parametrize("name", ["index", "trial", *(path.stem for path in NOTEBOOKS)])


@pages
def test_page_shows_its_figures_and_asks_the_network_for_nothing(trial, browser, name):
    page = page_of(name, browser, 1000)
    figures = page.evaluate(SHOWN)
    assert figures
    assert not [figure for figure in figures if figure["broken"] or figure["mute"]]
    page.close()


@pages
def test_page_reads_on_a_narrow_screen(trial, browser, name):
    page = page_of(name, browser, 400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.close()


@pytest.fixture(scope="session")
def lab():
    """JupyterLab as the launcher starts it, trusting nothing; gives its address and token."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--NotebookNotary.db_file=:memory:"]
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


def test_lab_listens_on_loopback_and_asks_for_its_token(lab):
    server, _ = lab
    assert server["url"].startswith("http://127.0.0.1:") and len(server["token"]) >= 32
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server['url']}api/contents")
    assert refused.value.code == 403
    with urllib.request.urlopen(f"{server['url']}api/kernelspecs?token={server['token']}") as answer:
        assert "cusp" in json.load(answer)["kernelspecs"]


@pytest.mark.parametrize("path", [None, *NOTEBOOKS], ids=lambda path: path.stem if path else "trial")
def test_lab_shows_committed_figures_untrusted(lab, trial, browser, path):
    server, _ = lab
    path = path or trial
    notebook = nbformat.read(path, as_version=4)
    shown = [o for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert shown
    # Tall, since JupyterLab renders only the cells in view.
    page = browser.new_page(viewport={"width": 1200, "height": 20000})
    where = path.relative_to(ROOT).as_posix()
    page.goto(f"{server['url']}lab/tree/{where}?token={server['token']}&reset")
    figures = page.locator(".jp-OutputArea-output img")
    figures.nth(len(shown) - 1).wait_for(timeout=60_000)
    widths = figures.evaluate_all("all => all.map(figure => figure.naturalWidth)")
    assert len(widths) >= len(shown) and min(widths) > 0
    page.close()

"""`./cusp run` on the real kernel: outputs, pages, failures, scale, and what it leaves behind."""

import os
import re
import signal
import subprocess
import time

import psutil
import pytest
from conftest import ROOT, cusp, executed, texts, write_notebook

FACTS = """
List.of(System.getProperty("cusp.scale"), Runtime.getRuntime().maxMemory() >> 20,
    ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent())
"""


def test_executes_without_touching_the_notebook(tmp_path):
    notebook = write_notebook(tmp_path / "facts.ipynb", "# Facts", FACTS, "1 + 1")
    before = notebook.read_bytes()
    done = cusp("run", notebook, CUSP_HEAP="700m")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^facts +2/2 cells +\d+\.\d s$", done.stdout, re.M)
    scale, heap, vector = texts(executed("facts"))[0].strip("[]").split(", ")
    assert (scale, vector) == ("quick", "true")
    assert 600 < int(heap) <= 700
    assert texts(executed("facts"))[1] == "2"
    assert notebook.read_bytes() == before
    assert 'href="facts.html"' in (ROOT / "target" / "site" / "index.html").read_text()


def test_full_scale_reaches_the_kernel(tmp_path):
    assert cusp("run", write_notebook(tmp_path / "full.ipynb", FACTS), "--full").returncode == 0
    assert texts(executed("full"))[0].startswith("[full,")


def test_goes_on_after_a_failing_notebook_and_names_its_first_error(tmp_path):
    bad = write_notebook(
        tmp_path / "bad.ipynb", 'throw new IllegalStateException("boom");', 'throw new Error("late");'
    )
    dead = write_notebook(tmp_path / "dead.ipynb", "System.exit(3);")
    formula = write_notebook(tmp_path / "formula.ipynb", r"# Formula $\nonsense$", "1")
    good = write_notebook(tmp_path / "good.ipynb", "6 * 7")
    done = cusp("run", bad, dead, formula, good)
    assert done.returncode == 1
    errors = [line for line in done.stderr.splitlines() if " failed: " in line]
    assert len(errors) == 3
    assert "bad" in errors[0] and "IllegalStateException" in errors[0] and "boom" in errors[0]
    assert "dead" in errors[1] and "kernel died" in errors[1]
    assert "formula" in errors[2] and "nonsense" in errors[2]
    assert texts(executed("good")) == ["42"]
    assert "boom" in (ROOT / "target" / "site" / "bad.html").read_text()


def test_save_writes_outputs_back_quietly(tmp_path):
    cell = f'System.out.println("{ROOT}/src"); 40 + 2'
    notebook = write_notebook(tmp_path / "saved.ipynb", cell)
    assert cusp("run", notebook, "--save").returncode == 0
    first = notebook.read_bytes()
    assert cusp("run", notebook, "--save").returncode == 0
    assert notebook.read_bytes() == first
    assert b'"src\\n"' in first and b'"42"' in first and b'"name": "cusp"' in first


def kernels():
    """The kernels of this checkout that live."""
    jar = str(ROOT / ".venv/share/jupyter/kernels/java/jjava.jar")
    found = []
    for process in psutil.process_iter():
        try:
            if any(part.startswith(jar) for part in process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.1)
    return condition()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_leaves_no_kernel_behind_when_stopped(tmp_path, by):
    started = tmp_path / "started"
    endless = f'java.nio.file.Files.createFile(java.nio.file.Path.of("{started}")); while (true) {{}}'
    notebook = write_notebook(tmp_path / "endless.ipynb", endless)
    others = kernels()
    with subprocess.Popen(
        [ROOT / "cusp", "run", notebook], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert wait_until(started.exists, 60)
            assert len(kernels()) == len(others) + 1
            os.killpg(process.pid, by)
            assert process.wait(20) == 130
            assert "interrupted" in process.stderr.read()
        finally:
            process.kill()
    assert wait_until(lambda: len(kernels()) == len(others), 10)

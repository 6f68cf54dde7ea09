"""A newcomer's first minutes: a fresh checkout in a folder with a space, and an empty home."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from conftest import ROOT, cusp, executed, write_notebook

DRAWING = """
var image = new java.awt.image.BufferedImage(300, 100, java.awt.image.BufferedImage.TYPE_INT_RGB);
image.createGraphics().drawString("fonts are looked up", 10, 50);
render(image)
"""


def files():
    """What a clone of the working tree would hold."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The checkout, and an environment whose home is empty but for the package managers' caches."""
    base = tmp_path_factory.mktemp("a b")
    checkout, home = base / "cusp", base / "home"
    home.mkdir()
    for name in files():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, checkout / name)
    pip = os.environ.get("PIP_CACHE_DIR", str(Path.home() / ".cache" / "pip"))
    # Java does not heed HOME, so it is told; Maven and the kernel inherit this.
    java = f"-Duser.home='{home}' -Dmaven.repo.local='{Path.home() / '.m2' / 'repository'}'"
    # Where rustc is rustup's stand-in, pip asking for its version would have rustup set up a home.
    rust = os.environ.get("RUSTUP_HOME", str(Path.home() / ".rustup"))
    return checkout, home, {
        "HOME": str(home),
        "PIP_CACHE_DIR": pip,
        "RUSTUP_HOME": rust,
        "JAVA_TOOL_OPTIONS": java,
    }


def run(fresh, notebook):
    checkout, _, environment = fresh
    return cusp("run", notebook, root=checkout, timeout=900, **environment)


def test_runs_from_a_path_with_a_space_and_writes_nothing_outside(fresh):
    checkout, home, _ = fresh
    before = set(home.parent.iterdir())
    done = run(fresh, write_notebook(checkout / "trial.ipynb", "# Trial", DRAWING))
    assert done.returncode == 0, done.stderr
    assert re.search(r"1/1 cells", done.stdout)
    assert not (checkout / "src" / "target" / "test-classes").exists(), "a notebook needs no tests"
    assert 'src="data:image/png' in (checkout / "target" / "site" / "index.html").read_text()
    written = [path.relative_to(home) for path in home.rglob("*")]
    assert not [path for path in written if path.parts[0] != ".m2"]
    assert set(home.parent.iterdir()) == before


def test_a_second_run_reaches_its_first_cell_in_five_seconds(fresh):
    checkout, _, _ = fresh
    notebook = write_notebook(checkout / "clock.ipynb", "System.currentTimeMillis()")
    delays = []
    # The quickest of a few, since other work on the machine is not the launcher's.
    while len(delays) < 6 and min(delays, default=5) >= 5:
        start = time.time()
        done = run(fresh, notebook)
        assert done.returncode == 0 and "cusp: " not in done.stderr, done.stderr
        reached = int(executed("clock", checkout).cells[0].outputs[0]["data"]["text/plain"])
        delays.append(reached / 1000 - start)
    assert min(delays) < 5, f"{delays} s at a load of {os.getloadavg()[0]}"


def test_builds_again_when_a_source_changes(fresh):
    checkout, _, environment = fresh
    os.utime(checkout / "pom.xml")
    done = cusp("setup", root=checkout, **environment)
    assert done.returncode == 0
    assert "building the jars" in done.stderr and "making .venv" not in done.stderr
    assert "building" not in cusp("setup", root=checkout, **environment).stderr


def test_says_so_when_there_are_no_notebooks(fresh):
    checkout, _, environment = fresh
    shutil.rmtree(checkout / "notebooks", ignore_errors=True)
    done = cusp("run", root=checkout, **environment)
    assert done.returncode == 1
    assert done.stderr.endswith("cusp: there are no notebooks in notebooks/\n")

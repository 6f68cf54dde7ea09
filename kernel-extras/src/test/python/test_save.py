"""Saving a figure from a cell of the real kernel."""

import json
import subprocess

import pytest
from jupyter_client.manager import start_new_kernel

CELL = """
var figure = Plot.of("λ̂ <b>").line("a,b", new double[] {1, 2}, new double[] {3, Double.NaN}).figure("It rises.");
record Mine(double value, double standardError, Seed seed) {}
save("figures/first", figure, new Mine(3.5, 0.25, seed(4)), 2)
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    manager, client = start_new_kernel(
        kernel_name="cusp", cwd=str(folder), stderr=subprocess.DEVNULL, startup_timeout=120
    )

    def execute(code):
        outputs = []
        reply = client.execute_interactive(code, timeout=60, output_hook=outputs.append)["content"]
        return reply, [m["content"] for m in outputs if m["header"]["msg_type"] == "execute_result"]

    yield folder, execute
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_figure_lies_beside_its_notebook(run):
    folder, execute = run
    reply, results = execute(CELL)
    assert reply["status"] == "ok", reply
    made = sorted(path.name for path in (folder / "figures").iterdir())
    assert made == [f"first.{ending}" for ending in ("csv", "json", "md", "png", "svg")]
    assert all(f"figures/{name}" in results[0]["data"]["text/plain"] for name in made)
    assert (folder / "figures/first.csv").read_text("utf-8") == (
        'kind,series,x,y\nline,"a,b",1.0,3.0\nline,"a,b",2.0,\n'
    )
    assert (folder / "figures/first.png").read_bytes().startswith(b"\x89PNG")
    card = json.loads((folder / "figures/first.json").read_text("utf-8"))
    assert card["title"] == "λ̂ <b>" and card["alt"] == "It rises."
    own, number = card["results"]
    assert own == {"type": "Mine", "value": 3.5, "standardError": 0.25, "seed": {"root": 4, "path": ""}}
    assert number == {"value": 2}
    assert card["versions"]["java"] and card["versions"]["cusp"][0].isdigit()
    snippet = (folder / "figures/first.md").read_text("utf-8")
    assert "- Mine: 3.50 ± 0.25; seed 4\n" in snippet


def test_a_bad_name_says_what_is_permitted(run):
    folder, execute = run
    reply, _ = execute('save("../loss.png", figure)')
    assert reply["status"] == "error"
    assert "letters A to Z, digits, - and _" in reply["evalue"]
    assert not list(folder.parent.glob("loss*"))

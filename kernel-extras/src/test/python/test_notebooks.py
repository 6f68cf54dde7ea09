"""Every curated notebook: executed at quick scale, and fit to be read as committed."""

import re

import nbformat
import notebooks
import pytest
from conftest import IJAVA, NOTEBOOKS, ROOT, cusp, executed

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


NUMBER = re.compile(r"(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE]-?\d+)?")


def said(notebook):
    """The kind and the text of every output, the pieces of one stream as one."""
    for cell in notebook.cells:
        for output in notebooks.joined(cell.get("outputs", [])):
            data = output.get("data", {})
            yield sorted(data) or output.name, data.get("text/plain", output.get("text", ""))


def words(text):
    """Without numbers, nor what only makes columns as wide as they are."""
    return re.sub(r"-{3,}|[ =]{2,}", " ", NUMBER.sub("#", text)).split()


def numbers(text):
    return [float(number.replace(",", "")) for number in NUMBER.findall(text)]


@each
def test_runs_in_a_minute_and_without_complaint(path, runs):
    seconds, notebook = runs(path)
    assert seconds < 60
    assert not [text for kind, text in said(notebook) if kind == "stderr"]


@each
def test_says_again_what_is_committed(path, runs):
    """A seed gives the same bits on one machine. On another, sums have other last digits, and a run
    close to a watershed may end elsewhere: one number in ten may differ in its second digit."""
    _, notebook = runs(path)
    before, now = list(said(nbformat.read(path, as_version=4))), list(said(notebook))
    assert [kind for kind, _ in before] == [kind for kind, _ in now]
    pairs = []
    for (_, old), (_, new) in zip(before, now):
        assert words(old) == words(new)
        pairs += zip(numbers(old), numbers(new), strict=True)
    far = [(old, new) for old, new in pairs if abs(old - new) > 0.05 * abs(old)]
    assert len(far) <= len(pairs) / 10, far


@each
def test_is_committed_as_it_should_read(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "cusp"
    assert str(ROOT) not in path.read_text(encoding="utf-8")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.execution_count, f"not executed: {cell.source}"
            assert "execution" not in cell.metadata
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            if "image/png" in output.get("data", {}):
                assert output.metadata.get("image/png", {}).get("alt"), f"no alt text: {cell.source}"


@pytest.mark.skipif(not IJAVA, reason="NO IJAVA: set CUSP_IJAVA to the ijava.jar of IJava 1.3.0 to test on it")
def test_the_laboratory_runs_on_ijava_too(tmp_path):
    copy = tmp_path / "00-on-ijava.ipynb"
    copy.write_bytes((ROOT / "notebooks" / "00-the-laboratory.ipynb").read_bytes())
    done = cusp("run", copy, CUSP_IJAVA=str(IJAVA))
    assert done.returncode == 0, done.stderr
    ours = [sorted(o.get("data", {})) for c in nbformat.read(copy, as_version=4).cells for o in c.get("outputs", [])]
    theirs = [sorted(o.get("data", {})) for c in executed(copy.stem).cells for o in c.get("outputs", [])]
    assert theirs == ours

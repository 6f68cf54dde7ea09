"""Every curated notebook: executed at quick scale, and fit to be read as committed."""

import nbformat
import pytest
from conftest import NOTEBOOKS, ROOT, cusp

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@each
def test_runs(path):
    done = cusp("run", path)
    assert done.returncode == 0, done.stderr


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

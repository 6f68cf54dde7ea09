"""The TeX that the library writes of formulas, in the page writer."""

import json
from pathlib import Path

import pages
import pytest

ROOT = Path(__file__).resolve().parents[4]
EXAMPLES = json.loads((ROOT / "src/test/resources/formulas/tex.json").read_text("utf-8"))


@pytest.mark.parametrize("tex", EXAMPLES.values())
def test_a_page_can_show_it(tex):
    shown = pages.mathml(tex, "block")
    assert shown.startswith("<math") and "\\" not in shown
    assert "frac" not in shown.replace("mfrac", "") and "mathrm" not in shown


def test_a_fraction_stays_one():
    shown = pages.mathml(EXAMPLES["(a*b-1)^2/2"], "inline")
    assert shown.count("<mfrac>") == 1 and "<msup>" in shown

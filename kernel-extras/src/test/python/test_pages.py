"""The page writer on its own."""

import pages
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

PNG = "iVBORw0KGgo="


@pytest.mark.parametrize(
    "tex",
    [
        r"\hat\lambda = n\beta\left(\mathbb{E}_w^{\beta}[L_n(w)] - L_n(w^*)\right)",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\lVert w - w^\ast \rVert^2 \le \tfrac{1}{2}\,10^{-3}",
        r"\operatorname{ReLU}(W^\top W x + b), \quad x \in \mathbb{R}^6, \ \mathcal{N}(0, \sigma^2)",
    ],
)
def test_formulas_become_mathml(tex):
    shown = pages.mathml(tex, "block")
    assert shown.startswith("<math") and "\\" not in shown


@pytest.mark.parametrize("tex", [r"\nonsense x", r"\frac", r"\underset{w}{\arg\min}"])
def test_refuses_a_formula_that_it_cannot_show(tex):
    with pytest.raises(pages.Unrenderable) as refused:
        pages.mathml(tex, "inline")
    assert repr(tex) in str(refused.value)


def notebook():
    figure = new_output("display_data", {"image/png": PNG}, metadata={"image/png": {"alt": "a <b>"}})
    text = "# Two $k$-gons\n\nThe *first* paragraph, of [a paper](https://x.org), has $\\lambda_1$."
    link = "See [the next](02-next.ipynb#part) and [that](https://x.org/a.ipynb)."
    cell = new_code_cell("show(x)", outputs=[new_output("display_data", {"text/plain": "x"}), figure])
    return new_notebook(cells=[new_markdown_cell(text), cell, new_markdown_cell(link)])


def test_reads_title_and_first_paragraph():
    title, description = pages.heading(notebook(), "default")
    assert title == "Two k-gons"
    assert description == "The first paragraph, of a paper, has $\\lambda_1$."
    assert pages.heading(new_notebook(), "default") == ("default", "")


def test_thumbnail_is_the_first_png_with_its_description():
    shown = pages.thumbnail(notebook(), "title")
    assert f"base64,{PNG}" in shown and 'alt="a &lt;b&gt;"' in shown


def test_page_stands_alone(tmp_path):
    pages.write(notebook(), tmp_path / "01-gons.ipynb", tmp_path)
    page = (tmp_path / "01-gons.html").read_text()
    assert "<script" not in page and "<link" not in page
    assert page.count("<math") == 2
    assert 'href="02-next.html#part"' in page and 'href="https://x.org/a.ipynb"' in page

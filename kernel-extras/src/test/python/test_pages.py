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


HOSTILE = [
    r"\text{<script>alert(1)</script>}",
    r"\text{<img src=x onerror=alert(1)>}",
    r"\text{<mi href='javascript:alert(1)'>x</mi>}",
    r"\href{javascript:alert(1)}{x}",
    r"\style{position:fixed}{x}",
    r"\color{red' onclick='alert(1)}{\text{<mi onclick='alert(1)'>x</mi>}}",
]


@pytest.mark.parametrize("tex", [r"\nonsense x", r"\frac", r"\underset{w}{\arg\min}", *HOSTILE])
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


def page_of(output, folder):
    pages.write(new_notebook(cells=[new_code_cell("x", outputs=[output])]), folder / "x.ipynb", folder)
    return (folder / "x.html").read_text()


def test_formula_of_a_cell_becomes_mathml(tmp_path):
    data = {"text/plain": "1 < 2", "text/latex": r"$\displaystyle 1 \lt 2$"}
    assert "<mo>&lt;</mo>" in page_of(new_output("display_data", data), tmp_path)


@pytest.mark.parametrize("latex", [*(f"${tex}$" for tex in HOSTILE), "$x$ <script>alert(1)</script> $y$", "*x*"])
def test_formula_of_a_cell_that_is_none_is_its_text(tmp_path, latex):
    data = {"text/plain": "a <b> c", "text/latex": latex}
    page = page_of(new_output("display_data", data), tmp_path)
    assert "<pre>a &lt;b&gt; c</pre>" in page
    assert "<script" not in page and "<math" not in page and "<em" not in page


def test_page_stands_alone(tmp_path):
    pages.write(notebook(), tmp_path / "01-gons.ipynb", tmp_path)
    page = (tmp_path / "01-gons.html").read_text()
    assert "<script" not in page and "<link" not in page
    assert page.count("<math") == 2
    assert 'href="02-next.html#part"' in page and 'href="https://x.org/a.ipynb"' in page


@pytest.mark.parametrize("around", ["<div>", '<div class="mathjax_ignore">'])
@pytest.mark.parametrize("part", ["{}", "<p>a matrix</p>{0}<p>and</p>{0}"])
def test_figure_is_its_drawing_alone(tmp_path, around, part):
    html = part.format(
        f"{around}<style>[data-cusp=vector]{{display:block}}</style>"
        '<div hidden="hidden" data-cusp="vector"><svg role="img"><desc>a</desc></svg></div>'
        f'<img alt="a" src="data:image/png;base64,{PNG}"></div>'
    )
    shown = new_output("display_data", {"text/html": html, "image/png": PNG})
    book = new_notebook(cells=[new_code_cell("show(x)", outputs=[shown])])
    pages.write(book, tmp_path / "figure.ipynb", tmp_path)
    page = (tmp_path / "figure.html").read_text()
    assert page.count("<svg") == html.count("<svg") and "<img" not in page and 'data-cusp="vector"' not in page
    assert shown["data"]["text/html"] == html


def test_solution_keeps_its_code(tmp_path):
    text = "<details><summary>Solution</summary>\n\nTwo.\n\n```java\nint two = 2;\n```\n</details>"
    pages.write(new_notebook(cells=[new_markdown_cell(text)]), tmp_path / "x.ipynb", tmp_path)
    inside = (tmp_path / "x.html").read_text().split("<details>")[1].split("</details>")[0]
    assert "<p>Two.</p>" in inside and 'class="highlight"' in inside


def test_signs_in_scripts_and_braces_take_no_room():
    shown = pages.mathml(r"4^{++} \to 10{,}000 / 2 + 1", "inline")
    assert shown.count('<mo lspace="0" rspace="0">') == 4
    assert "<mo>+</mo>" in shown and "<mo>→</mo>" in shown


def test_name_of_a_function_keeps_its_distance():
    assert '<mi>ln</mi><mspace width="0.167em"></mspace><mi>n</mi>' in pages.mathml(r"1/\ln n", "inline")
    assert "mspace" not in pages.mathml(r"\ln(n) + ab", "inline")

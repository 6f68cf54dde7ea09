"""Writes an executed notebook as one self-contained page, and the index of all pages.

A page asks the network for nothing: its style sheet stands in it, images are data, and formulas
become MathML as the page is written, so that no script is needed to read them.
"""

import re
import xml.etree.ElementTree as xml
from copy import deepcopy
from html import escape
from pathlib import Path

import nbformat
from jinja2 import pass_context
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""
FIGURE = re.compile(
    r'<div(?: class="mathjax_ignore")?><style>[^<]*</style><div hidden="hidden" data-cusp="vector">(?P<svg><svg .*?</svg>)</div><img [^>]*></div>',
    re.DOTALL,
)
CARD = """<a class="card" href="{name}.html">
{picture}
<span><strong>{title}</strong>{description}</span>
</a>
"""


# What MathML a formula may become: its text may hold marks, which the converter leaves as they are.
ELEMENTS = set(
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace "
    "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none".split()
)
ATTRIBUTES = set(
    "accent border-color columnalign columnlines columnspacing depth display displaystyle fence form height "
    "linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation "
    "rowlines rowspacing rspace scriptlevel separator stretchy voffset width".split()
)


class Unrenderable(Exception):
    """A formula that cannot be shown without TeX; the message holds it."""


def mathml(tex: str, display: str) -> str:
    """The formula as MathML. The converter passes unknown commands through, which is refused here."""
    known = re.sub(r"(begin|end)\{(aligned|align|gather)\}", r"\1{align*}", tex)
    known = known.replace(r"\lVert", r"\Vert").replace(r"\rVert", r"\Vert")
    try:
        converted = convert(known, display=display)
    except Exception as error:
        raise Unrenderable(f"a formula: cannot render {tex.strip()!r}") from error
    if "\\" in converted or "<mi>&</mi>" in converted:
        raise Unrenderable(f"a formula: cannot render {tex.strip()!r}")
    # Inside HTML the name space is implied; naming it makes headings, which nbconvert reads as XML,
    # come out with prefixes that no browser knows.
    try:
        tree = xml.fromstring(converted.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', ""))
    except xml.ParseError as error:
        raise Unrenderable(f"a formula: cannot render {tex.strip()!r}") from error
    if any(e.tag not in ELEMENTS or not ATTRIBUTES.issuperset(e.keys()) for e in tree.iter()):
        raise Unrenderable(f"a formula: {tex.strip()!r} holds more than mathematics")
    return spaced(tree)


def spaced(tree: xml.Element) -> str:
    """As TeX spaces it: no room around a slash, in a script, or where braces stand around a sign,
    but a little after the name of a function."""
    tight = [sign for sign in tree.iter("mo") if sign.text == "/"]
    tight += [row[0] for row in tree.iter("mrow") if len(row) == 1 and row[0].tag == "mo"]
    for scripted in (e for name in ("msub", "msup", "msubsup") for e in tree.iter(name)):
        tight += [sign for script in scripted[1:] for sign in script.iter("mo")]
    for sign in tight:
        sign.attrib.update(lspace="0", rspace="0")
    for row in tree.iter("mrow"):
        for i in reversed(range(len(row) - 1)):
            if row[i].tag == "mi" and len(row[i].text or "") > 1 and row[i + 1].tag != "mo":
                row.insert(i + 1, xml.Element("mspace", width="0.167em"))
    return xml.tostring(tree, encoding="unicode", short_empty_elements=False)


def shown(data: dict) -> str:
    """A formula that a cell gave, between dollars; as plain text where it cannot be a formula."""
    formula = re.fullmatch(r"\$((?:[^$\\]|\\.)+)\$", data["text/latex"].strip(), re.DOTALL)
    try:
        if formula:
            return f'<div class="formula">{mathml(formula[1], "inline")}</div>'
    except Unrenderable:
        pass
    return f'<pre>{escape(data.get("text/plain", data["text/latex"]))}</pre>'


class Renderer(IPythonRenderer):
    """Markdown with formulas as MathML."""

    def inline_math(self, body: str) -> str:
        return mathml(body, "inline")

    def block_math(self, body: str) -> str:
        return f'<div class="formula">{mathml(body, "block")}</div>'

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def block_html(self, html: str) -> str:
        # To embed images the block is parsed, which closes at once an element that spans several
        # blocks, such as <details>.
        return super().block_html(html) if "<img" in html else f"{html}\n"


class Exporter(HTMLExporter):
    """The cells as HTML, without the front end's style sheets and scripts."""

    def __init__(self, **options):
        body = (
            "{% extends 'basic/index.html.j2' %}"
            "{% block data_latex %}{{ output.data | shown }}{% endblock %}"
        )
        super().__init__(template_name="basic", raw_template=body, embed_images=True, **options)
        self.register_filter("shown", shown)

    @pass_context
    def markdown2html(self, context, source):
        path = context.get("resources", {}).get("metadata", {}).get("path", "")
        renderer = Renderer(
            escape=False,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=True,
            path=path,
        )
        html = MarkdownWithMath(renderer=renderer).render(source)
        # A line may break after a formula, but not before the comma that follows it.
        html = re.sub(r'(<math display="inline">(?:(?!</math>).)*</math>[.,;:)]+)', r'<span class="joined">\1</span>', html)
        return re.sub(r'(href="[^":]+)\.ipynb\b', r"\1.html", html)


def write(notebook: nbformat.NotebookNode, source: Path, site: Path) -> None:
    """Writes `site/NAME.html`, NAME being the notebook's."""
    target = site / f"{source.stem}.html"
    target.unlink(missing_ok=True)
    resources = {"metadata": {"name": source.stem, "path": str(source.parent)}}
    body, _ = Exporter().from_notebook_node(without_images(notebook), resources)
    title, _ = heading(notebook, source.stem)
    body = f'<nav><a href="index.html">Cusp</a></nav>\n<main>\n{body}\n</main>'
    page(target, title, body)


def without_images(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy whose figures, as FigureView writes them, are only SVG: a page is always trusted."""
    copy = deepcopy(notebook)
    for output in (o for c in copy.cells for o in c.get("outputs", [])):
        html = output.get("data", {}).get("text/html")
        if html:
            output["data"]["text/html"] = FIGURE.sub(lambda figure: figure["svg"], html)
    return copy


def write_index(ran: list[Path], folder: Path, target: Path) -> None:
    """Lists the notebooks run now and, in their order, those run before that still exist."""
    before = [p for p in (target / "executed").glob("*.ipynb") if (folder / p.name).exists()]
    cards = []
    for path in sorted({*ran, *before}, key=lambda path: path.name):
        if not (target / "site" / f"{path.stem}.html").exists():
            continue
        notebook = nbformat.read(path, as_version=4)
        title, description = heading(notebook, path.stem)
        cards.append(
            CARD.format(
                name=escape(path.stem),
                picture=thumbnail(notebook, title),
                title=escape(title),
                description=prose(description),
            )
        )
    body = '<main>\n<h1>Cusp</h1>\n<p>Watching structure form in models.</p>\n'
    page(target / "site" / "index.html", "Cusp", f"{body}{''.join(cards)}</main>")


def page(path: Path, title: str, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(title=escape(title), style=STYLE, body=body), encoding="utf-8")


def heading(notebook: nbformat.NotebookNode, default: str) -> tuple[str, str]:
    """The first heading and the first paragraph, without marks; formulas keep their dollars."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    blocks = [block.strip() for block in re.split(r"\n\s*\n|(?<=\n)(?=#)", "\n\n".join(texts))]
    title = next((b.lstrip("# ").splitlines()[0] for b in blocks if b.startswith("#")), default)
    paragraphs = (re.sub(r"^#.*\n?", "", b).strip() for b in blocks)
    return plain(title).replace("$", ""), plain(next((b for b in paragraphs if b and b[0] not in "<!|$-"), ""))


def plain(markdown: str) -> str:
    """Without links, emphasis and code marks."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    words = [part if i % 2 else re.sub(r"[*_`]", "", part) for i, part in enumerate(text.split("$"))]
    return " ".join("$".join(words).split())


def prose(text: str) -> str:
    """As HTML, formulas as MathML."""
    parts = enumerate(text.split("$"))
    return "".join(mathml(part, "inline") if i % 2 else escape(part) for i, part in parts)


def thumbnail(notebook: nbformat.NotebookNode, title: str) -> str:
    """The first figure with a PNG, as an image; an empty box if there is none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            png = output.get("data", {}).get("image/png")
            if png:
                alt = output.get("metadata", {}).get("image/png", {}).get("alt") or title
                return f'<img alt="{escape(alt)}" src="data:image/png;base64,{"".join(png.split())}">'
    return '<span class="blank"></span>'

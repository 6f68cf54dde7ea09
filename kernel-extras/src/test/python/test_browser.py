"""The exported pages, and committed notebooks in JupyterLab, as a browser shows them."""

import json
import urllib.request

import pytest
from conftest import NOTEBOOKS, ROOT, WAITING, cusp, lab_page, page_of, pictured, trust, write_notebook

FIGURE = """
double[] unit = {0, 1};
show(Plot.of("A < B & \\"C\\"").x("time").y("size").line("grown", unit, unit).figure("a line that <b>rises</b>"));
"""
IMAGE = """
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

<details><summary>Solution</summary>

Call it *twice*.

```java
var answer = 6 * 7;
```
</details>

$$ a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w $$
"""


@pytest.fixture(scope="session")
def trial(runs):
    """A saved notebook inside the checkout, where JupyterLab can open it; and the pages of all."""
    for curated in NOTEBOOKS:
        runs(curated)
    path = write_notebook(ROOT / "target" / "trial.ipynb", TEXT, FIGURE, IMAGE, WIDE)
    done = cusp("run", path, "--save")
    assert done.returncode == 0, done.stderr
    return path


SHOWN = """() => [...document.querySelectorAll('img, svg')]
    .filter(figure => !figure.closest('details:not([open])'))
    .map(figure => ({broken: figure.naturalWidth === 0 || figure.getBoundingClientRect().width < 8,
                     mute: !(figure.alt || figure.getAttribute('aria-label'))}))"""


def source_of(trial, name):
    return trial if name == "trial" else ROOT / "notebooks" / f"{name}.ipynb"


@pytest.fixture(scope="module")
def opened(request, trial, browser):
    """A name and its page, opened once for all that is asked of it."""
    page = page_of(request.param, browser, 1000)
    yield request.param, page
    page.close()


def of(*names):
    return pytest.mark.parametrize("opened", [*names, *(path.stem for path in NOTEBOOKS)], indirect=True)


@of("index", "trial")
def test_page_shows_its_figures_and_asks_the_network_for_nothing(trial, opened):
    name, page = opened
    figures = page.evaluate(SHOWN)
    assert figures
    assert name == "index" or len(figures) == len(pictured(source_of(trial, name)))
    assert not [figure for figure in figures if figure["broken"] or figure["mute"]]
    assert (ROOT / "target" / "site" / f"{name}.html").stat().st_size < 2_000_000


LUMINANCES = """() => ['backgroundColor', 'color'].map(part =>
    getComputedStyle(document.body)[part].match(/\\d+/g).slice(0, 3).reduce((sum, x) => sum + x / 765, 0))"""
INKS = """() => [document.body, ...document.querySelectorAll('svg[role=img]')].map(e => getComputedStyle(e).color)"""


@of("index", "trial")
def test_page_follows_the_reader_s_colours(opened):
    _, page = opened
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        paper, ink = page.evaluate(LUMINANCES)
        assert paper > ink + 0.6 if scheme == "light" else ink > paper + 0.6
        assert len(set(page.evaluate(INKS))) == 1


@of("trial")
def test_solutions_are_folded_until_they_are_opened(opened):
    _, page = opened
    for solution in page.locator("details:not(.cusp *):not([data-cusp=help] *)").all():
        inside = solution.locator("p, pre")
        assert inside.count() and not any(part.is_visible() for part in inside.all())
        solution.locator("summary").click()
        assert all(part.is_visible() for part in inside.all())
        solution.locator("summary").click()
        assert not any(part.is_visible() for part in inside.all())


@of("index", "trial")
def test_page_reads_on_a_narrow_screen(opened):
    _, page = opened
    page.set_viewport_size({"width": 400, "height": 900})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1000, "height": 900})
    assert width <= 400


def test_lab_listens_on_loopback_and_asks_for_its_token(lab):
    server, _ = lab
    assert server["url"].startswith("http://127.0.0.1:") and len(server["token"]) >= 32
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server['url']}api/contents")
    assert refused.value.code == 403
    with urllib.request.urlopen(f"{server['url']}api/kernelspecs?token={server['token']}") as answer:
        assert "cusp" in json.load(answer)["kernelspecs"]


IN_LAB = """() => [...document.querySelectorAll('.jp-OutputArea-output :is(img, svg[role=img])')]
    .filter(figure => figure.checkVisibility() && figure.getBoundingClientRect().width > 8)
    .map(figure => ({kind: figure.tagName.toLowerCase(), broken: figure.naturalWidth === 0,
                     text: figure.tagName === 'IMG' && figure.closest('.jp-RenderedHTML') &&
                         [...figure.parentElement.children].reduce((text, part) =>
                             part.tagName === 'P' ? text.replace(part.innerText, '') : text, figure.parentElement.innerText).trim()}))"""


@pytest.fixture(scope="module")
def shelf(lab, browser):
    """JupyterLab in which saved notebooks are opened one after another, none of them with a kernel."""
    server, _ = lab
    # Tall, since JupyterLab renders only the cells in view.
    page = browser.new_page(viewport={"width": 1200, "height": 24000})
    page.route("**/api/sessions?*", lambda route: route.request.method == "POST" or route.continue_())
    page.goto(f"{server['url']}lab?token={server['token']}&reset")
    page.wait_for_function("window.jupyterapp", timeout=60_000)
    page.evaluate("jupyterapp.restored.then(() => null)")
    yield page
    page.close()


def opened_in_lab(page, path):
    """The pictures in view, once there are as many as the notebook holds."""
    open_it = "path => jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)"
    page.evaluate(open_it, path.relative_to(ROOT).as_posix())
    page.wait_for_function(f"({IN_LAB})().length >= {len(pictured(path))} && !({WAITING})", timeout=60_000)
    figures = page.evaluate(IN_LAB)
    page.evaluate("jupyterapp.commands.execute('application:close-all').then(() => null)")
    page.wait_for_function("!document.querySelector('.jp-Notebook')")
    return figures


in_lab = pytest.mark.parametrize("path", [None, *NOTEBOOKS], ids=lambda path: path.stem if path else "trial")


@in_lab
def test_lab_shows_committed_figures_untrusted(shelf, trial, path):
    path = path or trial
    figures = opened_in_lab(shelf, path)
    assert len(figures) == len(pictured(path)) > 0
    assert not [f for f in figures if f["kind"] != "img" or f["broken"] or f["text"]]


@in_lab
def test_lab_shows_trusted_figures_as_drawings_alone(shelf, trial, path):
    copy = trust(path or trial)
    figures = opened_in_lab(shelf, copy)
    drawn = [o for o in pictured(copy) if "<svg " in o["data"].get("text/html", "")]
    assert len([f for f in figures if f["kind"] == "svg"]) == len(drawn) > 0
    assert len(figures) == len(pictured(copy))


HOSTILE = r"""
String bad = "<img src=x onerror='document.hit=1'></script><script>document.hit=1</script>";
String[] words = IntStream.range(0, 300).mapToObj(i -> i * 7 % 300 + bad).toArray(String[]::new);
record Named(String name) {}
show(Table.create("hostile", IntColumn.create("i", IntStream.range(0, 300).map(i -> i * 7 % 300).toArray()),
    StringColumn.create(bad, words)));
show(new Named(bad));
show(List.of(new Named(bad), bad));
show(tex("\\text{" + bad + "}"));
show(Plot.of("$a$").line("", new double[] {0, 1}, new double[] {0, 1}).figure(bad));
"""


@pytest.fixture(scope="module")
def hostile():
    path = write_notebook(ROOT / "target" / "hostile.ipynb", HOSTILE)
    assert cusp("run", path, "--save").returncode == 0
    return path


@pytest.mark.parametrize("trusted", [False, True], ids=["untrusted", "trusted"])
def test_lab_shows_values_that_hold_scripts_as_text(lab, browser, hostile, trusted):
    page = lab_page(lab, browser, trust(hostile) if trusted else hostile, height=4000)
    page.wait_for_selector("mjx-container", timeout=60_000)
    numbers = page.locator("tbody tr td:first-child")
    assert numbers.all_inner_texts()[:3] == ["0", "7", "14"] and numbers.count() == 21
    headings = page.locator("thead button")
    assert headings.count() == (2 if trusted else 0)
    if trusted:
        headings.first.focus()
        page.keyboard.press("Enter")
        assert numbers.all_inner_texts()[:3] == ["0", "1", "2"]
        page.get_by_role("button", name="Show all 300 rows").click()
        assert numbers.count() == 300
    outputs = page.locator(".jp-OutputArea-output")
    assert outputs.filter(has_text="<script>document.hit=1</script>").count() >= 4
    assert page.evaluate("document.hit") is None and page.locator("img[src=x]").count() == 0
    # What stands between dollars is set as a formula in the one output that is a formula.
    assert page.locator(".jp-OutputArea-output mjx-container").count() == 1
    page.close()

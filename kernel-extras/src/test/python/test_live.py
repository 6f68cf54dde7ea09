"""What moves: bars, charts and sliders, in JupyterLab and in exported pages."""

import nbformat
import pytest
from conftest import ROOT, cusp, lab_page, page_of, trust, write_notebook

WAVE = """
double[] xs = IntStream.range(0, 200).mapToDouble(i -> i / 20.0).toArray();
Figure wave(double k) {
  double[] ys = Arrays.stream(xs).map(x -> Math.sin(k * x)).toArray();
  return Plot.of("Wave").x("time").y("size").yRange(-1.2, 1.2).line("sin", xs, ys).figure("a wave of number " + k);
}
"""
WAVES = 'show(Slider.over(IntStream.range(1, 41).boxed().toList(), k -> "k = " + k, k -> wave(k / 10.0)));'
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\\\"document.title='run'\\\"></svg>"
FEW = f"""
show(Slider.over(List.of(1, 2, 3, 4), k -> k + "{HOSTILE}", k -> {{
  if (k == 3) throw new IllegalStateException("{HOSTILE}");
  return wave(k);
}}));
"""
BAR = """
try (Progress.Task all = Progress.standard().start("sweeping <b>it</b>", 80)) {
  for (int k = 0; k < 4; k++) {
    try (Progress.Task one = Progress.standard().start("chain " + k, 20)) {
      for (int i = 0; i < 20; i++, all.advance(1), one.advance(1)) Thread.sleep(60);
    }
  }
}
"""
CHART = """
int points = live("Training <b>live</b>", chart -> {
  chart.x("step").y("loss").logY();
  for (int i = 0; i < 100; i++) {
    chart.add("loss", i, Math.exp(-i / 20.0));
    try { Thread.sleep(60); } catch (InterruptedException e) { return i; }
  }
  return 100;
});
"""


@pytest.fixture(scope="session")
def live():
    """A saved notebook inside the checkout, where JupyterLab can open it; and its page."""
    path = write_notebook(ROOT / "target" / "live.ipynb", "# What moves", WAVE, WAVES, FEW, BAR, CHART)
    done = cusp("run", path, "--save")
    assert done.returncode == 0, done.stderr
    return path


def drawn(place):
    """The drawing in view within a slider."""
    return place.locator("svg[role=img]").inner_html()


def slider_of(page, number=0):
    return page.locator("[data-cusp=slider]").nth(number)


def caption(slider):
    """The label of the drawing in view, and its place among all."""
    return slider.locator("> div").nth(1).inner_text().split("\n")


def test_only_the_end_is_saved(live):
    cells = nbformat.read(live, as_version=4).cells
    assert cells[4].outputs == []
    (chart,) = cells[5].outputs
    assert {"text/plain", "text/html", "image/png"} == set(chart.data)
    assert chart.data["text/plain"].startswith("Training <b>live</b>: loss from 1 at 0 to 0.007")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 400])
def test_page_has_sliders_that_move_by_themselves(live, browser, scheme, width):
    page = page_of("live", browser, width, scheme)
    assert page.locator("img").count() == 0
    first, second = slider_of(page, 0), slider_of(page, 1)
    assert caption(first) == ["k = 1", "1 of 30"]
    before, other = drawn(first), drawn(second)
    range_ = first.locator("input")
    box = range_.bounding_box()
    assert box["width"] > 200 and box["x"] >= 0 and box["x"] + box["width"] <= width
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    assert caption(first) == ["k = 40", "30 of 30"]
    assert drawn(first) != before and drawn(second) == other
    for key, label in [("Home", "k = 1"), ("ArrowRight", "k = 2"), ("ArrowRight", "k = 4"), ("ArrowLeft", "k = 2"), ("End", "k = 40")]:
        page.keyboard.press(key)
        assert caption(first)[0] == label
        assert range_.get_attribute("aria-valuetext") == label
    ink = "e => getComputedStyle(e).color"
    assert first.locator("svg").evaluate(ink) == page.locator("body").evaluate(ink)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert first.locator("svg").is_visible() and caption(first)[0] == "k = 40"
    page.close()


def test_page_shows_texts_as_texts(live, browser):
    page = page_of("live", browser, 1000)
    assert page.title() == "What moves"
    second = slider_of(page, 1)
    second.locator("input").focus()
    page.keyboard.press("ArrowRight")
    assert caption(second) == [f"2{HOSTILE}".replace('\\"', '"'), "2 of 3"]
    assert page.title() == "What moves" and page.locator("img").count() == 0
    remark = second.locator("xpath=following-sibling::p").inner_text()
    assert remark.startswith("left out: 3<script>") and remark.count("</svg>") == 2
    page.close()


def test_page_plays_a_slider_unless_motion_is_not_wanted(live, browser):
    page = page_of("live", browser, 1000)
    first = slider_of(page)
    first.get_by_role("button", name="Play").click()
    page.wait_for_function("document.querySelector('[data-cusp=slider] input').value >= 3")
    first.get_by_role("button", name="Pause").click()
    stopped = caption(first)
    page.wait_for_timeout(600)
    assert caption(first) == stopped
    first.locator("input").focus()
    page.keyboard.press("End")
    first.get_by_role("button", name="Play").click()
    page.wait_for_function("document.querySelector('[data-cusp=slider] input').value == 2")
    page.close()
    still = browser.new_page(reduced_motion="reduce")
    still.goto((ROOT / "target" / "site" / "live.html").as_uri())
    slider_of(still).locator("input").wait_for()
    assert still.get_by_role("button").count() == 0
    still.close()


def test_page_without_scripts_shows_stills(live, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((ROOT / "target" / "site" / "live.html").as_uri())
    stills = page.get_by_role("img", name="Stills of a slider over 30 frames (30 of 40 frames, evenly chosen), from k = 1")
    assert stills.count() == 1 and stills.bounding_box()["width"] > 400
    assert not slider_of(page).is_visible()
    page.close()


def test_a_slider_is_small(live):
    (shown,) = nbformat.read(live, as_version=4).cells[2].outputs
    assert len(shown.data["text/html"]) + len(shown.data["image/png"]) < 250_000


def run_cell(page, number):
    """Runs a cell of an open notebook."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(number)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    return cell


@pytest.fixture(scope="module")
def opened(lab, live, browser):
    """The notebook, trusted, in JupyterLab with a kernel; its cells do not need one another."""
    page = lab_page(lab, browser, trust(live), height=3000)
    page.locator(".jp-Notebook .jp-CodeCell").nth(4).wait_for(timeout=60_000)
    # The kernel is known to answer when it has answered.
    run_cell(page, 1)
    page.locator(".jp-NotebookPanel-toolbar [data-status=idle]").wait_for(timeout=60_000)
    yield page
    page.close()


BARS = """() => [...document.querySelectorAll('.jp-OutputArea [role=progressbar]')].map(bar => ({
    name: bar.ariaLabel, now: +bar.ariaValueNow,
    share: bar.firstChild.getBoundingClientRect().width / bar.getBoundingClientRect().width}))"""


def test_lab_shows_a_bar_that_moves_and_a_line_when_it_is_done(opened):
    cell = run_cell(opened, 4)
    bar = cell.get_by_role("progressbar", name="sweeping <b>it</b>")
    bar.wait_for(timeout=30_000)
    before = opened.evaluate(BARS)
    # In one look, since each redrawing makes the bars anew.
    opened.wait_for_function(f"before => ({BARS})()[0].now > before + 10", arg=before[0]["now"])
    bars = opened.evaluate(BARS)
    assert [b["name"] for b in bars] == ["sweeping <b>it</b>", bars[1]["name"]]
    assert bars[1]["name"].startswith("chain ")
    assert all(b["share"] == pytest.approx(b["now"] / 100, abs=0.02) for b in bars)
    assert cell.locator(".jp-OutputArea-output").count() == 1
    cell.get_by_text("sweeping <b>it</b>: done in ").wait_for(timeout=30_000)
    assert cell.get_by_role("progressbar").count() == 0


def test_lab_draws_a_chart_again_in_place(opened):
    cell = run_cell(opened, 5)
    chart = cell.locator("svg[role=img][aria-label^='loss from 1 at 0 to']")
    chart.wait_for(timeout=30_000)
    seen = set()
    while not cell.locator("[data-cusp=vector]").count():
        seen.add(chart.get_attribute("aria-label"))
        assert cell.locator(".jp-OutputArea-output").count() == 1
        opened.wait_for_timeout(100)
    assert len(seen) >= 4
    assert chart.is_visible() and not cell.locator("img").is_visible()
    assert " at 99," in chart.get_attribute("aria-label")
    assert chart.locator("text").first.inner_html() == "Training &lt;b&gt;live&lt;/b&gt;"


ACTIVE = "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].findIndex(c => c.classList.contains('jp-mod-active'))"


def test_lab_moves_a_slider_and_not_the_notebook(opened):
    assert opened.locator(".jp-OutputArea-output img").count() == 1, "that of the chart"
    first, second = slider_of(opened, 0), slider_of(opened, 1)
    other = drawn(second)
    range_ = first.locator("input")
    box = range_.bounding_box()
    opened.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    opened.mouse.down()
    opened.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    middle = drawn(first)
    opened.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=5)
    opened.mouse.up()
    assert caption(first) == ["k = 40", "30 of 30"]
    assert drawn(first) != middle
    active = opened.evaluate(ACTIVE)
    for key, label in [("ArrowLeft", "k = 39"), ("ArrowUp", "k = 40"), ("ArrowDown", "k = 39"), ("Home", "k = 1"), ("ArrowRight", "k = 2")]:
        opened.keyboard.press(key)
        assert caption(first)[0] == label, key
    for key in ["a", "b", "d", "d", "m", "Enter"]:
        opened.keyboard.press(key)
    assert opened.locator(".jp-Notebook .jp-Cell").count() == 6
    assert opened.evaluate(ACTIVE) == active
    assert drawn(second) == other
    first.get_by_role("button", name="Play").click()
    opened.wait_for_function("document.querySelector('[data-cusp=slider] input').value >= 3")


def test_lab_shows_stills_where_a_notebook_is_not_trusted(lab, live, browser):
    page = lab_page(lab, browser, live, height=3000)
    stills = page.get_by_role("img", name="Stills of a slider over 30 frames")
    stills.wait_for(timeout=60_000)
    assert stills.bounding_box()["width"] > 400
    assert page.locator(".jp-OutputArea-output input").first.is_hidden()
    shown = page.locator(".jp-OutputArea-output").first.inner_text().strip()
    assert shown == "30 of 40 frames, evenly chosen"
    assert "run" not in page.title()
    page.close()

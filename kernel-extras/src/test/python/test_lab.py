"""Notebook 00 as somebody meets it in JupyterLab: run from the start, moved, sorted, stopped, in the dark and on a phone."""

import re
import time

import nbformat
import pytest
from conftest import ROOT, lab_page, write_notebook

TOUR = ROOT / "notebooks" / "00-the-laboratory.ipynb"
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\\\"document.title='run'\\\"></svg>"
ENDLESS = """
var endless = Trainer.sgd(0.005).withBatch(20).withSteps(1_000_000_000_000L)
    .train(model, data, start(first), seed(0));
endless.verdict()
"""
EVIL = f"""
show(Table.create("{HOSTILE}", StringColumn.create("{HOSTILE}", "{HOSTILE}")));
show(Plot.of("{HOSTILE}").line("{HOSTILE}", new double[] {{0, 1}}, new double[] {{0, 1}}).figure("{HOSTILE}"));
throw new IllegalStateException("{HOSTILE}");
"""


ERROR = "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error']"


@pytest.fixture(scope="module")
def page(lab, browser):
    """The tour without its outputs, and two cells more, all of it run."""
    tour = nbformat.read(TOUR, as_version=4)
    sources = [c.source for c in tour.cells if c.cell_type == "code"]
    path = write_notebook(ROOT / "target" / "tour.ipynb", *sources, ENDLESS, EVIL)
    made = nbformat.read(path, as_version=4)
    made.metadata["kernelspec"] = tour.metadata["kernelspec"]  # Or JupyterLab asks for one.
    nbformat.write(made, path)
    page = lab_page(lab, browser, path, width=1300, height=20_000)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.locator(".jp-CodeCell").nth(len(sources)).locator(".cm-content").click()
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-above')")
    page.wait_for_function(
        f"document.querySelectorAll('.jp-CodeCell')[{len(sources) - 1}].querySelector('.jp-InputPrompt').textContent.match(/\\d/)",
        timeout=120_000,
    )
    yield page
    page.close()


def output(page, number):
    return page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea")


def number_of(text):
    """The place among the code cells of the one that holds this text."""
    codes = [c for c in nbformat.read(TOUR, as_version=4).cells if c.cell_type == "code"]
    return next(i for i, c in enumerate(codes) if text in c.source)


def test_every_cell_of_the_tour_runs(page):
    assert page.locator(ERROR).count() == 0
    assert page.locator(".jp-OutputArea-output svg[role=img]").count() == 7
    assert page.locator(".jp-OutputArea-output mjx-container").count() >= 1


def test_a_click_sorts_the_table(page):
    table = output(page, number_of("Points of the valley")).locator("table")
    column = lambda: [cell.inner_text() for cell in table.locator("tbody tr td:nth-child(2)").all()]
    assert column() == ["4", "2", "1", "0.5", "0.25"]
    table.locator("th").nth(1).locator("button").click()
    assert column() == ["0.25", "0.5", "1", "2", "4"]


def test_the_slider_moves(page):
    place = output(page, number_of("Slider.over"))
    before = place.locator("svg[role=img]").inner_html()
    place.locator("input[type=range]").focus()
    page.keyboard.press("End")
    assert place.locator("svg[role=img]").inner_html() != before
    assert "30 of 30" in place.inner_text()


def test_the_stop_button_returns_the_partial_result_within_a_second(page):
    number = page.locator(".jp-CodeCell").count() - 2
    page.locator(".jp-CodeCell").nth(number).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    bar = output(page, number).locator("[role=progressbar], progress")
    bar.first.wait_for(timeout=20_000)
    seen = output(page, number).inner_text()
    page.wait_for_timeout(900)
    assert output(page, number).inner_text() != seen
    start = time.monotonic()
    page.locator('[data-command="notebook:interrupt-kernel"]').first.click()
    partial = output(page, number).get_by_text(re.compile("partial: interrupted"))
    partial.first.wait_for(timeout=10_000)
    assert time.monotonic() - start < 2  # A second, and what a busy machine and the browser take.
    assert "stopped at" in output(page, number).inner_text()


def test_hostile_texts_are_texts(page):
    title = page.title()
    number = page.locator(".jp-CodeCell").count() - 1
    page.locator(".jp-CodeCell").nth(number).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    error = output(page, number).locator(ERROR)
    error.wait_for(timeout=20_000)
    assert "<script>" in error.inner_text()
    assert "<script>" in output(page, number).locator("table").inner_text()
    assert output(page, number).locator("img[src=x]").count() == 0
    assert page.title() == title


def test_dark_theme_and_a_narrow_window(page):
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
    ink = page.locator(".jp-OutputArea-output svg[role=img]").first.evaluate("e => getComputedStyle(e).color")
    assert min(map(int, re.findall(r"\d+", ink)[:3])) > 150
    page.evaluate("jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": 400, "height": 20_000})
    slider = output(page, number_of("Slider.over")).locator("input[type=range]")
    slider.scroll_into_view_if_needed()
    assert slider.bounding_box()["width"] > 60
    page.screenshot(path=ROOT / "target" / "log" / "tour-dark-narrow.png", clip={"x": 0, "y": 0, "width": 400, "height": 8000})

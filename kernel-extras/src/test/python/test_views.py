"""Values of all kinds in the exported page, as a browser shows them."""

import pytest
from conftest import ROOT, cusp, write_notebook
from test_browser import page_of

HOSTILE = r"""
String bad = "</script></svg><img src=x onerror='document.hit=1'><script>document.hit=1</script>$\\href{javascript:hit()}{x}$";
record Named(String name, List<String> more) {}
record Broken(String name) { public String name() { throw new IllegalStateException(bad); } }
var many = Collections.nCopies(50, bad).toArray(String[]::new);
show(Table.create(bad, StringColumn.create(bad, many), IntColumn.create("n", IntStream.range(0, 50).toArray())));
show(new Named(bad, List.of(bad)));
show(List.of(new Named(bad, List.of()), new Named(bad, List.of())));
show(List.of(new Broken(bad), new double[] {1}));
show(Map.of(bad, new Named(bad, List.of())));
show(tex(bad));
show(tex("\\text{<script>document.hit=1</script>}"));
show(new Object() { public String toString() { throw new IllegalStateException(bad); } });
show(Plot.of(bad).line("", new double[] {0, 1}, new double[] {0, 1}).figure(bad));
"""
TABLES = """
show(Table.create("small", StringColumn.create("word", "b", "a", ""), DoubleColumn.create("x", 1e-9, -2, 30)));
show(Table.create("middling", IntColumn.create("i", IntStream.range(0, 300).map(i -> i * 7 % 300).toArray())));
show(Table.create("large", IntColumn.create("i", IntStream.range(0, 2000).map(i -> i * 7 % 2000).toArray())));
Table wide = Table.create("wide");
for (int j = 0; j < 40; j++) wide.addColumns(DoubleColumn.create("column " + j, j / 3.0));
show(wide);
"""
OTHERS = """
show(new double[][] {{1, -2}, {3, 4}});
show(new double[500]);
show(new java.awt.image.BufferedImage(300, 30, java.awt.image.BufferedImage.TYPE_INT_RGB));
show(LocalLearningCoefficient.defaults().withNBeta(50).withDraws(4)
    .estimate(Objective.of("a^2+b^2"), new double[2], seed(1)));
show(tex("\\\\lambda < \\\\tfrac{1}{2}"));
"""


@pytest.fixture(scope="module")
def views():
    path = write_notebook(ROOT / "target" / "views.ipynb", "# Views", TABLES, OTHERS, HOSTILE)
    done = cusp("run", path)
    assert done.returncode == 0, done.stderr
    return "views"


@pytest.fixture
def page(views, browser):
    page = page_of(views, browser, 1000)
    yield page
    page.close()


def table(page, name):
    return page.locator(f"table:has(caption:text-is('{name}'))")


def column(table):
    return [int(text) for text in table.locator("tbody tr:not(.cusp-gap) td").all_inner_texts()]


def test_a_heading_sorts_by_key_and_by_click(page):
    small = table(page, "small")
    word, x = small.locator("thead button").all()
    word.focus()
    page.keyboard.press("Enter")
    assert small.locator("th").nth(0).get_attribute("aria-sort") == "ascending"
    assert small.locator("tbody td:first-child").all_inner_texts() == ["a", "b", ""]
    page.keyboard.press("Space")
    assert small.locator("th").nth(0).get_attribute("aria-sort") == "descending"
    assert small.locator("tbody td:first-child").all_inner_texts() == ["b", "a", ""]
    assert word.evaluate("e => document.activeElement === e")
    x.click()
    assert small.locator("[aria-sort]").count() == 1
    assert small.locator("tbody td:last-child").all_inner_texts() == ["-2", "1e-09", "30"]
    x.click()
    x.click()
    assert small.locator("[aria-sort]").count() == 0
    assert small.locator("tbody td:first-child").all_inner_texts() == ["b", "a", ""]


def test_a_table_of_up_to_a_thousand_rows_sorts_whole_and_is_shown_whole_on_demand(page):
    middling = table(page, "middling")
    assert column(middling)[:3] == [0, 7, 14] and len(column(middling)) == 20
    middling.locator("thead button").click()
    assert column(middling) == [*range(10), *range(290, 300)]
    button = page.get_by_role("button", name="Show all 300 rows")
    button.click()
    assert column(middling) == list(range(300))
    page.get_by_role("button", name="Show the first and the last").click()
    assert column(middling) == [*range(10), *range(290, 300)]


def test_of_a_larger_table_the_rows_shown_are_sorted_which_it_says(page):
    large = table(page, "large")
    before = column(large)
    large.locator("thead button").click()
    assert column(large) == sorted(before) and len(before) == 20
    assert page.get_by_text("2000 rows × 1 column; a click on a heading sorts the rows shown").count() == 1


def test_what_is_wide_scrolls_in_its_place(views, browser):
    page = page_of(views, browser, 400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    wide = table(page, "wide")
    assert wide.locator("th").count() == 19 and wide.locator("xpath=..").evaluate("e => e.scrollWidth > e.clientWidth")
    page.close()


def test_a_script_in_a_value_is_text(page):
    assert page.evaluate("document.hit") is None
    assert page.locator("img[src=x]").count() == 0
    assert not [a for a in page.locator("[href]").all() if "javascript" in a.get_attribute("href")]
    assert page.get_by_text("<script>document.hit=1</script>").count() > 10
    hostile = page.locator("table caption").filter(has_text="script")
    hostile.locator("xpath=..").locator("thead button").first.click()
    page.get_by_role("button", name="Show all 50 rows").click()
    assert page.evaluate("document.hit") is None


def test_an_image_has_words_and_an_invalid_result_no_number(page):
    assert page.get_by_alt_text("image of 300 × 30 pixels").is_visible()
    result = page.locator(".cusp").filter(has_text="✗ INVALID")
    assert result.count() == 1 and "value =" not in result.inner_text()
    assert page.locator("math").count() == 1

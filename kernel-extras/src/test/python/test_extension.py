"""The extension inside the real kernel: what a cell may name, and what a front end is sent."""

import base64
import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).resolve().parents[4]
JARS = ROOT / "kernel-extras" / "target"


class Cell:
    """The outputs of one cell, by kind."""

    def __init__(self, client, code, timeout=60):
        self.shown, self.results, self.updates, self.text = [], [], [], {"stdout": "", "stderr": ""}
        self.traceback = ""
        self.reply = client.execute_interactive(
            code, timeout=timeout, output_hook=self._take, allow_stdin=False
        )["content"]

    def _take(self, message):
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "stream":
            self.text[content["name"]] += content["text"]
        elif kind == "display_data":
            self.shown.append(content)
        elif kind == "update_display_data":
            self.updates.append(content)
        elif kind == "execute_result":
            self.results.append(content)
        elif kind == "error":
            self.traceback = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(content["traceback"]))

    @property
    def error(self):
        return self.reply.get("evalue")


@contextmanager
def kernel(name, log=subprocess.DEVNULL, **variables):
    manager, client = start_new_kernel(
        kernel_name=name, env={**os.environ, **variables}, stderr=log, startup_timeout=120
    )
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def run():
    with kernel("cusp") as client:
        yield lambda code: Cell(client, code)


TABLE = 'var t = Table.create("losses", IntColumn.create("n", 1, 2), StringColumn.create("a<b", "x", "y"));'
CHART = """
var chart = new XYChartBuilder().width(320).height(200).title("Growth").build();
chart.addSeries("rises", new double[] {0, 1}, new double[] {0, 1});
"""


def test_names_are_imported_and_none_is_ambiguous(run):
    cell = run("""
        List<Integer> numbers = Stream.of(1, 2).toList();
        Map<String, Path> paths = Map.of("here", Path.of("."));
        Function<Integer, Integer> twice = x -> 2 * x;
        Table table = Table.create("t");
        Seed seed = seed(1);
        Random random = new Random(1);
        Parameters parameters = Parameters.none().and("w", 2);
        Batch batch = Batch.all(3);
        Class<?>[] types = {
          Objective.class, Superposition.class, Trainer.class, LocalPosterior.class,
          LocalLearningCoefficient.class, Timeline.class, Figure.class, Verdict.class,
          Row.class, Histogram.class, Duration.class, Files.class, Collectors.class
        };
        int count = parameters.dimension() + batch.size() + scale(1, 100);
        """)
    assert cell.error is None
    assert not cell.text["stderr"]
    assert run("count").results[0]["data"]["text/plain"] == "6"


def test_a_shown_table_is_html_and_nothing_else(run):
    cell = run(TABLE + "show(t);")
    assert cell.error is None
    assert cell.results == []
    (shown,) = cell.shown
    assert set(shown["data"]) == {"text/plain", "text/html"}
    assert '<th scope="col" style="text-align:left">a&lt;b</th>' in shown["data"]["text/html"]
    assert "2 rows × 2 columns" in shown["data"]["text/plain"]


@pytest.mark.parametrize("code", ["chart", 'Figure.of(chart, "a curve that rises")'])
@pytest.mark.parametrize("way", ["{}", "show({});"])
def test_a_figure_has_three_forms(run, code, way):
    assert run(CHART).error is None
    cell = run(way.format(code))
    assert cell.error is None
    (shown,) = cell.shown + cell.results
    data, metadata = shown["data"], shown["metadata"]["image/png"]
    assert set(data) == {"text/plain", "text/html", "image/png"}
    assert data["text/html"].count("<svg ") == data["text/html"].count("<img ") == 1
    assert f'base64,{data["image/png"].strip()}"' in data["text/html"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata["alt"] and metadata["alt"] in data["text/html"]
    assert (metadata["width"], metadata["height"]) == (320, 200)
    assert "\n" not in data["text/plain"]


def test_arrays_are_readable(run):
    assert run("new double[] {0.5, 1}").results[0]["data"]["text/plain"] == "double[2]: 0.5 1"
    (matrix,) = run("new double[][] {{1, 2}}").results
    assert matrix["data"]["text/plain"] == "double[1][2]:\n  1 2"
    assert "<svg " in matrix["data"]["text/html"] and matrix["metadata"]["image/png"]["alt"]
    (maps,) = run('Map.of("w", new int[] {1})').results
    assert maps["data"]["text/plain"] == "map of 1\n  w: int[1]: 1"


MAPPED = 'Files.readString(Path.of("/proc/self/maps")).contains("nd4j")'


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="NO /proc: what is loaded is not seen")
def test_nd4j_is_there_when_it_is_used_and_prints_nothing(run):
    assert run(MAPPED).results[0]["data"]["text/plain"] == "false"
    cell = run("INDArray a = Nd4j.eye(2).mul(3); a")
    assert cell.error is None and cell.text == {"stdout": "", "stderr": ""}
    data = cell.results[0]["data"]
    assert data["text/plain"] == "INDArray 2 × 2, FLOAT, order c:\n  3 0\n  0 3"
    assert set(data) == {"text/plain", "text/html", "image/png"}
    assert run(MAPPED).results[0]["data"]["text/plain"] == "true"
    assert list((ROOT / "target" / "javacpp").glob("nd4j-native-*"))


def test_records_of_a_cell_are_trees_and_tables(run):
    run("""
        record Point(double x, String name) {}
        record Line(Point from, List<Point> through) {}
        """)
    (tree,) = run('new Line(new Point(0.5, "<b>"), List.of())').results
    assert tree["data"]["text/plain"] == 'Line\n  from: Point\n    x: 0.5\n    name: "<b>"\n  through: []'
    assert "&lt;b&gt;" in tree["data"]["text/html"]
    (table,) = run('List.of(new Point(1, "a"), new Point(2, "b"))').results
    assert table["data"]["text/plain"] == "Point\nx  name\n1  a\n2  b\n2 rows × 2 columns"


def test_a_result_shows_its_verdict_first(run):
    (result,) = run("""
        LocalLearningCoefficient.defaults().withNBeta(50).withChains(2).withDraws(300)
            .estimate(Objective.of("a^2+b^2"), new double[2], seed(1))
        """).results
    text = result["data"]["text/plain"]
    assert text.startswith(("✓ OK  LocalEstimate\nvalue = ", "✗ INVALID  LocalEstimate\n"))
    assert "settings: LocalLearningCoefficient with chains = 2, draws = 300, nBeta = 50" in text


def test_a_formula_is_latex(run):
    (formula,) = run('tex("\\\\lambda")').results
    assert formula["data"] == {"text/plain": "\\lambda", "text/latex": "$\\displaystyle \\lambda$"}


def test_an_image_has_its_size_and_words(run):
    (image,) = run("new java.awt.image.BufferedImage(9, 3, java.awt.image.BufferedImage.TYPE_INT_RGB)").results
    assert image["data"]["text/plain"] == "image of 9 × 3 pixels"
    assert image["metadata"]["image/png"] == {"alt": "image of 9 × 3 pixels", "width": 9, "height": 3}
    assert 'alt="image of 9 × 3 pixels"' in image["data"]["text/html"]


def test_a_value_that_cannot_be_shown_is_one_readable_line_more(run):
    run('class Mute { public String toString() { throw new IllegalStateException("no words"); } }')
    for cell in (run("new Mute()"), run("show(new Mute());")):
        assert cell.error is None
        (shown,) = cell.results + cell.shown
        assert shown["data"]["text/plain"] == "Mute\n(in its own words, since IllegalStateException: no words)"


def test_show_takes_anything(run):
    assert [c["data"]["text/plain"] for c in run("show(42);").shown] == ["42"]
    assert [c["data"]["text/plain"] for c in run("show(null);").shown] == ["null"]


WORK = """
try (Progress.Task task = Progress.standard().start("working", 40)) {
  for (int i = 0; i < 40 && !Thread.currentThread().isInterrupted(); i++) {
    if (i == STOP) Thread.currentThread().interrupt();
    else Thread.sleep(30);
    task.advance(1);
  }
}
"""


def test_progress_is_a_bar_and_then_a_line_with_its_time(run):
    cell = run(WORK.replace("STOP", "-1"))
    assert cell.error is None
    (first,) = cell.shown
    assert 'role="progressbar" aria-label="working"' in first["data"]["text/html"]
    assert " % · " in first["data"]["text/plain"]
    assert 2 <= len(cell.updates) <= 6
    last = cell.updates[-1]
    assert set(last["data"]) == {"text/plain"}
    assert last["data"]["text/plain"].startswith("working: done in 1.")
    assert {u["transient"]["display_id"] for u in cell.updates + cell.shown} == {
        last["transient"]["display_id"]
    }


def test_an_interrupted_thread_still_writes_its_last_line_and_the_kernel_lives(run):
    cell = run(WORK.replace("STOP", "30"))
    assert cell.error is None
    assert cell.updates[-1]["data"]["text/plain"].startswith("working: stopped at 77 % after ")
    assert run("1 + 1").results[0]["data"]["text/plain"] == "2"


def test_an_interrupt_at_any_time_of_a_write_spares_the_kernel(run):
    cell = run("""
        Thread writer = Thread.currentThread();
        var over = new java.util.concurrent.atomic.AtomicBoolean();
        Thread nag = new Thread(() -> { while (!over.get()) writer.interrupt(); });
        nag.start();
        for (int i = 0; i < 200; i++) show(i);
        over.set(true);
        while (nag.isAlive()) Thread.onSpinWait();
        Thread.interrupted();
        """)
    assert cell.error is None
    assert [int(c["data"]["text/plain"]) for c in cell.shown] == list(range(200))
    assert run("1 + 1").results[0]["data"]["text/plain"] == "2"


def test_progress_counts_from_worker_threads(run):
    cell = run("""
        try (Progress.Task all = Progress.standard().start("sweeping", 40)) {
          Parallel.map(40, i -> {
            try { Thread.sleep(50); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
            all.advance(1);
            return i;
          });
        }
        """)
    assert cell.error is None
    assert cell.updates[-1]["data"]["text/plain"].startswith("sweeping: done in ")


LIVE = """
int last = live("Training", chart -> {
  chart.x("step").y("loss").logX().logY();
  for (int i = 0; i < 100 && !Thread.currentThread().isInterrupted(); i++) {
    chart.add("loss", i, Math.exp(-i / 20.0));
    if (i == STOP) Thread.currentThread().interrupt();
    else try { Thread.sleep(20); } catch (InterruptedException e) { return i; }
  }
  return 100;
});
"""


def test_a_live_chart_is_one_display_that_ends_as_a_figure(run):
    cell = run(LIVE.replace("STOP", "-1"))
    assert cell.error is None and cell.results == []
    (first,) = cell.shown
    assert set(first["data"]) == {"text/plain", "text/html"}
    assert 3 <= len(cell.updates) <= 12
    assert {u["transient"]["display_id"] for u in cell.updates} == {first["transient"]["display_id"]}
    *between, last = cell.updates
    assert all("image/png" not in u["data"] and "<svg " in u["data"]["text/html"] for u in between)
    assert base64.b64decode(last["data"]["image/png"]).startswith(b"\x89PNG")
    assert last["metadata"]["image/png"]["alt"].startswith("loss from 0.951229 at 1 to 0.00708341 at 99,")
    assert run("last").results[0]["data"]["text/plain"] == "100"


def test_an_interrupted_live_chart_ends_as_a_figure_too(run):
    cell = run(LIVE.replace("STOP", "50"))
    assert cell.error is None
    assert " at 50," in cell.updates[-1]["data"]["text/plain"] and "image/png" in cell.updates[-1]["data"]
    assert run("1 + 1").results[0]["data"]["text/plain"] == "2"


def test_a_slider_over_checkpoints_has_three_forms(run):
    cell = run("""
        var one = Parameters.none().and("w", 1);
        var run = Trainer.sgd(0.1).withSteps(200).train(Objective.of("(w-1)^2"), new double[] {3}, seed(1));
        Slider.over(run.checkpoints(), at -> Plot.of("w").yRange(0, 4)
            .line("w", new double[] {0, 1}, new double[] {at.w()[0], at.w()[0]}).figure("w = " + at.w()[0]))
        """)
    assert cell.error is None
    (result,) = cell.results
    data = result["data"]
    assert set(data) == {"text/plain", "text/html", "image/png"}
    assert "\n" not in data["text/plain"] and "from step 0 (w = 3.0) to step 200 (w = 1.0" in data["text/plain"]
    assert data["text/html"].count("<svg ") == data["text/html"].count("<script>") == 1
    assert result["metadata"]["image/png"]["alt"] == "Stills of " + data["text/plain"]


def test_with_nobody_watching_only_the_end_is_shown():
    with kernel("cusp", CUSP_PROGRESS="off") as client:
        assert Cell(client, WORK.replace("STOP", "-1")).shown == []
        cell = Cell(client, LIVE.replace("STOP", "-1"))
        assert cell.updates == []
        (shown,) = cell.shown
        assert "image/png" in shown["data"]


def test_an_extension_that_cannot_start_says_so_in_one_line(tmp_path):
    (jar,) = JARS.glob("cusp-jupyter-*.jar")
    log = tmp_path / "stderr"
    with log.open("wb") as stream:
        # Without the library beside it the first class of it that is touched is missing.
        with kernel("java", stream, JJAVA_CLASSPATH=str(jar)) as client:
            assert Cell(client, "1 + 1").results[0]["data"]["text/plain"] == "2"
    # The kernel's own log is dated.
    (line,) = [line for line in log.read_text().splitlines() if not line.startswith("[I ")]
    assert line.startswith("cusp: the notebook is not set up, because of ")


def help_on(run, code):
    cell = run(f"help({code});")
    assert cell.error is None
    assert not cell.results
    (shown,) = cell.shown
    assert set(shown["data"]) == {"text/plain", "text/html"}
    return shown["data"]["text/plain"]


def test_help_shows_javadoc_options_and_an_example(run):
    text = help_on(run, "LocalLearningCoefficient.class")
    assert text.startswith("record LocalLearningCoefficient implements Estimator in cusp.singular\n")
    assert "\nExample:\n\n    var llc = LocalLearningCoefficient.defaults()" in text
    assert "\n  chains (int), by default 8: at least 1; one chain has no R̂\n" in text
    asked = help_on(run, "LocalLearningCoefficient.defaults().withChains(4)")
    assert "\n  chains (int), by default 8, here 4: at least 1;" in asked
    assert help_on(run, '"Trainer"').startswith("record Trainer in cusp.train\n")
    assert "\n  seed(long root) → Seed\n    The seed of a number.\n" in help_on(run, "")


def test_help_on_types_of_cells(run):
    assert run("interface Shape { double area(); }").error is None
    assert run("record Square(double side) implements Shape { public double area() { return side * side; } }").error is None
    text = help_on(run, "new Square(2)")
    assert text.startswith("record Square implements Shape\n\nComponents:\n  side (double)\n")
    assert "\n  new Square(double side)\n" in text
    assert "\n  area() → double\n" in text
    assert text.endswith("\nThere is no Javadoc of this type.")
    assert help_on(run, "(Shape) () -> 1") == help_on(run, "Shape.class")
    assert help_on(run, "Prior.flat()") == help_on(run, "Prior.class")


def test_help_names_what_is_near(run):
    assert 'no type "Trainr"; near that are Trainer' in run('help("Trainr");').error

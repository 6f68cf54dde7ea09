"""Cells that are stopped, that fail and that print, on JJava and on the classic IJava."""

import re
import threading
import time

import psutil
import pytest
from conftest import IJAVA
from jupyter_client.manager import start_new_kernel
from test_extension import Cell

TRAINING = """
var data = new SparseFeatures(6).sample(1000, seed(1));
var model = new Superposition(6, 2);
var run = Trainer.sgd(0.005).withBatch(20).withSteps(1_000_000_000L).train(model, data, model.initial(seed(2)));
run.verdict()
"""
SAMPLING = """
LocalLearningCoefficient.defaults().withChains(4).withDraws(5_000_000)
    .estimate(new Superposition(6, 2).on(new SparseFeatures(6).sample(1000, seed(1))), new double[18], seed(1)).verdict()
"""
SWEEP = """
Parallel.map("sweep", 1_000_000, i -> {
  try { Thread.sleep(5); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
  return i;
}).size() < 1_000_000 ? "partial" : "whole"
"""
DESCENT = """
Objective far = Objective.of("sqrt(1+a^2) + 1e-12*b^2");
int descents = 0;
while (!Thread.currentThread().isInterrupted()) {
  Descent.defaults().withIterations(1_000_000).withTolerance(0).from(far, new double[] {1e9, 1e9});
  descents++;
}
"partial: " + (descents > 0)
"""


class Session:
    """A kernel, and cells run on it; a cell may be stopped some seconds after it began."""

    def __init__(self, **variables):
        import os

        self.manager, self.client = start_new_kernel(
            kernel_name="cusp", env={**os.environ, **variables}, startup_timeout=120
        )

    def run(self, code, stop=None):
        timer = threading.Timer(stop or 0, self._stop)
        if stop:
            timer.start()
        try:
            cell = Cell(self.client, code)
        finally:
            timer.cancel()
        cell.seconds_after_stop = time.monotonic() - self.stopped_at if stop else None
        return cell

    def _stop(self):
        self.stopped_at = time.monotonic()
        self.manager.interrupt_kernel()

    def value(self, code):
        cell = self.run(code)
        assert cell.error is None
        return cell.results[0]["data"]["text/plain"]

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module", params=["jjava", "ijava"])
def session(request):
    if request.param == "ijava" and not IJAVA:
        pytest.skip("NO IJAVA: set CUSP_IJAVA to the ijava.jar of IJava 1.3.0 to test on it")
    session = Session(**({"CUSP_IJAVA": str(IJAVA)} if request.param == "ijava" else {}))
    # The first cell of each kind loads what it needs.
    session.run(TRAINING.replace("1_000_000_000L", "100"))
    session.run(SAMPLING.replace("5_000_000", "100"))
    session.run("show(run.chart());")
    yield session
    session.close()


@pytest.mark.parametrize("work", [TRAINING, SAMPLING, SWEEP, DESCENT], ids=["training", "sampling", "sweep", "descent"])
def test_stop_ends_long_work_within_a_second_and_keeps_what_there_is(session, work):
    def stopped():
        cell = session.run(work, stop=1.5)
        assert cell.error is None
        assert "partial" in cell.results[0]["data"]["text/plain"]
        return cell.seconds_after_stop

    # On a machine that others load a stop may take longer, though not every time.
    assert any(stopped() < 1 for _ in range(3))
    workers = 'Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("cusp-worker")).count()'
    assert session.value(workers) == "0"


def test_the_rest_of_a_stopped_cell_still_shows_and_starts_nothing_long(session):
    again = TRAINING[TRAINING.index("var run") :].replace("run", "again")
    cell = session.run(TRAINING.replace("run.verdict()", "show(run.chart());\n") + again, stop=1.5)
    assert cell.error is None
    assert cell.seconds_after_stop < 2
    assert [c for c in cell.shown if "image/png" in c["data"]]
    assert session.value("run.checkpoints().size() > 1 && again.checkpoints().size() <= 2") == "true"
    assert session.value("Thread.currentThread().isInterrupted()") == "false"


def test_sleep_ends_with_an_error_at_its_line(session):
    cell = session.run("int before = 1;\nThread.sleep(60_000);", stop=1)
    assert "sleep interrupted" in cell.error and cell.seconds_after_stop < 2
    assert "this cell, line 2:   Thread.sleep(60_000);" in cell.traceback


def test_a_loop_that_does_not_listen_is_given_up_with_advice(session):
    cell = session.run("while (!Boolean.getBoolean(\"enough\")) { }", stop=1)
    assert cell.reply["status"] == "error" and cell.seconds_after_stop < 3.5
    assert "goes on in the background" in cell.traceback
    assert session.run('System.setProperty("enough", "true");').error is None


def test_stopping_a_cell_that_prints_without_end_spares_the_kernel(session):
    for _ in range(5):
        cell = session.run("for (int i = 0; !Thread.currentThread().isInterrupted(); i++) System.out.println(i);", stop=0.7)
        assert cell.error is None and cell.seconds_after_stop < 2
        lines = cell.text["stdout"].splitlines()
        assert lines == [str(i) for i in range(len(lines))] and len(lines) > 1000
    assert session.value("1 + 1") == "2"


def test_output_of_worker_threads_lands_in_its_cell(session):
    cell = session.run('Parallel.map(40, i -> { System.out.println("worker " + i); return i; });\nSystem.out.println("end");')
    lines = cell.text["stdout"].splitlines()
    assert sorted(lines[:-1]) == sorted(f"worker {i}" for i in range(40)) and lines[-1] == "end"
    assert not session.run("int nothing = 0;").text["stdout"]


def test_workers_that_print_while_they_are_stopped_spare_the_kernel(session):
    code = 'Parallel.map(4, i -> { while (!Thread.currentThread().isInterrupted()) System.out.println(i); System.out.println("end"); return i; });'
    cell = session.run(code, stop=1)
    assert cell.error is None and cell.seconds_after_stop < 2
    assert session.value("1 + 1") == "2"


FAILING = """
int inverse(int x) {
  int y = x - x;
  return x / y;
}

// A word between.
for (int i = 1; i < 3; i++) {
  inverse(i);
}
"""


def test_an_error_points_at_the_lines_of_its_cell_and_at_nothing_else(session):
    assert frames(session.run(FAILING)) == [
        "at inverse in this cell, line 4:   return x / y;",
        "at this cell, line 9:   inverse(i);",
    ]
    assert re.fullmatch(r"at inverse in cell \[\d+], line 4:   return x / y;", frames(session.run("\ninverse(7);"))[0])


def test_an_error_of_the_library_shows_its_own_frames_and_the_cell(session):
    cell = session.run("var wrong = Trainer.sgd(0.1)\n    .withBatch(-1);")
    assert "the batch size is at least 1, or 0 for all samples, not -1" in cell.traceback
    assert frames(cell)[-1] == "at this cell, line 2:   .withBatch(-1);"
    assert len(frames(cell)) <= 4


def test_a_compiler_s_complaint_numbers_the_lines_of_the_cell(session):
    assert re.search(r"^ +3 \| int b = \"x\";", session.run('int a = 1;\n\nint b = "x";').traceback, re.MULTILINE)


def test_endless_recursion_is_told_in_few_lines(session):
    cell = session.run("int deep(int x) { return 1 + deep(x + 1); }\ndeep(0)")
    assert "StackOverflowError" in cell.traceback and len(cell.traceback.splitlines()) < 20
    assert re.search(r"… \d+ more", cell.traceback)


def test_a_dead_kernel_leaves_no_process(session):
    process = psutil.Process(session.manager.provisioner.pid)
    assert not process.children()


def frames(cell):
    return [line.strip() for line in cell.traceback.splitlines() if line.strip().startswith("at ")]

"""The library in a Java notebook that knows nothing of it: installed by Maven, taken by %maven."""

import os
import subprocess

import pytest
from conftest import ROOT
from test_extension import Cell, kernel


@pytest.fixture(scope="module")
def installed():
    """Installs what is built into Maven's cache, the one place outside the checkout that is ours too."""
    # As they are: jars made anew would have the kernel's archive made anew as well.
    skipped = [f"-D{step}=true" for step in ("maven.test.skip", "maven.clean.skip", "maven.antrun.skip", "spotless.check.skip")]
    done = subprocess.run(
        ["mvn", "-B", "-q", *skipped, "install"],
        cwd=ROOT,
        env={**os.environ, "MAVEN_OPTS": "-Xmx512m"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_plain_jjava_takes_the_library_by_maven(installed):
    with kernel("java") as client:
        assert Cell(client, "%maven dev.cusp:cusp-jupyter:0.1.0-SNAPSHOT", timeout=300).error is None
        assert Cell(client, 'Objective.of("a^2").loss(new double[] {3})').results[0]["data"]["text/plain"] == "9.0"
        (shown,) = Cell(client, 'show(Table.create("t"));').shown
        assert "text/html" in shown["data"]
        assert "this cell, line 2" in Cell(client, "int a = 1;\nTrainer.sgd(-a);").traceback

"""What the launcher says when something is missing; nothing here starts a kernel."""

import os
import shutil
import subprocess

import pytest
from conftest import ROOT, cusp

OLD_JAVA = """#!/bin/sh
echo 'openjdk version "11.0.22" 2024-01-16' >&2
"""
OLD_PYTHON = """#!/bin/sh
echo 3.9.2 >&2; exit 1
"""
BARE_PYTHON = """#!/bin/sh
case $* in *ensurepip*) exit 1 ;; *) echo "$0" ;; esac
"""


@pytest.mark.parametrize("command", ["run", "lab", "test", "bench"])
@pytest.mark.parametrize(
    "tool, substitute, message",
    [
        ("java", None, "no java; install a JDK 17"),
        ("java", OLD_JAVA, "Java 11.0.22, too old; install a JDK 17"),
        ("javac", None, "without a compiler; install a JDK 17"),
        ("mvn", None, "no mvn; install Maven"),
        ("python3", None, "no python3; install Python 3.10"),
        ("python3", OLD_PYTHON, "Python 3.9.2, too old; install Python 3.10"),
        ("python3", BARE_PYTHON, "no venv module; install it"),
    ],
)
def test_names_what_is_missing_in_one_line(tmp_path, command, tool, substitute, message):
    for name in {"java", "javac", "mvn", "python3"} - {tool}:
        (tmp_path / name).symlink_to(shutil.which(name))
    if substitute:
        (tmp_path / tool).write_text(substitute)
        (tmp_path / tool).chmod(0o755)
    clean = {k: v for k, v in os.environ.items() if k != "JAVA_HOME"}
    done = subprocess.run(
        ["/bin/sh", ROOT / "cusp", command],
        env={**clean, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_refuses_a_java_home_without_java(tmp_path):
    done = cusp("run", JAVA_HOME=str(tmp_path))
    assert done.returncode == 1
    assert f"no {tmp_path}/bin/java" in done.stderr


def test_refuses_a_path_that_no_class_path_can_hold(tmp_path):
    checkout = tmp_path / "a:b"
    checkout.mkdir()
    shutil.copy(ROOT / "cusp", checkout)
    done = cusp("run", root=checkout)
    assert done.returncode == 1
    assert "has a colon" in done.stderr


def test_help_names_every_command():
    for done in (cusp("help"), cusp()):
        assert done.returncode == 0
        assert all(f"  {name} " in done.stdout for name in ("run", "lab", "test", "bench", "help"))


def test_refuses_an_unknown_command():
    done = cusp("fly")
    assert done.returncode == 1
    assert "no command 'fly'" in done.stderr


@pytest.mark.parametrize("name", ["99", "nowhere.ipynb"])
def test_names_a_notebook_that_is_not_there(name):
    done = cusp("run", name)
    assert done.returncode == 1
    assert f"no notebook {name}" in done.stderr

"""The kernel `cusp` as a front end meets it."""

import threading

import psutil
import pytest
from conftest import ROOT
from jupyter_client.manager import start_new_kernel


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name="cusp", startup_timeout=120)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def execute(client, code):
    """The reply and the messages that came with it."""
    messages = []
    reply = client.execute_interactive(code, timeout=60, output_hook=messages.append)
    return reply["content"], [(m["msg_type"], m["content"]) for m in messages]


def test_shows_a_value_and_streams_output(kernel):
    reply, messages = execute(kernel[1], 'System.out.println("before"); 6 * 7')
    assert reply["status"] == "ok"
    assert ("stream", {"name": "stdout", "text": "before\n"}) in messages
    assert [c["data"]["text/plain"] for kind, c in messages if kind == "execute_result"] == ["42"]


def test_an_error_names_its_exception(kernel):
    reply, _ = execute(kernel[1], 'throw new IllegalArgumentException("draws is 0");')
    assert reply["status"] == "error"
    assert "IllegalArgumentException" in reply["evalue"] and "draws is 0" in reply["evalue"]


def test_an_interrupt_ends_a_cell_and_spares_the_kernel(kernel):
    manager, client = kernel
    threading.Timer(1, manager.interrupt_kernel).start()
    reply, _ = execute(client, "Thread.sleep(50_000);")
    assert reply["status"] == "error"
    assert execute(client, "1 + 1")[0]["status"] == "ok"


def test_completes_names(kernel):
    reply = kernel[1].complete("Math.hyp", reply=True, timeout=30)
    assert any(match.startswith("hypot") for match in reply["content"]["matches"])


def test_keeps_its_files_in_the_checkout(kernel):
    code = 'List.of(System.getProperty("user.home"), System.getProperty("java.io.tmpdir"))'
    _, messages = execute(kernel[1], code)
    places = [c["data"]["text/plain"] for kind, c in messages if kind == "execute_result"]
    assert places == [f"[{ROOT}/target/home, {ROOT}/target/tmp]"]


def test_a_shutdown_ends_the_process():
    manager, client = start_new_kernel(kernel_name="cusp", startup_timeout=120)
    process = psutil.Process(manager.provisioner.pid)
    client.stop_channels()
    manager.shutdown_kernel()
    assert not psutil.pid_exists(process.pid) or process.status() == psutil.STATUS_ZOMBIE

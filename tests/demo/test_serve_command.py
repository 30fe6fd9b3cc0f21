from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from regold.cli.demo import demo
from regold.errors import ConfigError

SERVE = "from regold.cli.demo import demo; demo()"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_prints_one_line_with_the_url_and_stops_cleanly_on_a_signal(knowledge: Path, number: int) -> None:
    command = [sys.executable, "-c", SERVE, "serve", "--knowledge", str(knowledge), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("demo endpoint listening on http://127.0.0.1:")
        url = line.split()[-1]
        assert httpx.get(f"{url}/health").json()["status"] == "ok"
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)

    assert (process.returncode, rest, errors) == (0, "", "")


def test_serve_refuses_an_unknown_fault_before_it_listens(knowledge: Path) -> None:
    result = CliRunner().invoke(demo, ["serve", "--knowledge", str(knowledge), "--fault", "burn:1"])

    assert isinstance(result.exception, ConfigError)


def test_serve_refuses_a_folder_without_articles(tmp_path: Path) -> None:
    result = CliRunner().invoke(demo, ["serve", "--knowledge", str(tmp_path), "--port", "0"])

    assert isinstance(result.exception, ConfigError)
    assert str(tmp_path) in str(result.exception)

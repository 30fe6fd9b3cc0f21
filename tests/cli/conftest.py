"""A project folder whose settings point at a bot on loopback, and the real command run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot import Bot, running_bot

Regold = Callable[..., "subprocess.CompletedProcess[str]"]

ANSWERS = {"How long is the warranty?": "Two years.", "How can you help me?": "I answer questions about orders."}
SETTINGS = """\
[tool.regold.target]
type = "http"
url = "{url}"
answer = "reply.text"
tries = 1
"""


@pytest.fixture
def bot() -> Iterator[Bot]:
    with running_bot(dict(ANSWERS)) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, bot: Bot) -> Path:
    (tmp_path / "regold.toml").write_text(SETTINGS.format(url=bot.url), encoding="utf-8")
    return tmp_path


@pytest.fixture
def regold(folder: Path) -> Regold:
    """Run `regold` with these arguments in the project folder, as its user does at home, not in CI."""
    command = (sys.executable, "-c", "from regold.cli import main; main()")

    def run(*arguments: str, folder: Path = folder) -> subprocess.CompletedProcess[str]:
        outside = {name: value for name, value in os.environ.items() if name != "CI"}
        return subprocess.run(
            [*command, *arguments],
            cwd=folder,
            env=outside,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run

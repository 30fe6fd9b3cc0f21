"""`regold target check`: what one response would be read as, before a suite is asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.bot import Bot
from tests.cli.conftest import Regold


def test_it_asks_once_and_shows_what_was_read(regold: Regold, bot: Bot) -> None:
    done = regold("target", "check", "How long is the warranty?")

    assert done.returncode == 0
    assert "answer      Two years." in done.stdout
    assert "reply.text finds a text" in done.stdout
    assert "confidence  not read" in done.stdout
    assert bot.asked == ["How long is the warranty?"]


def test_a_path_that_finds_nothing_is_answered_with_one_that_does(regold: Regold, folder: Path) -> None:
    settings = folder / "regold.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("reply.text", "reply.txt"), encoding="utf-8")

    done = regold("target", "check")

    assert done.returncode == 10
    assert "reply.txt finds nothing in the response; did you mean reply.text?" in done.stdout
    assert "reply: an object" in done.stdout


def test_an_endpoint_error_is_told_and_not_tried_again(regold: Regold, folder: Path, bot: Bot) -> None:
    settings = folder / "regold.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("tries = 1", "tries = 3"), encoding="utf-8")

    done = regold("target", "check", "What is the meaning of life?")

    assert done.returncode == 10
    assert "status 500" in done.stdout
    assert len(bot.asked) == 1


def test_an_endpoint_that_is_down_is_named(regold: Regold, folder: Path) -> None:
    settings = '[tool.regold.target]\ntype = "http"\nurl = "http://127.0.0.1:9/chat"\nanswer = "reply.text"\n'
    (folder / "regold.toml").write_text(settings, encoding="utf-8")

    done = regold("target", "check")

    assert done.returncode == 10
    assert "refused: 127.0.0.1:9" in done.stdout


def test_the_json_has_the_same_shape_with_and_without_an_answer(regold: Regold) -> None:
    good = json.loads(regold("target", "check", "--json").stdout)
    bad = json.loads(regold("target", "check", "What?", "--json").stdout)

    assert good["answer"] == "I answer questions about orders."
    assert good["fault"] is None
    assert bad["answer"] is None
    assert bad["fault"]["kind"] == "status"
    assert good.keys() == bad.keys()


def test_a_bot_in_this_process_is_asked_too(regold: Regold, folder: Path) -> None:
    (folder / "shop.py").write_text("def answer(query, session):\n    return f'You asked: {query}'\n", encoding="utf-8")
    (folder / "regold.toml").write_text(
        '[tool.regold.target]\ntype = "callable"\npath = "shop:answer"\n', encoding="utf-8"
    )

    done = regold("target", "check", "Anyone there?")

    assert done.returncode == 0, done.stderr
    assert "answer      You asked: Anyone there?" in done.stdout


@pytest.fixture
def odd_bot() -> Iterator[str]:
    """A bot whose keys and values hold control sequences, and whose confidence is no share."""
    reply = {"te\x1b[31mxt": "Hello.", "confidence": 7, "sources": ["kb/a.md"], "handoff": True}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            payload = json.dumps(reply).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def point_at(folder: Path, url: str, **paths: str) -> None:
    lines = "".join(f"{name} = '{path}'\n" for name, path in paths.items())
    settings = f'[tool.regold.target]\ntype = "http"\nurl = "{url}"\ntries = 1\n{lines}'
    (folder / "regold.toml").write_text(settings, encoding="utf-8")


def test_what_the_endpoint_names_is_shown_as_it_stands_and_never_obeyed(
    regold: Regold, folder: Path, odd_bot: str
) -> None:
    point_at(folder, odd_bot, answer="text")

    shown = regold("target", "check").stdout

    # raw sequences would be cut out of what is no terminal, and with them a part of the name
    assert 'text finds nothing in the response; did you mean sources[0] or "te\\x1b[31mxt"?' in shown
    assert "te\\x1b[31mxt: a text" in shown


def test_every_path_is_told_even_when_one_spoils_the_answer(regold: Regold, folder: Path, odd_bot: str) -> None:
    point_at(folder, odd_bot, answer="values(@)[0]", confidence="confidence", sources="sources", handoff="handoff")

    done = regold("target", "check")

    assert done.returncode == 10
    assert "  answer      values(@)[0] finds a text" in done.stdout
    assert "  confidence  `confidence = 'confidence'` finds a number where a number from 0 to 1 must be" in done.stdout
    assert "  sources     sources finds a list of 1" in done.stdout
    assert "  handoff     handoff finds true" in done.stdout


def test_a_bot_that_raises_is_an_endpoint_error(regold: Regold, folder: Path) -> None:
    (folder / "shop.py").write_text("def answer(query, session):\n    raise OSError('no line')\n", encoding="utf-8")
    (folder / "regold.toml").write_text(
        '[tool.regold.target]\ntype = "callable"\npath = "shop:answer"\n', encoding="utf-8"
    )

    done = regold("target", "check")

    assert done.returncode == 10
    assert "the bot raised OSError: no line" in done.stdout


def test_a_path_that_is_no_expression_is_a_mistake(regold: Regold, folder: Path, bot: Bot) -> None:
    point_at(folder, bot.url, answer="reply..text")

    done = regold("target", "check")

    assert done.returncode == 4
    assert "[tool.regold.target] answer: 'reply..text' is not a JMESPath expression" in done.stderr
    assert bot.asked == []


def test_without_settings_it_says_how_to_get_some(regold: Regold, folder: Path) -> None:
    (folder / "regold.toml").unlink()

    done = regold("target", "check")

    assert done.returncode == 4
    assert "regold init" in done.stderr

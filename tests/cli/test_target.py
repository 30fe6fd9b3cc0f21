"""`regold target check`: what one response would be read as, before a suite is asked."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_an_endpoint_error_is_told_and_not_tried_again(regold: Regold, bot: Bot) -> None:
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


def test_without_settings_it_says_how_to_get_some(regold: Regold, folder: Path) -> None:
    (folder / "regold.toml").unlink()

    done = regold("target", "check")

    assert done.returncode == 4
    assert "regold init" in done.stderr

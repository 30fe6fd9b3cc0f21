"""`regold record` and `regold review` as their user types them, up to the suite that is changed."""

from __future__ import annotations

import json
import os
import pty
import select
import shlex
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from regold.cli import main
from regold.config import Flags, load_config
from regold.history import Decision, reviews
from regold.model import OutcomeKind, Run
from tests.bot import Bot
from tests.cli.conftest import SETTINGS, Regold
from tests.cli.test_documented import JSON, names
from tests.session.asked import asked_run

SUITE = """\
# the shop's own suite
suite: shop
owner: support
cases:
  - id: warranty
    query: How long is the warranty?   # asked daily
    golden: Two years.
  - id: window
    query: How long do I have to return an item?
    golden: You can return any item within 30 days of delivery.   # policy 7
    variants: [whats the return deadline]
    expect:
      excludes: [restocking fee]
  - id: late
    query: What if I return too late?
    record: true   # new
"""
WINDOW = "You can return any item within 14 days of delivery."
ANSWERS = {
    "How long is the warranty?": "Two years.",
    "How long do I have to return an item?": "You can return any item within 30 days of delivery.",
    "whats the return deadline": "You can return any item within 30 days of delivery.",
    "What if I return too late?": "Late returns get store credit.",
}
NEW_WINDOW = {"How long do I have to return an item?": WINDOW, "whats the return deadline": WINDOW}
Typed = Callable[..., "Told"]
Ask = Callable[[], Run]


class Told(NamedTuple):
    """What a command said and the exit code it left with."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture
def typed(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Run a command in the project folder, outside CI unless told otherwise."""
    monkeypatch.chdir(folder)

    def run(*arguments: str, ci: str = "") -> Told:
        monkeypatch.setenv("CI", ci)
        monkeypatch.setattr(sys, "argv", ["regold", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return Told(int(left.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def ask(folder: Path) -> Ask:
    """Ask all suites of the project and keep the run."""
    started = count(1)

    def ask_all() -> Run:
        config = load_config(folder, environment={}, flags=Flags())
        now = datetime(2026, 11, 23, 9, next(started), tzinfo=UTC)
        return asked_run(config, now)

    return ask_all


@pytest.fixture
def suite(folder: Path, bot: Bot) -> Path:
    """A suite of which the endpoint answers everything right, judged without a model."""
    settings = f'{SETTINGS.format(url=bot.url)}[tool.regold.judge]\nembedding = "none"\n'
    (folder / "regold.toml").write_text(settings, encoding="utf-8")
    bot.answers = dict(ANSWERS)
    (folder / "suites").mkdir()
    path = folder / "suites" / "shop.gold.yaml"
    path.write_text(SUITE, encoding="utf-8")
    return path


@pytest.fixture
def broken(suite: Path, bot: Bot, ask: Ask) -> Path:
    """The same suite, when the endpoint has begun to say something else about one case."""
    assert {outcome.kind for outcome in ask().outcomes} == {OutcomeKind.PASSED}
    bot.answers = ANSWERS | NEW_WINDOW
    ask()
    return suite


def listed(typed: Typed, ci: str = "") -> list[tuple[str, str]]:
    printed: dict[str, Any] = json.loads(typed("review", "--json", ci=ci).stdout)
    return [(item["case"], item["why"]) for item in printed["items"]]


def test_wrong_answers_are_listed_and_the_accepted_one_becomes_the_golden(ask: Ask, broken: Path, typed: Typed) -> None:
    assert listed(typed) == [("shop#window", "changed"), ("shop#window.v1", "changed")]
    assert "wrong answer (suites/shop.gold.yaml:8)" in typed("review").stdout
    said = typed("review", "--accept", "window")
    assert said.stdout == "shop#window: accepted, the golden in suites/shop.gold.yaml is this answer now\n"
    old = "    golden: You can return any item within 30 days of delivery.   # policy 7\n"
    assert broken.read_text() == SUITE.replace(old, f'    golden: "{WINDOW}"   # policy 7\n')
    assert listed(typed) == []  # the golden of the variant is that of its case


def test_an_answer_is_added_to_the_goldens_and_kept_as_a_label(broken: Path, typed: Typed, folder: Path) -> None:
    decided = json.loads(typed("review", "--add", "shop/window.v1", "--json").stdout)
    assert decided["decided"][0]["written"] == "suites/shop.gold.yaml"
    assert decided["left"] == 0
    assert f'      - You can return any item within 30 days of delivery.   # policy 7\n      - "{WINDOW}"\n' in (
        broken.read_text()
    )
    (label,) = reviews(folder / "reports" / "history")
    assert (label.case, label.decision, label.good) == ("shop#window.v1", Decision.ADDED, True)
    assert label.goldens == (("You can return any item within 30 days of delivery.",),)
    assert label.answers == (WINDOW,)


def test_a_rejected_wording_is_not_shown_again_but_another_one_is(
    ask: Ask, broken: Path, bot: Bot, typed: Typed
) -> None:
    typed("review", "--reject", "window", "--incident", "shop#window.v1")
    assert broken.read_text() == SUITE
    ask()
    assert listed(typed) == []
    bot.answers = ANSWERS | {"How long do I have to return an item?": "You have 7 days."}
    ask()
    assert listed(typed) == [("shop#window", "changed")]
    typed("review", "--reject", "window")
    assert "accepted" in typed("review", "--accept", "window").stdout  # of another mind now


def test_an_incident_says_how_it_is_opened(broken: Path, typed: Typed) -> None:
    said = typed("review", "--incident", "window").stdout
    command = shlex.split(said.partition("open the incident with `")[2].rstrip("`\n"))
    assert command[:3] == ["regold", "incident", "new"]
    given = dict(zip(command[3::2], command[4::2], strict=True))
    assert given == {
        "--title": "shop/window: the golden says 30 days, the answer says 14 days",
        "--severity": "medium",
        "--detection": "proactive_run",
        "--query": "How long do I have to return an item?",
        "--answer": WINDOW,
        "--correct": "You can return any item within 30 days of delivery.",
    }


def test_an_accepted_answer_that_says_something_else_is_shown_and_can_be_kept(
    ask: Ask, suite: Path, bot: Bot, typed: Typed
) -> None:
    ask()
    bot.answers = ANSWERS | {"How long is the warranty?": "Two years. Batteries have 6 months."}
    ask()
    (item,) = json.loads(typed("review", "--json").stdout)["items"]
    assert (item["case"], item["why"]) == ("shop#warranty", "reworded")
    assert item["turns"] == [
        {
            "query": "How long is the warranty?",
            "goldens": ["Two years."],
            "before": "Two years.",
            "answer": "Two years. Batteries have 6 months.",
            "decides": True,
        }
    ]
    assert "kept" in typed("review", "--keep", "warranty").stdout
    assert suite.read_text() == SUITE
    assert listed(typed) == []


def test_what_the_suite_says_by_now_counts_and_not_what_it_said_when_it_was_run(
    broken: Path, typed: Typed, folder: Path
) -> None:
    broken.write_text(SUITE.replace("30 days", "14 days"), encoding="utf-8")
    assert listed(typed) == []
    broken.write_text(SUITE.replace("How long do I have", "How many days do I have"), encoding="utf-8")
    assert listed(typed) == [("shop#window.v1", "changed")]
    broken.unlink()
    (folder / "suites" / "other.gold.yaml").write_text(SUITE.replace("suite: shop", "suite: other"), encoding="utf-8")
    assert listed(typed) == []


def test_a_golden_that_conditions_contradict_is_told(ask: Ask, broken: Path, bot: Bot, typed: Typed) -> None:
    bot.answers = ANSWERS | {"How long do I have to return an item?": "30 days, less a restocking fee."}
    ask()
    said = typed("review", "--accept", "window").stdout
    assert "the golden in suites/shop.gold.yaml is this answer now; it would still be wrong:" in said
    assert "restocking fee" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--accept", "nowhere"), "there is no answer of nowhere to review; there are shop#window, shop#window.v1"),
        (("--accept", "window", "--reject", "shop#window"), "a case is named twice"),
        (("--reject", "window.v1", "--keep", "window"), "this answer is wrong beside its golden"),
        (("--reject", "window", "--accept", "nowhere"), "there is no answer of nowhere"),
        (("20200101",), "no run '20200101'"),
    ],
)
def test_a_decision_that_cannot_be_made_is_told(
    broken: Path, typed: Typed, folder: Path, arguments: tuple[str, ...], why: str
) -> None:
    said = typed("review", *arguments)
    assert said.code == 4
    assert why in said.stderr
    assert broken.read_text() == SUITE
    assert not list((folder / "reports" / "history" / "reviews").glob("*")) or "--keep" in arguments


def test_an_empty_answer_cannot_become_a_golden(ask: Ask, suite: Path, bot: Bot, typed: Typed) -> None:
    bot.answers = ANSWERS | {"How long is the warranty?": ""}
    ask()
    said = typed("review", "--accept", "warranty")
    assert (said.code, suite.read_text()) == (4, SUITE)
    assert "an empty answer cannot be a golden" in said.stderr


@pytest.mark.parametrize("arguments", [("review",), ("review", "--accept", "window"), ("record",)])
def test_in_ci_nothing_is_ever_written(
    broken: Path, typed: Typed, bot: Bot, folder: Path, arguments: tuple[str, ...]
) -> None:
    before, asked = sorted(folder.rglob("*")), len(bot.asked)
    said = typed(*arguments, ci="true")
    assert said.code == 4
    assert "this is CI" in said.stderr
    assert (sorted(folder.rglob("*")), broken.read_text(), len(bot.asked)) == (before, SUITE, asked)
    assert listed(typed, ci="true") == [("shop#window", "changed"), ("shop#window.v1", "changed")]
    assert typed("review", "--list", ci="1").code == 0


def test_first_answers_are_recorded_and_reviewed_and_only_then_count(suite: Path, bot: Bot, regold: Regold) -> None:
    """The whole way as a user goes it, each step in a process of its own."""
    skipped = regold("run", "-p", "no:randomly").stdout
    assert "3 passed, 1 skipped" in skipped
    assert "to review: 1 case has no golden yet; `regold record`, then `regold review`" in skipped
    assert regold("record").stdout == (
        "shop#late: 3 of 3 say the same: Late returns get store credit.\n1 recorded; `regold review` shows them\n"
    )
    assert suite.read_text() == SUITE
    assert "first answer (3 of 3 answers say the same) (suites/shop.gold.yaml:14)" in regold("review").stdout
    regold("review", "--accept", "late")
    assert suite.read_text() == SUITE.replace("record: true   #", 'golden: "Late returns get store credit."   #')
    assert "4 passed" in regold("run").stdout


def test_first_answers_can_be_recorded_before_there_is_a_run(suite: Path, typed: Typed) -> None:
    assert typed("review").stdout == "nothing to review\n"
    typed("record", "suites", "--asks", "1")
    assert "first answer (asked once)" in typed("review").stdout


def test_of_answers_that_differ_the_one_that_most_agree_with_is_proposed(suite: Path, bot: Bot, typed: Typed) -> None:
    said = ["You get 10 dollars.", "You get 20 dollars.", "You get 20 dollars!"]
    bot.answers = {"What if I return too late?": lambda count: said[count - 1]}
    (case,) = json.loads(typed("record", "--json").stdout)["cases"]
    assert (case["answers"], case["proposed"], case["agreeing"]) == (said, 1, 2)
    assert "first answer (2 of 3 answers say the same)" in typed("review").stdout


def test_a_condition_that_a_first_answer_does_not_meet_is_told(suite: Path, typed: Typed) -> None:
    suite.write_text(SUITE + "    expect: {contains: [30 days]}\n", encoding="utf-8")
    said = typed("record").stdout
    assert "\n  not met: " in said
    assert "30 days" in said


def test_a_case_that_gets_no_answer_is_told_and_the_others_are_recorded(suite: Path, bot: Bot, typed: Typed) -> None:
    suite.write_text(f"{SUITE}  - id: gone\n    query: Hello?\n    record: true\n", encoding="utf-8")
    said = typed("record")
    assert said.code == 10
    assert "shop#gone: no answer\n  3 without an answer: " in said.stdout
    assert "1 recorded" in said.stdout


def test_all_turns_to_record_of_a_conversation_are_written_together(folder: Path, bot: Bot, typed: Typed) -> None:
    bot.answers = {"cancel": "Which one?", "Pro": "Done.", "thanks": "Bye!"}
    (folder / "suites").mkdir()
    path = folder / "suites" / "talk.gold.yaml"
    turns = ["{query: cancel, record: true}", "{query: Pro, golden: Done.}", "{query: thanks, record: true}"]
    path.write_text("suite: talk\ncases:\n  - {id: a, turns: [" + ", ".join(turns) + "]}\n", encoding="utf-8")
    typed("record")
    typed("review", "--accept", "a")
    written = ['{query: cancel, golden: "Which one?"}', turns[1], '{query: thanks, golden: "Bye!"}']
    assert path.read_text() == "suite: talk\ncases:\n  - {id: a, turns: [" + ", ".join(written) + "]}\n"
    assert [label.turn for label in reviews(folder / "reports" / "history")] == [0, 2]


def test_every_name_in_the_json_is_documented(suite: Path, bot: Bot, ask: Ask, typed: Typed) -> None:
    ask()
    bot.answers = ANSWERS | NEW_WINDOW
    ask()
    printed = [typed("record", "--json"), typed("review", "--json"), typed("review", "--reject", "window", "--json")]
    for said, heading in zip(printed, ["First answers", *["What is to be reviewed"] * 2], strict=True):
        section = JSON.partition(f"## {heading}\n")[2].partition("\n## ")[0]
        data = json.loads(said.stdout)
        for item in data.get("items", ()):
            item["verdict"] = None  # described with a run
        assert [name for name in names(data) if f"`{name}`" not in section] == []


def test_a_suite_without_anything_to_record_says_how_it_is_written(suite: Path, typed: Typed) -> None:
    suite.write_text(SUITE.replace("record: true   # new", "golden: Store credit."), encoding="utf-8")
    said = typed("record")
    assert (said.code, said.stdout[:35]) == (0, "no case has `record: true`; write i")


def test_on_a_terminal_keys_decide(broken: Path, folder: Path) -> None:
    seen = at_terminal(folder, ["?", "k", "a"])
    assert "golden" in seen
    assert "\x1b[1;31m14 days" in seen
    assert "a  accept: from now on the answer is the golden" in seen
    assert "this answer is wrong beside its golden" in seen
    assert "shop#window: accepted, the golden in suites/shop.gold.yaml is this answer now" in seen
    assert "nothing is left to review" in seen
    assert f'golden: "{WINDOW}"   # policy 7' in broken.read_text()


def test_on_a_terminal_what_is_skipped_is_left_for_another_time(broken: Path, folder: Path, typed: Typed) -> None:
    seen = at_terminal(folder, ["s", "q"])
    assert "2 to review, wrong answer: shop/window" in seen
    assert broken.read_text() == SUITE
    assert len(listed(typed)) == 2


def at_terminal(folder: Path, keys: list[str]) -> str:
    """Type keys, each when `regold review` waits for one, and give what is on the screen until its end."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from regold.cli import main; main()", "review"]
    outside = {name: value for name, value in os.environ.items() if name != "CI"}
    with subprocess.Popen(command, cwd=folder, env=outside, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        seen, typed, ends_at = "", 0, time.monotonic() + 60
        while time.monotonic() < ends_at and (piece := read(ours)):
            seen += piece
            if typed < min(len(keys), seen.count("[q]uit")):
                wait_until_keys_are_heard(ours)
                os.write(ours, keys[typed].encode())
                typed += 1
        os.close(ours)
        assert running.wait(timeout=30) == 0
    return seen


def wait_until_keys_are_heard(terminal: int) -> None:
    """Wait until keys are read one by one: what was typed before is thrown away."""
    ends_at = time.monotonic() + 30
    while termios.tcgetattr(terminal)[3] & termios.ICANON and time.monotonic() < ends_at:
        time.sleep(0.01)


def read(terminal: int) -> str:
    """Give what comes next; nothing when the other side has gone, or is silent for long."""
    if not select.select([terminal], [], [], 30)[0]:
        return ""
    try:
        return os.read(terminal, 4096).decode()
    except OSError:
        return ""

"""The demo endpoint obeys the flag: escalates, holds back, raises its threshold, on its topic and in its time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from regold.demo.bot import Reply, Source
from regold.demo.flag import ESCALATED, PENDING, Flag
from regold.incidents.limiting import Limit, flag_file
from regold.incidents.record import Action

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAID = Reply(text="Within 60 days.", confidence=0.7, sources=(Source(id="kb/returns.md", title="Returns"),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "containment.json"


def under(
    file: Path, action: Action, *, reply: Reply = SAID, session: str = "s", ends: datetime | None = None
) -> Reply:
    limit = Limit(incident="INC-2026-0001", topic="returns", action=action, expires_at=ends)
    file.write_text(flag_file([limit], "check-"), encoding="utf-8")
    return Flag(file, clock=NOW.timestamp).limited(reply, session)


def test_escalate_hands_over_and_says_nothing_of_the_answer(file: Path) -> None:
    reply = under(file, Action.ESCALATE)
    assert (reply.text, reply.handoff, reply.sources) == (ESCALATED, True, ())


def test_approval_holds_the_answer_back(file: Path) -> None:
    reply = under(file, Action.REQUIRE_APPROVAL)
    assert (reply.text, reply.handoff) == (PENDING, True)


def test_a_raised_threshold_lets_only_sure_answers_out(file: Path) -> None:
    sure = replace(SAID, confidence=0.8)
    assert under(file, Action.RAISE_THRESHOLD).handoff
    assert under(file, Action.RAISE_THRESHOLD, reply=sure) == sure


def test_a_note_another_topic_and_the_verifier_are_not_limited(file: Path) -> None:
    other = replace(SAID, sources=(Source(id="kb/plans.md", title="Plans"),))
    assert under(file, Action.NOTE) == SAID
    assert under(file, Action.ESCALATE, reply=other) == other
    assert under(file, Action.ESCALATE, session="check-1") == SAID
    assert under(file, Action.ESCALATE, session="1-check-") != SAID


def test_a_limit_ends_at_its_time(file: Path) -> None:
    assert under(file, Action.ESCALATE, ends=NOW + timedelta(seconds=1)).handoff
    assert under(file, Action.ESCALATE, ends=NOW) == SAID


def test_a_file_that_is_not_there_limits_nothing_and_one_that_breaks_is_as_before(file: Path) -> None:
    flag = Flag(file)
    assert flag.limited(SAID, "s") == SAID
    under(file, Action.ESCALATE)
    assert flag.limited(SAID, "s").handoff
    file.write_text("{", encoding="utf-8")
    assert flag.limited(SAID, "s").handoff
    file.unlink()
    assert flag.limited(SAID, "s") == SAID


def test_a_flag_that_is_disabled_limits_nothing(file: Path) -> None:
    under(file, Action.ESCALATE)
    held = json.loads(file.read_text("utf-8"))
    held["flags"]["ai-support-containment"]["state"] = "DISABLED"
    file.write_text(json.dumps(held), encoding="utf-8")
    assert Flag(file).limited(SAID, "s") == SAID

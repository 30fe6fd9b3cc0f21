"""Every check looks after incidents: ended limits, a stale flag, and mended topics for seven days."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from regold.incidents import Incident, lifecycle
from regold.incidents.record import Action, Verification
from regold.session.watching import watched
from tests.incidents.making import BAD, GOOD, later
from tests.session.incidents import Says, project, stored


def contained(one: Incident) -> Incident:
    return lifecycle.contain(lifecycle.acknowledge(one, later(1)), Action.ESCALATE, later(2), later(5))


def lifted(one: Incident) -> Incident:
    seen = Verification(passed=True, repeats=30)
    return lifecycle.lift(lifecycle.verify(contained(one), seen, later(3)), later(4))


def test_without_incidents_nothing_is_asked_and_no_folder_is_made(tmp_path: Path) -> None:
    with project(tmp_path, Says(BAD)) as (config, bot):
        assert watched(config, later(6)) == ()
        assert bot.asked == []
    assert not (tmp_path / "incidents").exists()


def test_a_limit_that_ended_by_itself_is_told(tmp_path: Path) -> None:
    stored(tmp_path, contained)
    with project(tmp_path, Says(BAD)) as (config, bot):
        assert watched(config, later(4)) == ()
        (one,) = watched(config, later(6))
        assert bot.asked == []
    assert not one.wrong
    assert "its containment (escalate) ended at 2026-03-01 17:00 and its fix is not verified" in one.sentence
    assert "https://github.com/acme/support/issues/9" in one.sentence
    assert one.concern is not None
    assert (one.concern.worry, one.concern.severity, one.concern.topic) == ("expired", "high", "returns")
    assert one.concern.link == "https://github.com/acme/support/issues/9"


def test_a_limit_that_was_set_again_before_anybody_looked_is_not_told(tmp_path: Path) -> None:
    stored(tmp_path, lambda one: lifecycle.contain(contained(one), Action.NOTE, later(5.5)))
    with project(tmp_path, Says(BAD)) as (config, _):
        assert watched(config, later(6)) == ()


def test_a_limit_that_ended_behind_a_verified_fix_is_told_and_calls_nobody(tmp_path: Path) -> None:
    seen = Verification(passed=True, repeats=30)
    stored(tmp_path, lambda one: lifecycle.verify(contained(one), seen, later(3)))
    with project(tmp_path, Says(BAD)) as (config, _):
        (one,) = watched(config, later(6))
    assert "its fix is verified" in one.sentence
    assert one.sentence.endswith("regold incident lift INC-2026-0001")
    assert one.concern is None


def test_a_mended_mistake_that_is_back_is_told_with_its_link(tmp_path: Path) -> None:
    stored(tmp_path, lifted)
    with project(tmp_path, Says(BAD)) as (config, _):
        (one,) = watched(config, later(6))
    assert one.wrong
    assert "https://github.com/acme/support/issues/9" in one.sentence
    assert "regold incident reopen INC-2026-0001" in one.sentence
    assert one.concern is not None
    assert one.concern.worry == "wrong_again"
    assert not [words for words in (BAD, "60 days", "How long") if words in one.concern.sentence]


def test_a_mended_topic_is_asked_again_for_seven_days(tmp_path: Path) -> None:
    stored(tmp_path, lifted)
    with project(tmp_path, Says(GOOD)) as (config, bot):
        assert watched(config, later(6)) == ()
        asked = len(bot.asked)
        assert bot.asked.count("How long do I have to return an item?") == 3
        assert watched(config, later(4 + 7 * 24)) == ()
        assert len(bot.asked) == asked


def test_an_endpoint_that_does_not_answer_is_not_wrong(tmp_path: Path) -> None:
    stored(tmp_path, lifted)
    with project(tmp_path, Says(500)) as (config, _):
        assert watched(config, later(6)) == ()


def test_a_flag_that_is_not_what_the_records_say_is_told(tmp_path: Path) -> None:
    store = stored(tmp_path, lambda one: replace(one, topic="returns"))
    (store.folder / "containment.json").write_text("{}", encoding="utf-8")
    with project(tmp_path, Says(GOOD)) as (config, _):
        (one,) = watched(config, later(6))
    assert one.sentence.startswith("containment.json is not what the records say")
    assert one.concern is None

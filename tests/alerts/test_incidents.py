"""A mended mistake that is back, or a limit that is over, is told at once, and now and then while it lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

from regold.alerts import Concern, Memory, Quiet, Worry, lines, message_json, title
from regold.alerts.telling import REMINDER
from regold.model import Severity
from tests.alerts.samples import CHANGED, DAY_1, PASSED, TROUBLE, Story, a_concern


def told(story: Story, *found: Concern) -> list[str]:
    """Give what the next check tells of incidents."""
    message = story.check(PASSED, incidents=found)
    return [f"{one.incident} {one.worry} {one.news}" for one in message.incidents] if message else []


def test_it_is_told_at_once_and_not_again_the_next_day() -> None:
    story = Story()
    assert told(story, a_concern()) == ["INC-2026-0042 wrong_again failing"]
    assert told(story, a_concern()) == []


def test_what_lasts_is_told_again_after_some_checks() -> None:
    story = Story()
    days = [told(story, a_concern()) for _ in range(1 + 2 * REMINDER)]
    assert [at for at, day in enumerate(days) if day] == [0, REMINDER, 2 * REMINDER]
    assert days[REMINDER] == ["INC-2026-0042 wrong_again still_failing"]


def test_what_is_over_is_forgotten_and_told_anew_when_it_is_back() -> None:
    story = Story()
    assert [bool(told(story, *those)) for those in ([a_concern()], [], [a_concern()])] == [True, False, True]


def test_where_nobody_looked_what_was_told_stays_told() -> None:
    story = Story()
    told(story, a_concern())
    story.check(PASSED, incidents=None)
    assert told(story, a_concern()) == []


def test_two_worries_of_one_incident_are_told_by_themselves_the_most_severe_incident_first() -> None:
    critical = a_concern(incident="INC-2026-0050", severity=Severity.CRITICAL)
    assert told(Story(), a_concern(Worry.EXPIRED), a_concern(), critical) == [
        "INC-2026-0050 wrong_again failing",
        "INC-2026-0042 expired failing",
        "INC-2026-0042 wrong_again failing",
    ]


def test_in_a_quiet_time_it_waits() -> None:
    story = Story(quiet=[Quiet(ends=DAY_1 + timedelta(days=1), topics=("returns",))])
    assert told(story, a_concern()) == []
    assert told(story, a_concern()) == ["INC-2026-0042 wrong_again failing"]


def test_trouble_with_the_endpoint_keeps_nothing_of_it_back() -> None:
    message = Story().check(CHANGED, trouble=TROUBLE, incidents=[a_concern()])
    assert message is not None
    assert len(message.incidents) == 1


def test_the_message_names_the_incident_and_its_link() -> None:
    message = Story().check(PASSED, incidents=[a_concern(), a_concern(Worry.EXPIRED, link=None)])
    assert message is not None
    assert message.severity is Severity.HIGH
    assert title(message) == "Regold: INC-2026-0042 is no longer contained, INC-2026-0042 is wrong again"
    assert lines(message)[1] == (
        "- INC-2026-0042 (high) is wrong again: its question is answered wrongly again https://git.example.com/issues/42"
    )
    many = replace(message, incidents=message.incidents * 2)
    assert title(many).endswith("is wrong again, 2 incidents more")
    one, other = cast("list[dict[str, object]]", message_json(message, "")["incidents"])
    assert (one["worry"], one["link"], other["link"]) == ("expired", None, "https://git.example.com/issues/42")


def test_what_was_told_is_remembered_on_the_disk(tmp_path: Path) -> None:
    story, memory = Story(), Memory(history=tmp_path, write_whole=Path.write_bytes)
    told(story, a_concern())
    (tmp_path / "alerts").mkdir()
    memory.write(story.state)
    assert memory.read() == story.state

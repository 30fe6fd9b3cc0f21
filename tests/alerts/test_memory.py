"""The file in which alerts remember: whole or not there, refused when it is damaged, for one check at a time."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.alerts import Memory, Standing, State, Trouble
from regold.alerts.message import Message, TopicNews
from regold.alerts.state import Owed
from regold.errors import HistoryError
from regold.model import Severity
from tests.alerts.listening import memory_in
from tests.alerts.samples import CHANGED, DAY_1, WINDOW, Story

times = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone(timedelta(hours=2))))  # noqa: DTZ001 - hypothesis adds the zone
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
counts = st.integers(0, 1000)
standings = st.builds(
    Standing,
    case=texts,
    topic=st.none() | texts,
    severity=st.sampled_from(Severity),
    path=texts,
    line=counts,
    sentence=texts,
    since_run=texts,
    since=times,
    counted_at=times,
    wrong_runs=counts,
    told=st.booleans(),
    answer=st.none() | texts,
)
troubles = st.builds(Trouble, sentence=texts, since_run=texts, since=times, told=st.booleans())
states = st.builds(
    State, run=st.none() | texts, cases=st.dictionaries(texts, standings, max_size=3), endpoint=st.none() | troubles
)


@given(state=states)
@settings(max_examples=50)
def test_what_was_kept_is_what_is_read(state: State, tmp_path_factory: pytest.TempPathFactory) -> None:
    memory = Memory(history=tmp_path_factory.mktemp("history"), write_whole=Path.write_bytes)
    memory.path.parent.mkdir()
    memory.write(state)
    assert memory.read() == state


def test_a_history_without_alerts_remembers_nothing(tmp_path: Path) -> None:
    assert memory_in(tmp_path / "nowhere").read() == State()


def test_it_is_for_its_owner_only(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    assert oct(memory.path.stat().st_mode)[-3:] == "600"
    assert oct(memory.path.parent.stat().st_mode)[-3:] == "700"


def remembered(folder: Path) -> Memory:
    story = Story()
    story.check(CHANGED)
    memory = memory_in(folder)
    with memory.alone():
        memory.write(story.state)
    return memory


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff", b'{"cases": {}}', b'{"format": 2}', b'{"format": 1, "cases": {"a": 1}}'],
)
def test_a_damaged_or_newer_file_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    memory = remembered(tmp_path)
    memory.path.write_bytes(content)
    with pytest.raises(HistoryError, match=r"state\.json: .*; move the file away to begin anew"):
        memory.read()


def test_every_beginning_of_the_file_is_refused_not_misread(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    content = memory.path.read_bytes()
    for length in range(0, len(content) - 1, 7):
        memory.path.write_bytes(content[:length])
        with pytest.raises(HistoryError):
            memory.read()


def test_a_name_that_a_later_version_added_is_passed_over(tmp_path: Path) -> None:
    memory = remembered(tmp_path)
    data = json.loads(memory.path.read_bytes())
    memory.path.write_text(json.dumps(data | {"mood": "good"}), encoding="utf-8")
    assert list(memory.read().cases) == [WINDOW]


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "alerts").write_text("in the way", encoding="utf-8")
    with pytest.raises(HistoryError, match="nobody can be told"), memory_in(tmp_path).alone():
        pytest.fail("there was nothing to hold")


def test_a_disk_that_is_full_keeps_what_was_remembered(tmp_path: Path) -> None:
    def fail(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    before = remembered(tmp_path).read()
    memory = Memory(history=tmp_path, write_whole=fail)
    with pytest.raises(HistoryError, match="No space left on device; what was told cannot be kept"):
        memory.write(State())
    assert memory.read() == before


def test_a_check_that_waits_too_long_gives_up(tmp_path: Path) -> None:
    memory = memory_in(tmp_path)
    with (
        memory.alone(),
        pytest.raises(HistoryError, match="another check has been telling for 0 s"),
        memory_in(tmp_path).alone(patience=0.05),
    ):
        pytest.fail("two at once")


def test_a_message_that_is_owed_keeps_its_words(tmp_path: Path) -> None:
    message = Message(id="alert-1", run="r", at=DAY_1, topics=(TopicNews(topic=None, cases=()),))
    memory = memory_in(tmp_path)
    with memory.alone():
        memory.write(State(owed=(Owed(message=message, channels=("webhook",)),)))
    assert memory.read().owed[0].message == message

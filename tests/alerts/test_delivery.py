"""A message is owed to every channel until that channel has taken it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from regold.alerts import Noticing, Refusal, Report, Rules, Seen, alert, preview
from regold.model import OutcomeKind
from tests.alerts.listening import LightsOutError, Listener, memory_in
from tests.alerts.samples import CHANGED, DAY_1, PASSED, Story, a_run, an_outcome, in_numbers

RULES = Rules(noticing=Noticing(sentence=in_numbers), confirm_runs=1)
DOWN = Refusal(reason="it answered with status 401")
BUSY = Refusal(reason="it answered with status 503", passing=True)


def check(folder: Path, number: int, kind: OutcomeKind, *channels: Listener, naps: list[float] | None = None) -> Report:
    seen = Seen(run=a_run(number, an_outcome(kind)))
    slept = [] if naps is None else naps
    return alert(seen, RULES, memory_in(folder), channels, now=DAY_1, sleep=slept.append)


def test_what_a_channel_took_is_not_sent_again(tmp_path: Path) -> None:
    listener = Listener()
    report = check(tmp_path, 1, CHANGED, listener)
    check(tmp_path, 2, CHANGED, listener)
    assert listener.ids == ["alert-run-1"]
    assert len(listener.heard) == 1
    assert report.undelivered == ()


def test_what_it_did_not_take_is_sent_at_the_next_check_with_the_same_id_and_words(tmp_path: Path) -> None:
    listener = Listener(refusal=DOWN)
    report = check(tmp_path, 1, CHANGED, listener)
    assert [(one.message, one.channel, one.reason) for one in report.undelivered] == [
        ("alert-run-1", "webhook", "it answered with status 401")
    ]
    listener.refusal = None
    check(tmp_path, 2, CHANGED, listener)
    assert listener.heard == [report.message]
    assert memory_in(tmp_path).read().owed == ()


def test_a_later_message_waits_for_the_earlier_one(tmp_path: Path) -> None:
    listener = Listener(refusal=DOWN)
    check(tmp_path, 1, CHANGED, listener)
    calls = listener.calls
    check(tmp_path, 2, PASSED, listener)
    assert listener.calls == calls + 1
    listener.refusal = None
    check(tmp_path, 3, PASSED, listener)
    assert listener.ids == ["alert-run-1", "alert-run-2"]
    assert listener.heard[1].cases[0].news == "recovered"


def test_each_channel_is_owed_on_its_own(tmp_path: Path) -> None:
    webhook, chat = Listener(refusal=DOWN), Listener(name="notify 1")
    report = check(tmp_path, 1, CHANGED, webhook, chat)
    assert chat.ids == ["alert-run-1"]
    assert [one.channel for one in report.undelivered] == ["webhook"]
    webhook.refusal = None
    check(tmp_path, 2, CHANGED, webhook, chat)
    assert webhook.ids == ["alert-run-1"]
    assert len(chat.heard) == 1


def test_a_channel_that_is_gone_from_the_settings_is_owed_nothing(tmp_path: Path) -> None:
    check(tmp_path, 1, CHANGED, Listener(refusal=DOWN), Listener(name="notify 1"))
    report = check(tmp_path, 2, CHANGED, Listener(name="notify 1"))
    assert report.state.owed == ()


def test_a_channel_that_is_busy_is_tried_three_times(tmp_path: Path) -> None:
    naps: list[float] = []
    listener = Listener(refusal=BUSY, refuse_first=2)
    assert check(tmp_path, 1, CHANGED, listener, naps=naps).undelivered == ()
    assert (listener.calls, naps) == (3, [1.0, 3.0])
    always = Listener(refusal=BUSY)
    assert check(tmp_path, 2, PASSED, always, naps=naps).undelivered[0].reason == BUSY.reason
    assert always.calls == 3


def test_a_channel_that_says_no_for_good_is_asked_once(tmp_path: Path) -> None:
    listener = Listener(refusal=DOWN)
    check(tmp_path, 1, CHANGED, listener)
    assert listener.calls == 1


def test_the_end_of_the_process_after_a_message_was_heard_sends_it_again_and_loses_nothing(tmp_path: Path) -> None:
    listener = Listener(deadly=True)
    with pytest.raises(LightsOutError):
        check(tmp_path, 1, CHANGED, listener)
    listener.deadly = False
    check(tmp_path, 2, CHANGED, listener)
    assert [message.id for message in listener.heard] == ["alert-run-1", "alert-run-1"]
    assert listener.heard[0] == listener.heard[1]


def test_looking_sends_nothing_and_remembers_nothing(tmp_path: Path) -> None:
    seen = Seen(run=a_run(1, an_outcome(CHANGED)))
    message = preview(seen, RULES, memory_in(tmp_path), now=DAY_1).message
    assert message is not None
    assert list(tmp_path.iterdir()) == []
    assert check(tmp_path, 1, CHANGED, Listener()).message == message


def test_two_checks_at_once_tell_once(tmp_path: Path) -> None:
    listener = Listener()
    with ThreadPoolExecutor(6) as pool:
        reports = list(pool.map(lambda number: check(tmp_path, number, CHANGED, listener), range(1, 7)))
    assert sum(report.message is not None for report in reports) == 1
    assert len(listener.heard) == 1


def test_processes_at_once_leave_one_sound_memory(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        told = pool.map(tell_some, [(str(tmp_path), first) for first in (0, 100, 200)])
    assert sum(told) == 1
    assert memory_in(tmp_path).read().cases["returns#return-window"].wrong_runs > 0


def tell_some(job: tuple[str, int]) -> int:
    folder, first = job
    reports = [check(Path(folder), first + number, CHANGED, Listener()) for number in range(2)]
    return sum(report.message is not None for report in reports)


def test_a_check_that_was_killed_while_it_told_keeps_nobody_waiting(tmp_path: Path) -> None:
    holding = (
        "import sys, time; from pathlib import Path; from tests.alerts.listening import memory_in\n"
        "with memory_in(Path(sys.argv[1])).alone(): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holding, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        os.kill(other.pid, signal.SIGKILL)
    began = time.monotonic()
    assert check(tmp_path, 1, CHANGED, Listener()).undelivered == ()
    assert time.monotonic() - began < 5


def test_runs_of_another_day_are_told_whatever_order_they_end_in(tmp_path: Path) -> None:
    story = Story(confirm_runs=1)
    late = a_run(1, an_outcome(CHANGED), after=timedelta(hours=2))
    early = a_run(2, an_outcome(CHANGED, "billing#invoice"), after=timedelta(hours=1))
    assert story.tell(late) is not None
    assert story.tell(early) is not None

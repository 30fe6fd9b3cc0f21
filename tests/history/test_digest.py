"""Runs in brief: the same as the journals say, whatever becomes of the files that are kept of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.history import CaseDigest, RunDigest, digests, read
from regold.history.digest import digest_of, digest_path
from regold.model import Outcome, OutcomeKind, Shard
from tests.history.keeping import keep
from tests.history.samples import NINE, a_run, an_outcome
from tests.history.strategies import outcomes


def brief(folder: Path) -> list[RunDigest]:
    return list(digests(folder))


def test_a_run_in_brief_says_what_became_of_each_case(tmp_path: Path) -> None:
    wrong = an_outcome("s#b", OutcomeKind.CHANGED)
    keep(tmp_path, a_run(an_outcome("s#a"), wrong, an_outcome("s#c", OutcomeKind.ERROR)))
    (digest,) = digests(tmp_path)
    assert digest.comparable
    assert not digest.replayed
    assert digest.started_at == NINE
    assert digest.cases == {
        "s#a": CaseDigest(kind=OutcomeKind.PASSED, first=True, score=1.0, latency=0.0, topic=None),
        "s#b": CaseDigest(kind=OutcomeKind.CHANGED, first=False, score=0.0, latency=0.0, topic=None),
        "s#c": CaseDigest(kind=OutcomeKind.ERROR, first=None, score=None, latency=None, topic=None),
    }


@settings(deadline=None, max_examples=50)
@given(st.lists(outcomes, max_size=4), st.none() | st.just(Shard(number=1, of=2)), st.booleans())
def test_a_brief_from_the_records_is_the_same_as_one_from_the_run(
    found: list[Outcome], shard: Shard | None, finish: bool
) -> None:
    with TemporaryDirectory() as name:
        path = keep(Path(name), a_run(*found, shard=shard), finish=finish)
        assert brief(Path(name)) == [digest_of(read(path))]
        assert brief(Path(name)) == [digest_of(read(path))]


def test_the_second_look_needs_no_journal(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome()))
    first = brief(tmp_path)
    path.write_bytes(b"x" * path.stat().st_size)
    assert brief(tmp_path) == first


@pytest.mark.parametrize("damage", [b"", b"garbage", b"regold digest 9 of 1 bytes, sha256 00\n{}"])
def test_a_damaged_brief_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = keep(tmp_path, a_run(an_outcome()))
    first = brief(tmp_path)
    whole = digest_path(path).read_bytes()
    digest_path(path).write_bytes(damage)
    assert brief(tmp_path) == first
    assert digest_path(path).read_bytes() == whole


def test_one_wrong_byte_in_a_brief_is_noticed(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome()))
    first = brief(tmp_path)
    kept = digest_path(path)
    kept.write_bytes(kept.read_bytes().replace(b"passed", b"errorx"))
    assert brief(tmp_path) == first


def test_a_journal_that_has_grown_is_read_again(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome("s#a"), an_outcome("s#b")))
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b'{"outcome"', whole.index(b'{"outcome"') + 1)])
    assert [list(digest.cases) for digest in brief(tmp_path)] == [["s#a"]]
    path.write_bytes(whole)
    assert [list(digest.cases) for digest in brief(tmp_path)] == [["s#a", "s#b"]]


def test_a_folder_that_cannot_be_written_to_costs_time_and_nothing_else(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome()))
    digest_path(path).parent.write_text("a file where the folder should be")
    assert len(brief(tmp_path)) == 1
    assert len(brief(tmp_path)) == 1


def test_the_newest_run_comes_first_and_later_ones_can_be_left_out(tmp_path: Path) -> None:
    for minute in (1, 2, 3):
        keep(tmp_path, a_run(an_outcome(), minute=minute))
    assert [digest.started_at.minute for digest in brief(tmp_path)] == [3, 2, 1]
    earlier = digests(tmp_path, before=NINE + timedelta(minutes=3))
    assert [digest.started_at.minute for digest in earlier] == [2, 1]


def test_the_run_that_asks_is_not_read_itself(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome(), minute=1))
    own = keep(tmp_path, a_run(an_outcome(), minute=2))
    assert [digest.started_at.minute for digest in digests(tmp_path, but=own.stem)] == [1]
    assert not digest_path(own).exists()


def test_a_brief_with_a_text_that_utf_8_cannot_carry_is_given_and_not_kept(tmp_path: Path) -> None:
    found = an_outcome()
    path = keep(tmp_path, a_run(replace(found, case=replace(found.case, topic="\ud800"))))
    assert [case.topic for case in brief(tmp_path)[0].cases.values()] == ["\ud800"]
    assert not digest_path(path).exists()


def test_what_is_broken_off_or_replayed_is_not_to_be_compared_with(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome(), minute=1), finish=False)
    keep(tmp_path, a_run(an_outcome(replayed=True), minute=2))
    replayed, broken = digests(tmp_path)
    assert (replayed.comparable, replayed.replayed) == (False, True)
    assert (broken.comparable, broken.replayed) == (False, False)


def test_a_journal_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "20261123T090000Z-0000000a.jsonl").write_text("garbage\nmore\n")
    keep(tmp_path, a_run(an_outcome()))
    assert len(brief(tmp_path)) == 1
    assert brief(tmp_path / "missing") == []


def test_only_the_owner_may_read_a_brief(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome()))
    brief(tmp_path)
    kept = digest_path(path)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in kept.parent.iterdir()] == [kept.name]

"""Journals read back: from any beginning, with their mistakes by line, and found by name."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.errors import HistoryError
from regold.history import find, outcome_to_json, read, runs
from regold.model import Outcome, OutcomeKind, Run
from tests.history.keeping import keep
from tests.history.samples import NINE, a_run, an_outcome
from tests.history.strategies import outcomes

HEADER = json.dumps(
    {"header": {"format": 1, "run": "r", "started_at": "2026-11-23T09:00:00+00:00", "plan": ["s#a"], "fingerprint": {}}}
)
OUTCOME = json.dumps({"outcome": outcome_to_json(an_outcome("s#a"))})
FOOTER = json.dumps({"footer": {"finished_at": "2026-11-23T09:01:00+00:00", "count": 1, "covered": 1, "replayed": 0}})


def lines(folder: Path, *records: str) -> Path:
    path = folder / "20261123T090000Z-00000000.jsonl"
    path.write_text("".join(f"{record}\n" for record in records))
    return path


@settings(deadline=None)
@given(st.lists(outcomes, max_size=3, unique_by=lambda outcome: outcome.case.key), st.floats(0, 1))
def test_any_beginning_of_a_journal_is_read_or_refused_for_its_header(found: list[Outcome], share: float) -> None:
    with TemporaryDirectory() as name:
        path = keep(Path(name), a_run(*found))
        whole = path.read_bytes()
        header = whole.index(b"\n")
        cut = round(share * len(whole))
        path.write_bytes(whole[:cut])
        if cut < header:
            with pytest.raises(HistoryError, match="no whole header"):
                read(path)
            return
        run = read(path)
        assert run.outcomes == tuple(found[: len(run.outcomes)])
        assert len(run.outcomes) >= whole[:cut].count(b"\n") - 2
        asked = all(outcome.kind is not OutcomeKind.NOT_RUN for outcome in found)
        assert run.complete == (asked and cut >= len(whole) - 1)
        assert runs(Path(name))[0].complete == run.complete


def test_a_tail_of_zeros_that_a_power_cut_left_is_dropped(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome()), finish=False)
    path.write_bytes(path.read_bytes() + b'{"outc' + bytes(500))
    assert read(path).outcomes == (an_outcome(),)


def test_a_footer_that_counts_otherwise_leaves_the_run_incomplete(tmp_path: Path) -> None:
    path = lines(tmp_path, HEADER, OUTCOME, FOOTER.replace('"count": 1', '"count": 2'))
    assert read(path).finished_at is None


def test_a_footer_before_the_whole_plan_was_reached_leaves_the_run_incomplete(tmp_path: Path) -> None:
    path = lines(tmp_path, HEADER.replace('"s#a"', '"s#a", "s#b"'), OUTCOME, FOOTER)
    assert read(path).finished_at is not None
    assert not read(path).complete


def test_a_run_with_a_case_that_was_not_asked_is_incomplete_by_both_looks(tmp_path: Path) -> None:
    skipped = an_outcome("s#b", OutcomeKind.NOT_RUN)
    assert not read(keep(tmp_path, a_run(an_outcome("s#a"), skipped))).complete
    assert not runs(tmp_path)[0].complete
    keep(tmp_path, a_run(an_outcome("s#a"), skipped, an_outcome("s#b"), minute=1, plan=("s#a", "s#b")))
    assert runs(tmp_path)[0].complete


def test_the_last_outcome_of_a_case_counts(tmp_path: Path) -> None:
    first = an_outcome("s#a", OutcomeKind.CHANGED)
    run = read(keep(tmp_path, a_run(first, an_outcome("s#b"), an_outcome("s#a"), plan=("s#a", "s#b"))))
    assert run.outcomes == (an_outcome("s#a"), an_outcome("s#b"))
    assert run.complete


@pytest.mark.parametrize(
    ("records", "line", "message"),
    [
        ([HEADER, "garbage", OUTCOME], 2, "no record of a run"),
        ([HEADER, OUTCOME, '{"later": {}}', FOOTER], 3, "no record of a run"),
        ([HEADER, "[" * 100_000, FOOTER], 2, "no record of a run"),
        ([HEADER, '{"outcome": {"kind": "passed"}}'], 2, "outcome: case missing"),
        ([HEADER, FOOTER, OUTCOME], 3, "a record after the footer"),
        ([HEADER, FOOTER.replace("2026", "soon")], 2, "'soon-11-23T09:01:00.00:00' is no time"),
        ([HEADER, '{"footer": []}'], 2, "a footer without content"),
        (["{}", OUTCOME], 1, "no whole header"),
        ([HEADER.replace('"format": 1', '"format": 2')], 1, "format 2, and this version reads format 1"),
        ([HEADER.replace('["s#a"]', "7")], 1, "a header without run, plan and fingerprint"),
        ([HEADER.replace("{}", '{"judge": 1}')], 1, "a header without run, plan and fingerprint"),
        ([HEADER.replace("+00:00", "")], 1, ".* has no time zone"),
        ([HEADER.replace("{}", '{}, "shard": {"number": 6, "of": 5, "whole": "ab"}')], 1, "a header with a shard"),
        ([HEADER.replace("{}", '{}, "shard": 7')], 1, "a header with a shard that is none"),
        ([HEADER, FOOTER.replace("}}", ', "fingerprint": {"a": 1}}}')], 2, "a footer whose fingerprint is no table"),
    ],
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, records: list[str], line: int, message: str) -> None:
    path = lines(tmp_path, *records)
    with pytest.raises(HistoryError, match=rf"Z-00000000\.jsonl:{line}: {message}.*; move the file away"):
        read(path)


def test_a_file_that_is_not_there_is_a_mistake_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match=r"none\.jsonl: No such file or directory; the run cannot be read"):
        read(tmp_path / "none.jsonl")


def test_runs_are_listed_newest_first_by_a_glance_at_each(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome("s#a"), minute=1))
    keep(tmp_path, a_run(an_outcome("s#a", replayed=True), minute=3))
    path = keep(tmp_path, a_run(an_outcome("s#a"), minute=2, plan=("s#a", "s#b")), finish=False)
    third, second, first = runs(tmp_path)
    assert [entry.started_at.minute for entry in (first, second, third)] == [1, 2, 3]
    assert first.complete
    assert first.finished_at is not None
    assert not second.complete
    assert second.finished_at is None
    assert (second.id, second.path, second.size, second.planned) == (path.stem, path, path.stat().st_size, 2)
    assert (first.replayed, third.replayed) == (0, 1)


def test_two_runs_of_one_second_keep_their_order(tmp_path: Path) -> None:
    for token, micros in (("ffffffff", 1), ("00000000", 2)):
        run = a_run(an_outcome(), token=token)
        keep(tmp_path, Run(id=run.id, started_at=NINE.replace(microsecond=micros), plan=run.plan))
    assert [entry.id[-8:] for entry in runs(tmp_path)] == ["00000000", "ffffffff"]


def test_what_is_no_journal_is_passed_over(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome()))
    (tmp_path / "notes.jsonl").write_text("{}")
    (tmp_path / "20261123T090000Z-0000000a.jsonl").write_text("")
    (tmp_path / "20261123T090000Z-0000000b.jsonl").mkdir()
    (tmp_path / "20261123T090000Z-0000000c.jsonl").write_text(HEADER[:40])
    assert len(runs(tmp_path)) == 1
    assert runs(tmp_path / "missing") == ()


def test_a_journal_whose_last_line_broke_off_is_listed_as_incomplete(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome(text="word " * 2000)))
    path.write_bytes(path.read_bytes()[:-10])
    assert not runs(tmp_path)[0].complete


def test_a_run_is_found_by_its_beginning_or_as_the_latest(tmp_path: Path) -> None:
    older = keep(tmp_path, a_run(an_outcome(), minute=1))
    newer = keep(tmp_path, a_run(an_outcome(), minute=2))
    assert find(tmp_path, "latest") == newer
    assert find(tmp_path, older.stem) == older
    assert find(tmp_path, "20261123T0901") == older


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2026", "2 runs begin with '2026'; the newest are 20261123T090200Z-00000002, 20261123T090100Z-00000001"),
        ("1999", "no run '1999'; the newest are 20261123T090200Z-00000002, 20261123T090100Z-00000001"),
        ("", "no run ''; the newest are"),
        ("../x", "no run '../x'; the newest are"),
    ],
)
def test_a_run_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path, name: str, message: str) -> None:
    keep(tmp_path, a_run(an_outcome(), minute=1))
    keep(tmp_path, a_run(an_outcome(), minute=2))
    with pytest.raises(HistoryError, match=message):
        find(tmp_path, name)


def test_an_empty_history_says_so(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="no run 'latest'; there are no runs yet"):
        find(tmp_path, "latest")

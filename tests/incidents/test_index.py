"""Briefs are kept from one look to the next: never a stale one, and never a wrong one from a damaged file."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents import Incident, Store
from regold.incidents.brief import Brief, brief_in, brief_of, row_of
from regold.incidents.index import FILE, briefs
from regold.model import Severity
from regold.reports import write_whole
from tests.incidents.making import closed, incident
from tests.incidents.test_record import FULL

LATER = 10**10
"""Nanoseconds after which a file that was just written is no longer new."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(folder=tmp_path / "incidents", root=tmp_path)
    for severity in Severity:
        made.create(lambda name, severity=severity: incident(name, severity=severity), 2026)  # type: ignore[misc]
    return made


def look(store: Store) -> tuple[list[Brief], list[str]]:
    return briefs(store, store.root / "cache", write_whole, now=time.time_ns() + LATER)


def as_read(store: Store) -> list[Brief]:
    return [brief_of(one) for one in store.read_all()[0]]


def index(store: Store) -> Path:
    return store.root / "cache" / FILE


def mark(store: Store) -> None:
    """Change a text in the index alone, so that what is taken from there shows."""
    index(store).write_text(index(store).read_text().replace("How long do I have", "TAKEN FROM THE INDEX"))


def test_the_briefs_are_those_of_the_files_from_the_index_or_not(store: Store) -> None:
    assert look(store) == look(store) == (as_read(store), [])


def test_a_file_that_did_not_change_is_not_read_again(store: Store) -> None:
    look(store)
    mark(store)
    assert all(one.text.startswith("TAKEN FROM THE INDEX") for one in look(store)[0])


def test_a_file_that_changed_is_read_again_even_with_its_old_time_and_size(store: Store) -> None:
    look(store)
    path = store.path("INC-2026-0001")
    stat = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"returns"', b'"refunds"'))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert look(store)[0][0].topic == "refunds"


def test_a_file_that_was_only_touched_is_known_by_its_bytes(store: Store) -> None:
    look(store)
    mark(store)
    for name in store.ids():
        os.utime(store.path(name))
    assert all(one.text.startswith("TAKEN FROM THE INDEX") for one in look(store)[0])


def test_a_file_that_was_written_a_moment_ago_is_not_kept(store: Store) -> None:
    briefs(store, store.root / "cache", write_whole, now=time.time_ns())
    assert not index(store).exists()


def test_a_new_incident_is_found_and_one_that_is_gone_is_gone(store: Store) -> None:
    look(store)
    store.path("INC-2026-0002").unlink()
    store.create(incident, 2027)
    assert [one.id for one in look(store)[0]] == [f"INC-2026-000{n}" for n in (1, 3, 4)] + ["INC-2027-0001"]
    assert "INC-2026-0002" not in index(store).read_text()


def test_a_file_with_mistakes_is_told_each_time_and_never_kept(store: Store) -> None:
    store.path("INC-2026-0002").write_text("id: INC-2026-0002\n")
    for _ in range(2):
        found, (mistake,) = look(store)
        assert len(found) == 3
        assert mistake.startswith("incidents/INC-2026-0002.yaml:1:1: ")


def test_a_link_is_looked_at_anew_each_time(store: Store) -> None:
    other = store.root / "elsewhere.yaml"
    store.path("INC-2026-0001").rename(other)
    store.path("INC-2026-0001").symlink_to(other)
    assert look(store)[0][0].topic == "returns"
    other.write_bytes(other.read_bytes().replace(b'"returns"', b'"refunds"'))
    assert look(store)[0][0].topic == "refunds"


@pytest.mark.parametrize(
    "damage",
    [
        *(b"", b"{", b"[]", b"null", b"\xff", b"[" * 9999),
        b'{"format": 2, "incidents": []}',
        b'{"format": 1, "incidents": [[1, 2, 3]]}',
    ],
)
def test_a_damaged_index_is_made_anew(store: Store, damage: bytes) -> None:
    look(store)
    whole = index(store).read_text()
    index(store).write_bytes(damage)
    assert look(store) == (as_read(store), [])
    assert index(store).read_text() == whole


@given(st.integers(0, 4000))
def test_an_index_that_was_cut_off_anywhere_gives_the_same_briefs(
    tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    root = tmp_path_factory.mktemp("cut")
    made = Store(folder=root / "incidents", root=root)
    made.create(lambda name: closed(incident(name)), 2026)
    look(made)
    index(made).write_bytes(index(made).read_bytes()[:length])
    assert look(made) == (as_read(made), [])


def test_where_nothing_can_be_kept_the_briefs_are_the_same(store: Store) -> None:
    (store.root / "cache").write_text("no folder")
    assert look(store) == (as_read(store), [])


def test_several_at_once_are_in_nobodys_way(store: Store) -> None:
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(lambda _: look(store), range(12)))
    assert all(one == (as_read(store), []) for one in found)
    assert json.loads(index(store).read_text())["format"] == 1


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    assert look(Store(folder=tmp_path / "none", root=tmp_path)) == ([], [])
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("made", [FULL, incident(), replace(incident(), severity=None, topic=None)])
def test_a_brief_reads_back_from_its_row(made: Incident) -> None:
    brief = brief_of(made)
    assert brief_in(json.loads(json.dumps(row_of(brief)))) == brief

"""Sixty sample incidents, many of them hostile: each becomes a case or says what is missing, and nothing leaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regold import suites
from regold.config import Config
from regold.incidents import Effect
from regold.incidents.record import Resolution
from regold.session.converting import Became, Converted, Converter, convert_closed
from tests.incidents.samples import NOW, brought_in, files, planted, project, read, store_of


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return project(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="module")
def done(config: Config) -> list[Converted]:
    imported = brought_in(config, files())
    assert {one.effect for one in imported} == {Effect.CREATED}
    return list(convert_closed(Converter(config, store_of(config), NOW), store_of(config)))


def written(config: Config) -> dict[str, bytes]:
    return {
        path.relative_to(config.root).as_posix(): path.read_bytes()
        for path in sorted(config.root.rglob("*"))
        if path.is_file() and config.cache not in path.parents
    }


def test_there_are_sixty_over_ten_topics_and_fifteen_are_hostile() -> None:
    named = [path.name for path in files()]
    topics = {name.partition("-")[2].partition(".")[0] for name in named if "hostile" not in name}
    assert len(named) == 60
    assert len(topics) >= 10
    hostile = [name for name in named if "hostile" in name]
    foreign = [name for name in named if any(word in name for word in ("german", "japanese", "arabic"))]
    assert len(hostile) + len(foreign) >= 15


def test_every_delivery_but_the_one_with_a_path_for_an_id_is_read() -> None:
    unread = {path.name: why for path in files() if isinstance(why := read(path), str)}
    assert unread == {"51-hostile-path-in-the-id.json": "its id holds characters that no identifier has"}


def test_every_fixed_incident_is_proven_or_says_exactly_what_is_missing(config: Config, done: list[Converted]) -> None:
    fixed = [one for one in done if store_of(config).read(one.incident).resolution is Resolution.FIXED]
    assert len(fixed) == 58
    for one in fixed:
        proven = one.became in (Became.PROVEN, Became.LINKED)
        assert proven == (not one.todo)
        assert proven or all("regold incident " in todo for todo in one.todo)
    assert sum(one.is_good for one in fixed) >= 40


def test_a_copy_is_passed_over_and_what_a_person_must_see_is_held(config: Config, done: list[Converted]) -> None:
    titled = {store_of(config).read(one.incident).title: one for one in done}
    assert titled["AI incident 59"].became is Became.PASSED_OVER
    held = [one for one in done if one.became is Became.HELD]
    assert {todo.partition("(")[0] for one in held for todo in one.todo} == {"a person must look at it "}
    assert len(held) == 3


def test_nothing_is_written_but_incidents_and_suites(config: Config, done: list[Converted]) -> None:
    places = {name.split("/")[0] for name in written(config)} - {"regold.toml"}
    assert places == {"incidents", "suites"}
    assert all(Path(name).name.startswith("INC-2026-") for name in written(config) if name != "regold.toml")
    assert not list(config.root.parent.glob("pwned*"))


def test_nothing_that_was_planted_is_in_any_written_file(config: Config, done: list[Converted]) -> None:
    values = [value for kind in planted().values() for value in kind]
    assert len(values) >= 18
    leaks = [(name, value) for name, data in written(config).items() for value in values if value.encode() in data]
    assert leaks == []


def test_every_suite_that_was_written_is_sound_and_runs_only_what_is_proven(
    config: Config, done: list[Converted]
) -> None:
    loaded = suites.read_all([config.root / "suites" / "incidents"], config.root)
    drafts = suites.read_all(sorted((config.root / "suites" / "drafts").glob("*")), config.root)
    assert (loaded.mistakes, drafts.mistakes) == ((), ())
    proven = {one.incident for one in done if one.became is Became.PROVEN}
    assert {case.provenance.incident for case in loaded.cases if case.provenance} == proven
    assert {one.case for one in done if one.became is Became.PROVEN} <= {case.key for case in loaded.cases}


def test_the_conversation_before_a_mistake_is_asked_too(config: Config, done: list[Converted]) -> None:
    talks = [case for case in suites.read_all([config.root / "suites"], config.root).cases if len(case.turns) > 1]
    assert {len(case.turns) for case in talks} == {3}
    assert "for how long can i pause my plan" in talks[0].turns[-1].query.lower()


def test_importing_and_converting_again_changes_no_byte(config: Config, done: list[Converted]) -> None:
    before = written(config)
    assert {one.effect for one in brought_in(config, files()[::-1])} == {Effect.UNCHANGED}
    again = list(convert_closed(Converter(config, store_of(config), NOW), store_of(config)))
    assert written(config) == before
    assert [replace(one, written=False) for one in done] == again

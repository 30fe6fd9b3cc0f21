"""What was proven wrong once is looked for in every answer of every run, and told with the incident's link."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regold.config import Config
from regold.incidents.record import Exchange
from regold.model import Answer, Ask, Case, Outcome, OutcomeKind, Place, Run, Turn
from regold.session.conclusion import conclude
from regold.session.converting import Converter
from regold.session.forbidden import restated
from tests.incidents.making import BAD, GOOD, NOON, incident
from tests.incidents.samples import project, store_of


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give a project with one proven case."""
    made = project(tmp_path)
    store_of(made).create(lambda _: incident(), 2026)
    Converter(made, store_of(made), NOON).convert(incident())
    return made


def outcome(answer: Answer, key: str = "shipping#costs") -> Outcome:
    suite, _, name = key.partition("#")
    case = Case(id=name, suite=suite, turns=(Turn(query="?", golden=("!",)),), place=Place(path="x", line=1))
    return Outcome(case=case, kind=OutcomeKind.PASSED, answer=answer)


def run_of(*outcomes: Outcome) -> Run:
    return Run(id="r", started_at=NOON, plan=tuple(one.case.key for one in outcomes), outcomes=outcomes)


def test_a_run_warns_with_the_incidents_link_and_the_case(config: Config) -> None:
    finished = conclude(run_of(outcome(Answer(text=f"Costs vary. {BAD}"))), config, journal_trouble=None)
    assert finished.notes[0] == (
        f'said again, wrong in INC-2026-0001 (https://github.com/acme/support/issues/9): "{BAD}", by shipping/costs'
    )
    assert (
        finished.gate.exit_code
        == conclude(run_of(outcome(Answer(text=GOOD))), config, journal_trouble=None).gate.exit_code
    )


def test_an_answer_without_it_is_not_warned_of(config: Config) -> None:
    assert restated(run_of(outcome(Answer(text=GOOD))), config) == ()


def test_the_case_of_the_incident_tells_of_its_own_answers_itself(config: Config) -> None:
    own = ("incidents#INC-2026-0001", "incidents#INC-2026-0001.v1")
    said = [outcome(Answer(text=BAD), key) for key in own]
    said[1] = replace(said[1], case=replace(said[1].case, variant_of="INC-2026-0001"))
    assert restated(run_of(*said), config) == ()


def test_earlier_turns_and_further_answers_are_looked_through_too(config: Config) -> None:
    earlier = outcome(Answer(text="Yes.", earlier=(Answer(text=BAD),)), "a#1")
    again = replace(
        outcome(Answer(text="No."), "a#2"),
        asks=(Ask(answer=Answer(text="No."), accepted=False), Ask(answer=Answer(text=BAD), accepted=False)),
    )
    (found,) = restated(run_of(earlier, again, outcome(Answer(text=BAD), "a#3")), config)
    assert found.cases == ("a#1", "a#2", "a#3")


def test_of_many_cases_some_are_named(config: Config) -> None:
    many = [outcome(Answer(text=BAD), f"a#{number}") for number in range(9)]
    note = conclude(run_of(*many), config, journal_trouble=None).notes[0]
    assert note.endswith("by a/0, a/1, a/2, a/3, a/4 and 4 more")


def test_a_project_without_incidents_and_a_broken_suite_warn_of_nothing(tmp_path: Path, config: Config) -> None:
    said = run_of(outcome(Answer(text=BAD)))
    (config.root / "suites/incidents/INC-2026-0001.gold.yaml").write_text("suite: [\n", encoding="utf-8")
    assert restated(said, config) == ()
    (tmp_path / "other").mkdir()
    assert restated(said, project(tmp_path / "other")) == ()


def test_other_wordings_of_the_incidents_own_conversation_are_its_own_cases(tmp_path: Path) -> None:
    made, talk = project(tmp_path), incident()
    earlier = (Exchange(query="I bought a kettle on sale"),)
    talk = replace(talk, what_was_wrong=replace(talk.what_was_wrong, earlier=earlier))
    store_of(made).create(lambda _: talk, 2026)
    Converter(made, store_of(made), NOON).convert(talk)
    run = run_of(outcome(Answer(text=BAD), "incidents#INC-2026-0001-2"), outcome(Answer(text=BAD)))
    (found,) = restated(run, made)
    assert found.cases == ("shipping#costs",)

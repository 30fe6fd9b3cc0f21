"""A wrong answer comes with what the articles say; a golden is stale only when nothing else speaks against that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regold import history
from regold.config import Config
from regold.config.settings import KnowledgeSettings
from regold.history import Decision, Review
from regold.judge import Judge, JudgeSettings
from regold.model import Answer, Ask, Case, Culprit, Expect, Outcome, OutcomeKind, Place, Turn
from regold.session.culprits import Culprits
from regold.session.judging import judged

QUERY = "How long do I have to return an item?"
GOLDEN = "You can return any item within 30 days of delivery."
NEW = GOLDEN.replace("30", "14")
JUDGE = Judge(JudgeSettings())


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "returns.md").write_text(f"# Returns\n\n{NEW}\n", encoding="utf-8")
    knowledge = KnowledgeSettings(articles=("kb",))
    return Config(root=tmp_path, history=tmp_path / "history", cache=tmp_path / "cache", knowledge=knowledge)


def a_case(expect: Expect = Expect(), path: str = "suites/a.gold.yaml") -> Case:  # noqa: B008 - frozen
    turn = Turn(query=QUERY, golden=(GOLDEN,), expect=expect)
    return Case(id="window", suite="a", turns=(turn,), place=Place(path=path, line=1), sources=("kb/returns.md",))


def wrong(case: Case, *texts: str) -> Outcome:
    answers = [Answer(text=text) for text in texts]
    asks = tuple(Ask(answer=answer, accepted=False) for answer in answers)
    return replace(judged(JUDGE, case, answers[0]), kind=OutcomeKind.CHANGED, asks=asks)


def culprit(config: Config, outcome: Outcome) -> Culprit | None:
    told = Culprits(config, JUDGE).told(outcome).triangle
    return told.culprit if told else None


def test_an_answer_that_the_article_bears_out_makes_the_golden_stale(config: Config) -> None:
    told = Culprits(config, JUDGE).told(wrong(a_case(), NEW))
    assert told.golden_stale
    assert told.triangle
    assert told.triangle.proposed == NEW


def test_one_of_several_answers_that_is_wrong_is_enough(config: Config) -> None:
    assert culprit(config, wrong(a_case(), NEW, NEW)) is Culprit.GOLDEN_STALE
    assert culprit(config, wrong(a_case(), NEW, GOLDEN.replace("30", "90"))) is Culprit.CANNOT_TELL


def test_a_right_answer_and_one_that_never_came_are_left_alone(config: Config) -> None:
    passed = judged(JUDGE, a_case(), Answer(text=GOLDEN))
    assert Culprits(config, JUDGE).told(passed) is passed


def test_a_condition_that_only_repeats_the_old_golden_is_out_of_date_too(config: Config) -> None:
    told = Culprits(config, JUDGE).told(wrong(a_case(Expect(contains=("30 days",))), NEW)).triangle
    assert told
    assert told.culprit is Culprit.GOLDEN_STALE
    assert "so is `contains`" in told.reason


@pytest.mark.parametrize(
    "expect", [Expect(contains=("free of charge",)), Expect(excludes=("14 days",)), Expect(min_confidence=0.9)]
)
def test_any_other_condition_that_is_broken_speaks_against_it(config: Config, expect: Expect) -> None:
    assert culprit(config, wrong(a_case(expect), NEW)) is Culprit.CANNOT_TELL


def test_more_that_is_wrong_with_the_answer_speaks_against_it(config: Config) -> None:
    assert culprit(config, wrong(a_case(), f"{NEW} Sale items cost $5 to return.")) is not Culprit.GOLDEN_STALE


def test_a_golden_of_an_incident_is_not_stale_by_itself(config: Config) -> None:
    guard = a_case(path="suites/incidents/7.gold.yaml")
    told = Culprits(config, JUDGE).told(wrong(guard, NEW)).triangle
    assert told
    assert told.culprit is Culprit.ARTICLE_AMBIGUOUS
    assert "guards an incident" in told.reason


def test_an_answer_that_a_person_rejected_is_held_against_the_article(config: Config) -> None:
    ledger = history.Reviews(config.history, "20261123T090000Z-0000000a")
    ledger.add(
        Review(
            at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
            run="",
            case="a#window",
            decision=Decision.REJECTED,
            turn=0,
            queries=(QUERY,),
            goldens=((GOLDEN,),),
            answers=(NEW,),
            judged_good=False,
        )
    )
    assert culprit(config, wrong(a_case(), NEW)) is Culprit.ARTICLE_AMBIGUOUS


def test_in_a_conversation_the_turn_that_is_wrong_is_asked_about(config: Config) -> None:
    turns = (Turn(query="Hello", golden=("Hello!",)), Turn(query=QUERY, golden=(GOLDEN,)))
    talk = replace(a_case(), turns=turns)
    answer = Answer(text=NEW, earlier=(Answer(text="Hello!"),))
    told = Culprits(config, JUDGE).told(replace(judged(JUDGE, talk, answer), kind=OutcomeKind.CHANGED))
    assert told.golden_stale


def test_articles_that_cannot_be_read_are_a_reason_and_no_end(config: Config) -> None:
    (config.root / "kb" / "returns.md").unlink()
    told = Culprits(config, JUDGE).told(wrong(a_case(), NEW)).triangle
    assert told
    assert told.culprit is Culprit.CANNOT_TELL
    assert told.reason.startswith("the articles cannot be read: ")

from __future__ import annotations

import pytest

from regold.judge import Judge, JudgeSettings
from regold.model import Answer, Case, Place, Turn
from tests.judge.support_pairs import RIGHT, WRONG

PLACE = Place(path="suites/shop.gold.yaml", line=3)


def case(*goldens: str, query: str = "How is it?") -> Case:
    return Case(id="one", suite="shop", turns=(Turn(query=query, golden=goldens),), place=PLACE)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(JudgeSettings())


@pytest.mark.parametrize(("golden", "answer"), RIGHT)
def test_a_right_answer_in_other_words_is_accepted(judge: Judge, golden: str, answer: str) -> None:
    verdict = judge.evaluate(case(golden), Answer(text=answer))

    assert verdict.accepted, verdict


@pytest.mark.parametrize(("golden", "answer"), WRONG)
def test_a_wrong_answer_is_rejected_however_alike_it_is(judge: Judge, golden: str, answer: str) -> None:
    verdict = judge.evaluate(case(golden), Answer(text=answer))

    assert not verdict.accepted, verdict


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(RIGHT) + len(WRONG) >= 60
    assert not set(RIGHT) & set(WRONG)

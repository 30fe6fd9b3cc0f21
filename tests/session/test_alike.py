"""What asks and states the same in other words is linked; what is only near it never is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.alike import linked

from regold.config import Config, Flags, load_config
from regold.incidents.conversion import Draft, drafted
from regold.session.alike import Alike, exchanged, turned_round
from regold.session.meaning import Meaning
from regold.session.proving import case_of
from tests.incidents.making import GOOD, incident
from tests.incidents.samples import project


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return project(tmp_path)


def without_model(root: Path) -> Config:
    (root / "regold.toml").write_text('[tool.regold.judge]\nembedding = "none"\n', encoding="utf-8")
    return load_config(root, environment={}, flags=Flags())


def draft() -> Draft:
    found = drafted(incident())
    assert found is not None
    return found


def test_of_the_planted_pairs_most_copies_are_linked_and_nothing_else(config: Config) -> None:
    found = list(linked(config, Meaning(config)))
    assert [query for same, link, query in found if link and not same] == []
    assert sum(link for _, link, _ in found) >= 12


def test_without_a_model_words_tell(tmp_path: Path, config: Config) -> None:
    by_words = without_model(tmp_path)
    found = list(linked(by_words, Meaning(by_words)))
    assert found == list(linked(config, None))
    assert [query for same, link, query in found if link and not same] == []


def test_the_most_alike_question_comes_first_and_one_that_is_not_alike_not_at_all(config: Config) -> None:
    alike = Alike(Meaning(config))
    for query in ("Where is your office?", "What is the return window?", "How many days do I have to return an item?"):
        alike.add(query)
    assert alike.near(draft().query, 3)[0] == 2
    assert 0 not in alike.near(draft().query, 3)
    alike.add(draft().query)
    assert alike.near(draft().query, 1) == [3]


def test_without_questions_or_a_model_nothing_is_near(tmp_path: Path, config: Config) -> None:
    assert Alike(Meaning(config)).near("x", 3) == []
    alike = Alike(Meaning(without_model(tmp_path)))
    alike.add(draft().query)
    assert alike.near(draft().query, 3) == []
    assert not alike.states_the_same(case_of(draft(), "x"), draft())


def test_other_facts_are_never_the_same_however_alike_the_words(config: Config) -> None:
    alike, case = Alike(Meaning(config)), case_of(draft(), "x")
    assert alike.states_the_same(case, draft())
    assert not alike.states_the_same(case, replace(draft(), golden=GOOD.replace("30", "31")))


@pytest.mark.parametrize(
    ("one", "other", "turned"),
    [
        ("What is the lowest amount?", "What is the highest amount?", True),
        ("From how many points?", "Up to how many points?", True),
        ("What is the lowest amount?", "What is the least amount?", False),
        ("Before or after noon?", "After or before noon?", False),
    ],
)
def test_opposite_ends_are_asked_for_by_opposite_words(one: str, other: str, turned: bool) -> None:
    assert turned_round(one, other) is turned_round(other, one) is turned


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("How long is the warranty on a kettle?", "How long is the warranty on a mug?", True),
        ("When are pre-orders charged?", "When does a pre-order get charged?", False),
        ("Who pays the postage?", "When does my card expire?", False),
        ("What does the plan cost?", "What does the plan cost", False),
    ],
)
def test_a_word_in_the_place_of_another_makes_another_question(one: str, other: str, told: bool) -> None:
    assert exchanged(one, other) is exchanged(other, one) is told


def test_a_question_with_another_word_in_it_is_another_case_even_where_the_answer_is_the_same(config: Config) -> None:
    alike, case = Alike(Meaning(config)), case_of(draft(), "x")
    assert not alike.states_the_same(case, replace(draft(), query="How long do I have to return a mug?"))


def test_what_is_asked_on_another_topic_is_not_the_same(config: Config) -> None:
    alike, case = Alike(Meaning(config)), case_of(draft(), "x")
    assert not alike.states_the_same(case, replace(draft(), topic="refunds"))

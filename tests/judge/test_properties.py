from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regold.judge import Judge
from regold.model import Answer
from tests.judge.making import WORDS_ONLY, Counting, case, judged

WORDS = st.lists(
    st.sampled_from(["you", "can", "send", "it", "back", "free", "when", "the", "box", "is", "whole"]), min_size=3
)
DRESSES = [
    str.upper,
    str.lower,
    lambda text: f"**{text}**",
    lambda text: f"> {text}",
    lambda text: f"- {text}\n",
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace("'", "\u2019").replace("-", "\u2013"),
]


@given(st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip())))
def test_any_text_is_accepted_against_itself(text: str) -> None:
    assert judged(text, text).accepted


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_give_a_verdict_within_its_bounds(golden: str, answer: str) -> None:
    verdict = Judge(WORDS_ONLY, embedder=Counting()).evaluate(case(golden), Answer(text=answer))

    assert 0 <= verdict.score <= 1
    assert verdict.findings
    assert verdict.findings[0].supports is verdict.accepted
    for found in verdict.findings:
        assert all(span.end <= len(golden) for span in found.golden_spans)
        assert all(span.end <= len(answer) for span in found.answer_spans)


@given(WORDS, st.integers(2, 900), st.integers(2, 900), st.sampled_from(["{} days", "${}", "{}%", "{} kg", "v{}.1"]))
def test_changing_one_typed_fact_rejects(words: list[str], one: int, other: int, form: str) -> None:
    assume(one != other)
    text = " ".join(words)
    golden, answer = (f"{text.capitalize()} within {form.format(number)}." for number in (one, other))
    verdict = judged(golden, answer)

    assert not verdict.accepted
    assert verdict.findings[0].check == "fact"


@given(WORDS, st.sampled_from(DRESSES))
def test_dress_changes_nothing(words: list[str], dress: object) -> None:
    assert callable(dress)
    golden = f"{' '.join(words).capitalize()} - that's within 30 days."

    assert judged(golden, dress(golden)).accepted


@pytest.mark.parametrize(
    "answer",
    [
        "9" * 10_000,
        "1.1," * 2_500,
        "not " * 2_500,
        "\u202e\u0627\u0644\u0633\u0644\u0627\u0645 " * 1_000,
        "\U0001f600" * 10_000,
        "A. " * 3_300,
        "You can return it within 30 days. " * 290,
        "\ud800" * 1_000,
        "if when but " * 800,
        "\x00\x1b[31m" * 1_500,
    ],
)
def test_no_answer_makes_the_judge_hang(answer: str) -> None:
    started = time.process_time()
    judged("You can return any item within 30 days, but not gift cards. It costs $5.", answer)

    assert time.process_time() - started < 1

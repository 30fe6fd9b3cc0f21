"""The model that comes with Regold: whole, quick to load, the same each time, and asked with the query."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from regold.errors import ModelError
from regold.judge import Judge, JudgeSettings
from regold.judge.entailment import load
from regold.judge.meaning import agreed, faults
from regold.judge.reading import read
from regold.judge.shipped import SHA256, Opinion, Shipped, premise
from regold.model import Answer, Span
from tests.judge.making import case

GOLDEN = "Lockers at the pool cost 2 euros and take the bags of a whole family."
RIGHT = "A locker at the pool is 2 euros, with room for what a family brings."
WRONG = "Lockers at the pool cost 2 euros and take the bags of a whole family if you are a member of the club."


def test_it_is_the_model_of_the_settings_unless_another_is_set() -> None:
    assert JudgeSettings().entailment == "regold"
    assert load("regold").id == f"regold-judge@{SHA256[:12]}"


def test_an_answer_that_puts_a_condition_in_is_less_acceptable_than_one_in_other_words() -> None:
    first = premise("What does a locker cost?", GOLDEN)
    right, wrong = Shipped().follows([(first, RIGHT), (first, WRONG)])

    assert right > wrong


def test_scores_repeat_alone_and_among_others() -> None:
    pairs = [(GOLDEN, RIGHT), (GOLDEN, WRONG), (GOLDEN, "")]
    alone = [float(Shipped().follows([pair])[0]) for pair in pairs]

    assert Shipped().follows(pairs).tolist() == alone
    assert Shipped().follows([]).shape == (0,)


def test_the_query_stands_before_the_golden() -> None:
    assert premise("Is there a fee?", "No.") == "Is there a fee? No."
    assert premise("", "No.") == "No."


def test_a_file_that_is_missing_or_another_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.onnx"
    with pytest.raises(ModelError, match=r"cannot be read.*pip install --force-reinstall"):
        Shipped(other).follows([(GOLDEN, RIGHT)])

    other.write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"is not the file it should be \(checksum\)"):
        Shipped(other).follows([(GOLDEN, RIGHT)])


def test_it_loads_in_little_time_and_answers_long_texts_in_little_more() -> None:
    began = time.process_time()
    model = Shipped()
    model.follows([(GOLDEN, RIGHT)])
    loaded = time.process_time() - began
    scores = model.follows([("word " * 4_000, "word " * 4_000)])

    assert loaded < 5
    assert np.isfinite(scores).all()


def test_a_verdict_says_which_models_it_asked_and_without_one_it_still_decides() -> None:
    with_it, without = Judge(JudgeSettings()), Judge(JudgeSettings(entailment="none"))
    asked, alone = (judge.evaluate(case(GOLDEN), Answer(text=RIGHT)) for judge in (with_it, without))

    assert "agrees" in asked.signals
    assert "agrees" not in alone.signals
    assert any(name.startswith("regold-judge@") for name in with_it.models())
    assert not any(name.startswith("regold-judge@") for name in without.models())


def test_it_is_asked_both_ways_and_quotation_marks_and_bullets_tell_it_nothing() -> None:
    query, golden, answer = (read(text) for text in ("What does a locker cost?", GOLDEN, f"> {RIGHT}"))
    told_back = Shipped().follows([(premise(query.text, RIGHT), GOLDEN)])

    assert agreed(Shipped(), golden, answer, query) == agreed(Shipped(), golden, read(f"- {RIGHT}"), query)
    assert agreed(Shipped(), golden, answer, query)["agrees_back"] == pytest.approx(float(told_back[0]))


def test_it_is_not_asked_about_texts_that_are_not_in_english() -> None:
    judge = Judge(JudgeSettings())
    german = "Sie können den Artikel innerhalb von 30 Tagen kostenlos zurückgeben, wenn er nicht benutzt ist."
    verdict = judge.evaluate(
        case(german), Answer(text="Der Artikel kann in 30 Tagen ohne Kosten zurück, wenn er neu ist.")
    )

    assert "agrees" not in verdict.signals
    assert not any(name.startswith("regold-judge@") for name in judge.models())


def test_an_answer_that_words_decide_asks_no_model() -> None:
    judge = Judge(JudgeSettings())

    assert judge.evaluate(case("It takes 14 days."), Answer(text="It takes two weeks.")).accepted
    assert not judge.evaluate(case("It takes 14 days."), Answer(text="It takes 15 days.")).accepted
    assert judge.models() == ()


def test_it_names_the_words_that_are_wrong_and_those_that_the_answer_lacks() -> None:
    query, golden = "When can my son have an account?", "Children can have a Junior account from the age of 7."
    put_in = "Children can have a Junior account from the age of 7 if they speak Latin."

    missed, wrong = _at_fault(query, golden, "Children can have a Student account from the age of 7.")
    assert ("Junior" in missed) or ("Student" in wrong)
    assert "Latin" in _at_fault(query, golden, put_in)[1]
    assert _at_fault(query, golden, golden) == ("", "")


def test_words_are_named_where_they_stand_behind_bullets_and_a_query() -> None:
    golden = read("A locker costs 2 euros.")
    answer = read("- Sure!\n- A locker costs 2 euros, for members of the club only.")
    _, wrong = faults(Shipped(), golden, answer, read("What does a locker cost?"))
    _, unasked = faults(Shipped(), golden, answer, read(""))

    assert [answer.text[span.start : span.end] for span in wrong] != []
    assert all(span.start > answer.text.index("euros") for span in (*wrong, *unasked))
    named = [answer.text[span.start : span.end] for span in (*wrong, *unasked)]
    assert all(re.search(rf"\b{re.escape(words)}\b", answer.text) and words == words.strip() for words in named)


def test_of_the_words_that_are_missed_those_of_the_query_are_none_of_the_golden() -> None:
    class Missing(Shipped):
        def opinions(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
            places = [
                Span(start=first.index(word), end=first.index(word) + 4)
                for first, _ in pairs
                for word in ("tall", "free")
            ]
            return [Opinion(agrees=-1.0, faultless=-1.0, missed=tuple(places), wrong=())]

    golden = read("Yes, it is free.")
    missed, wrong = faults(Missing(), golden, read("Yes."), read("Can tall people swim?"))

    assert [golden.text[span.start : span.end] for span in missed] == ["free"]
    assert wrong == ()


def test_the_words_that_the_model_doubts_are_told_in_the_verdict() -> None:
    golden = "Lockers at the pool cost 2 euros and take the bags of a whole family."
    verdict = Judge(JudgeSettings()).evaluate(case(golden), Answer(text=WRONG))
    told = next(finding for finding in verdict.findings if finding.check == "entailment")

    assert not verdict.accepted
    assert 'takes "' in told.message
    assert all(span.start >= WRONG.index("if you") for span in told.answer_spans)


def _at_fault(query: str, golden: str, answer: str) -> tuple[str, str]:
    """Give the words of the golden and of the answer that are at fault, in one line each."""
    found = faults(Shipped(), read(golden), read(answer), read(query))
    missed, wrong = (
        " ".join(text[span.start : span.end] for span in spans)
        for text, spans in zip((golden, answer), found, strict=True)
    )
    return missed, wrong

"""The rows the judge's model is trained on: balanced, held apart from what is measured, the same by their seed."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from benchmarks.judge.data import read as read_pairs
from benchmarks.judge.figures import auc
from benchmarks.model import around, articles, frames, public, written
from benchmarks.model.__main__ import generated, write
from benchmarks.model.balance import longer, overlap
from benchmarks.model.marks import marked, taken_off
from benchmarks.model.mixing import BESIDE, PASSES, among, elsewhere, other_goldens, short_goldens
from benchmarks.model.pairs import Maker
from benchmarks.model.reading import MOST_FAULTS, UNTOLD, marks_of
from benchmarks.model.rows import STAGES, Row
from benchmarks.model.values import KINDS, Value, other_number, other_unit, wordings
from benchmarks.model.wording import joined
from hypothesis import given
from hypothesis import strategies as st

from regold.judge.shipped import premise

WORD = re.compile(r"\w+")
FIXTURES = Path(__file__).parents[2] / "fixtures" / "judge"
RIGHT_KINDS = ("paraphrase", "courtesy", "extra_help", "unit_wording", "reordered", "longer_answer", "short_answer")
WRONG_KINDS = (
    *("number", "unit", "money", "date", "negation", "entity", "swapped_pair", "added_condition", "missing_part"),
    *("evasion", "wrong_topic", "procedure"),
)
BARE = 5
"""So short an answer may be the same by chance."""
VALUES = st.sampled_from(
    [
        Value(kind="days", amount=14),
        Value(kind="hours", amount=48),
        Value(kind="minutes", amount=90),
        Value(kind="months", amount=12),
        Value(kind="business_days", amount=3),
        Value(kind="money", amount=9.9, unit="€"),
        Value(kind="money", amount=40, unit="$"),
        Value(kind="percent", amount=12.5),
        Value(kind="clock", amount=15),
        Value(kind="date", amount=31, unit="March"),
        Value(kind="count", amount=20),
        Value(kind="weight", amount=23, unit="kg"),
        Value(kind="size", amount=5, unit="GB"),
    ]
)


@cache
def made(stage: str = "hard") -> tuple[list[Row], list[Row]]:
    return generated(stage=stage, rows=6_000, seed=3)


def tells(signal: list[float], rows: list[Row]) -> float:
    right = np.array([row.acceptable for row in rows])
    return float(auc(np.array(signal, dtype=float), right, np.ones((1, len(rows))))[0])


def words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


@pytest.mark.parametrize("stage", list(STAGES))
def test_there_are_as_many_right_rows_as_wrong_ones(stage: str) -> None:
    assert Counter(row.acceptable for row in made(stage)[0])[True] * 2 == len(made(stage)[0])


@pytest.mark.parametrize("stage", list(STAGES))
def test_length_overlap_and_courtesy_tell_nothing(stage: str) -> None:
    rows = made(stage)[0]
    polite = around.read().phrases["hello"] + around.read().phrases["bye"]
    assert tells([longer(row) for row in rows], rows) == pytest.approx(0.5, abs=0.02)
    assert tells([overlap(row) for row in rows], rows) == pytest.approx(0.5, abs=0.02)
    assert tells([any(one in row.answer for one in polite) for row in rows], rows) == pytest.approx(0.5, abs=0.02)
    assert tells([len(row.golden) for row in rows], rows) == pytest.approx(0.5, abs=0.04)


def test_no_single_word_gives_the_verdict_away() -> None:
    rows = made()[0]
    seen: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        seen.update((word, row.acceptable) for word in words(row.answer))
    shares = {word: seen[word, True] / (seen[word, True] + seen[word, False]) for word, _ in seen if often(seen, word)}
    one_sided = {word: share for word, share in shares.items() if not 0.1 < share < 0.9}
    assert len(one_sided) < 0.12 * len(shares), one_sided


def often(seen: Counter[tuple[str, bool]], word: str) -> bool:
    return seen[word, True] + seen[word, False] >= 60


def test_every_kind_of_error_and_of_good_answer_occurs() -> None:
    counted = Counter((row.acceptable, row.kind) for row in made()[0])
    fixture = {(pair.acceptable, pair.kind) for pair in read_pairs("support_dev")} - {(True, "longer_answer")}
    assert fixture <= set(counted)
    assert min(counted.values()) >= 10


def test_what_is_held_out_is_about_other_questions() -> None:
    train, held = made()
    assert held
    assert not {row.group for row in train} & {row.group for row in held}


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first, again, other = (generated(stage="hard", rows=600, seed=seed)[0] for seed in (5, 5, 6))
    assert write(first, tmp_path / "first") == write(again, tmp_path / "again")
    assert write(first, tmp_path / "first") != write(other, tmp_path / "other")
    again_read = Row(**json.loads((tmp_path / "first").read_text("utf-8").splitlines()[0]))
    assert (again_read.answer, again_read.golden) == (first[0].answer, first[0].golden)


def test_no_row_is_made_of_the_words_the_judge_is_measured_with() -> None:
    measured = {text for pair in read_pairs("support_dev") for text in (pair.question, *pair.goldens)}
    measured |= {pair.answer for pair in read_pairs("support_dev") if len(pair.answer.split()) > BARE}
    rows = made()[0] + made("easy")[0]
    assert not measured & {text for row in rows for text in (row.question, row.golden, row.answer)}


def test_a_right_answer_is_not_just_the_golden_again() -> None:
    rows = [row for row in made()[0] if row.acceptable]
    assert sum(row.answer == row.golden for row in rows) < 0.03 * len(rows)


def test_no_slot_is_left_open() -> None:
    assert not [
        row for row in made()[0] for text in (row.question, row.golden, row.answer) if re.search(r"[{}]| {2}", text)
    ]


def test_every_slot_of_every_line_can_be_filled() -> None:
    for frame in frames.read():
        fact = frames.draw(frame, random.Random(1))
        for does in frame.lines:
            for line in frame.lines[does]:
                assert "{" not in frames.said(fact, line, random.Random(1))


def test_a_frame_says_its_fact_in_several_ways() -> None:
    assert all(len(frame.lines["say"]) >= 4 and len(frame.lines["ask"]) >= 2 for frame in frames.read())
    assert not [
        (frame.name, line) for frame in frames.read() for line in frame.lines["deny"] if line in frame.lines["say"]
    ]


@given(VALUES, st.integers(0, 999))
def test_a_changed_value_shares_no_wording_with_the_one_before(value: Value, seed: int) -> None:
    number = other_number(value, [str(value.amount)], random.Random(seed))
    assert not set(wordings(value)) & set(wordings(number))
    unit = other_unit(value, random.Random(seed))
    assert unit is None or not set(wordings(value)) & set(wordings(unit))


def test_equal_values_have_the_wordings_people_use() -> None:
    assert "two weeks" in wordings(Value(kind="days", amount=14))
    assert "2 days" in wordings(Value(kind="hours", amount=48))
    assert "15:00" in wordings(Value(kind="clock", amount=15))
    assert "forty dollars" in wordings(Value(kind="money", amount=40, unit="$"))
    assert set(KINDS) >= {"days", "money", "date"}


def test_an_added_condition_and_harmless_help_have_the_same_shapes() -> None:
    for pattern in around.read().patterns:
        narrow, level = pattern.lines["narrow"], pattern.lines["level"]
        assert abs(np.mean([len(one.split()) for one in narrow]) - np.mean([len(one.split()) for one in level])) < 4


def test_an_answer_without_the_condition_of_its_golden_is_wrong() -> None:
    maker = Maker(frames.read(), around.read(), STAGES["hard"], random.Random(2))
    seeds = [seed for seed in (maker.seed() for _ in range(300)) if seed.condition]
    assert {row.kind for seed in seeds for row in maker.rows(seed) if not row.acceptable} >= {"missing_part"}


def test_the_halves_of_a_public_set_share_no_question(tmp_path: Path) -> None:
    lines = [
        {
            "id": f"{at}",
            "question": f"q{at // 3}",
            "reference": ["a b", "a c"],
            "candidate": f"a c {at}",
            "label": at % 2,
        }
        for at in range(60)
    ]
    (tmp_path / "scone.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    train, held = (public.read("scone", held=held, folder=tmp_path) for held in (False, True))
    assert len(train) + len(held) == 60
    assert not {row.group for row in train} & {row.group for row in held}
    assert {row.golden for row in train} == {"a c"}, "the golden nearest to the answer is the one it is read with"


@given(seed=st.integers(0, 10_000))
def test_a_twin_is_the_same_fact_of_something_else(seed: int) -> None:
    rng = random.Random(seed)
    fact = frames.draw(rng.choice(frames.read()), rng)
    other = frames.twin(fact, rng)

    if other is not None:
        apart = [name for name, slot in fact.frame.slots.items() if fact.filling[name] != other.filling[name]]
        assert sum(not fact.frame.slots[name].kind for name in apart) == 1
        assert other.frame is fact.frame


def test_the_values_of_twins_can_be_exchanged_and_come_back() -> None:
    rng = random.Random(5)
    fee = next(frame for frame in frames.read() if frame.name == "fee")
    one = frames.draw(fee, rng)
    other = next(
        twin for twin in iter(lambda: frames.twin(one, rng), None) if twin.filling["price"] != one.filling["price"]
    )

    (ours, theirs), slots = frames.exchanged(one, other) or ((one, other), ())

    assert slots == ("price",)
    assert (ours.filling["price"], theirs.filling["price"]) == (other.filling["price"], one.filling["price"])
    assert frames.exchanged(ours, theirs) == ((one, other), slots)
    assert frames.exchanged(one, one) is None


def test_two_sentences_become_one_and_keep_their_marks() -> None:
    told = ["It costs $5.", marked("The desk is closed."), "Basel is open."]

    made = joined(told, random.Random(2), often=1.0)

    assert len(made) == 2
    text, spans = taken_off(made[0])
    assert text.startswith("It costs $5")
    assert [text[start:end] for start, end in spans] == ["the desk is closed."]
    assert joined(told, random.Random(2), often=0.0) == told


def test_what_is_wrong_is_marked_in_every_wrong_row_and_nothing_in_right_ones() -> None:
    for row in made()[0] + made("easy")[0]:
        assert bool(row.wrong or row.missing) != row.acceptable, row


def test_a_changed_value_is_marked_where_it_stands() -> None:
    rows = [row for row in made("easy")[0] if row.kind in ("money", "number", "unit")]
    for row in rows:
        ((start, end),) = {row.wrong[0]}
        assert 0 < end - start < 45
        assert row.answer[start:end].strip() == row.answer[start:end]
        assert row.answer[start:end].casefold() not in row.golden.casefold().split()


@given(st.text("ab .", max_size=8), st.text("cd", min_size=1, max_size=5), st.text("ef .", max_size=8))
def test_marks_come_off_and_leave_the_place(before: str, words: str, after: str) -> None:
    plain, spans = taken_off(f"{before}{marked(marked(words))}{after}")
    assert plain == f"{before}{words}{after}"
    assert spans == ((len(before), len(before) + len(words)),)


def test_the_sentences_of_an_article_become_facts_with_values(tmp_path: Path) -> None:
    content = (
        "# Fees\n- The monthly fee of the Blue Account is $12 and is charged after 30 days.\n| a | b |\nToo short."
    )
    (tmp_path / "kb.jsonl").write_text(json.dumps({"id": "kb1", "title": "Fees", "content": content}), "utf-8")
    (frame,) = articles.read(tmp_path / "kb.jsonl")
    assert set(frame.slots) == {"money", "days", "name"}
    assert frame.lines["say"][0] == "The monthly fee of the {name} is {money} and is charged after {days}."
    assert frame.lines["deny"] == ("The monthly fee of the {name} is {money} and is charged before {days}.",)
    assert frames.draw(frame, random.Random(1)).key == "kb1", "all of one article stands in one split"


def test_without_the_articles_rows_are_made_of_the_frames_alone(tmp_path: Path) -> None:
    assert articles.read(tmp_path / "none.jsonl") == []


def read_words(row: Row) -> list[int]:
    texts = (premise(row.question, row.golden), row.answer)
    found = [(side, word.span()) for side, text in enumerate(texts) for word in re.finditer(r"\S+", text)]
    return marks_of(row, [None, *(side for side, _ in found)], [(0, 0), *(span for _, span in found)])


def test_a_token_is_marked_by_where_its_row_is_wrong() -> None:
    row = Row(
        group="fee",
        question="Fee ?",
        golden="It is 5 euros",
        answer="It is 6 euros",
        acceptable=False,
        kind="money",
        wrong=((6, 7),),
    )
    special, question, golden = [UNTOLD], [UNTOLD] * 2, [UNTOLD] * 4
    assert read_words(row) == [*special, *question, *golden, 0, 0, 1 + MOST_FAULTS, 0]
    assert read_words(replace(row, wrong=(), missing=((6, 13),))) == [*special, *question, 0, 0, 1, 1, *[UNTOLD] * 4]
    assert read_words(replace(row, wrong=(), acceptable=True)) == [*special, *question, *[0] * 8]


def test_no_row_has_more_faults_than_can_be_told_apart() -> None:
    assert max(len(spans) for row in made()[0] for spans in (row.wrong, row.missing)) <= MOST_FAULTS


def test_the_written_rows_have_a_question_a_golden_and_answers_of_both_labels() -> None:
    rows = written.read()
    labels: dict[tuple[str, str], set[bool]] = {}
    for row in rows:
        labels.setdefault((row.question, row.golden), set()).add(row.acceptable)

    assert len(rows) > 20_000
    assert all(row.question and row.answer for row in rows)
    assert all(both == {True, False} for both in labels.values())
    assert {row.kind for row in rows} <= {*RIGHT_KINDS, *WRONG_KINDS, "near", "quoted", "quoted_wrong"}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("+near It is 5.", "line 1 is no question"),
        ("Q How?\nG So.\n* Hm.", "line 3 is no question"),
        ("Q?\n-x y", "line 2"),
    ],
)
def test_a_line_that_is_none_of_the_written_rows_is_named(tmp_path: Path, lines: str, told: str) -> None:
    (tmp_path / "shops.txt").write_text(lines, encoding="utf-8")

    with pytest.raises(ValueError, match=f"shops.txt, {told}"):
        written.read(tmp_path)


def digests(texts: Iterable[str]) -> set[bytes]:
    """Digests alone: nobody who works on the judge reads what it is measured with, not even in a failing test."""
    return {sha256(" ".join(re.findall(r"\w+", text.casefold())).encode()).digest() for text in texts}


def test_no_written_row_stands_among_those_the_judge_is_measured_with() -> None:
    lines = [line for file in sorted(FIXTURES.glob("support_*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    measured = digests(json.loads(line)[name] for line in lines for name in ("question", "reference"))

    assert len(lines) > 1_000
    assert not digests(text for row in written.read() for text in (row.question, row.golden)) & measured


def test_an_eighth_of_the_written_questions_is_kept_out_of_training(tmp_path: Path) -> None:
    make = [sys.executable, "-m", "benchmarks.model", "--stage", "written", "--rows", "300", "--out", str(tmp_path)]
    subprocess.run([*make, "--public", str(tmp_path)], check=True, capture_output=True, timeout=100)
    lines = (tmp_path / "train.jsonl").read_text("utf-8").splitlines()
    trained = {row.group for row in (Row(**json.loads(line)) for line in lines)}
    kept, given = ({row.group for row in written.read() if written.held(row) is held} for held in (True, False))

    assert not kept & trained
    assert given <= trained
    assert 0.1 < len(kept) / len(kept | given) < 0.15


def test_written_rows_stand_several_times_among_others_some_with_other_facts_beside() -> None:
    rows, others = written.read()[:200], made()[0]
    mixed = among(rows, others, random.Random(4))
    own = [row for row in mixed if row.group.startswith("written:")]
    again = [row for row in own if row.golden == rows[0].golden and rows[0].answer in row.answer]

    assert len(mixed) - len(own) == round(BESIDE * PASSES * len(rows))
    assert len(again) >= PASSES
    assert any(row.answer not in {one.answer for one in rows} for row in own)
    assert mixed == among(rows, others, random.Random(4)) != among(rows, others, random.Random(5))


def test_among_the_written_rows_as_many_are_right_as_wrong() -> None:
    own = [row for row in among(written.read()[:3_000], [], random.Random(4)) if row.group.startswith("written:")]

    assert 0.49 < sum(row.acceptable for row in own) / len(own) < 0.6


def test_what_is_right_for_another_question_is_wrong_here() -> None:
    rows = written.read()
    right = {text for row in rows if row.acceptable for text in (row.answer, row.golden)}
    off = elsewhere(rows, random.Random(1))

    assert len(off) > 100
    assert all(not row.acceptable and row.answer in right and row.answer != row.golden for row in off)


def test_another_answer_can_be_the_golden() -> None:
    rows = [
        written_row("The pool opens at seven.", "paraphrase", acceptable=True),
        written_row("You can swim from seven.", "paraphrase", acceptable=True),
        written_row("The pool opens at nine.", "number", acceptable=False),
    ]
    pairs = {(row.golden, row.answer): row.acceptable for row in other_goldens(rows, random.Random(3), share=100)}

    assert pairs["You can swim from seven.", "The pool opens at seven."] is True
    assert pairs["You can swim from seven.", "It opens at 7."] is True
    assert pairs["You can swim from seven.", "The pool opens at nine."] is False
    assert pairs["The pool opens at nine.", "You can swim from seven."] is False
    assert all(golden != answer for golden, answer in pairs)


def written_row(answer: str, kind: str, *, acceptable: bool) -> Row:
    return Row(group="g", question="q", golden="It opens at 7.", answer=answer, acceptable=acceptable, kind=kind)


def told(golden: str, answer: str, *, acceptable: bool) -> Row:
    return Row(group="g", question="q", golden=golden, answer=answer, acceptable=acceptable, kind="near")


def test_an_answer_may_tell_more_than_a_golden_of_one_of_its_sentences() -> None:
    golden = "A locker is 2 euros. The pool opens at seven."
    right = told(golden, "At seven the pool opens, and a locker is 2 euros.", acceptable=True)
    wrong = told(golden, "A locker is 3 euros. The pool opens at seven.", acceptable=False)

    assert [(row.golden, row.acceptable) for row in short_goldens([right])] == [
        ("A locker is 2 euros.", True),
        ("The pool opens at seven.", True),
    ]
    assert [(row.golden, row.acceptable) for row in short_goldens([wrong])] == [("A locker is 2 euros.", False)]


@pytest.mark.parametrize(
    "golden",
    ["Dogs may come in. Only cats must stay out.", "Entry is free. It needs a stamp.", "One sentence is no pair."],
)
def test_a_sentence_that_another_one_narrows_or_leans_on_is_no_golden(golden: str) -> None:
    assert golden.split(". ", maxsplit=1)[0] + "." not in [
        row.golden for row in short_goldens([told(golden, "x", acceptable=True)])
    ]

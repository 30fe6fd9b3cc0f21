from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regold.judge import Judge
from regold.judge.reading import content
from regold.model import Answer
from tests.judge.making import WORDS_ONLY, Counting, case, judged
from tests.judge.support_pairs import RIGHT, WRONG

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

ONE_FACT = {
    "It costs {}.": ["$5", "$9", "\u20ac5", "$5.50", "$50"],
    "The plan costs {}.": ["$5 per month", "$5 per year", "$6 per month", "$60 per year"],
    "The repair takes {}.": ["2 days", "3 days", "2 weeks", "2 hours", "2 months", "20 minutes"],
    "Members get {} off.": ["10%", "15%", "20 percent", "$10"],
    "The desk opens at {}.": ["9 am", "9 pm", "10 am", "08:00", "noon"],
    "Support closes at {}.": ["5 pm ET", "5 pm PT", "5 pm GMT"],
    "The offer ends on {}.": ["12 May 2026", "13 May 2026", "12 June 2026", "12 May 2027", "21 May 2026"],
    "We deliver on {}.": ["Monday", "Tuesday", "Saturdays and Sundays", "Monday to Friday", "Monday to Saturday"],
    "The bag may weigh {}.": ["10 kg", "12 kg", "10 lb", "10 g"],
    "The plan has {} of storage.": ["10 GB", "10 MB", "1 TB", "20 GB"],
    "Call {} for help.": ["+1 503 555 0142", "+1 503 555 0143", "+1 503 555 0124"],
    "Write to {} for help.": ["help@example.com", "sales@example.com", "help@example.org"],
    "Open {} for the form.": ["https://a.example.com/x", "https://a.example.com/y", "https://b.example.com/x"],
    "You need version {} for this.": ["2.4", "2.5", "3.0", "2.40"],
    "Use the code {} at the checkout.": ["SAVE10", "SAVE20", "WINTER10"],
    "Go to {} to change it.": ["Settings > Billing", "Settings > Profile", "Account > Billing"],
    "The fee is due on the {} of the month.": ["1st", "15th", "third"],
    "You can add {} to the account.": ["2 users", "3 users", "five users"],
    "You can book {} 5 seats.": ["up to", "at least"],
    "You have 30 days {}.": ["from delivery", "from purchase", "before departure"],
}
"""Sentences with one typed fact, and values of it of which no two say the same."""

ONE_NAME = {
    "The plan for you is {}.": ["Pro", "Basic", "Team"],
    "Our shop is in {}.": ["Berlin", "Paris", "New York"],
}

CLOTHES: dict[str, Callable[[str], str]] = {
    "small letters": str.lower,
    "bold": lambda text: f"**{text}**",
    "italic": lambda text: f"*{text}*",
    "code": lambda text: f"`{text}`",
    "a quotation": lambda text: f"> {text}",
    "a heading": lambda text: f"# {text}",
    "lines around": lambda text: f"\r\n{text}\r\n",
    "an emoji": lambda text: f"{text} \U0001f60a",
    "typographic signs": lambda text: text.replace("'", "\u2019").replace("-", "\u2013"),
    "bold numbers": lambda text: re.sub(r"(\w*\d[\w.,:]*\w|\d)", r"**\1**", text),
    "two blanks": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", " \u00a0"),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "an invitation": lambda text: f"{text} Feel free to reach out if you need anything else.",
    "thanks": lambda text: f"Thanks for asking! {text}",
    "a letter": lambda text: f"Dear customer,\n\n{text}\n\nKind regards,\nYour support team",
    "an offer of help": lambda text: f"{text} Let me know if you have any other questions.",
    "a question back": lambda text: f"{text} Is there anything else I can help you with?",
    "good wishes": lambda text: f"{text} Have a great day!",
}
"""What stands around an answer, or how it is written, and says nothing."""

PAIRS = [pair for pair in RIGHT + WRONG if len(pair[0].split()) > 1]
GOLDENS = sorted({golden for golden, _ in PAIRS if golden.count(".") == 1 and not golden.startswith(("Yes", "No"))})


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


@pytest.mark.parametrize(("sentence", "values"), [*ONE_FACT.items(), *ONE_NAME.items()])
def test_a_sentence_with_another_value_in_it_is_not_accepted_whichever_is_the_golden(
    sentence: str, values: list[str]
) -> None:
    for one, other in permutations(values, 2):
        verdict = judged(sentence.format(one), sentence.format(other))

        assert not verdict.accepted, (one, other)
        assert not verdict.findings[0].supports


@given(st.sampled_from(sorted(ONE_FACT)), st.lists(st.sampled_from(GOLDENS), min_size=1, max_size=2), st.data())
def test_one_other_value_among_other_sentences_is_not_accepted(
    sentence: str, others: list[str], data: st.DataObject
) -> None:
    one, other = data.draw(st.sampled_from(list(permutations(ONE_FACT[sentence], 2))))
    golden, answer = (" ".join([*others, sentence.format(value)]) for value in (one, other))
    said = {number for value in (one, other) for number in re.findall(r"\d+", sentence.format(value))}
    assume(not said & {number for text in others for number in re.findall(r"\d+", text)})
    assume(not any(value in text for value in (one, other) for text in others))

    assert not judged(golden, answer).accepted


@given(WORDS, st.sampled_from(DRESSES))
def test_dress_changes_nothing(words: list[str], dress: object) -> None:
    assert callable(dress)
    golden = f"{' '.join(words).capitalize()} - that's within 30 days."

    assert judged(golden, dress(golden)).accepted


@pytest.mark.parametrize("dress", CLOTHES)
def test_clothes_and_courtesy_turn_no_verdict(dress: str) -> None:
    judge = Judge(WORDS_ONLY)
    for golden, answer in PAIRS:
        plain, dressed = (judge.evaluate(case(golden), Answer(text=text)) for text in (answer, CLOTHES[dress](answer)))

        assert dressed.accepted is plain.accepted, (golden, answer)


@given(st.lists(st.sampled_from(GOLDENS), min_size=2, max_size=3, unique=True))
def test_sentences_that_share_no_word_may_stand_in_any_order(sentences: list[str]) -> None:
    assume(all(content(one).isdisjoint(content(two)) for one, two in combinations(sentences, 2)))
    golden = " ".join(sentences)
    for order in permutations(sentences):
        assert judged(golden, " ".join(order)).accepted


def test_another_judge_gives_the_same_verdict() -> None:
    verdicts = [[judged(golden, answer) for golden, answer in PAIRS] for _ in range(2)]

    assert verdicts[0] == verdicts[1]


def test_a_judge_that_has_judged_others_before_gives_the_same_verdict() -> None:
    judge = Judge(WORDS_ONLY)
    there, back = ([judge.evaluate(case(g), Answer(text=a)) for g, a in pairs] for pairs in (PAIRS, PAIRS[::-1]))

    assert there == back[::-1]


def test_another_process_gives_the_same_verdicts_whatever_the_order_of_its_sets(tmp_path: Path) -> None:
    rows = [{"id": str(at), "query": "", "golden": g, "answer": a} for at, (g, a) in enumerate(PAIRS)]
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = [sys.executable, "-c", "from regold.cli import main; main()", "judge", "--batch", "pairs.jsonl", "--json"]
    told = [
        subprocess.run(
            command,
            cwd=tmp_path,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        for seed in ("1", "2")
    ]

    assert len(told[0].splitlines()) == len(PAIRS)
    assert told[0] == told[1]


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
        "1" * 10_000 + " days",
        "1:1-" * 2_500,
        "$1 " * 3_300,
        "\u0663\u0660 " * 3_300,
        "twenty-" * 1_400,
        "a > " * 2_500,
        "**a** " * 1_600,
        "- a\n" * 2_500,
        "http://" * 1_400,
        "e\u0301\u0301\u0301" * 2_500,
        "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 2_000,
        "\u9001\u6599\u306f\u7121\u6599" * 2_000,
    ],
)
def test_no_answer_makes_the_judge_hang(answer: str) -> None:
    started = time.process_time()
    judged("You can return any item within 30 days, but not gift cards. It costs $5.", answer)

    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "text",
    ["9" * 10_000, "a-" * 5_000, "\u9001\u6599\u306f" * 3_300, "$1 " * 3_300, "Send it in 30 days for $5. " * 400],
)
def test_no_golden_makes_the_judge_hang_with_an_answer_as_long(text: str) -> None:
    started = time.process_time()
    judged(text, f"{text[: -len(text) // 10]} and no more")

    assert time.process_time() - started < 5

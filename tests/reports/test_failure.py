"""What a person reads about one answer: the whole text, its size, and that no answer can act in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.model import Answer, Case, Fault, FaultKind, Finding, Link, Outcome, OutcomeKind, Place, Span, Turn, Verdict
from regold.reports import failure_text, headline, trouble_text
from regold.reports.marked import NO_MARKS, PLAIN_ANSWER, columns, lay_out
from tests.history.strategies import outcomes as any_outcomes
from tests.reports.samples import GOLDEN, RERUN, a_case, conversation, right_outcome, trouble, wrong_outcome

COLOUR = re.compile("\x1b\\[[0-9;]*m")

acting = st.sampled_from(
    ["::error::", "\n::add-mask::", "##[", "\x1b]0;", "\u202e", "\r", "\ud800", "界" * 40, "x" * 300]
)
words = st.lists(acting | st.text(max_size=12), max_size=30).map(" ".join)
spans = st.lists(st.builds(Span, start=st.integers(0, 200), end=st.integers(0, 300)), max_size=5).map(tuple)


@st.composite
def judged(draw: st.DrawFn) -> Outcome:
    turns = draw(st.lists(st.builds(Turn, query=words, golden=st.tuples(words)), min_size=1, max_size=4).map(tuple))
    *earlier, last = (draw(words) for _ in turns)
    findings = st.builds(
        Finding,
        check=st.sampled_from(["facts", "meaning"]),
        supports=st.booleans(),
        message=words,
        turn=st.integers(0, len(turns) - 1),
        golden_spans=spans,
        answer_spans=spans,
    )
    goldens = tuple(turn.golden[0] for turn in turns)
    found = draw(st.lists(findings, max_size=7).map(tuple))
    return Outcome(
        case=Case(id="c", suite="s", turns=turns, place=Place(path=draw(words), line=3), owner=draw(words)),
        kind=OutcomeKind.CHANGED,
        answer=Answer(text=last, earlier=tuple(Answer(text=text) for text in earlier)),
        verdict=Verdict(accepted=False, score=0.1, findings=found, goldens=goldens),
    )


def shown(outcome: Outcome, *, width: int = 100, baseline: Outcome | None = None, colour: bool = False) -> list[str]:
    return failure_text(outcome, rerun=RERUN, colour=colour, width=width, baseline=baseline).split("\n")


def test_a_wrong_fact_is_told_in_ten_lines() -> None:
    assert (
        "\n".join(shown(wrong_outcome()))
        == """\
returns/return-window: the golden says 30 days, the answer says 60 days

  question  How long do I have to return an item?
  golden    You can return any item within [-30 days-] of delivery for a full refund.
  answer    You can return any item within {+60 days+} of delivery for a full refund.

  ✗ facts: the golden says 30 days, the answer says 60 days
  ✓ wording: nearly the same words (0.97)

suites/returns.gold.yaml:8 (high, owner support)
rerun: pytest 'suites/returns.gold.yaml::return-window'"""
    )


def test_in_colour_the_words_are_green_and_red_and_bold_instead_of_in_brackets() -> None:
    text = "\n".join(shown(wrong_outcome(), colour=True))
    assert "within \x1b[1;32m30 days\x1b[0m of" in text
    assert "within \x1b[1;31m60 days\x1b[0m of" in text
    assert "[-" not in text
    plain = "\n".join(shown(wrong_outcome())).replace("[-30 days-]", "30 days").replace("{+60 days+}", "60 days")
    assert COLOUR.sub("", text) == plain


def test_a_conversation_shows_the_turns_that_led_to_the_question() -> None:
    assert shown(conversation())[2:9] == [
        "  customer  I want to cancel",
        "  endpoint  Which one?",
        "  question  The Pro one",
        "  golden    [-Go to Settings > Billing.-]",
        "  answer    {+Call us.+}",
        "",
        "  ✗ turn 2, meaning: says something else",
    ]


def test_without_a_place_in_the_finding_the_words_that_differ_are_marked() -> None:
    told = shown(
        wrong_outcome(golden="Yes, you can return it within 30 days.", answer="Yes. You return it in 30 days!")
    )
    assert told[3] == "  golden    Yes, you [-can-] return it [-within-] 30 days."
    assert told[4] == "  answer    Yes. You return it {+in+} 30 days!"


def test_the_turn_that_was_wrong_is_the_one_shown() -> None:
    outcome = conversation()
    assert outcome.verdict
    finding = replace(outcome.verdict.findings[0], turn=0)
    first_wrong = replace(outcome, verdict=replace(outcome.verdict, findings=(finding,)))
    assert shown(first_wrong)[2] == "  question  I want to cancel"
    assert shown(first_wrong)[4].startswith("  answer    ")
    assert "one?" in shown(first_wrong)[4]


def test_the_last_accepted_wording_is_told_when_it_was_another() -> None:
    told = shown(wrong_outcome(), baseline=right_outcome(answer="Thirty days."))
    assert "  it said   Thirty days." in told
    for no_news in (wrong_outcome(), trouble(), replace(right_outcome(), answer=wrong_outcome().answer)):
        assert shown(wrong_outcome(), baseline=no_news) == shown(wrong_outcome())


def test_an_empty_answer_is_called_empty() -> None:
    assert "  answer    (empty)" in shown(wrong_outcome(answer=" \n"))


def test_a_case_without_a_golden_shows_no_golden() -> None:
    assert not any("golden  " in line for line in shown(wrong_outcome(golden="")))


def test_a_long_answer_is_cut_around_the_marked_words() -> None:
    text = "word " * 3000 + "60 days " + "word " * 3000
    outcome = wrong_outcome(answer=text)
    assert outcome.verdict
    at = text.index("60 days")
    finding = replace(outcome.verdict.findings[0], golden_spans=(), answer_spans=(Span(start=at, end=at + 7),))
    told = shown(replace(outcome, verdict=replace(outcome.verdict, findings=(finding,))))
    answer = " ".join(line.strip() for line in told[4:8])
    assert answer.startswith("answer    … word word")
    assert "word {+60 days+} word" in answer
    assert answer.endswith("word …")
    assert all(len(line) > 80 for line in told[4:8])


@pytest.mark.parametrize("width", range(20, 60))
def test_a_word_that_is_broken_gives_no_workflow_command(width: int) -> None:
    lines = lay_out("x" * 30 + "::error::y", (), NO_MARKS, width=width, lines=9)
    assert not any(line.startswith("::") for line in lines)


def test_marked_words_stay_together_on_a_line() -> None:
    text = "word " * 17 + "60 whole days after that"
    marked = (Span(start=85, end=98),)
    assert lay_out(text, marked, PLAIN_ANSWER, width=100, lines=3) == [
        "word " * 16 + "word",
        "{+60 whole days+} after that",
    ]


def test_a_long_text_without_marks_is_cut_at_its_end() -> None:
    told = shown(wrong_outcome(query="word " * 500))
    assert told[2].startswith("  question  word word")
    assert told[3].endswith("word word …")
    assert all(90 < len(line) <= 100 for line in told[2:4])


def test_far_apart_marks_are_all_shown_with_the_middle_left_out() -> None:
    text = "60 days " + "word " * 500 + "90 days"
    end = len(text)
    outcome = wrong_outcome(answer=text)
    assert outcome.verdict
    marks = (Span(start=0, end=7), Span(start=end - 7, end=end))
    finding = replace(outcome.verdict.findings[0], answer_spans=marks)
    told = " ".join(" ".join(shown(replace(outcome, verdict=replace(outcome.verdict, findings=(finding,))))).split())
    assert "{+60 days+} word" in told
    assert "word … word" in told
    assert "word {+90 days+}" in told


@settings(max_examples=50, deadline=None)
@given(judged(), st.integers(60, 120), st.booleans(), st.none() | words)
def test_it_is_never_more_than_a_screen(outcome: Outcome, width: int, colour: bool, before: str | None) -> None:
    baseline = None if before is None else right_outcome(answer=before)
    lines = shown(outcome, width=width, baseline=baseline, colour=colour)
    assert len(lines) <= 27
    assert len(lines[0]) < 200 + 2 * len("\x1b[1m")
    assert all(columns(COLOUR.sub("", line)) <= width for line in lines[1:-1])
    assert lines[-1] == f"rerun: {RERUN}"


@settings(max_examples=50, deadline=None)
@given(judged(), st.booleans())
def test_no_answer_acts_on_a_terminal_or_in_a_job_log(outcome: Outcome, colour: bool) -> None:
    for line in shown(outcome, colour=colour):
        plain = COLOUR.sub("", line) if colour else line
        assert plain.isprintable()
        assert not plain.lstrip().startswith("::")
        assert "##[" not in plain


@settings(max_examples=50, deadline=None)
@given(any_outcomes, st.integers(1, 200))
def test_whatever_the_outcome_it_can_be_told(outcome: Outcome, width: int) -> None:
    tell = trouble_text if outcome.fault else failure_text
    assert len(tell(outcome, rerun=RERUN, colour=False, width=width).split("\n")) <= 27
    assert len(headline(outcome)) < 200


def test_a_headline_is_one_short_line() -> None:
    long = headline(wrong_outcome(message="the golden says\n" + "30 days, " * 50))
    assert len(long) == 199
    assert long.startswith("returns/return-window: the golden says 30 days,")
    assert long.endswith("…")


def test_an_endpoint_error_says_what_to_do_next() -> None:
    text = trouble_text(
        trouble(kind=FaultKind.REFUSED, message="nothing listens"), rerun=RERUN, colour=False, width=100
    )
    assert (
        text
        == """\
returns/return-window: endpoint error (refused): nothing listens

  question  How long do I have to return an item?
  fault     refused: nothing listens
  next      is the endpoint running, is its address right? `regold target check` asks one question

suites/returns.gold.yaml:8 (high, owner support)
rerun: pytest 'suites/returns.gold.yaml::return-window'"""
    )


def test_a_case_that_was_not_asked_says_so() -> None:
    outcome = trouble(kind=FaultKind.BREAKER, message="10 endpoint errors in a row")
    assert headline(outcome) == "returns/return-window: not asked (breaker): 10 endpoint errors in a row"


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_has_a_next_step(kind: FaultKind) -> None:
    outcome = Outcome(case=a_case(), kind=OutcomeKind.ERROR, fault=Fault(kind=kind, message="x"))
    assert "\n  next      " in trouble_text(outcome, rerun=RERUN, colour=False, width=100)


def test_the_golden_that_was_judged_against_is_the_one_shown() -> None:
    outcome = wrong_outcome()
    case = a_case("return-window", Turn(query="q", golden=("Some other golden.", GOLDEN)))
    assert any("30 days" in line for line in shown(replace(outcome, case=case))[3:4])


def test_the_first_link_of_a_case_stands_whole_above_the_command() -> None:
    url = "https://tracker.example.com/" + "x" * 200
    wrong = wrong_outcome()
    linked = replace(wrong, case=replace(wrong.case, links=(Link(url=url, name="INC-2026-0042"),)))
    lines = failure_text(linked, rerun="pytest it", colour=False, width=80).splitlines()
    assert lines[-2] == f"see: INC-2026-0042 {url}"
    assert lines[-1] == "rerun: pytest it"

"""What is told after a run, and what is not: changes of state only, in one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from regold.alerts import Quiet
from regold.model import Culprit, OutcomeKind, Severity, Triangle
from tests.alerts.samples import (
    CHANGED,
    DAY_1,
    ERROR,
    FLAKY,
    GIFT_CARD,
    INVOICE,
    KNOWN,
    NOT_RUN,
    PASSED,
    SUSPECT,
    TROUBLE,
    WINDOW,
    Story,
    a_run,
    an_outcome,
    news,
)

FAILING, STILL, RECOVERED = {WINDOW: "failing"}, {WINDOW: "still_failing"}, {WINDOW: "recovered"}


def days(*kinds: OutcomeKind, story: Story | None = None) -> list[dict[str, str]]:
    """Give what is told of one case after each of these days."""
    story = story or Story()
    return [news(story.check(kind)) for kind in kinds]


def test_the_first_wrong_run_is_noted_and_the_second_tells() -> None:
    assert days(PASSED, CHANGED, CHANGED) == [{}, {}, FAILING]


def test_what_was_told_is_not_told_again_the_next_day() -> None:
    assert days(CHANGED, CHANGED, CHANGED, CHANGED) == [{}, FAILING, {}, {}]


def test_a_recovery_is_told_once_and_only_after_its_failure() -> None:
    assert days(CHANGED, CHANGED, PASSED, PASSED) == [{}, FAILING, RECOVERED, {}]
    assert days(CHANGED, PASSED, PASSED) == [{}, {}, {}]


def test_whoever_is_right_again_and_wrong_again_is_told_of_anew() -> None:
    assert days(CHANGED, CHANGED, PASSED, CHANGED, CHANGED) == [{}, FAILING, RECOVERED, {}, FAILING]


def test_a_half_broken_case_need_not_be_wrong_in_two_runs_in_a_row() -> None:
    assert days(CHANGED, PASSED, CHANGED) == [{}, {}, FAILING]


def test_one_wrong_run_is_forgotten_after_two_right_ones() -> None:
    assert days(CHANGED, PASSED, PASSED, CHANGED) == [{}, {}, {}, {}]


def test_a_suspect_answer_confirms_but_begins_nothing() -> None:
    assert days(CHANGED, SUSPECT) == [{}, FAILING]
    assert days(SUSPECT, SUSPECT, SUSPECT) == [{}, {}, {}]


@pytest.mark.parametrize("kind", [FLAKY, KNOWN, ERROR, NOT_RUN])
def test_these_never_alert(kind: OutcomeKind) -> None:
    assert days(*[kind] * 10) == [{}] * 10


@pytest.mark.parametrize("kind", [FLAKY, KNOWN, ERROR, NOT_RUN, SUSPECT])
def test_these_end_no_failure(kind: OutcomeKind) -> None:
    assert days(CHANGED, CHANGED, kind, PASSED) == [{}, FAILING, {}, RECOVERED]


def test_a_flaky_run_does_not_tell_what_another_run_noted() -> None:
    story = Story(quiet=[Quiet(ends=DAY_1 + timedelta(days=1, hours=1))])
    assert days(CHANGED, CHANGED, FLAKY, CHANGED, story=story) == [{}, {}, {}, FAILING]


@pytest.mark.parametrize("confirm_runs", [1, 3])
def test_how_many_runs_must_agree_is_set(confirm_runs: int) -> None:
    story = Story(confirm_runs=confirm_runs)
    told = [bool(story.check(CHANGED, after=timedelta(minutes=10 * number))) for number in range(confirm_runs)]
    assert told == [False] * (confirm_runs - 1) + [True]


def test_a_check_an_hour_later_confirms_too() -> None:
    story = Story(confirm_runs=5)
    assert story.check(CHANGED) is None
    assert story.check(CHANGED, after=timedelta(minutes=50)) is None
    assert news(story.check(CHANGED, after=timedelta(minutes=70))) == FAILING


def test_two_checks_at_the_same_time_are_one_witness() -> None:
    story = Story()
    assert story.check(CHANGED) is None
    assert story.check(CHANGED, after=timedelta(seconds=5)) is None
    assert news(story.check(CHANGED, after=timedelta(minutes=5))) == FAILING


def test_a_critical_case_is_told_at_once() -> None:
    assert news(Story().check(an_outcome(CHANGED, severity=Severity.CRITICAL))) == FAILING


def test_a_reminder_comes_every_seven_runs_while_it_lasts() -> None:
    told = days(*[CHANGED] * 23)
    assert [day for day, what in enumerate(told, 1) if what] == [2, 9, 16, 23]
    assert told[8] == told[15] == told[22] == STILL


def test_a_reminder_waits_for_a_run_in_which_the_case_is_wrong() -> None:
    assert days(*[CHANGED] * 2, *[CHANGED] * 6, FLAKY, CHANGED)[-2:] == [{}, STILL]


def test_a_run_is_told_of_once() -> None:
    story = Story(confirm_runs=1)
    run = a_run(1, an_outcome(CHANGED))
    assert news(story.tell(run)) == FAILING
    before = story.state
    assert story.tell(run) is None
    assert story.state == before


def test_an_unstable_case_never_alerts_and_is_listed_for_repair() -> None:
    story = Story()
    wobbling = an_outcome(CHANGED, severity=Severity.CRITICAL, unstable=True)
    other = [an_outcome(CHANGED, GIFT_CARD)]
    assert story.check(wobbling, *other) is None
    message = story.check(wobbling, *other)
    assert news(message) == {GIFT_CARD: "failing"}
    assert message is not None
    assert message.to_repair == (WINDOW,)


def test_an_unstable_case_is_off_the_list_after_a_week_without_a_wrong_answer() -> None:
    story = Story()
    story.check(an_outcome(FLAKY, unstable=True))
    days(*[PASSED] * 6, story=story)
    assert list(story.state.cases) == [WINDOW]
    story.check(PASSED)
    assert list(story.state.cases) == []


def test_an_unstable_case_that_was_told_of_recovers_and_stays_to_be_repaired() -> None:
    story = Story()
    days(CHANGED, CHANGED, story=story)
    story.check(an_outcome(FLAKY, unstable=True))
    assert news(story.check(PASSED)) == RECOVERED
    assert story.state.cases[WINDOW].unstable
    assert story.check(PASSED) is None


def test_a_golden_that_is_out_of_date_is_nothing_to_call_anybody_for() -> None:
    triangle = Triangle(culprit=Culprit.GOLDEN_STALE, reason="the article says 60 days as the answer does")
    stale = replace(an_outcome(CHANGED, severity=Severity.CRITICAL), triangle=triangle)
    story = Story(confirm_runs=1)

    assert story.check(stale) is None
    assert story.check(stale) is None
    assert news(story.check(an_outcome(CHANGED, severity=Severity.CRITICAL))) == FAILING


def test_replayed_answers_say_nothing() -> None:
    story = Story(confirm_runs=1)
    assert story.check(an_outcome(CHANGED, replayed=True)) is None
    story.check(CHANGED)
    assert story.check(an_outcome(PASSED, replayed=True)) is None


def test_all_that_is_new_is_one_message_by_topic_the_most_urgent_first() -> None:
    story = Story()
    wrong = [an_outcome(CHANGED, GIFT_CARD), an_outcome(CHANGED, INVOICE, severity=Severity.LOW)]
    story.check(CHANGED, an_outcome(PASSED, GIFT_CARD), an_outcome(PASSED, INVOICE))
    story.check(CHANGED, *wrong)
    message = story.check(PASSED, *wrong)
    assert message is not None
    assert [(topic.topic, [case.case for case in topic.cases]) for topic in message.topics] == [
        ("returns", [GIFT_CARD, WINDOW]),
        ("billing", [INVOICE]),
    ]
    assert news(message) == {GIFT_CARD: "failing", INVOICE: "failing", WINDOW: "recovered"}
    assert message.severity is Severity.HIGH
    assert message.id == "alert-run-3"


class TestTheEndpointInTrouble:
    def test_is_one_alert_at_once_and_case_alerts_wait(self) -> None:
        story = Story()
        story.check(CHANGED)
        message = story.check(CHANGED, trouble=TROUBLE)
        assert message is not None
        assert message.endpoint is not None
        assert (message.endpoint.news, message.endpoint.sentence) == ("failing", TROUBLE)
        assert message.topics == ()
        assert message.withheld == 1
        assert story.check(CHANGED, trouble=TROUBLE) is None

    def test_over_its_end_and_what_waited_are_told_together(self) -> None:
        story = Story()
        story.check(CHANGED)
        story.check(CHANGED, trouble=TROUBLE)
        message = story.check(CHANGED)
        assert message is not None
        assert message.endpoint is not None
        assert message.endpoint.news == "recovered"
        assert news(message) == FAILING
        assert story.check(CHANGED) is None

    def test_holds_a_recovery_back_too(self) -> None:
        story = Story()
        days(CHANGED, CHANGED, story=story)
        assert news(story.check(PASSED, trouble=TROUBLE)) == {}
        assert news(story.check(PASSED)) == RECOVERED

    def test_takes_back_a_recovery_that_did_not_last(self) -> None:
        story = Story()
        days(CHANGED, CHANGED, story=story)
        story.check(PASSED, trouble=TROUBLE)
        assert news(story.check(CHANGED)) == {}

    def test_is_reminded_of_every_seven_runs(self) -> None:
        story = Story()
        told = [story.check(ERROR, trouble=TROUBLE) for _ in range(15)]
        spoken = {day: one.endpoint.news for day, one in enumerate(told, 1) if one and one.endpoint}
        assert spoken == {1: "failing", 8: "still_failing", 15: "still_failing"}

    def test_that_nobody_was_told_of_ends_in_silence(self) -> None:
        story = Story(quiet=[Quiet(ends=DAY_1 + timedelta(hours=1))])
        assert story.check(ERROR, trouble=TROUBLE) is None
        assert story.check(PASSED) is None
        assert story.state.endpoint is None


class TestQuiet:
    @pytest.mark.parametrize(
        ("topics", "cases"), [(("returns",), ()), ((), (WINDOW,)), ((), ())], ids=["topic", "case", "everything"]
    )
    def test_keeps_its_topics_and_cases_from_being_told_until_it_ends(
        self, topics: tuple[str, ...], cases: tuple[str, ...]
    ) -> None:
        story = Story(quiet=[Quiet(ends=DAY_1 + timedelta(days=3), topics=topics, cases=cases)])
        assert days(CHANGED, CHANGED, CHANGED, CHANGED, CHANGED, story=story) == [{}, {}, {}, FAILING, {}]

    def test_leaves_the_others_alone(self) -> None:
        story = Story(quiet=[Quiet(ends=DAY_1 + timedelta(days=9), topics=("billing",), cases=(GIFT_CARD,))])
        wrong = [an_outcome(CHANGED, key) for key in (WINDOW, GIFT_CARD, INVOICE)]
        story.check(*wrong)
        assert news(story.check(*wrong)) == FAILING

    def test_begins_when_it_says(self) -> None:
        window = Quiet(begins=DAY_1 + timedelta(days=2), ends=DAY_1 + timedelta(days=4))
        assert days(CHANGED, CHANGED, PASSED, story=Story(quiet=[window])) == [{}, FAILING, {}]

    def test_tells_a_recovery_when_it_is_over(self) -> None:
        story = Story(quiet=[Quiet(begins=DAY_1 + timedelta(days=2), ends=DAY_1 + timedelta(days=3))])
        assert days(CHANGED, CHANGED, PASSED, PASSED, PASSED, story=story) == [{}, FAILING, {}, RECOVERED, {}]

    def test_of_everything_covers_the_endpoint_and_of_a_topic_does_not(self) -> None:
        ends = DAY_1 + timedelta(hours=1)
        everything = Story(quiet=[Quiet(ends=ends)])
        assert everything.check(ERROR, trouble=TROUBLE) is None
        assert everything.check(ERROR, trouble=TROUBLE) is not None
        assert Story(quiet=[Quiet(ends=ends, topics=("returns",))]).check(ERROR, trouble=TROUBLE) is not None


class TestACaseThatIsNoLongerInTheSuites:
    def test_is_told_as_gone_when_it_was_told_as_failing(self) -> None:
        story = Story()
        days(CHANGED, CHANGED, story=story)
        message = story.check(an_outcome(PASSED, INVOICE), cases=frozenset({INVOICE}))
        assert news(message) == {WINDOW: "gone"}
        assert story.state.cases == {}

    def test_is_forgotten_when_nobody_was_told(self) -> None:
        story = Story()
        story.check(CHANGED)
        assert story.check(an_outcome(PASSED, INVOICE), cases=frozenset({INVOICE})) is None
        assert story.state.cases == {}

    def test_is_not_gone_because_it_was_not_asked_this_time(self) -> None:
        story = Story()
        days(CHANGED, CHANGED, story=story)
        other = an_outcome(PASSED, INVOICE)
        assert [story.check(other, cases=frozenset({INVOICE, WINDOW})) for _ in range(9)] == [None] * 9
        assert story.check(other) is None
        assert news(story.check(PASSED)) == RECOVERED


def test_the_words_of_customers_and_of_the_endpoint_stay_at_home_unless_they_are_asked_for() -> None:
    silent, open_ = Story(confirm_runs=1), Story(confirm_runs=1, include_answers=True)
    told = silent.check(CHANGED)
    assert told is not None
    assert (told.cases[0].question, told.cases[0].answer) == (None, None)
    assert "60 days" not in repr((told, silent.state))
    said = open_.check(CHANGED)
    assert said is not None
    assert said.cases[0].answer == "You have 60 days."
    assert said.cases[0].question == "How long do I have to return an item?"


def test_an_answer_of_odd_characters_can_still_be_told() -> None:
    outcome = an_outcome(CHANGED)
    assert outcome.answer is not None
    odd = replace(outcome, answer=replace(outcome.answer, text="30 \ud800 days " * 100))
    told = Story(confirm_runs=1, include_answers=True).check(odd)
    assert told is not None
    assert told.cases[0].answer == ("30 ? days " * 100)[:500]


def test_a_case_is_linked_to_its_line() -> None:
    told = Story(confirm_runs=1, link="https://git.example.com/{path}#L{line}").check(
        an_outcome(CHANGED, "our returns#x")
    )
    assert told is not None
    assert told.cases[0].link == "https://git.example.com/suites/our%20returns.gold.yaml#L8"

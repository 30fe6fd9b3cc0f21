from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

from regold.errors import ModelError
from regold.judge import JUDGE_VERSION, Judge, JudgeSettings, Strictness
from regold.model import Answer, Expect, Finding, Turn
from tests.judge.making import WORDS_ONLY, Counting, case, conversation, judged


def test_an_answer_that_is_the_golden_is_accepted_with_score_one() -> None:
    verdict = judged("You have 30 days.", "**You have  30 days.**")

    assert verdict.accepted
    assert verdict.score == 1
    assert verdict.findings[0].check == "exact"
    assert verdict.goldens == ("You have 30 days.",)


def test_a_wrong_fact_is_told_first_with_the_words_in_both_texts() -> None:
    golden, answer = "You can return it within 30 days.", "Sure. You can return it within 60 days."
    verdict = judged(golden, answer)
    first = verdict.findings[0]

    assert not verdict.accepted
    assert first.check == "fact"
    assert first.message == "the golden says 30 days, the answer says 60 days"
    assert [golden[span.start : span.end] for span in first.golden_spans] == ["30 days"]
    assert [answer[span.start : span.end] for span in first.answer_spans] == ["60 days"]


def test_a_wrong_fact_is_not_outvoted_by_any_similarity() -> None:
    golden = "You can return any item that you bought in our shop within 30 days of delivery for a full refund."
    judge = Judge(JudgeSettings(strictness=Strictness.LENIENT), embedder=Counting())

    assert not judge.evaluate(case(golden), Answer(text=golden.replace("30", "31"))).accepted


def test_a_missing_fact_rejects_with_its_own_message() -> None:
    verdict = judged("Returns are free within 30 days.", "Returns are free.")

    assert not verdict.accepted
    assert verdict.findings[0].message.endswith("the golden says 30 days, the answer does not")


def test_a_price_with_a_time_that_the_golden_does_not_give_is_weighed_and_not_settled_by_words() -> None:
    golden = "The deposit is 100 euros. You get it back in cash when you return the bike."
    same, per_day = (judged(golden, golden.replace("euros", other)) for other in ("EUR", "euros a day"))

    assert same.accepted
    assert not same.signals
    assert per_day.signals


def test_a_fact_that_the_question_gave_need_not_be_repeated() -> None:
    judge = Judge(WORDS_ONLY)
    asked = case("Collecting items over 20 kg costs $25.", query="What does it cost to collect an item over 20 kg?")

    silent = judge.evaluate(asked, Answer(text="Collecting items costs $25."))
    wrong = judge.evaluate(asked, Answer(text="Collecting items over 30 kg costs $25."))

    assert not any(found.check == "fact" and not found.supports for found in silent.findings)
    assert wrong.findings[0].message == "the golden says 20 kg, the answer says 30 kg"


def test_the_right_value_elsewhere_does_not_save_a_wrong_one() -> None:
    verdict = judged(
        "Standard delivery takes 5 days.", "Standard delivery takes 9 days. A refund of your money takes 5 days."
    )

    assert verdict.findings[0].message == "the golden says 5 days, the answer says 9 days"


def test_further_facts_of_a_long_answer_do_no_harm() -> None:
    golden = "Standard delivery takes 5 days."
    answer = "Thanks for asking! Standard delivery takes 5 days. Express delivery takes 2 days and costs $12."

    assert judged(golden, answer).accepted


def test_a_turned_round_answer_is_rejected_for_its_polarity() -> None:
    verdict = judged("Gift cards cannot be refunded.", "Gift cards can be refunded.")

    assert verdict.findings[0].check == "polarity"


def test_yes_is_not_no() -> None:
    verdict = judged("Yes, you can.", "No, you can not.")

    assert verdict.findings[0].message == "the golden says yes, the answer says no"


def test_one_of_several_goldens_is_enough() -> None:
    judge = Judge(WORDS_ONLY)
    verdict = judge.evaluate(case("It costs $5.", "It is free."), Answer(text="It is free."))

    assert verdict.accepted
    assert verdict.goldens == ("It is free.",)


def test_a_rejected_answer_is_shown_against_the_nearest_golden() -> None:
    judge = Judge(WORDS_ONLY)
    verdict = judge.evaluate(
        case("You find the opening hours on the door of the shop.", "It costs $5 a month."),
        Answer(text="It costs $6 a month."),
    )

    assert verdict.goldens == ("It costs $5 a month.",)


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_an_empty_answer_is_rejected(text: str) -> None:
    verdict = Judge(WORDS_ONLY).evaluate(case("It is free."), Answer(text=text))

    assert not verdict.accepted
    assert verdict.findings[0].check == "empty"


def test_an_empty_answer_is_good_where_only_a_handoff_is_expected() -> None:
    asked = case(expect=Expect(handoff=True))

    assert Judge(WORDS_ONLY).evaluate(asked, Answer(text="", handoff=True)).accepted


def test_a_turn_without_golden_and_condition_takes_any_answer() -> None:
    verdict = Judge(WORDS_ONLY).evaluate(case(), Answer(text="Anything."))

    assert verdict.accepted
    assert verdict.goldens == ("",)


def test_a_conversation_is_as_good_as_its_worst_turn() -> None:
    asked = conversation(Turn(query="a", golden=("It is free.",)), Turn(query="b", golden=("It takes 2 days.",)))
    answer = Answer(text="It takes 3 days.", earlier=(Answer(text="It is free."),))
    verdict = Judge(WORDS_ONLY).evaluate(asked, answer)

    assert not verdict.accepted
    assert verdict.findings[0].turn == 1
    assert verdict.findings[0].message == "the golden says 2 days, the answer says 3 days"
    assert verdict.goldens == ("It is free.", "It takes 2 days.")


def test_the_first_rejected_turn_decides() -> None:
    asked = conversation(Turn(query="a", golden=("It takes 1 day.",)), Turn(query="b", golden=("It takes 2 days.",)))
    answer = Answer(text="It takes 3 days.", earlier=(Answer(text="It takes 4 days."),))

    assert Judge(WORDS_ONLY).evaluate(asked, answer).findings[0].turn == 0


def test_a_turn_that_was_not_answered_is_rejected() -> None:
    asked = conversation(Turn(query="a", golden=("Yes.",)), Turn(query="b", golden=("No.",)))

    assert not Judge(WORDS_ONLY).evaluate(asked, Answer(text="Yes.")).accepted


def test_a_check_of_the_user_s_rejects_what_it_does_not_support() -> None:
    def polite(turn: Turn, answer: Answer) -> Sequence[Finding]:
        return [Finding(check="polite", supports="please" in answer.text, message="says please")]

    judge = Judge(WORDS_ONLY, checks={"shop:polite": polite})

    assert not judge.evaluate(case("Wait."), Answer(text="Wait.")).accepted
    assert judge.evaluate(case("Wait, please."), Answer(text="Wait, please.")).accepted


def test_a_check_that_fails_is_named() -> None:
    def broken(turn: Turn, answer: Answer) -> Sequence[Finding]:
        raise KeyError("tone")

    with pytest.raises(ModelError, match=r"checks: shop:broken failed with KeyError"):
        Judge(WORDS_ONLY, checks={"shop:broken": broken}).evaluate(case("Hi."), Answer(text="Hi."))


def test_nothing_heavy_is_loaded_while_every_answer_is_its_golden() -> None:
    program = (
        "import sys\n"
        "from regold.judge import Judge, JudgeSettings\n"
        "from regold.model import *\n"
        "turn = Turn(query='q', golden=('It takes 2 days.',))\n"
        "case = Case(id='a', suite='s', turns=(turn,), place=Place(path='x', line=1))\n"
        "judge = Judge(JudgeSettings())\n"
        "assert judge.evaluate(case, Answer(text='It takes 2 days.')).accepted\n"
        "assert not judge.evaluate(case, Answer(text='It takes 3 days.')).accepted\n"
        "assert judge.models() == ()\n"
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'pydantic', 'pytest'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


def test_facts_and_exact_words_decide_fast() -> None:
    judge = Judge(JudgeSettings())
    asked = case("You can return any item within 30 days of delivery.")
    wrong = Answer(text="You can return any item within 60 days of delivery.")
    started = time.process_time()
    for _ in range(500):
        judge.evaluate(asked, wrong)

    assert 500 / (time.process_time() - started) > 1_000


def test_the_version_of_the_judge_can_stand_in_a_fingerprint() -> None:
    assert JUDGE_VERSION


NO_WORD_OF_WEIGHT = [
    "Of course.",
    "You can.",
    "It is.",
    "We do.",
    "All of them.",
    "Both.",
    "That is the cost.",
    "Not yet.",
]


@pytest.mark.parametrize("golden", NO_WORD_OF_WEIGHT)
@pytest.mark.parametrize("answer", ["Our office is in Berlin and parcels are blue.", "No, you cannot do that."])
def test_a_golden_without_a_word_of_weight_does_not_accept_what_says_something_else(golden: str, answer: str) -> None:
    assert not judged(golden, answer).accepted


@pytest.mark.parametrize(
    ("golden", "answer"),
    [("Of course.", "Yes, of course!"), ("You can.", "Yes, you can."), ("Both.", "Both of these.")],
)
def test_a_golden_without_a_word_of_weight_accepts_its_own_words(golden: str, answer: str) -> None:
    assert judged(golden, answer).accepted

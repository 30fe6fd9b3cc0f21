"""Asks and judges the cases of one process; what becomes of the outcomes is the recorder's business."""

from __future__ import annotations

from functools import cached_property
from random import Random
from secrets import randbits
from typing import TYPE_CHECKING

from regold import history
from regold.model import Answer, Ask, Case, Outcome, OutcomeKind
from regold.session.closely import Watched, asked_again, asked_more, is_first_right, watched
from regold.session.judging import judged, on_one_answer
from regold.session.opening import open_judge, target_maker
from regold.targets import Breaker, Prefetch
from regold.targets.prefetch import ENOUGH_AHEAD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regold.config import Config
    from regold.knowledge.impact import Selection
    from regold.session.culprits import Culprits

READ_AHEAD = ENOUGH_AHEAD + 8
"""Cases asked ahead for each call at once: enough, and beyond that what is then asked in one go."""


class Session:
    """Asks the target and judges what it says: start(cases), then answer and outcome for each, settle, then close."""

    def __init__(
        self,
        config: Config,
        *,
        now: datetime,
        stops_early: bool = False,
        asks_ahead: bool = True,
        touched: Selection | None = None,
    ) -> None:
        """Make the judge and the target of `config`; nothing is asked before `start` or `answer`.

        `now` decides which earlier runs say what is usual, and over quarantines. `stops_early` says that the run ends
        at its first failures (`-x`): then little is asked ahead, since every call may cost money. Without `asks_ahead`
        one case is asked at a time, as where several processes do so at once. `touched` is the choice of cases after a
        change of articles. Raises ConfigError for a target or a dotted path that cannot be used.
        """
        self._config = config
        self._now = now
        self._asks_ahead = asks_ahead
        self._touched = touched
        self._judge = open_judge(config)
        concurrency = config.concurrency
        chance = Random(randbits(128))  # noqa: S311 - unique is enough; the system's own lets go of the lock each time
        self._prefetch = Prefetch(
            target_maker(config),
            concurrency=concurrency,
            window=concurrency if stops_early else concurrency * READ_AHEAD,
            deadline=config.deadline,
            breaker=Breaker(),
            new_session=lambda: f"{chance.getrandbits(128):032x}",
        )
        self._prefetch.open()

    def start(self, cases: Sequence[Case]) -> None:
        """Begin to ask these cases ahead, in their order."""
        if self._asks_ahead:
            self._prefetch.start(cases)

    def answer(self, case: Case) -> Answer:
        """Wait for the answer; raises EndpointError, or NotRunError when nothing is asked any more."""
        __tracebackhide__ = True
        return self._prefetch.answer(case)

    def outcome(self, case: Case, answer: Answer) -> Outcome:
        """Judge a first answer: passed, or undecided with the findings that say why.

        After a change of articles a right answer that the change left behind comes with what they say now.

        A right answer to a case of a watched topic is undecided too: a few more are asked for.

        A recorded answer cannot be asked for again: a wrong one is changed, or a known failure in quarantine.
        """
        outcome = judged(self._judge, case, answer)
        if answer.replayed:
            outcome = on_one_answer(outcome, self._today)
        elif not outcome.undecided and self._watched.holds(case):
            return asked_again(outcome)
        return outcome if outcome.undecided or not (answer.replayed or self._touched) else self._explained(outcome)

    def settle(self, undecided: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """Ask these cases again until the evidence tells what became of each, and give that in the same order.

        Where the settings name articles, each comes with what they say of its wrong answer.
        """
        from regold.session.settling import settle  # noqa: PLC0415 - a run without wrong answers needs no statistics

        more = self._with_more(undecided)
        wrong = [outcome for outcome in more if outcome.undecided]
        keys = [outcome.case.key for outcome in wrong]
        settled = settle(
            wrong,
            history.usual(self._config.history, keys, before=self._now),
            self._config.gate,
            today=self._today,
            ask=self._ask_again,
            begin=self._begin_round,
        )
        told = {outcome.case.key: outcome for outcome in (*more, *settled)}
        return tuple(self._explained(told[outcome.case.key]) for outcome in more)

    @property
    def models(self) -> tuple[str, ...]:
        """The ids of the models that were loaded so far."""
        return self._judge.models()

    def close(self) -> None:
        """Stop asking and let go of the target; safe to call twice."""
        self._prefetch.close()

    @property
    def _today(self) -> str:
        return f"{self._now:%Y-%m-%d}"

    @cached_property
    def _watched(self) -> Watched:
        return watched(self._config, self._now)

    def _with_more(self, undecided: Sequence[Outcome]) -> list[Outcome]:
        """Give these outcomes with more answers of those that were right and are watched."""
        right = [outcome for outcome in undecided if is_first_right(outcome)]
        more = asked_more(
            right,
            ask=self._ask_again,
            begin=self._begin_round,
            judge=lambda case, ask: judged(self._judge, case, ask.answer),
        )
        told = {outcome.case.key: outcome for outcome in more}
        return [told.get(outcome.case.key, outcome) for outcome in undecided]

    @cached_property
    def _culprits(self) -> Culprits:
        from regold.session.culprits import Culprits  # noqa: PLC0415 - a run without wrong answers reads no articles

        return Culprits(self._config, self._judge, self._touched)

    def _explained(self, outcome: Outcome) -> Outcome:
        is_plain = outcome.kind is OutcomeKind.PASSED and not self._touched
        return outcome if is_plain or not self._config.knowledge.articles else self._culprits.told(outcome)

    def _ask_again(self, case: Case) -> Ask:
        answer = self._prefetch.answer(case)
        return Ask(answer=answer, accepted=self._judge.evaluate(case, answer).accepted)

    def _begin_round(self, cases: Sequence[Case]) -> None:
        if len(cases) > 1:  # one alone is asked at once, and what was to be asked after it is not forgotten
            self.start(cases)

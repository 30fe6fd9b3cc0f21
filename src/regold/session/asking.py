"""Asks and judges the cases of one process; what becomes of the outcomes is the recorder's business."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from regold.model import Answer, Case, Outcome, OutcomeKind
from regold.session.opening import open_judge, target_maker
from regold.targets import Breaker, Prefetch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regold.config import Config
    from regold.judge import Judge

READ_AHEAD = 16
"""Cases asked ahead for each call at once: with a heavy tail a smaller window is the bottleneck (measured: at 32
calls at once a window of 32 takes 37 s where 512 takes 7.5 s)."""


class Session:
    """Asks the target and judges what it says: start(cases), then answer and outcome for each, then close."""

    def __init__(self, config: Config, *, stops_early: bool = False) -> None:
        """Make the judge and the target of `config`; nothing is asked before `start` or `answer`.

        `stops_early` says that the run ends at its first failures (`-x`): then little is asked ahead, since every
        call may cost money. Raises ConfigError for a target or a dotted path that cannot be used.
        """
        self._judge = open_judge(config)
        concurrency = config.concurrency
        self._prefetch = Prefetch(
            target_maker(config),
            concurrency=concurrency,
            window=concurrency if stops_early else concurrency * READ_AHEAD,
            deadline=config.deadline,
            breaker=Breaker(),
            new_session=lambda: uuid4().hex,
        )
        self._prefetch.open()

    def start(self, cases: Sequence[Case]) -> None:
        """Begin to ask these cases ahead, in their order."""
        self._prefetch.start(cases)

    def answer(self, case: Case) -> Answer:
        """Wait for the answer; raises EndpointError, or NotRunError when nothing is asked any more."""
        __tracebackhide__ = True
        return self._prefetch.answer(case)

    def outcome(self, case: Case, answer: Answer) -> Outcome:
        """Judge an answer: passed, or changed with the findings that say why."""
        return judged(self._judge, case, answer)

    @property
    def models(self) -> tuple[str, ...]:
        """The ids of the models that were loaded so far."""
        return self._judge.models()

    def close(self) -> None:
        """Stop asking and let go of the target; safe to call twice."""
        self._prefetch.close()


def judged(judge: Judge, case: Case, answer: Answer) -> Outcome:
    """Give what becomes of a case with this answer."""
    verdict = judge.evaluate(case, answer)
    kind = OutcomeKind.PASSED if verdict.accepted else OutcomeKind.CHANGED
    return Outcome(case=case, kind=kind, answer=answer, verdict=verdict)

"""Gives the answers of an earlier run instead of asking; every one of them says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from regold.model import Answer, EndpointError, Fault, FaultKind, Question
from regold.targets.settings import ReplaySettings


class ReplayTarget:
    """The recorded answer of each case and turn, with its recorded latency."""

    def __init__(self, settings: ReplaySettings, recorded: Mapping[str, Answer]) -> None:
        """Take the answers by case key: each is the one to the last turn, with the earlier ones inside."""
        self._run = settings.run
        self._recorded = recorded

    async def ask(self, question: Question) -> Answer:
        """Give the recorded answer, stamped as replayed; raises EndpointError when none was recorded."""
        answer = self._recorded.get(question.case)
        turns = (*answer.earlier, answer) if answer else ()
        if question.turn >= len(turns):
            raise EndpointError(self._not_recorded(question, len(turns)))
        return replace(turns[question.turn], replayed=True, earlier=())

    async def close(self) -> None:
        """Nothing to let go of."""

    def _not_recorded(self, question: Question, turns: int) -> Fault:
        what = f"turn {question.turn + 1} of {question.case}" if turns else question.case
        return Fault(
            kind=FaultKind.NOT_RECORDED,
            message=f"the recorded run {self._run} holds no answer to {what}; "
            "ask the live endpoint once to record it, or replay another run",
        )

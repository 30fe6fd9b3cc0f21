"""Asks the articles about wrong answers: is it the answer, its golden or the article. They are read when needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from regold.knowledge.search import PassageIndex
from regold.knowledge.splitting import Splitter
from regold.knowledge.terms import TermReader
from regold.knowledge.triangle import triangle
from regold.knowledge.witnesses import Witnesses
from regold.session.impact import open_shelf, past

if TYPE_CHECKING:
    from regold.config import Config
    from regold.knowledge.impact import Selection
    from regold.model import Answer, Outcome, Triangle


class Culprits:
    """Tells for each wrong answer what the articles say about it, as they stand now.

    With the `selection` that the cases were run for, what was just changed in the articles has the last word.
    """

    def __init__(self, config: Config, selection: Selection | None = None) -> None:
        self._config = config
        self._edits = selection.change.edits if selection else ()
        self._for = {one.case.key: one.article for one in selection.chosen} if selection else {}

    def of(self, outcome: Outcome) -> Triangle | None:
        """Give what the articles say of an answer that was judged wrong; None when there is nothing to decide.

        Raises:
            KnowledgeError: the settings name no articles, or they cannot be read.
        """
        verdict, answer = outcome.verdict, outcome.answer
        if verdict is None or answer is None or verdict.accepted:
            return None
        turn = next((finding.turn for finding in verdict.findings if not finding.supports), 0)
        golden = verdict.goldens[turn] if turn < len(verdict.goldens) else ""
        said = (*answer.earlier, answer)
        if not golden or turn >= len(said):
            return None
        also = filter(None, [self._for.get(outcome.case.key, "")])
        return triangle(
            query=outcome.case.turns[turn].query,
            golden=golden,
            answer=said[turn].text,
            articles=self._witnesses.of(outcome.case, _sources(said[turn]), also),
            edits=self._edits,
        )

    @cached_property
    def _witnesses(self) -> Witnesses:
        articles = Splitter().articles(open_shelf(self._config).pages())
        return Witnesses(articles, PassageIndex(articles, TermReader()), past(self._config).sources)


def _sources(answer: Answer) -> tuple[str, ...]:
    return answer.sources or ()

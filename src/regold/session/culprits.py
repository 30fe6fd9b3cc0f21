"""Asks the articles about wrong answers: is it the answer, its golden or the article. They are read when needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from regold import history
from regold.errors import KnowledgeError
from regold.history import Decision
from regold.knowledge.impact import guards_incident
from regold.knowledge.terms import TermReader
from regold.knowledge.triangle import GRAVEST_FIRST, left_behind, triangle
from regold.knowledge.witnesses import Library, Witnesses
from regold.model import Answer, Case, Culprit, Outcome, OutcomeKind, Triangle, Zone
from regold.session.impact import PASSAGES, kept_knowledge, open_shelf, past_sources
from regold.text.normalise import normalise

if TYPE_CHECKING:
    from regold.config import Config
    from regold.judge import Judge
    from regold.knowledge.impact import Selection

_UNANSWERED = {OutcomeKind.ERROR, OutcomeKind.NOT_RUN}


class Culprits:
    """Tells for each wrong answer what the articles say about it, as they stand now.

    With the `selection` that the cases were run for, what was just changed in the articles has the last word, and right
    answers that the change left behind are told too. A golden is called stale only when the `judge` would not refuse
    the answer beside the golden that is proposed.
    """

    def __init__(self, config: Config, judge: Judge, selection: Selection | None = None) -> None:
        self._config = config
        self._judge = judge
        self._edits = selection.change.edits if selection else ()
        self._for = {one.case.key: one.article for one in selection.chosen} if selection else {}

    def told(self, outcome: Outcome) -> Outcome:
        """Give an outcome with what the articles say of its answer; one of which they say nothing as it is.

        Articles that cannot be read are a reason why nothing can be told: the run goes on.
        """
        passed = outcome.kind is OutcomeKind.PASSED
        if outcome.kind in _UNANSWERED or (passed and not self._edits):
            return outcome
        try:
            triangle = self._left_behind(outcome) if passed else self._triangle(outcome)
            return replace(outcome, triangle=triangle) if triangle else outcome
        except KnowledgeError as mistake:
            unread = Triangle(culprit=Culprit.CANNOT_TELL, reason=f"the articles cannot be read: {mistake}")
            return replace(outcome, triangle=unread)

    def _triangle(self, outcome: Outcome) -> Triangle | None:
        """Give what the articles say; of several wrong answers the one that is wrong most surely counts."""
        verdict, answer = outcome.verdict, outcome.answer
        if verdict is None or answer is None or verdict.accepted:
            return None
        turn = next((finding.turn for finding in verdict.findings if not finding.supports), 0)
        golden = verdict.goldens[turn] if turn < len(verdict.goldens) else ""
        texts = list(dict.fromkeys(_wrong_texts(outcome, turn)))
        if not golden or not texts:
            return None
        also = [name for name in [self._for.get(outcome.case.key, "")] if name]
        articles = self._witnesses.of(outcome.case, answer.sources or (), also)
        query = outcome.case.turns[turn].query
        told = [
            triangle(query=query, golden=golden, answer=text, articles=articles, edits=self._edits) for text in texts
        ]
        gravest = min(told, key=lambda one: GRAVEST_FIRST.index(one.culprit))
        return self._doubted(outcome, turn, gravest) if gravest.culprit is Culprit.GOLDEN_STALE else gravest

    def _left_behind(self, outcome: Outcome) -> Triangle | None:
        """Give what the articles say since the change of a right answer that is as before; None where all is well."""
        article = self._for.get(outcome.case.key, "")
        edits = [edit for edit in self._edits if edit.article == article]
        if not edits or not outcome.verdict:
            return None
        articles = self._witnesses.of(outcome.case, (outcome.answer.sources or ()) if outcome.answer else (), [article])
        turns = zip(outcome.case.turns, outcome.verdict.goldens, strict=False)
        told = (left_behind(query=turn.query, golden=golden, articles=articles, edits=edits) for turn, golden in turns)
        return next(filter(None, told), None)

    def _doubted(self, outcome: Outcome, turn: int, stale: Triangle) -> Triangle:
        """Take a golden for stale only when nobody said otherwise and nothing else speaks against the answer."""
        if (outcome.case.key, _plain(outcome)) in self._rejected:
            why = "such an answer was rejected in a review, so that the article is wrong"
        elif guards_incident(outcome.case):
            why = "the golden guards an incident, so that the article may be wrong"
        else:
            return self._proven(outcome, turn, stale)
        return replace(stale, culprit=Culprit.ARTICLE_AMBIGUOUS, reason=f"{stale.reason}; but {why}")

    def _proven(self, outcome: Outcome, turn: int, stale: Triangle) -> Triangle:
        answer = outcome.answer
        assert answer  # noqa: S101 - there is nothing to decide without one
        new = stale.proposed or (*answer.earlier, answer)[turn].text
        case, outdated = _mended(outcome.case, turn, new)
        verdict = self._judge.evaluate(case, answer)
        against = next((found for found in verdict.findings if not found.supports and found.turn == turn), None)
        if against and verdict.zone is Zone.REJECTED:
            reason = f"{stale.reason}; but beside a golden that says so it would be wrong too: {against.message}"
            return replace(stale, culprit=Culprit.CANNOT_TELL, reason=reason, proposed=None)
        also = "; so is `contains` of the case, which is to be mended by hand" if outdated else ""
        return replace(stale, reason=stale.reason + also)

    @cached_property
    def _witnesses(self) -> Witnesses:
        pages = open_shelf(self._config).pages()
        reader = TermReader(kept_knowledge(self._config).load(PASSAGES))
        return Witnesses(Library(pages, reader), past_sources(self._config))

    @cached_property
    def _rejected(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        no = {Decision.REJECTED, Decision.INCIDENT}
        found = history.reviews(self._config.history)
        return frozenset((one.case, tuple(map(normalise, one.answers))) for one in found if one.decision in no)


def _mended(case: Case, turn: int, golden: str) -> tuple[Case, bool]:
    """Give a case with another golden, without what must be in the answer that only its old goldens say."""
    old = case.turns[turn]
    before, after = normalise("\n".join(old.golden)), normalise(golden)
    outdated = [text for text in old.expect.contains if normalise(text) in before and normalise(text) not in after]
    contains = tuple(text for text in old.expect.contains if text not in outdated)
    new = replace(old, golden=(golden,), expect=replace(old.expect, contains=contains))
    return replace(case, turns=(*case.turns[:turn], new, *case.turns[turn + 1 :])), bool(outdated)


def _wrong_texts(outcome: Outcome, turn: int) -> Iterator[str]:
    """Give what the wrong answers say to a turn, the first answer first."""
    answers = [outcome.answer, *(ask.answer for ask in outcome.asks if not ask.accepted)]
    for said in map(_said, filter(None, answers)):
        if turn < len(said):
            yield said[turn]


def _said(answer: Answer) -> Sequence[str]:
    return [one.text for one in (*answer.earlier, answer)]


def _plain(outcome: Outcome) -> tuple[str, ...]:
    return tuple(map(normalise, _said(outcome.answer))) if outcome.answer else ()

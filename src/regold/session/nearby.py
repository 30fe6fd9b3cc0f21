"""Finds the cases that an incident should have been caught by, and tells why none of them caught it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from regold import history
from regold.incidents.conversion import Draft
from regold.incidents.record import Missed, MissedWhy
from regold.model import Case, OutcomeKind
from regold.session.alike import Alike, same_facts, turned_round
from regold.session.proving import accepts, case_of, catches
from regold.text.facts import facts
from regold.text.normalise import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from regold.judge import Judge
    from regold.session.meaning import Meaning

_SHORTLIST = 3
_ALIKE = 60
_SAME_QUESTION = 85
"""Of 100, how alike two texts must be in their words to be looked at, and to ask the same (token set ratio)."""

_RUNS = 20
_WORD = re.compile(r"\w+")
_SMALL = re.compile(
    r"a|an|the|i|my|me|we|our|us|you|your|it|its|do|does|did|is|are|was|were|be|can|could|will|would|should|have|has"
    r"|to|of|for|in|on|at|and|or|that|this|there|hi|hello|hey|please|thanks|quick|question|what|whats|s|how"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What the other cases say of a draft: why it was missed, and the case that proves it already, if there is one."""

    missed: Missed
    same: Case | None = None


class Nearby:
    """The cases of all suites, looked through for those near a draft; `asked` are the keys that newest runs asked.

    With `meaning` cases that ask the same in other words are near too.
    """

    def __init__(
        self, cases: Sequence[Case], asked: Collection[str], today: str, meaning: Meaning | None = None
    ) -> None:
        self._asked, self._today = asked, today
        self._alike = Alike(meaning)
        self._cases: list[Case] = []
        self._queries: list[str] = []
        self._goldens: list[str] = []
        for case in cases:
            self.add(case)

    def add(self, case: Case) -> None:
        """Look through this case too."""
        self._cases.append(case)
        self._alike.add(case.turns[-1].query)
        self._queries.append(normalise(case.turns[-1].query))
        self._goldens.append(normalise(next(iter(case.turns[-1].golden), "")))

    def own(self, draft: Draft) -> Case | None:
        """Give the case that was made of this incident before, whichever suite it stands in now."""
        return next((case for at, case in enumerate(self._cases) if self._is_own(at, draft)), None)

    def look(self, judge: Judge, draft: Draft) -> Near:
        """Give what cases other than the draft's own say of it.

        The same case is one that asks or states the same in the same words of weight, or in others with the same facts,
        rejects the bad answer and accepts the corrected one. Of two that are only alike both are kept: one word may be
        all that differs.
        """
        missed = Missed(why=MissedWhy.NO_CASE)
        for case, same_question in self._shortlist(draft):
            same = _may_be_same(case, draft) and (
                _same_words(case, draft) or (same_question and self._same_meaning(judge, case, draft))
            )
            if not (same or same_question):
                continue
            if catches(judge, case, draft):
                why = self._why_not_caught(case)
                kept = case if same and why is not MissedWhy.QUARANTINED else None
                return Near(missed=Missed(why=why, case=case.key), same=kept)
            if missed.case is None and (why_not := _why_blind(judge, case, draft) or self._why_unheard(case, draft)):
                missed = Missed(why=why_not, case=case.key)
        return Near(missed=missed)

    def _shortlist(self, draft: Draft) -> list[tuple[Case, bool]]:
        """Give the nearest cases by their question or their golden, and whether they ask the same."""
        scores: dict[int, float] = {}
        asked: dict[int, float] = {}
        for text, texts in ((draft.query, self._queries), (draft.golden or "", self._goldens)):
            found = process.extract(
                normalise(text), texts, scorer=fuzz.token_set_ratio, limit=2 * _SHORTLIST, score_cutoff=_ALIKE
            )
            for _, score, at in found:
                scores[at] = max(score, scores.get(at, 0.0))
                if texts is self._queries:
                    asked[at] = score
        best = [at for _, at in sorted((-score, at) for at, score in scores.items())]
        near = self._alike.near(draft.query, _SHORTLIST)
        every = [at for at in dict.fromkeys((*best, *near)) if not self._is_own(at, draft)]
        chosen = {*islice((at for at in every if at in scores), _SHORTLIST), *near}
        return [(self._cases[at], at in near or asked.get(at, 0) >= _SAME_QUESTION) for at in every if at in chosen]

    def _same_meaning(self, judge: Judge, case: Case, draft: Draft) -> bool:
        """Tell whether a case states the same in other words: each accepts what the other holds for correct."""
        if not self._alike.states_the_same(case, draft):
            return False
        ours = case_of(draft, case.place.path)
        return any(accepts(judge, ours, golden) for golden in case.turns[-1].golden)

    def _why_unheard(self, case: Case, draft: Draft) -> MissedWhy | None:
        """Give why a case with the same facts, which rejects the bad answer, did not catch it; None for any other."""
        goldens = case.turns[-1].golden
        known = bool(draft.golden) and any(
            facts(golden) and same_facts(golden, draft.golden or "") for golden in goldens
        )
        return self._why_not_caught(case) if known else None

    def _is_own(self, at: int, draft: Draft) -> bool:
        provenance = self._cases[at].provenance
        return provenance is not None and provenance.incident == draft.incident

    def _why_not_caught(self, case: Case) -> MissedWhy:
        if case.quarantine and self._today <= case.quarantine.until:
            return MissedWhy.QUARANTINED
        return MissedWhy.OTHER_WORDING if case.key in self._asked else MissedWhy.SKIPPED


def asked_lately(folder: Path) -> frozenset[str]:
    """Give the keys of the cases that one of the newest 20 runs asked."""
    found: set[str] = set()
    for digest in islice(history.digests(folder), _RUNS):
        found.update(key for key, case in digest.cases.items() if case.kind is not OutcomeKind.NOT_RUN)
    return frozenset(found)


def _why_blind(judge: Judge, case: Case, draft: Draft) -> MissedWhy | None:
    """Give why a case that asks the same did not catch it; None where it accepts neither answer."""
    if accepts(judge, case, draft.bad):
        return MissedWhy.TOO_LOOSE if accepts(judge, case, draft.golden or "") else MissedWhy.GOLDEN_WRONG
    return None


def _may_be_same(case: Case, draft: Draft) -> bool:
    """Tell whether nothing turns the question round: an opposite word, or another question that was asked before it."""
    before = [_words(one.query) for one in case.turns[:-1]]
    said_before = before == [_words(one.query) for one in draft.earlier]
    return said_before and not turned_round(case.turns[-1].query, draft.query)


def _same_words(case: Case, draft: Draft) -> bool:
    """Tell whether two cases ask the same, or state the same, but for small words, their order and their case."""
    turn = case.turns[-1]
    asked, stated = _words(draft.query), _words(draft.golden or "")
    return asked == _words(turn.query) or any(stated == _words(golden) for golden in turn.golden)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(normalise(text)) if not _SMALL.fullmatch(word))

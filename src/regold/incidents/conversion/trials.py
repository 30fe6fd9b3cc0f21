"""What the judge said of a draft, and what is to be done where that is no proof. The judge itself is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from regold.incidents.conversion.claims import wrong_facts
from regold.incidents.conversion.drafting import Draft
from regold.model import Zone
from regold.text.facts import comparable, facts

RECORDED = "as recorded"
_SHOWN = 80


class Shown(StrEnum):
    """Which answer the judge was shown."""

    BAD = "bad"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One text that the judge was shown for a draft, and what it said.

    `zone` is that of the whole case, `alone` that of the golden without the words it excludes. `touches` tells whether
    what spoke against the text is about the words that were wrong; `why` is the finding that decided.
    """

    shown: Shown
    wording: str
    zone: Zone
    alone: Zone
    why: str
    touches: bool = True


def wrong_words(draft: Draft) -> tuple[str, ...]:
    """Give the words of the bad answer that were wrong: those excluded, its own facts, else the wrong sentences."""
    facts_of_it = wrong_facts(draft.bad, draft.golden or "")
    named = (draft.bad[fact.span.start : fact.span.end] for fact in facts_of_it)
    return tuple(dict.fromkeys((*draft.excludes, *named))) or draft.statements


def shortcomings(draft: Draft, trials: Sequence[Trial]) -> tuple[str, ...]:
    """Give why these trials are no proof, each with what to do; nothing when they are one."""
    return (*_first(_of_bad(draft, trials)), *_first(_of_corrected(draft, trials)))


def _first(found: Iterator[str]) -> tuple[str, ...]:
    """Give the first only: a rewording falls short of the same as what was recorded."""
    return tuple(islice(found, 1))


def _of_bad(draft: Draft, trials: Sequence[Trial]) -> Iterator[str]:
    for one in (one for one in trials if one.shown is Shown.BAD):
        if one.alone is Zone.ACCEPTED or (one.alone is Zone.UNSURE and one.zone is not Zone.REJECTED):
            yield _let_pass(draft, one)
        elif not one.touches and one.wording == RECORDED:
            yield (
                f"the bad answer is rejected, but not for what was wrong ({one.why}): say in the correct answer what "
                f"holds instead of {_named(draft)}: {_correct(draft)}"
            )


def _let_pass(draft: Draft, one: Trial) -> str:
    how = "" if one.wording == RECORDED else f" (reworded: {one.wording})"
    ours = facts(draft.golden or "")
    strange = [
        fact for fact in wrong_facts(draft.bad, draft.golden or "") if not any(comparable(o, fact) for o in ours)
    ]
    if strange:
        said = draft.bad[strange[0].span.start : strange[0].span.end]
        return (
            f'the golden does not state the fact that was wrong ("{said}"){how}: add what holds instead of it: '
            f"{_correct(draft)}"
        )
    told = "the judge does not tell the bad answer from the correct one"
    if one.zone is Zone.REJECTED:
        told = "only the excluded words tell the bad answer from the correct one"
    return (
        f"{told}{how}: say in the correct answer what holds instead of {_named(draft)}: {_correct(draft)}; "
        "or give the draft words that it must hold (expect: contains) and move it to suites/incidents"
    )


def _of_corrected(draft: Draft, trials: Sequence[Trial]) -> Iterator[str]:
    for one in trials:
        if one.shown is Shown.CORRECTED and one.zone is not Zone.ACCEPTED:
            how = "" if one.wording == RECORDED else f" reworded ({one.wording})"
            yield (
                f"the correct answer{how} would not be accepted ({one.why}): "
                f"shorten it to what the customer must be told: {_correct(draft)}"
            )


def _named(draft: Draft) -> str:
    words = (*draft.claims, *wrong_words(draft))
    return f'"{words[0][:_SHOWN]}"' if words else "what was wrong"


def _correct(draft: Draft) -> str:
    return f"regold incident set {draft.incident} --correct TEXT"

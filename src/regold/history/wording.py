"""Tells an accepted answer that no longer says what it said from one in other words; right or wrong is the judge's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regold.model import Answer, Outcome, OutcomeKind, Run
from regold.text.facts import Fact, facts, same
from regold.text.normalise import normalise
from regold.text.polarity import denies, opening
from regold.text.sentences import clauses

MISSING = 0.75
"""The share of its words that must not stand in the other answer for a sentence to be one of its own."""

ALIKE = 0.6
"""The share of words that two sentences must have in common for a no in one of them to deny the other."""

FEWEST = 4
"""Words of a sentence that says something: shorter ones are greetings and the like."""

_WORD = re.compile(r"[^\W_]+(?:['.,:/@-][^\W_]+)*|[$€£¥%]")
_YES_OR_NO = {True: "yes", False: "no"}
_EMPTY = re.compile(
    r"an?|the|and|or|but|so|if|than|then|as|at|by|for|from|in|into|of|on|to|with|any|no|not|this|that|these|they|them"
    r"|their|there|it|its|i|me|my|we|us|our|you|your|what|when|which|who|is|are|was|were|be|been|do|does|has|have|had"
    r"|can|could|may|will|would|please"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A case whose answer is still accepted and no longer says what the last accepted one said; `why` in few words."""

    key: str
    before: Outcome
    after: Outcome
    why: str


def shifts(run: Run, accepted: Mapping[str, Outcome]) -> tuple[Shift, ...]:
    """Give the cases of a run that passed and say something else; `accepted` holds their last accepted outcomes."""
    found = []
    for after in run.outcomes:
        before = accepted.get(after.case.key)
        if before and after.kind is OutcomeKind.PASSED and (why := _difference(before.answer, after.answer)):
            found.append(Shift(key=after.case.key, before=before, after=after, why=why))
    return tuple(found)


def _difference(before: Answer | None, after: Answer | None) -> str:
    if before is None or after is None:
        return ""
    pairs = zip((*before.earlier, before), (*after.earlier, after), strict=False)
    return next((why for old, new in pairs if (why := otherwise(old.text, new.text))), "")


def otherwise(before: str, after: str) -> str:
    """Give in a few words what one text says and the other does not; "" when only the wording differs.

    Facts (amounts, times, addresses, …), a yes or no, a sentence that is denied now, and sentences that have next to
    no word in common with the other text. White space, case, typography and order count for nothing.
    """
    if normalise(before) == normalise(after):
        return ""
    return next((why for look in (_facts, _opening, _denial, _sentences) if (why := look(before, after))), "")


def _facts(before: str, after: str) -> str:
    old, new = facts(before), facts(after)
    gone = [_quoted(before, fact) for fact in old if not fact.weak and not _stands(fact, new)]
    come = [_quoted(after, fact) for fact in new if not fact.weak and not _stands(fact, old)]
    told = [f"no longer says {', '.join(dict.fromkeys(gone))}"] if gone else []
    told += [f"now says {', '.join(dict.fromkeys(come))}"] if come else []
    return "; ".join(told)


def _stands(fact: Fact, among: tuple[Fact, ...]) -> bool:
    return any(same(fact, other) for other in among)


def _quoted(text: str, fact: Fact) -> str:
    return f'"{" ".join(text[fact.span.start : fact.span.end].split())}"'


def _opening(before: str, after: str) -> str:
    old, new = opening(before), opening(after)
    if old is None or new is None or old is new:
        return ""
    return f"says {_YES_OR_NO[new]} where it said {_YES_OR_NO[old]}"


def _denial(before: str, after: str) -> str:
    there = [(new, _content(new), denies(new)) for new in _said(after)]
    for old in _said(before):
        words, no = _content(old), denies(old)
        for new, others, denied in there:
            alike = words and len(words & others) >= ALIKE * max(len(words), len(others))
            if alike and denied != no:
                return f'{"denies" if denied else "no longer denies"} "{_short(new)}"'
    return ""


def _sentences(before: str, after: str) -> str:
    gone = next(_own(before, after), None)
    if gone:
        return f'no longer says "{_short(gone)}"'
    come = next(_own(after, before), None)
    return f'now says "{_short(come)}"' if come else ""


def _own(text: str, other: str) -> Iterator[str]:
    """Give the sentences of a text that have next to no word in common with the other one."""
    there = _content(other)
    for sentence in _said(text):
        words = _content(sentence)
        if len(words) >= FEWEST and len(words - there) >= MISSING * len(words):
            yield sentence


def _said(text: str) -> list[str]:
    return [text[span.start : span.end] for span in clauses(text)]


def _content(text: str) -> frozenset[str]:
    """Give the words of a text that say something, each by its first six letters, so that endings do not count."""
    return frozenset(word[:6] for word in _WORD.findall(normalise(text)) if not _EMPTY.fullmatch(word))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"

"""Tells where an answer denies what the golden affirms, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from regold.judge.aligning import Pair
from regold.judge.opposites import opposite
from regold.judge.reading import Reading, content
from regold.model import Finding, Span
from regold.text.polarity import denied

_ABOUT = 0.5
"""How alike two claims must be for a denial in one of them to speak against the other."""

_SAME = 0.8
"""How alike they must be for it to contradict the other: claims in far other words deny in far other ways."""


_LENGTH = 0.6
"""The part of the longer claim that the shorter must have for a denial to be about the same."""


def opens_otherwise(golden: Reading, answer: Reading, pairs: Sequence[Pair]) -> tuple[Finding, ...]:
    """Give a finding where the answer opens with a yes and the golden with a no, or denies at once, or the reverse."""
    if golden.opens is not None and answer.opens is not None and golden.opens is not answer.opens:
        said = "yes" if golden.opens else "no"
        return (_finding(f"the golden says {said}, the answer says {'yes' if answer.opens else 'no'}", None),)
    if golden.opens is None and answer.opens and pairs and _denied_first(pairs[0]):
        return (_finding("the golden denies this, the answer says yes", pairs[0]),)
    return ()


def opposed(golden: Reading, answer: Reading, pairs: Sequence[Pair]) -> tuple[Finding, ...]:
    """Give a finding for each claim that the answer turns round.

    A no before a claim is a denial as well, so that "No, we keep it" does not contradict "It is not sent back".
    """
    against = [pair for pair in pairs if pair.alike >= _SAME and _as_long(pair) and _differ(pair, golden, answer)]
    return tuple(
        _finding(f"the golden {_way(pair.golden.refused)} this, the answer {_way(pair.answer.refused)} it", pair)
        for pair in against
    )


def _denied_first(pair: Pair) -> bool:
    """Whether the golden denies from the start what the answer affirms."""
    return pair.alike >= _ABOUT and pair.golden.denied and not pair.answer.denied


def turned(pair: Pair, golden: Reading, answer: Reading) -> bool:
    """Tell whether one of two claims about the same thing denies and the other does not; a sign, no proof."""
    return pair.alike >= _ABOUT and _differ(pair, golden, answer)


def _as_long(pair: Pair) -> bool:
    """Whether both claims have about as many words: a longer one may deny something else beside."""
    ours, theirs = len(pair.golden.words) + len(pair.golden.facts), len(pair.answer.words) + len(pair.answer.facts)
    return min(ours, theirs) >= _LENGTH * max(ours, theirs)


def _differ(pair: Pair, golden: Reading, answer: Reading) -> bool:
    """Whether one of the two denies; not when the other text denies the same words anywhere.

    Nor when what is denied is the opposite of what the other affirms: "it is not lost" is "it is kept".
    """
    if pair.golden.denied is pair.answer.denied or pair.golden.refused is pair.answer.refused:
        return False
    affirmed = pair.answer if pair.golden.denied else pair.golden
    words = denied((pair.golden if pair.golden.denied else pair.answer).text)
    if opposite(affirmed.words, words):
        return False
    ours, theirs = (pair.golden.text, answer.text) if pair.golden.denied else (golden.text, pair.answer.text)
    return not content(" ".join(denied(ours))) & content(" ".join(denied(theirs)))


def _way(refused: bool) -> str:
    return "denies" if refused else "affirms"


def _finding(message: str, pair: Pair | None) -> Finding:
    spans: tuple[tuple[Span, ...], tuple[Span, ...]] = ((pair.golden.span,), (pair.answer.span,)) if pair else ((), ())
    return Finding(check="polarity", supports=False, message=message, golden_spans=spans[0], answer_spans=spans[1])

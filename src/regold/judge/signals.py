"""Turns what was read from a golden and an answer into the numbers that the decision weighs."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from regold.judge import conditions, exchanges
from regold.judge.aligning import align
from regold.judge.evasion import evades
from regold.judge.facts import states
from regold.judge.numbers import bare
from regold.judge.parts import parts
from regold.judge.places import words_exchanged
from regold.judge.polarity import turned
from regold.judge.reading import KEPT, Reading, beside, content, read_flat, told
from regold.judge.rewording import reworded
from regold.judge.tokens import tokens
from regold.judge.turning import turned_round
from regold.model import Span
from regold.text.facts import Fact, comparable, misplaced, same, within
from regold.text.flat import Flat
from regold.text.polarity import denies_anywhere

VALUE, SENTENCE, COPY = 0.0, 1.0, 2.0
"""The forms of a comparison: a golden that is a value, a sentence, or a sentence that the answer nearly copies."""

SHORT = 5
"""Words up to which a golden without a full stop is a name or a value rather than a sentence."""

COPIED = 0.75
"""How alike the letters of two texts are from which each word that differs was chosen to differ."""

_LONG = 1_000
_ABOUT = 0.6
_FEWEST_SHARED = 3
_TORN = 0.1

_MOST_WORDS = 12.0
_MANY = 4.0
"""Counts are cut here: a fifth of its kind tells nothing new."""


def worded(golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    """Give the signals that need no model: shares from 0 to 1, and counts that are cut at four or twelve.

    They are those of the sentences of the answer that are about what the golden is about, but for conditions and
    evasion, which count wherever they stand.
    """
    core = core_of(golden, answer, query)
    alike = fuzz.ratio(golden.plain, core.plain) / 100
    short = len(golden.plain.split()) <= SHORT and not golden.plain.endswith((".", "!"))
    return {
        "form": VALUE if short else COPY if alike >= COPIED else SENTENCE,
        "alike": alike,
        "held": _held(golden.plain, answer.plain),
        **_vocabulary(golden, core, query),
        **_reworded(golden, core, query),
        **_facts(golden, core, query),
        **_numbers(golden, core, query),
        **_conditions(golden, answer, query),
        **_claims(golden, core),
        **_turned_round(golden, answer),
        "evades": float(evades(answer.text) and not evades(golden.text)),
    }


@lru_cache(maxsize=KEPT)
def core_of(golden: Reading, answer: Reading, query: Reading) -> Reading:
    """Give the answer without the sentences that share nothing with the golden beyond what the query said.

    What stands there may be courtesy or help; what limits the promise is found among the conditions. An answer that
    shares nothing at all is given whole.
    """
    beyond = content(golden.text) - content(query.text)
    kept = [
        span
        for span in answer.sentences
        if content(answer.text[span.start : span.end]) & beyond
        or any(any(same(fact, other) for other in golden.facts) for fact in within(answer.facts, span))
    ]
    if not kept or len(kept) == len(answer.sentences):
        return answer
    inside = bytearray(len(answer.text))
    for span in kept:
        inside[span.start : span.end] = b"\x01" * (span.end - span.start)
    text = "".join(char if keep else "\n" for char, keep in zip(answer.text, inside, strict=True))
    return read_flat(Flat(text=text))


def _held(golden: str, answer: str) -> float:
    """Give how nearly a golden stands in an answer as a whole; a long one is not looked for, which takes long too."""
    return fuzz.partial_ratio(golden, answer) / 100 if len(golden) <= min(len(answer), _LONG) else 0.0


def _vocabulary(golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    known, said, asked = content(golden.text), content(answer.text), content(query.text)
    return {
        "recall": _share(len(known & said), len(known)),
        "recall_beyond_query": _share(len((known - asked) & said), len(known - asked)),
        "precision": _share(len(said & (known | asked)), len(said)),
        "foreign_words": min(_MOST_WORDS, len(said - known - asked)),
        **_nearness(known, said),
        "least_part": min((_part(part, golden, answer) for part in parts(golden)), default=1.0),
    }


def _part(part: Span, golden: Reading, answer: Reading) -> float:
    """Give the share of the words and facts of a part of the golden that the answer has, wherever it has them."""
    stated = [fact for fact in within(golden.facts, part) if not fact.weak]
    words = beside(golden.text, part, within(golden.facts, part))
    found = sum(states(answer, fact, golden) for fact in stated)
    return _share(found + len(words & content(answer.text)), len(stated) + len(words))


def _reworded(golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    """Give what is left of both texts when all that says the same is taken away; what the query said counts in none."""
    left = reworded(golden, answer)
    asked = {token.key for token in tokens(query)}
    lacking = [token for token in left.lacking if not token.care and token.key not in asked]
    put_in = [token for token in left.put_in if not token.care and token.key not in asked]
    cares = [token for token in (*left.lacking, *left.put_in) if token.care]
    changed = exchanges.exchanges(exchanges.weighty(golden), exchanges.weighty(answer))
    rest = len(lacking) + len(put_in) + len(cares)
    return {
        "same": float(rest + left.repeated == 0 and left.torn < _TORN),
        "swapped": left.torn if rest <= 1 else 0.0,
        "lacking": min(_MOST_WORDS, float(len(lacking))),
        "lacking_share": len(lacking) / max(1, len(tokens(golden))),
        "put_in": min(_MOST_WORDS, float(len(put_in))),
        "phrases": min(_MANY, float(left.phrases)),
        "beside": min(_MOST_WORDS, float(left.beside)),
        "repeated": min(_MANY, float(left.repeated)),
        "replaced": min(_MANY, float(min(len(lacking), len(put_in)))),
        "cares": min(_MANY, float(len(cares))),
        "left": min(_MANY, float(rest)),
        "torn": left.torn,
        "names_changed": min(_MANY, len(exchanges.renamed(golden, answer, changed))),
        "names_put_in": min(_MANY, float(_names_put_in(golden, answer, query))),
        "words_exchanged": min(_MANY, float(len(words_exchanged(golden, answer)))),
    }


def _names_put_in(golden: Reading, answer: Reading, query: Reading) -> int:
    """Count the words written as names in the answer that neither the golden nor the query has."""
    known = {word.stem for reading in (golden, query) for word in exchanges.weighty(reading)}
    return len({word.stem for word in exchanges.weighty(answer) if word.name} - known)


def _facts(golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    """Give how the typed facts stand: those of the golden that are missing, those that only the answer has."""
    needed = [fact for fact in golden.facts if not fact.weak]
    known = (*golden.facts, *query.facts)
    lacking = sum(not states(answer, fact, golden) and not states(query, fact, golden) for fact in needed)
    others = [fact for fact in answer.facts if not fact.weak and not any(same(other, fact) for other in known)]
    return {
        "facts_missing": _share(lacking, len(needed)) if needed else 0.0,
        "facts_foreign": min(_MANY, sum(any(comparable(fact, other) for other in golden.facts) for fact in others)),
        "facts_extra": min(_MANY, len(others)),
        "facts_misplaced": min(_MANY, sum(_misplaced(fact, answer) for fact in needed)),
    }


def _misplaced(fact: Fact, answer: Reading) -> bool:
    told = [misplaced(fact, other) for other in answer.facts if same(fact, other)]
    return bool(told) and all(told)


def _conditions(golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    extra = conditions.added(golden, answer, query)
    lacking = conditions.added(answer, golden, query)
    return {
        "conditions_added": min(_MANY, len(extra)),
        "conditions_excess": min(_MANY, max(0, len(extra) - len(lacking))),
        "conditions_left_out": min(_MANY, max(0, len(lacking) - len(extra))),
        "charges_added": min(_MANY, sum(one.charge for one in extra)),
    }


def _claims(golden: Reading, answer: Reading) -> dict[str, float]:
    pairs = align(golden, answer)
    return {
        "aligned": min((pair.alike for pair in pairs), default=0.0),
        "turned": min(_MANY, sum(turned(pair, golden, answer) for pair in pairs)),
        "turned_parts": min(_MANY, _turned_parts(golden, answer)),
        "in_order": min((_in_order(golden, span, answer) for span in golden.sentences), default=1.0),
        "denials": float(abs(min(2, _denials(golden)) - min(2, _denials(answer)))),
    }


def _turned_round(golden: Reading, answer: Reading) -> dict[str, float]:
    """Give how often the answer seems to turn the golden round, and whether both open with the same yes or no."""
    found = Counter(one.check for one in turned_round(golden, answer))
    return {
        "opens": float(golden.opens is not None and golden.opens is answer.opens),
        "opposed": min(_MANY, float(found["polarity"])),
        "contrary": min(_MANY, float(found["opposite"])),
        "of_others": min(_MANY, float(found["fact"])),
        "exchanged": min(_MANY, float(found["order"])),
    }


def _nearness(known: frozenset[str], said: frozenset[str]) -> dict[str, float]:
    """Give how near the words of a golden come in an answer, spelling mistakes and other endings allowed."""
    near = [max((fuzz.ratio(word, other) for other in said), default=0.0) / 100 for word in sorted(known)[:60]]
    return {"near": sum(near) / len(near) if near else 1.0, "nearest_least": min(near, default=1.0)}


def _numbers(golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    """Give the share of the golden's bare numbers that the answer lacks, and how many others it has."""
    ours, theirs, asked = bare(golden), bare(answer), bare(query)
    return {
        "numbers_missing": _share(len(ours - theirs - asked), len(ours)) if ours else 0.0,
        "numbers_foreign": min(_MANY, float(len(theirs - ours - asked))) if ours else 0.0,
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _turned_parts(golden: Reading, answer: Reading) -> float:
    """Count the parts of the golden whose nearest part of the answer denies where they do not, or the other way."""
    theirs = [(content(text := _text(answer, part)), denies_anywhere(text)) for part in parts(answer)]
    count = 0
    for part in parts(golden):
        words = content(text := _text(golden, part))
        shared, denied = max(((len(words & said), against) for said, against in theirs), default=(0, False))
        count += shared >= _ABOUT * len(words) and denied is not denies_anywhere(text)
    return float(count)


def _text(reading: Reading, span: Span) -> str:
    return reading.text[span.start : span.end]


def _in_order(golden: Reading, span: Span, answer: Reading) -> float:
    """Give how much of what a sentence shares with its nearest in the answer stands there in the same order."""
    ours = told(golden, span)
    best = 1.0
    most = _FEWEST_SHARED
    for other in answer.sentences:
        theirs = told(answer, other)
        both = sum((Counter(ours) & Counter(theirs)).values())
        if both > most:
            most, best = both, LCSseq.similarity(ours, theirs) / both
    return best


def _denials(reading: Reading) -> int:
    return sum(claim.refused for claim in reading.claims)

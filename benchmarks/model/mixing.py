"""Mixes the written answers with generated ones, and makes of them what bots do too: tell more, and miss the topic."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.model.balance import overlap
from benchmarks.model.rows import Row

PASSES, BESIDE = 1, 0.4
"""How often the last stage goes through the written rows, and how many generated ones stand beside each."""

MORE, NEAREST = 0.3, 12
"""How many written answers tell of something else too: what is nearest to them among so many goldens."""

MOST_MORE = 3
"""With how many goldens an answer is told at most, as in a passage of an article."""

ELSEWHERE = 0.07
"""How many answers to another question stand beside each written answer: fluent, right, and about something else."""

OTHER_GOLDENS = 0.7
"""How many pairs whose golden is another answer to the question stand beside each written answer."""

WHOLE = {"paraphrase", "near", "reordered", "unit_wording", "courtesy"}
"""Right answers that say all the golden says and nothing else: each could be the golden."""

CHANGED = {"number", "unit", "money", "date", "negation", "entity", "swapped_pair", "procedure", "added_condition"}
"""Wrong answers by which the golden and all of WHOLE would be wrong too: they say something else, or lack a part."""

_SENTENCES = re.compile(r"(?<=[.!?]) ")
_LEANS = re.compile(
    r"^(?:it|they|this|that|these|those|then|otherwise|above|below|after|before|more|each|further|yes|no|its|their|"
    r"for anything|the rest|everyone else|all else|else|beyond|later|younger|older)\b",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"\b(?:only|except|unless|but|must|need|needs|not|no|never|cannot|can't|don't|if|without|otherwise|however|after "
    r"that|nothing)\b",
    re.IGNORECASE,
)


def among(rows: list[Row], others: list[Row], rng: random.Random) -> list[Row]:
    """Give all rows PASSES times, each time some with other facts beside, in a new order among others."""
    again: list[Row] = []
    for _ in range(PASSES):
        told = more_told([*rows, *short_goldens(rows), *other_goldens(rows, rng)], rng)
        again += evened([*told, *elsewhere(rows, rng)], rows, rng)
    mixed = [*again, *others[: round(BESIDE * PASSES * len(rows))]]
    rng.shuffle(mixed)
    return mixed


def more_told(rows: list[Row], rng: random.Random) -> list[Row]:
    """Put facts about something near beside some answers, right or wrong: a bot tells more than it was asked."""
    goldens = sorted({row.golden for row in rows})
    return [_with_more(row, goldens, rng) if rng.random() < MORE else row for row in rows]


def evened(told: list[Row], rows: list[Row], rng: random.Random) -> list[Row]:
    """Add right answers, each with other facts beside it than before, until there are as many as wrong ones."""
    right = [row for row in rows if row.acceptable]
    lacking = sum(1 if not row.acceptable else -1 for row in told)
    return [*told, *more_told([rng.choice(right) for _ in range(max(0, lacking))], rng)]


def _with_more(row: Row, goldens: list[str], rng: random.Random) -> Row:
    near = [golden for golden in rng.sample(goldens, min(NEAREST, len(goldens))) if golden != row.golden]
    near.sort(key=lambda golden: overlap(replace(row, answer=golden)), reverse=True)
    told = [row.answer]
    for golden in near[: rng.choice((1, 1, 1, 2, MOST_MORE))]:
        more = golden if rng.random() < 0.3 else rng.choice(re.split(r"(?<=[.!?]) ", golden))
        told.insert(0 if rng.random() < 0.3 else len(told), more)
    return replace(row, answer=" ".join(told))


def elsewhere(rows: list[Row], rng: random.Random) -> list[Row]:
    """Answer some questions with what is right for another one: wrong here, however well it is said."""
    right = [row for row in rows if row.acceptable]
    off = []
    for row in rng.sample(rows, round(ELSEWHERE * len(rows))):
        other = rng.choice(right)
        if other.group != row.group and other.golden != row.golden:
            answer = rng.choice((other.golden, other.answer))
            off.append(replace(row, answer=answer, acceptable=False, kind="wrong_topic"))
    return off


def other_goldens(rows: list[Row], rng: random.Random, share: float = OTHER_GOLDENS) -> list[Row]:
    """Hold answers against other answers to their question: a golden can be worded in as many ways as an answer.

    What is right or wrong by the golden is so by any right answer that says the whole of it; and where a changed answer
    is the golden, all that say the former golden are wrong.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    pairs: list[Row] = []
    for group in groups.values():
        first = replace(group[0], answer=group[0].golden, acceptable=True, kind="near")
        whole = [first, *(row for row in group if row.acceptable and row.kind in WHOLE)]
        pairs += (
            replace(row, golden=other.answer)
            for other in whole[1:]
            for row in (first, *group)
            if row.answer != other.answer
        )
        pairs += (
            replace(row, golden=other.answer, acceptable=False, kind=f"not_{other.kind}")
            for other in group
            if other.kind in CHANGED and not other.acceptable
            for row in whole
        )
    return rng.sample(pairs, min(len(pairs), round(share * len(rows))))


def short_goldens(rows: list[Row]) -> Iterator[Row]:
    """Hold answers to a golden of two sentences against one of them: what tells the other too is right.

    Left out are sentences that lean on the other, and others that narrow it. An answer is wrong here if its fault is
    in the sentence that counts: it has the other word by word.
    """
    for row in rows:
        pair = _SENTENCES.split(row.golden)
        for golden, other in (pair, pair[::-1]) if len(pair) == 2 else ():
            stands = not _LEANS.search(golden) and not _NARROWS.search(other)
            if stands and (row.acceptable or (other in row.answer and golden not in row.answer)):
                yield replace(row, golden=golden)

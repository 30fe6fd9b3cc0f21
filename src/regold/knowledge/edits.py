"""What differs between two states of an article, passage by passage and fact by fact; dress is no difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from regold.knowledge.article import Article, Passage
from regold.text.facts import Fact, facts, same
from regold.text.normalise import normalise
from regold.text.sentences import split

_SAME_PASSAGE = 40.0
"""How alike (RapidFuzz, token_set, 0 to 100) a passage that went and one that came are at least, to be one edited."""

_MOST_SENTENCES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One passage that was changed, added (`before` is None) or taken out (`after` is None).

    `gone` and `come` hold the sentences that only one state has; `lost` and `gained` the facts, as they are written.
    """

    article: str
    title: str
    before: Passage | None
    after: Passage | None
    gone: tuple[str, ...]
    come: tuple[str, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where the passage stands: title and headings."""
        passage = self.after or self.before
        return " > ".join((self.title or self.article, *(passage.headings if passage else ())))


def edits(before: Article, after: Article) -> tuple[Edit, ...]:
    """Give what differs between two states of an article; indents, line ends, marks and typography do not count.

    A passage that moved is one taken out and one added; so is one that stands under another heading. Another title is
    an edit of its own, and of all that stands below it.
    """
    title = after.title or before.title
    retitled = normalise(before.title) != normalise(after.title)
    found = [_edit(after.id, title, _title(before), _title(after))] if retitled else []
    for gone, come in _replaced(before.passages, after.passages, everything=retitled):
        found += (_edit(after.id, title, *pair) for pair in _paired(gone, come))
    return tuple(found)


def whole(article: Article) -> tuple[Edit, ...]:
    """Give an article as if all of it had changed."""
    return tuple(_edit(article.id, article.title, passage, passage, everything=True) for passage in article.passages)


def _title(article: Article) -> Passage | None:
    return Passage(headings=(), text=article.title) if article.title else None


def _replaced(
    before: Sequence[Passage], after: Sequence[Passage], *, everything: bool
) -> Iterator[tuple[Sequence[Passage], Sequence[Passage]]]:
    """Give the stretches that differ (RapidFuzz, longest common subsequence)."""
    if everything:
        yield before, after
        return
    gone: list[Passage] = []
    come: list[Passage] = []
    for block in LCSseq.opcodes([_key(one) for one in before], [_key(one) for one in after]):
        if block.tag == "equal":
            yield gone, come
            gone, come = [], []
        else:  # one that replaces another is told as a deletion and an insertion
            gone += before[block.src_start : block.src_end]
            come += after[block.dest_start : block.dest_end]
    yield gone, come


def _key(passage: Passage) -> str:
    return "\n".join(map(normalise, (*passage.headings, passage.text)))


def _paired(gone: Sequence[Passage], come: Sequence[Passage]) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Pair each passage that went with the first that came and is alike, in their order."""
    left = list(come)
    for old in gone:
        at = next((n for n, new in enumerate(left) if _alike(old, new)), None)
        yield old, None if at is None else left.pop(at)
    yield from ((None, new) for new in left)


def _alike(old: Passage, new: Passage) -> bool:
    return fuzz.token_set_ratio(old.text, new.text) >= _SAME_PASSAGE


def _edit(article: str, title: str, before: Passage | None, after: Passage | None, *, everything: bool = False) -> Edit:
    old, new = _sentences(before), _sentences(after)
    known_old, known_new = set(map(normalise, old)), set(map(normalise, new))
    reheaded = everything or before is None or after is None or _key(before) == _key(after) or known_old == known_new
    gone = tuple(one for one in old if reheaded or normalise(one) not in known_new)
    come = tuple(one for one in new if reheaded or normalise(one) not in known_old)
    lost, gained = _facts_apart(gone, come, everything=everything)
    return Edit(
        article=article, title=title, before=before, after=after, gone=gone, come=come, lost=lost, gained=gained
    )


def _sentences(passage: Passage | None) -> list[str]:
    if passage is None:
        return []
    return [passage.text[span.start : span.end] for span in split(passage.text)[:_MOST_SENTENCES]] or [passage.text]


def _facts_apart(
    gone: Sequence[str], come: Sequence[str], *, everything: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    old, new = list(_said(gone)), list(_said(come))
    if everything:
        return tuple(dict.fromkeys(words for words, _ in old)), ()
    lost = [words for words, fact in old if not any(same(fact, other) for _, other in new)]
    gained = [words for words, fact in new if not any(same(fact, other) for _, other in old)]
    return tuple(dict.fromkeys(lost)), tuple(dict.fromkeys(gained))


def _said(sentences: Sequence[str]) -> Iterator[tuple[str, Fact]]:
    for sentence in sentences:
        for fact in facts(sentence):
            yield sentence[fact.span.start : fact.span.end].strip(), fact


def fact_words(edit: Edit) -> str:
    """Give what became of the facts in a few words, "" when none changed: `30 days -> 14 days`."""
    pairs = list(zip_longest(edit.lost[:3], edit.gained[:3], fillvalue=""))
    if edit.before == edit.after or not pairs:
        return ""
    return ", ".join(f"{old or 'nothing'} -> {new or 'nothing'}" for old, new in pairs)

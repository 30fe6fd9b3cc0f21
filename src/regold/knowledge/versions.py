"""What a change of articles is: each article before and after it, and what speaks for running everything instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regold.knowledge.article import Article, Page
from regold.knowledge.edits import Edit, edits
from regold.knowledge.splitting import Splitter


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Articles by id before and after a change, only those whose text differs; `doubts` in one line each."""

    before: Mapping[str, Page] = field(default_factory=dict)
    after: Mapping[str, Page] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KbChange:
    """What changed in the articles. With `doubts` the edits cannot be relied on to be all."""

    edits: tuple[Edit, ...] = ()
    articles: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def change(versions: Versions, *, many: int, splitter: Splitter) -> KbChange:
    """Compare the versions; an article that went, or cannot be read in full, and `many` changed ones are doubts."""
    doubts = list(versions.doubts)
    found: list[Edit] = []
    for name in dict.fromkeys((*versions.before, *versions.after)):
        old, new = versions.before.get(name), versions.after.get(name)
        if old is not None and new is None:
            doubts.append(f"the article {name} was taken out")
            continue
        pair = [splitter.article(page) if page else _nothing(name) for page in (old, new)]
        doubts += dict.fromkeys(f"the article {name} is not known in full: {one.doubt}" for one in pair if one.doubt)
        found += edits(*pair)
    changed = tuple(dict.fromkeys(edit.article for edit in found))
    if len(changed) >= many:
        doubts.append(f"{len(changed)} articles changed at once ({many} are many)")
    return KbChange(edits=tuple(found), articles=changed, doubts=tuple(doubts))


def _nothing(name: str) -> Article:
    return Article(id=name, title="", passages=())

"""Which words hold no customer's data in this project: those of its articles, and those that a list of it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regold import suites
from regold.errors import IncidentError
from regold.incidents import Store
from regold.incidents.leftover import Leftover, leftovers, texts_of
from regold.session.impact import open_shelf
from regold.text.normalise import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from regold.config import Config
    from regold.model import Case

LIST = "not-personal.txt"
"""The file in the folder of incidents that names, one a line, what is no customer's."""


def allowed_texts(config: Config) -> list[str]:
    """Give the `normalise`d texts whose words are no customer's.

    Raises:
        IncidentError: the list of the project cannot be read.
        KnowledgeError: the articles cannot be read.
    """
    pages = open_shelf(config).pages() if config.knowledge.articles else ()
    path = config.root / config.incidents / LIST
    try:
        named = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise IncidentError(f"{path}: cannot be read ({error}); it must be a text in UTF-8") from None
    return [normalise(one) for one in (*(page.text for page in pages), *named) if one.strip()]


def left_in_files(config: Config, paths: Sequence[Path]) -> list[tuple[str, Leftover]]:
    """Give what looks like a customer's in these suites and in all incidents, each behind the place of it.

    A suite with mistakes is passed over, and so is an incident: they are told of elsewhere.
    """
    allowed = allowed_texts(config)
    found = [
        (str(case.place), one)
        for case in suites.read_all(paths, config.root).cases
        for one in leftovers(_texts_of(case), allowed)
    ]
    store = Store(folder=config.root / config.incidents, root=config.root)
    for incident in store.read_all()[0]:
        found += [(incident.id, one) for one in leftovers(texts_of(incident), allowed)]
    return found


def _texts_of(case: Case) -> list[tuple[str, str]]:
    if case.variant_of is not None:
        return [("variants", case.turns[0].query)]
    turns = ((turn, turn.expect) for turn in case.turns)
    return [
        (key, text)
        for turn, expect in turns
        for key, texts in (
            ("query", (turn.query,)),
            ("golden", turn.golden),
            ("contains", expect.contains),
            ("excludes", expect.excludes),
        )
        for text in texts
    ]

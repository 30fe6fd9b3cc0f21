"""Makes of a report what may stand in a file: each text through the door for customers' data, and clean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from regold.incidents.record import MOST_EARLIER, Article, Correct, Detection, Exchange, Mistaken, Redaction
from regold.incidents.redaction import Redact
from regold.incidents.sources.reported import Reported
from regold.strict_yaml.quoting import visible

LONGEST = 20_000
"""How many characters of one text are kept."""

_CUT = f"a text was longer than {LONGEST:,} characters and was cut"
_SHORTENED = f"the conversation before it was longer than {MOST_EARLIER} turns; the last ones were kept"
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report whose texts may stand in a file; `values` holds the keys of the record that a tracker may fill."""

    reported: Reported
    title: str
    key: str | None
    values: Mapping[str, object]
    redaction: Redaction


def told(
    reported: Reported, redact: Redact, by: Literal["regold", "before_import"], original: Callable[[str], str | None]
) -> Told:
    """Give a report without customers' data; `original` gives the id here of the incident that it is a copy of."""
    door = Door(redact)
    title = door.line(reported.title) or f"Incident {reported.external_id}"
    wrong, right = reported.what_was_wrong, reported.correct
    values: dict[str, object] = {
        "title": title,
        "severity": reported.severity,
        "topic": door.line(reported.topic),
        "error_type": reported.error_type,
        "detection": Detection(method=reported.detection),
        "description": door.text(reported.description),
        "what_was_wrong": door.mistaken(wrong),
        "correct": Correct(
            answer=door.text(right.answer),
            source=Article(document=door.line(right.source.document), quote=door.text(right.source.quote)),
        ),
        "duplicate_of": original(reported.duplicate_of) if reported.duplicate_of else None,
    }
    shortened = len(wrong.earlier) > MOST_EARLIER
    values["review"] = (*reported.review, *([_CUT] if door.cut else []), *([_SHORTENED] if shortened else []))
    return Told(
        reported=reported, title=title, key=door.line(reported.key), values=values, redaction=door.redaction(by)
    )


class Door:
    """Lets texts through, counting what was taken out of them; `cut` tells whether one was too long."""

    def __init__(self, redact: Redact) -> None:
        self._redact = redact
        self._counts: Counter[str] = Counter()
        self.cut = False

    def text(self, text: str | None) -> str | None:
        """Give a text as it may stand in a file; None for one of which nothing is left."""
        if text is None:
            return None
        self.cut = self.cut or len(text) > LONGEST
        redacted = self._redact(visible(text[:LONGEST]))
        self._counts.update(redacted.counts)
        return visible(redacted.text).strip() or None

    def line(self, text: str | None) -> str | None:
        """Give a text on one line of at most 200 characters."""
        line = " ".join((self.text(text) or "").split())
        return line[:_LONGEST_LINE].strip() or None

    def texts(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Give those of which something is left."""
        return tuple(clean for one in texts if (clean := self.text(one)))

    def mistaken(self, wrong: Mistaken) -> Mistaken:
        """Give what was asked and answered, the conversation before it included.

        A turn whose question is gone is left out; of more turns than are kept the last ones are.
        """
        return Mistaken(
            earlier=self.exchanges(wrong.earlier[-MOST_EARLIER:]),
            query=self.text(wrong.query),
            answer=self.text(wrong.answer),
            wrong_claims=self.texts(wrong.wrong_claims),
        )

    def exchanges(self, earlier: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
        """Give the turns of which the question is left."""
        return tuple(
            Exchange(query=said, answer=self.text(one.answer)) for one in earlier if (said := self.text(one.query))
        )

    def redaction(self, by: Literal["regold", "before_import", "hand"]) -> Redaction:
        """Give who took how much out of what came through so far."""
        return Redaction(by=by, counts=dict(sorted(self._counts.items())))

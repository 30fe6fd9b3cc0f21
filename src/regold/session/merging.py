"""Makes one run of the parts that several machines asked, and concludes it as if one had asked it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from regold.errors import HistoryError
from regold.history import joining
from regold.session.conclusion import Finished, conclude
from regold.session.gate import UNTRUSTED, Gate

if TYPE_CHECKING:
    from regold.config import Config
    from regold.history import RunFile
    from regold.history.joining import Joined


def merge(found: Iterable[RunFile], config: Config) -> Finished:
    """Give the newest run whose parts are among these journals, and keep it in history as a run like any other.

    A part that is missing or broke off makes the result one that cannot be trusted. Raises HistoryError when none of
    the journals is of a part, or one cannot be read.
    """
    joined = joining.join(found)
    trouble = None
    try:
        joining.keep(config.history, joined.run)
    except HistoryError as error:
        trouble = str(error)
    finished = conclude(joined.run, config, journal_trouble=trouble)
    return replace(finished, gate=_with_doubts(finished.gate, tuple(_doubts(joined))))


def _with_doubts(gate: Gate, doubts: tuple[str, ...]) -> Gate:
    if not doubts:
        return gate
    return replace(gate, exit_code=gate.exit_code or UNTRUSTED, reasons=(*gate.reasons, *doubts))


def _doubts(joined: Joined) -> Iterator[str]:
    for number in joined.missing:
        yield f"part {number}/{joined.of} is missing: no journal of it is here"
    for number in joined.broken:
        yield f"part {number}/{joined.of} broke off before its end"

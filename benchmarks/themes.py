"""Measures how well the themes of the sample incidents are those of their topics.

Run `python -m benchmarks.themes`. Two incidents in one theme that are on one topic count as rightly joined. Told are
the share of joined pairs that are (precision), and the share of pairs on one topic that are joined (recall).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.rows import Figure
from benchmarks.speed import line
from regold.config import Config, Flags, load_config
from regold.incidents import as_given
from regold.incidents.brief import Brief, brief_of
from regold.incidents.record import Incident
from regold.incidents.sources import NotImported, read_delivery
from regold.incidents.telling import told
from regold.incidents.themes import about, themes
from regold.session.meaning import Meaning

SAMPLES = Path(__file__).parent.parent / "fixtures" / "incidents"


def samples() -> Iterator[Incident]:
    """Give the sample incidents that can be read, numbered in their order."""
    for number, path in enumerate(sorted(SAMPLES.glob("[0-9]*.json")), 1):
        try:
            reported = read_delivery("github" if ".github." in path.name else "json", path.read_bytes())
        except NotImported:
            continue
        values = told(reported, as_given, "before_import", lambda _: None).values
        yield Incident(id=f"INC-2026-{number:04}", **values)  # type: ignore[arg-type]


def shares(briefs: Sequence[Brief], joined: set[frozenset[str]]) -> tuple[float, float]:
    """Give the precision and the recall of pairs that were joined."""
    alike = {frozenset((one.id, two.id)) for one, two in combinations(briefs, 2) if one.topic == two.topic}
    return len(joined & alike) / max(len(joined), 1), len(joined & alike) / max(len(alike), 1)


def figures(config: Config) -> Iterator[Figure]:
    briefs = [one for one in map(brief_of, samples()) if one.topic]
    rows = Meaning(config).rows(map(about, briefs))
    for how, vectors in (("words", None), ("meaning", rows)):
        found = themes(briefs, vectors)
        joined = {frozenset(pair) for theme in found for pair in combinations(theme.ids, 2)}
        precision, recall = shares(briefs, joined)
        row = f"themes by {how}"
        yield Figure(
            row=row,
            what="pairs rightly joined",
            value=precision,
            unit="",
            target=0.5,
            more_is_better=True,
            detail=f"{len(found)} themes",
        )
        yield Figure(row=row, what="pairs of a topic joined", value=recall, unit="", target=0.5, more_is_better=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "regold.toml").write_text("[tool.regold]\n", encoding="utf-8")
        for figure in figures(load_config(Path(name), environment={}, flags=Flags())):
            print(line(figure), figure.detail, flush=True)


if __name__ == "__main__":
    main()

"""Measures which incidents are linked to the case of another: those that ask the same in other words, and no others.

Run `python -m benchmarks.alike`. Each pair of fixtures/incidents/alike is a sample incident and one that a customer
reports later: the same mistake asked in other words, or something near it that is another matter.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Figure
from benchmarks.speed import line
from benchmarks.themes import SAMPLES, samples
from regold.config import Config, Flags, load_config
from regold.incidents import Incident
from regold.incidents.conversion import drafted
from regold.incidents.record import Correct, Mistaken
from regold.session.meaning import Meaning
from regold.session.nearby import Nearby
from regold.session.opening import open_judge
from regold.session.proving import case_of

PAIRS = SAMPLES / "alike" / "pairs.json"


def linked(config: Config, meaning: Meaning | None) -> Iterator[tuple[bool, bool, str]]:
    """Give for each pair whether it is the same, whether it was linked, and what was asked."""
    judge = open_judge(config)
    by_number = {one.id.removeprefix("INC-2026-00"): one for one in samples()}
    for pair in json.loads(PAIRS.read_text(encoding="utf-8")):
        first = drafted(by_number[pair["of"][:2]])
        wrong = Mistaken(query=pair["query"], answer=pair["answer"])
        second = drafted(
            Incident(
                id="INC-2027-0001",
                title="x",
                topic=first.topic if first else None,
                what_was_wrong=wrong,
                correct=Correct(answer=pair["correct"]),
            )
        )
        assert first is not None
        assert second is not None
        near = Nearby([case_of(first, "x")], (), "2026-01-01", meaning).look(judge, second)
        yield pair["same"], near.same is not None, pair["query"]


def figures(config: Config) -> Iterator[Figure]:
    for how, meaning, least in (("words", None, 0.0), ("meaning", Meaning(config), 0.7)):
        found = list(linked(config, meaning))
        right = sum(same and link for same, link, _ in found)
        links = sum(link for _, link, _ in found)
        told = f"{right} of {sum(same for same, _, _ in found)} found, {links - right} wrongly linked"
        row = f"copies by {how}"
        yield Figure(row=row, what="copies linked", value=right / 20, unit="", target=least, more_is_better=True)
        share = right / links if links else 1.0
        yield Figure(
            row=row, what="links that are right", value=share, unit="", target=0.95, more_is_better=True, detail=told
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "regold.toml").write_text("[tool.regold]\n", encoding="utf-8")
        for figure in figures(load_config(Path(name), environment={}, flags=Flags())):
            print(line(figure), figure.detail, flush=True)


if __name__ == "__main__":
    main()

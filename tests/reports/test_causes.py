"""What a difference can be put down to is told in words, and only where there is something to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from regold.reports.causes import causes
from tests.reports.samples import a_run, right_outcome


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"judge": "1"}, {"judge": "1"}, []),
        ({"judge": "1"}, {"judge": "2"}, ["judge 1 -> 2"]),
        ({"endpoint build": "a"}, {"endpoint build": "b, c"}, ["endpoint build a -> b, c"]),
        ({}, {"knowledge": "kb-7"}, ["knowledge unknown -> kb-7"]),
        ({"knowledge": "kb-7"}, {}, ["knowledge kb-7 -> unknown"]),
        ({"suites": "0123456789abcdef"}, {"suites": "fedcba9876543210"}, ["other suites"]),
        ({"models": "minilm"}, {}, []),
        ({"models": "minilm"}, {"models": "minilm, nli"}, []),
        ({"models": "minilm 1"}, {"models": "minilm 2, nli"}, ["models minilm 1 -> minilm 2, nli"]),
        ({"judge": "1", "build": "a"}, {"judge": "2", "build": "b"}, ["build a -> b", "judge 1 -> 2"]),
    ],
)
def test_what_differs_is_told(before: Mapping[str, str], now: Mapping[str, str], told: list[str]) -> None:
    run = a_run(right_outcome())
    assert causes(replace(run, fingerprint=now), replace(run, fingerprint=before)) == told

"""The level that facts allow, and what is missing for the next one."""

from __future__ import annotations

import pytest

from regold.incidents.maturity import Maturity, Share, maturity

BEST = {"triaged": 100, "proven": 100, "contained": 100, "proactive": 90, "back": 0, "prevented": 95}


def level(of: int = 100, **parts: int) -> Maturity:
    return maturity(**{name: Share(name=name, part=part * of // 100, of=of) for name, part in (BEST | parts).items()})


@pytest.mark.parametrize(
    ("parts", "reached", "missing"),
    [
        ({}, 4, []),
        ({"back": 6}, 3, ["back"]),
        ({"prevented": 80, "proactive": 60}, 3, ["proactive", "prevented"]),
        ({"proactive": 40}, 2, ["proactive"]),
        ({"proven": 70}, 2, ["proven"]),
        ({"contained": 40}, 1, ["contained"]),
        ({"triaged": 80, "proven": 10}, 1, ["triaged", "proven"]),
    ],
)
def test_each_level_asks_for_more(parts: dict[str, int], reached: int, missing: list[str]) -> None:
    found = level(**parts)
    assert found.level == reached
    assert [one.share.name for one in found.missing] == missing


def test_the_levels_have_names() -> None:
    assert [level(contained=0).name, level(proven=70).name, level(back=9).name, level().name] == [
        "Reactive", "Managed", "Proactive", "Optimized",
    ]  # fmt: skip


def test_a_few_incidents_prove_no_level() -> None:
    found = level(of=4)
    assert found.level == 1
    assert str(found.missing[0]) == "triaged: 4 of 4; at least 90% among 5 or more is needed"


def test_what_is_missing_is_told_with_its_figures() -> None:
    assert [str(one) for one in level(back=9).missing] == ["back: 9 of 100; at most 5% is needed"]

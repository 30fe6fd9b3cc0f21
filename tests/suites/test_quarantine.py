"""Quarantine in a suite: always with an owner, a reason and an end, and never for a critical case of an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regold import suites
from regold.errors import SuiteError
from regold.model import Quarantine
from tests.suites.writing import in_suite, load, load_case, write, wrong

if TYPE_CHECKING:
    from pathlib import Path

CASE = "id: a\nquery: q\ngolden: g\n"
GOOD = 'quarantine: {owner: kb-team, reason: being mended, until: "2026-12-31"}'


def test_a_case_knows_its_quarantine(tmp_path: Path) -> None:
    assert load_case(tmp_path, CASE + GOOD).quarantine == Quarantine(
        owner="kb-team", reason="being mended", until="2026-12-31"
    )
    assert load_case(tmp_path, CASE).quarantine is None


def test_variants_are_quarantined_with_their_case(tmp_path: Path) -> None:
    assert [bool(case.quarantine) for case in load(tmp_path, in_suite(f"{CASE}variants: [r]\n{GOOD}"))] == [True, True]


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("quarantine: {owner: o, reason: r}", "6:17: quarantine has no until; add `until:`"),
        ('quarantine: {owner: o, until: "2026-12-31"}', "6:17: quarantine has no reason; add `reason:`"),
        ('quarantine: {reason: r, until: "2026-12-31"}', "6:17: quarantine has no owner; add `owner:`"),
        ("quarantine: {owner: o, reason: r, until: 2026-12-31}", "6:46: "),
        (
            'quarantine: {owner: o, reason: r, until: "31.12.2026"}',
            '6:46: until must be a day such as "2026-12-31"',
        ),
        (
            'quarantine: {owner: o, reason: r, until: "2026-02-30"}',
            '6:46: until must be a day that there is, such as "2026-12-31"',
        ),
        ("quarantine: true", "6:17: quarantine must hold `key: value` lines"),
        (GOOD.replace("reason:", "why:"), '6:34: unknown key "why"; known here: owner, reason, until'),
    ],
)
def test_a_quarantine_that_says_too_little_is_refused(tmp_path: Path, line: str, mistake: str) -> None:
    assert any(told.startswith(mistake) for told in wrong(tmp_path, in_suite(CASE + line)))


@pytest.mark.parametrize("where", ["suites/incidents/inc-7.gold.yaml", "suites/incidents/2026/inc-7.gold.yaml"])
@pytest.mark.parametrize("severity", ["of the case", "of the suite"])
def test_a_critical_case_of_an_incident_cannot_be_quarantined(tmp_path: Path, where: str, severity: str) -> None:
    text = in_suite(f"{CASE}{GOOD}\n" + ("severity: critical" if severity == "of the case" else ""))
    if severity == "of the suite":
        text = text.replace("cases:", "severity: critical\ncases:")
    path = write(tmp_path, text, where)

    with pytest.raises(SuiteError) as caught:
        suites.load(path, tmp_path)

    (mistake,) = caught.value.mistakes
    line = 6 if severity == "of the case" else 7
    assert str(mistake).startswith(f"{where}:{line}:5: quarantine cannot stand with a critical case of an incident")


@pytest.mark.parametrize(
    ("where", "severity"),
    [
        ("suites/incidents/inc-7.gold.yaml", "high"),
        ("suites/returns.gold.yaml", "critical"),
        ("suites/incidents.gold.yaml", "critical"),
    ],
)
def test_any_other_case_can(tmp_path: Path, where: str, severity: str) -> None:
    path = write(tmp_path, in_suite(f"{CASE}{GOOD}\nseverity: {severity}"), where)
    assert [case.quarantine is not None for case in suites.load(path, tmp_path)] == [True]


def test_a_mistake_elsewhere_and_a_forbidden_quarantine_are_told_together(tmp_path: Path) -> None:
    text = in_suite(f"{CASE}{GOOD}\nseverity: critical") + in_suite(CASE).partition("cases:\n")[2]
    path = write(tmp_path, text, "incidents/it.gold.yaml")
    with pytest.raises(SuiteError) as caught:
        suites.load(path, tmp_path)
    assert [mistake.line for mistake in caught.value.mistakes] == [6, 8]

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from regold.demo.tour import MISTAKE, Mistake, Tour
from regold.errors import ConfigError
from regold.model import Case, Place, Turn

SETTINGS = """
[tool.regold]
suites = ["suites"]

[tool.regold.target]
type = "http"
url = "http://127.0.0.1:1/chat"
body = { message = "{query}", session = "{session}" }
answer = "reply.text"
"""

SUITE = """
suite: returns
severity: high
sources: [kb/returns.md]
cases:
  - id: window
    query: How long do I have to return an item?
    golden: You can return most items within thirty days of delivery.
  - id: postage
    query: Is return postage free for faulty items?
    golden: Return postage is free for faulty items.
"""


@pytest.fixture
def checkout(tmp_path: Path, knowledge: Path) -> Path:
    root = tmp_path / "checkout"
    (root / "suites").mkdir(parents=True)
    (root / "fixtures").mkdir()
    knowledge.rename(root / "fixtures" / "knowledge_base")
    (root / "pyproject.toml").write_text(SETTINGS)
    (root / "suites" / "returns.gold.yaml").write_text(SUITE)
    return root


def walk(root: Path, mistake: Mistake = MISTAKE) -> tuple[int, str]:
    lines: list[str] = []
    code = Tour(root, say=lines.append, environment=os.environ, mistake=mistake).walk()
    return code, "\n".join(lines)


def test_the_tour_ends_well_when_exactly_the_dependent_cases_go_red(checkout: Path) -> None:
    code, said = walk(checkout)

    assert code == 0, said
    assert "+ You can return most items within 60 days of delivery." in said
    assert "1 of 2 cases went red" in said
    assert "returns#window" in said
    assert "within 30 days" in (checkout / "fixtures/knowledge_base/returns.md").read_text()


def test_the_mistaken_run_leaves_the_reports_of_the_good_run_alone(checkout: Path) -> None:
    walk(checkout)

    good, bad = checkout / "reports", checkout / "reports" / "mistake"
    assert 'failures="0"' in (good / "junit.xml").read_text()
    assert 'failures="1"' in (bad / "junit.xml").read_text()
    assert (good / "summary.md").exists()
    assert (bad / "summary.md").exists()
    assert list((good / "allure-results").glob("*-result.json"))
    assert len(list((good / "history").glob("*.jsonl"))) == 1


def test_the_tour_fails_when_a_case_that_states_the_fact_stays_green(checkout: Path) -> None:
    blind = Mistake(article="returns.md", before="30 days", after="60 days", stated=re.compile("faulty|thirty"))

    code, said = walk(checkout, blind)

    assert code == 1
    assert "returns#postage states the changed fact and stayed green" in said


def test_the_tour_fails_when_something_else_goes_red(checkout: Path) -> None:
    code, said = walk(
        checkout, Mistake(article="returns.md", before="30 days", after="60 days", stated=re.compile("faulty"))
    )

    assert code == 1
    assert "returns#window has nothing to do with the change" in said


def test_the_tour_fails_when_a_case_is_red_without_the_wrong_fact_marked(checkout: Path) -> None:
    vague = Mistake(
        article="returns.md", before="30 days of delivery", after="delivery only", stated=re.compile("thirty")
    )

    code, said = walk(checkout, vague)

    assert code == 1
    assert "returns#window is red, but not for 'delivery only'" in said


def test_the_tour_fails_when_pytest_ends_green_with_red_cases(checkout: Path) -> None:
    (checkout / "conftest.py").write_text("def pytest_sessionfinish(session): session.exitstatus = 0\n")

    code, said = walk(checkout)

    assert code == 1
    assert "pytest ended with exit code 0 instead of 1" in said


def test_the_tour_stops_when_the_good_run_is_not_green(checkout: Path) -> None:
    suite = checkout / "suites" / "returns.gold.yaml"
    suite.write_text(suite.read_text().replace("thirty", "ninety"))

    code, said = walk(checkout)

    assert code == 1
    assert "should have been green" in said
    assert not (checkout / "reports" / "mistake").exists()


def test_outside_a_checkout_the_tour_says_where_to_run_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="run the tour from the root of a Regold checkout"):
        walk(tmp_path)


@pytest.mark.parametrize(
    ("golden", "sources", "breaks"),
    [
        ("within thirty days", ("kb/returns.md",), True),
        ("a 30-day window", ("kb/returns.md", "kb/refunds.md"), True),
        ("within 30 days", ("kb/privacy.md",), False),
        ("within 3 days", ("kb/returns.md",), False),
        ("within 130 days", ("kb/returns.md",), False),
    ],
)
def test_a_case_depends_on_the_mistake_when_it_states_the_fact_and_names_the_article(
    golden: str, sources: tuple[str, ...], breaks: bool
) -> None:
    place = Place(path="s.gold.yaml", line=1)
    case = Case(id="c", suite="s", turns=(Turn(query="q", golden=(golden,)),), place=place, sources=sources)

    assert MISTAKE.breaks(case) is breaks

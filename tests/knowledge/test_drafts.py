"""Drafts are cases that could be: a suite that loads, a golden for each unchecked fact, at most fifty."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from regold import suites
from regold.knowledge.coverage import Coverage, coverage
from regold.knowledge.drafts import MOST, drafts, slug, suite_text
from tests.knowledge.making import article

TABLE = """\
# Returns

## Return shipping

| Country | Fee |
|---|---|
| Germany | €4.90 |
| France | €6.90 |

## Window

You can return any item within 30 days of delivery.
"""


def gaps(text: str) -> Coverage:
    (found,) = coverage([article(text)], [], [], incidents={}, queries={})
    return found


def test_a_fact_in_a_sentence_is_asked_for_with_a_gap_in_its_place() -> None:
    *_, window = drafts(gaps(TABLE))
    assert window.id == "window-30-days"
    assert window.query == "How long: You can return any item within … of delivery (Returns)?"
    assert window.golden == "You can return any item within 30 days of delivery."


def test_a_cell_of_a_table_is_asked_for_by_its_heading_and_name() -> None:
    germany, france, _ = drafts(gaps(TABLE))
    assert germany.query == "How much: Return shipping, Germany (Returns)?"
    assert germany.golden == "Returns, Return shipping, Germany: €4.90"
    assert {germany.id, france.id} == {"return-shipping-germany", "return-shipping-france"}


def test_facts_of_one_sentence_are_one_draft() -> None:
    assert len(drafts(gaps("Express costs $12 and takes 1 day."))) == 1


def test_a_long_article_gives_a_first_stack_of_drafts() -> None:
    text = "\n\n".join(f"Step {chr(65 + n % 26)}{n} takes {n + 2} days." for n in range(2 * MOST))
    made = drafts(gaps(text))
    assert len(made) == MOST
    assert len({one.id for one in made}) == MOST


def test_the_written_suite_loads_and_names_its_article(tmp_path: Path) -> None:
    found = gaps(TABLE)
    (tmp_path / "d.gold.yaml").write_text(suite_text(found, drafts(found)), encoding="utf-8")
    cases = suites.load(tmp_path / "d.gold.yaml", tmp_path)
    assert len(cases) == 3
    assert all(one.sources == ("kb/returns.md",) for one in cases)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_whatever_an_article_says_its_drafts_load(tmp_path_factory: object, title: str, said: str) -> None:
    found = gaps(f"# {title}\n\n## {said}\n\n{said} costs $12.\n\n- {said}: 30 days\n")
    made = drafts(found)
    if not made:
        return
    folder: Path = tmp_path_factory.mktemp("drafts")  # type: ignore[attr-defined]
    (folder / "d.gold.yaml").write_text(suite_text(found, made), encoding="utf-8")
    assert len(suites.load(folder / "d.gold.yaml", folder)) == len(made)


def test_a_name_becomes_small_letters_and_hyphens() -> None:
    assert slug("Kb/Returns & Co.md") == "kb-returns-co-md"

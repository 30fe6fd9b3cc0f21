"""After a change the cases that may be touched are chosen, each for a reason, and everything when in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from regold.knowledge.article import Format, Page
from regold.knowledge.impact import Past, Selection, Why, guards_incident, select
from regold.knowledge.splitting import Splitter
from regold.knowledge.terms import TermReader
from regold.knowledge.versions import KbChange, Versions, change
from regold.model import Case, Severity
from tests.knowledge.making import case, page

BEFORE = (
    "# Returns\n\n## Window\n\nYou can return items within 30 days of delivery.\n\n## Postage\n\nPostage is $6.50.\n"
)
AFTER = BEFORE.replace("30 days", "14 days")
OTHERS = [
    case(f"other{number}", f"What is topic {word}?", f"It is {word} {word}ly.", suite="others")
    for number, word in enumerate(("zebra", "yacht", "xenon", "willow", "violin", "umbrella", "tulip", "saffron"))
]


def changed(before: str | None = BEFORE, after: str | None = AFTER, *, many: int = 20) -> KbChange:
    versions = Versions(
        before={} if before is None else {"kb/returns.md": page(before)},
        after={} if after is None else {"kb/returns.md": page(after)},
    )
    return change(versions, many=many, splitter=Splitter())


def chosen(
    cases: Sequence[Case], kb_change: KbChange | None = None, *, past: Past | None = None, nearest: float = 0.08
) -> Selection:
    return select(
        cases,
        kb_change or changed(),
        articles=["kb/returns.md", "kb/other.md"],
        past=past or Past(),
        nearest=nearest,
        reader=TermReader(),
    )


def whys(selection: Selection) -> dict[str, Why]:
    return {one.case.id: one.why for one in selection.chosen}


def test_a_case_whose_source_changed_is_run_and_told_why() -> None:
    found = chosen([case(sources=("returns.md",), golden="Yes.", query="May I?"), *OTHERS])
    (one,) = found.chosen
    assert one.why is Why.SOURCE
    assert one.reason == "its sources name returns.md, where 30 days -> 14 days"
    assert (one.article, found.total) == ("kb/returns.md", 9)


def test_a_case_that_was_answered_from_it_is_run() -> None:
    past = Past(sources={"returns#window": ["kb/returns.md"]})
    assert whys(chosen([case(query="May I?", golden="Yes."), *OTHERS], past=past)) == {"window": Why.RETURNED}


def test_a_case_near_by_text_is_run_even_without_a_source() -> None:
    found = chosen([case(), *OTHERS])
    assert whys(found) == {"window": Why.TEXT}
    assert "Returns > Window, where 30 days -> 14 days" in found.chosen[0].reason


def test_a_case_on_another_article_is_not_run_for_its_source() -> None:
    assert chosen([case(sources=("kb/other.md",), query="May I?", golden="Yes.")]).chosen == ()


def test_the_nearest_come_first_and_are_bounded() -> None:
    near = [case(f"n{n}", golden=f"You can return items within {n} days.") for n in range(10, 50)]
    assert len(chosen(near, nearest=0.1).chosen) == 8
    assert len(chosen(near, nearest=0.5).chosen) == 20
    assert {one.case.id for one in chosen(near).chosen[:2]} == {"n14", "n30"}
    assert chosen(near, nearest=0).chosen == ()


def test_what_failed_last_and_what_guards_a_critical_incident_is_always_run() -> None:
    guard = case(
        "inc-7",
        suite="incidents",
        path="suites/incidents/7.gold.yaml",
        severity=Severity.CRITICAL,
        golden="x",
        query="y",
    )
    low = case("inc-8", suite="incidents", path="suites/incidents/8.gold.yaml", golden="x", query="y")
    found = chosen([guard, low, *OTHERS], past=Past(failed={"others#other3"}))
    assert whys(found) == {"inc-7": Why.INCIDENT, "other3": Why.FAILED}


def test_an_incident_is_told_by_its_folder_or_its_tag() -> None:
    assert guards_incident(case(path="suites/incidents/7.gold.yaml"))
    assert guards_incident(case(tags=("incident",)))
    assert not guards_incident(case(path="suites/incidents.gold.yaml"))


def test_a_case_is_run_with_all_its_variants() -> None:
    variant = case("window.v1", query="deadline?", variant_of="window", golden="Yes.")
    found = chosen([case(sources=("kb/returns.md",)), variant, *OTHERS])
    assert whys(found) == {"window": Why.SOURCE, "window.v1": Why.SOURCE}
    assert found.chosen[1].reason.startswith("the same golden as window, which is run: its sources name")


def test_a_source_goes_before_a_text() -> None:
    cases = [case("near"), case("sourced", "May I?", "Yes.", sources=("kb/returns.md",)), *OTHERS]
    assert list(whys(chosen(cases)).values()) == [Why.SOURCE, Why.TEXT]


def test_a_change_of_dress_touches_nothing() -> None:
    found = chosen(
        [case(sources=("kb/returns.md",)), *OTHERS], changed(after=BEFORE.replace("items within", "items\nwithin"))
    )
    assert (found.chosen, found.doubts) == ((), ())


@pytest.mark.parametrize(
    ("kb_change", "said"),
    [
        (changed(after=None), "the article kb/returns.md was taken out"),
        (changed(many=1), "1 articles changed at once (1 are many)"),
        (KbChange(doubts=("the diff cannot be read",)), "the diff cannot be read"),
    ],
)
def test_any_doubt_runs_everything_and_says_so(kb_change: KbChange, said: str) -> None:
    found = chosen([case(), *OTHERS], kb_change)
    assert len(found.chosen) == found.total == 9
    assert found.doubts[0] == said
    assert found.chosen[0].reason == f"everything is run: {said}"


def test_an_article_that_cannot_be_read_in_full_is_a_doubt() -> None:
    long = Page(id="a", text="word " * 100_000, format=Format.TEXT)
    found = change(Versions(before={"a": long}, after={"a": page("short", id="a")}), many=20, splitter=Splitter())
    assert found.doubts == ("the article a is not known in full: longer than 400,000 characters",)


def test_a_new_article_is_compared_by_its_text() -> None:
    found = chosen([case(), *OTHERS], changed(before=None))
    assert whys(found) == {"window": Why.TEXT}


def test_the_choice_does_not_depend_on_the_order_of_the_cases() -> None:
    cases = [case(f"n{n}", golden=f"You can return items within {n} days.") for n in range(10, 50)]
    assert chosen(cases).keys == chosen(cases[::-1]).keys


def test_an_article_that_holds_no_passage_can_be_taken_as_changed_too() -> None:
    empty = KbChange(edits=(), articles=("kb/other.md",))
    (one,) = chosen([case(sources=("kb/other.md",))], empty).chosen
    assert one.reason == "its sources name kb/other.md, which is taken as changed"

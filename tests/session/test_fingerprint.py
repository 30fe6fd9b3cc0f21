"""What a difference can be put down to: files, settings, judge, models, builds, the knowledge base."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from regold.config import Config
from regold.model import Answer, Outcome, OutcomeKind
from regold.session.fingerprint import builds, found_out, known_before
from tests.history.samples import a_case, an_outcome


def built(key: str, build: str | None, *, earlier: str | None = None) -> Outcome:
    before = (Answer(text="Hello", build=earlier),) if earlier else ()
    answer = Answer(text="You have 30 days.", build=build, earlier=before)
    return Outcome(case=a_case(key), kind=OutcomeKind.PASSED, answer=answer)


def config(folder: Path, **more: str) -> Config:
    return replace(Config(root=folder, history=folder / "history", cache=folder / "cache"), **more)  # type: ignore[arg-type]


def test_the_suites_are_told_by_their_content_and_not_by_their_names(tmp_path: Path) -> None:
    one, two = tmp_path / "one.gold.yaml", tmp_path / "two.gold.yaml"
    one.write_text("a")
    two.write_text("a")
    settings = config(tmp_path)
    assert known_before(settings, [one]) == known_before(settings, [two])
    two.write_text("b")
    assert known_before(settings, [one])["suites"] != known_before(settings, [two])["suites"]


def test_which_cases_were_chosen_makes_no_difference_to_the_suites(tmp_path: Path) -> None:
    settings = config(tmp_path)
    one, two = tmp_path / "suites" / "one.gold.yaml", tmp_path / "suites" / "deep" / "two.gold.yaml"
    for path in (one, two):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    told = known_before(settings, [one])["suites"]
    assert told == known_before(settings, [two])["suites"] == known_before(settings, [])["suites"]
    two.write_text("changed")
    assert known_before(settings, [one])["suites"] != told


def test_the_knowledge_base_is_named_only_where_it_is_known(tmp_path: Path) -> None:
    assert "knowledge" not in known_before(config(tmp_path), [])
    assert known_before(config(tmp_path, knowledge_version="kb-7"), [])["knowledge"] == "kb-7"


def test_builds_are_counted_over_every_turn() -> None:
    outcomes = [built("s#a", "b2", earlier="b1"), built("s#b", "b2"), built("s#c", None), an_outcome("s#d")]
    assert builds(outcomes) == {"b1": 1, "b2": 2}


def test_only_what_was_found_out_is_named_and_it_stays_short() -> None:
    assert found_out([an_outcome()], ()) == {}
    found = found_out([built("s#a", "b2"), built("s#b", "b1")], ("minilm", "minilm"))
    assert found == {"endpoint build": "b1, b2", "models": "minilm"}
    many = [built(f"s#{number}", f"build-{number:070}") for number in range(100)]
    assert len(found_out(many, ())["endpoint build"]) == 500

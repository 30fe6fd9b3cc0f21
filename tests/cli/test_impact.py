"""`regold impact` and `regold run` after a change of articles, in a real project under git."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.bot import Bot
from tests.cli.conftest import Regold
from tests.cli.kb import ANSWERS, EXPRESS, FOOD, WINDOW, reword, write_project
from tests.knowledge.making import Checkout


@pytest.fixture
def kb(folder: Path, bot: Bot) -> Checkout:
    bot.answers = dict(ANSWERS)
    return write_project(folder)


def chosen(done: CompletedProcess[str]) -> dict[str, str]:
    assert done.returncode == 0, done.stderr
    return {one["case"]: one["why"] for one in json.loads(done.stdout)["cases"]}


def test_a_changed_fact_chooses_its_cases_and_what_guards_an_incident(regold: Regold, kb: Checkout) -> None:
    reword(kb, "kb/returns.md", "30 days", "14 days")
    found = chosen(regold("impact", "HEAD~1..HEAD", "--json"))
    assert found["shop#window"] == "source"
    assert set(found) == {"shop#window", "incident-7#food"}
    told = regold("impact", "HEAD~1..HEAD").stdout
    assert "kb/returns.md (Returns): 30 days -> 14 days" in told
    assert "shop/window: its sources name kb/returns.md, where 30 days -> 14 days" in told
    assert "2 of 4 cases" in told


def test_a_change_of_html_reaches_a_case_that_names_no_source(regold: Regold, kb: Checkout) -> None:
    reword(kb, "kb/shipping.html", "$12", "$15")
    assert chosen(regold("impact", "HEAD~1..HEAD", "--json"))["shop#express"] == "text"


def test_a_change_of_dress_alone_touches_nothing_by_itself(regold: Regold, kb: Checkout) -> None:
    reword(kb, "kb/returns.md", "30 days", "**30 days**")
    assert chosen(regold("impact", "HEAD~1..HEAD", "--json")) == {"incident-7#food": "incident"}
    assert "no article changed in its words" in regold("impact", "HEAD~1..HEAD").stdout


def test_a_structural_change_runs_everything_and_says_so(regold: Regold, kb: Checkout) -> None:
    kb.git("mv", "kb/returns.md", "kb/sending-back.md")
    kb.commit()
    told = regold("impact", "HEAD~1..HEAD").stdout
    assert "doubt: the file kb/returns.md became kb/sending-back.md" in told
    assert "4 of 4 cases" in told


def test_a_diff_from_a_file_or_stdin_is_as_good_as_commits(regold: Regold, kb: Checkout, tmp_path: Path) -> None:
    reword(kb, "kb/returns.md", "30 days", "14 days")
    diff = tmp_path / "change.diff"
    diff.write_text(kb.git("diff", "HEAD~1", "HEAD"), encoding="utf-8")
    by_commits = chosen(regold("impact", "HEAD~1..HEAD", "--json"))
    assert chosen(regold("impact", "--kb-diff", str(diff), "--json")) == by_commits
    kb.git("checkout", "-q", "HEAD~1", "--", "kb")
    assert chosen(regold("impact", "--kb-diff", str(diff), "--json")) == by_commits


def test_an_article_taken_as_changed_is_told_as_that(regold: Regold, kb: Checkout) -> None:
    told = regold("impact", "--article", "returns").stdout
    assert "shop/window: its sources name kb/returns.md, which is taken as changed" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to compare"),
        (("HEAD",), "is no pair of commits"),
        (("HEAD..nowhere",), "has no nowhere"),
        (("HEAD..--help",), "is no pair of commits"),
        (("--kb-diff", "nowhere.diff"), "cannot be read"),
        (("--article", "nothing"), "is no article; there are kb/returns.md"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(regold: Regold, kb: Checkout, arguments: tuple[str, ...], said: str) -> None:
    done = regold("impact", *arguments)
    assert done.returncode == 4
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_without_articles_say_what_to_write(regold: Regold, folder: Path) -> None:
    (folder / "suites").mkdir()
    (folder / "suites" / "a.gold.yaml").write_text("suite: a\ncases: [{id: a, query: q, golden: g}]\n")
    done = regold("impact", "HEAD~1..HEAD")
    assert done.returncode == 4
    assert 'write articles = ["kb"]' in done.stderr


def test_exported_articles_in_another_checkout_choose_cases_too(regold: Regold, folder: Path, bot: Bot) -> None:
    other = Checkout(folder.parent / f"{folder.name}-kb")
    records = [{"slug": "returns", "title": "Returns", "body": "<p>Return it within 30 days.</p>"}]
    other.write("out/articles.json", json.dumps({"articles": records}))
    other.write("out/more.csv", 'id,title,content\nexpress,Shipping,"Express delivery costs $12."\n')
    other.commit()
    write_project(folder, f'articles = ["out/*.json", "out/more.csv"]\ncheckout = "../{other.folder.name}"')
    reword(other, "out/articles.json", "30 days", "14 days")
    reword(other, "out/more.csv", "$12", "$15")
    found = chosen(regold("impact", "HEAD~2..HEAD", "--json"))
    assert found["shop#window"] == "source"
    assert found["shop#express"] == "text"


def test_a_run_asks_only_what_is_touched_and_gives_its_reasons(regold: Regold, kb: Checkout, bot: Bot) -> None:
    reword(kb, "kb/returns.md", "30 days", "14 days")
    done = regold("run", "--kb-changed", "HEAD~1..HEAD")
    assert set(bot.asked) == {WINDOW, FOOD}
    assert "2 deselected" in done.stdout
    assert "shop/window: its sources name kb/returns.md, where 30 days -> 14 days" in done.stdout
    assert done.returncode == 0


def test_what_failed_last_is_run_again(regold: Regold, kb: Checkout, bot: Bot) -> None:
    bot.answers = {**ANSWERS, EXPRESS: "Express delivery costs $99."}
    assert regold("run").returncode == 1
    reword(kb, "kb/returns.md", "30 days", "14 days")
    assert chosen(regold("impact", "HEAD~1..HEAD", "--json"))["shop#express"] == "failed"


def test_a_stale_golden_goes_to_review_and_not_to_the_gate(regold: Regold, kb: Checkout, bot: Bot) -> None:
    reword(kb, "kb/returns.md", "30 days", "14 days")
    new = ANSWERS[WINDOW].replace("30", "14")
    bot.answers = {**ANSWERS, WINDOW: new}
    done = regold("run", "--kb-changed", "HEAD~1..HEAD", "--json")
    assert done.returncode == 0
    assert "1 golden to review, no regression" in done.stderr
    (told,) = [one["triangle"] for one in json.loads(done.stdout)["outcomes"] if one["triangle"]]
    assert told["culprit"] == "golden_stale"
    assert told["proposed"] == new
    assert "golden to review" in regold("review", "--list").stdout
    accepted = regold("review", "--accept", "shop/window")
    assert "has the articles' facts now" in accepted.stdout
    assert new in (kb.folder / "suites" / "shop.gold.yaml").read_text(encoding="utf-8")
    assert regold("review", "--list").stdout.strip() == "nothing to review"
    assert regold("run").returncode == 0


def test_an_endpoint_that_still_answers_from_the_old_article_is_told(regold: Regold, kb: Checkout) -> None:
    reword(kb, "kb/returns.md", "30 days", "14 days")
    done = regold("run", "--kb-changed", "HEAD~1..HEAD", "--json")
    assert done.returncode == 0
    behind = "shop/window (the article says 14 days now, both still 30 days)"
    assert f"to review, accepted although the article changed (1): {behind}" in done.stderr
    (told,) = [one["triangle"] for one in json.loads(done.stdout)["outcomes"] if one["triangle"]]
    assert told["culprit"] == "both_stale"
    assert told["proposed"] == ANSWERS[WINDOW].replace("30", "14")


def test_an_answer_that_was_rejected_makes_the_article_wrong(regold: Regold, kb: Checkout, bot: Bot) -> None:
    reword(kb, "kb/returns.md", "30 days", "14 days")
    bot.answers = {**ANSWERS, WINDOW: ANSWERS[WINDOW].replace("30", "14")}
    assert regold("run").returncode == 0
    regold("review", "--reject", "shop/window")
    done = regold("run")
    assert done.returncode == 1
    assert "the article is wrong or ambiguous" in done.stdout
    assert "rejected in a review" in done.stdout


def test_a_golden_that_guards_an_incident_is_never_let_pass(regold: Regold, kb: Checkout, bot: Bot) -> None:
    reword(kb, "kb/returns.md", "food cannot be", "food can be")
    bot.answers = {**ANSWERS, FOOD: "Yes, opened food can be returned."}
    done = regold("run", "--kb-changed", "HEAD~1..HEAD")
    assert done.returncode == 1
    assert "the golden guards an incident" in done.stdout


def test_every_failure_shows_what_the_three_say(regold: Regold, kb: Checkout, bot: Bot) -> None:
    bot.answers = {**ANSWERS, WINDOW: ANSWERS[WINDOW].replace("30", "60")}
    done = regold("run")
    assert done.returncode == 1
    assert "the answer is wrong: the article says 30 days as the golden does, the answer says 60 days" in done.stdout
    assert "article says      You can return any item within 30 days" in done.stdout
    assert "golden says       You can return any item within 30 days" in done.stdout
    assert "answer says       You can return any item within 60 days" in done.stdout


def test_an_answer_that_breaks_a_condition_makes_no_golden_stale(regold: Regold, kb: Checkout, bot: Bot) -> None:
    suite = kb.folder / "suites" / "shop.gold.yaml"
    suite.write_text(
        suite.read_text(encoding="utf-8").replace(
            "sources: [kb/returns.md]", "sources: [kb/returns.md]\n    expect: {excludes: [sorry]}"
        ),
        encoding="utf-8",
    )
    reword(kb, "kb/returns.md", "30 days", "14 days")
    bot.answers = {**ANSWERS, WINDOW: f"Sorry! {ANSWERS[WINDOW].replace('30', '14')}"}
    done = regold("run", "--kb-changed", "HEAD~1..HEAD")
    assert done.returncode == 1
    assert 'would be wrong too: the answer must not hold "sorry"' in done.stdout


def test_articles_that_cannot_be_read_end_no_run(regold: Regold, kb: Checkout, bot: Bot) -> None:
    kb.git("rm", "-q", "-r", "kb")
    bot.answers = {**ANSWERS, WINDOW: ANSWERS[WINDOW].replace("30", "60")}
    done = regold("run")
    assert done.returncode == 1
    assert "the articles cannot be read" in done.stdout

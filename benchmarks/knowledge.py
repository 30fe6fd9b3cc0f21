"""Measures what is made of a change of articles and prints a table: figure, target, met or not.

Run `python -m benchmarks.knowledge [ARTICLES SUITES]`; the default is the public articles in fixtures/banking. Edits
are seeded: in the article of a case, a fact of its golden gets another value.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import processes
from benchmarks.rows import Figure
from benchmarks.speed import line
from regold import history, suites
from regold.knowledge.article import Article, Page
from regold.knowledge.edits import Edit, edits
from regold.knowledge.impact import Past, select
from regold.knowledge.shelf import Shelf
from regold.knowledge.splitting import Splitter
from regold.knowledge.terms import TermReader
from regold.knowledge.triangle import triangle
from regold.knowledge.versions import KbChange
from regold.knowledge.witnesses import Library, Witnesses
from regold.model import Answer, Case, Culprit, Outcome, OutcomeKind, Run
from regold.text.facts import facts

BANKING = Path(__file__).parent.parent / "fixtures" / "banking"
EDITS = 40
IMPACT = ("-c", "from regold.cli import main; main()", "impact", "HEAD~1..HEAD", "--json")
MANY_CASES, MANY_ARTICLES = 10_000, 5_000
REWORDINGS = (
    "{}",
    "Thanks for asking! {}",
    "According to our current policy: {} Is there anything else I can help with?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """A case, its article before and after one fact got another value, and that fact and value as written."""

    case: Case
    before: Page
    after: Page
    old: str
    new: str


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.knowledge", description=__doc__)
    parser.add_argument("articles", nargs="?", type=Path, default=BANKING / "articles.jsonl")
    parser.add_argument("suites", nargs="?", type=Path, default=BANKING)
    parser.add_argument("--edits", type=int, default=EDITS, help="how many facts are edited (40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first-only", action="store_true", help="edit only the first place that says the fact")
    options = parser.parse_args()
    shelf = Shelf(checkout=options.articles.parent, patterns=(options.articles.name,))
    pages = {page.id: page for page in shelf.pages()}
    cases = suites.load_all([options.suites], options.suites)
    seeded = list(seeded_edits(cases, pages, options.edits, options.seed, first_only=options.first_only))
    for figure in (*selection(cases, pages, seeded), *verdicts(pages, seeded, options.seed), *speed()):
        print(line(figure))


def seeded_edits(
    cases: Sequence[Case], pages: dict[str, Page], count: int, seed: int, *, first_only: bool
) -> Iterator[Seeded]:
    """Give edits of facts that a golden and its article have in the same words, in a seeded order."""
    draw = random.Random(seed)
    pool = [(case, old) for case in cases for old in shared_facts(case, pages)]
    draw.shuffle(pool)
    seen: set[str] = set()
    for case, old in pool:
        page = pages[case.sources[0]]
        if case.key not in seen and len(seen) < count:
            seen.add(case.key)
            new = changed(old, draw)
            pattern = rf"(?<![\w.,]){re.escape(old)}(?![\w%]|[.,]\d)"
            text = re.sub(pattern, new.replace("\\", ""), page.text, count=int(first_only))
            yield Seeded(case=case, before=page, after=replace(page, text=text), old=old, new=new)


def shared_facts(case: Case, pages: dict[str, Page]) -> list[str]:
    """Give the numbers of a golden that stand in its article as they are."""
    golden = case.turns[0].golden[0]
    numbers = [
        re.search(r"[$]?\d[\d,.]*\d%?|[$]?\d%?", golden[fact.span.start : fact.span.end]) for fact in facts(golden)
    ]
    page = pages.get(case.sources[0]) if case.sources else None
    found = [number[0] for number in numbers if number]
    return [one for one in found if page and re.search(rf"(?<![\w.,]){re.escape(one)}(?![\w%]|[.,]\d)", page.text)]


def changed(old: str, draw: random.Random) -> str:
    """Give another value in the same dress."""
    digits = re.search(r"\d[\d,.]*", old)
    assert digits
    number = float(digits[0].replace(",", ""))
    decimals = len(digits[0].partition(".")[2])
    factor = draw.choice((0.5, 0.8, 1.25, 1.5, 2.0, 3.0))
    new = number * factor if number else draw.choice((5.0, 10.0, 25.0))
    if not decimals:
        new = round(new) if round(new) != number else number + 1
    told = f"{new:,.{decimals}f}" if "," in digits[0] or decimals else f"{new:g}"
    told = f"{number + 1:.{decimals}f}" if told == digits[0] else told
    return old.replace(digits[0], told)


def selection(cases: Sequence[Case], pages: dict[str, Page], seeded: Sequence[Seeded]) -> list[Figure]:
    """Tell how often the case that an edit breaks is chosen, with sources and by text alone."""
    figures = []
    bare = [replace(case, sources=()) for case in cases]
    splitter = Splitter()
    for name, suite in (("with sources", cases), ("by text alone", bare)):
        held, shares = 0, []
        reader = TermReader()
        for one in seeded:
            found = edits(splitter.article(one.before), splitter.article(one.after))
            change = KbChange(edits=found, articles=(one.after.id,))
            chosen = select(suite, change, articles=pages, past=Past(), nearest=0.08, reader=reader)
            held += one.case.key in chosen.keys
            shares.append(len(chosen.chosen) / len(suite))
        detail = f"{held} of {len(seeded)}, {len(suite)} cases"
        figures += [
            figure(f"{name}: dependent case chosen", held / len(seeded), 0.97, more=True, detail=detail),
            figure(
                f"{name}: largest share of the suite", max(shares), 0.15, detail=f"mean {sum(shares) / len(shares):.3f}"
            ),
        ]
    return figures


def verdicts(pages: dict[str, Page], seeded: Sequence[Seeded], seed: int) -> list[Figure]:
    """Tell how often a stale golden is called stale, and a wrong answer is: with sources and without."""
    reader, splitter = TermReader(), Splitter()
    before = Witnesses(Library(pages.values(), reader), {})
    figures = []
    for name, bare in (("with sources", False), ("by text alone", True)):
        draw = random.Random(seed + 1)
        stale: list[bool] = []
        wrong: list[bool] = []
        for number, one in enumerate(seeded):
            case = replace(one.case, sources=()) if bare else one.case
            golden = case.turns[0].golden[0]
            old, new = splitter.article(one.before), splitter.article(one.after)
            answer = REWORDINGS[number % len(REWORDINGS)].format(golden.replace(one.old, one.new))
            after = Witnesses(Library({**pages, one.after.id: one.after}.values(), reader), {})
            articles = after.of(case, also=[one.after.id])
            stale.append(called_stale(case, answer, articles, edits(old, new)))
            articles = before.of(case)
            wrong += [called_stale(case, bad, articles) for bad in wrong_answers(one, old, golden, draw)]
        figures += [
            figure(f"{name}: stale golden called stale", share(stale), 0.9, more=True, detail=count(stale)),
            figure(f"{name}: wrong answer called stale", share(wrong), 0.03, detail=count(wrong)),
        ]
    return figures


def called_stale(case: Case, answer: str, articles: Sequence[Article], changed: Sequence[Edit] = ()) -> bool:
    turn = case.turns[0]
    found = triangle(query=turn.query, golden=turn.golden[0], answer=answer, articles=articles, edits=changed)
    return found.culprit is Culprit.GOLDEN_STALE


def count(found: Sequence[bool]) -> str:
    return f"{sum(found)} of {len(found)}"


def wrong_answers(one: Seeded, article: Article, golden: str, draw: random.Random) -> Iterator[str]:
    """Give the golden with its fact wrong: another number, and numbers that the article says of something else."""
    yield golden.replace(one.old, one.new)
    dress = (
        r"[$]\d[\d,.]*\d"
        if one.old.startswith("$")
        else r"\d[\d.,]*%"
        if one.old.endswith("%")
        else r"(?<![\w$.,])\d+(?![\w%.,])"
    )
    others = {found for passage in article.passages for found in re.findall(dress, passage.text)}
    others -= {found for found in others if found.rstrip("0.") == one.old.rstrip("0.")}
    for other in draw.sample(sorted(others), min(2, len(others))):
        yield golden.replace(one.old, other)


def share(found: Sequence[bool]) -> float:
    return sum(found) / len(found)


def figure(what: str, value: float, target: float, *, more: bool = False, unit: str = "", detail: str = "") -> Figure:
    return Figure(row="knowledge", what=what, value=value, unit=unit, target=target, more_is_better=more, detail=detail)


def speed() -> list[Figure]:
    """Time whole processes of `regold impact` on 10,000 cases and 5,000 articles, without a cache and with it."""
    with tempfile.TemporaryDirectory(prefix="regold-bench-") as name:
        project = Path(name)
        write_project(project)
        cold = processes.python(*IMPACT, cwd=project)
        warm = processes.median([processes.python(*IMPACT, cwd=project) for _ in range(3)])
    chosen = len(json.loads(warm.output)["cases"])
    detail = f"CPU {warm.cpu:.2f} s, {chosen} of {MANY_CASES} cases chosen, peak {warm.peak:.0f} MiB"
    return [
        figure("impact, cold", cold.wall, 60, unit="s", detail=f"CPU {cold.cpu:.2f} s"),
        figure("impact, warm", warm.wall, 3, unit="s", detail=detail),
    ]


def write_project(folder: Path) -> None:
    """Write articles, cases, a run that named sources and two commits, of which the second edits one fact."""
    draw = random.Random(7)
    words = ["".join(draw.choices("abcdefghijklmnoprstuv", k=draw.randint(4, 9))) for _ in range(4_000)]
    named = []
    (folder / "kb").mkdir()
    (folder / "suites").mkdir()
    for number in range(MANY_ARTICLES):
        product = " ".join(draw.choices(words, k=2)).title()
        named.append(product)
        parts = [
            f"## {' '.join(draw.choices(words, k=2)).title()}\n\n"
            + " ".join(f"The {' '.join(draw.choices(words, k=8))} is {draw.randint(2, 90)} days." for _ in range(4))
            for _ in range(5)
        ]
        text = f"# {product}\n\n- Fee for {product}: ${number % 97}.00\n\n" + "\n\n".join(parts) + "\n"
        (folder / "kb" / f"a{number}.md").write_text(text)
    for suite in range(MANY_CASES // 500):
        lines = [f"suite: s{suite}", "cases:"]
        for at in range(500):
            number = (suite * 500 + at) % MANY_ARTICLES
            extra = " ".join(draw.choices(words, k=6))
            lines += [
                f"  - id: c{at}",
                f"    query: What is the fee for {named[number]} and {extra}?",
                f"    golden: The fee for {named[number]} is ${number % 97}.00 within {draw.randint(2, 90)} days.",
            ]
        (folder / "suites" / f"s{suite}.gold.yaml").write_text("\n".join(lines) + "\n")
    (folder / "regold.toml").write_text('[tool.regold.knowledge]\narticles = ["kb"]\n')
    write_run(folder)
    git = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.com")
    for command in (("git", "init", "-q", "."), ("git", "add", "."), (*git, "commit", "-qm", "before")):
        subprocess.run(command, cwd=folder, check=True)
    article = folder / "kb" / "a42.md"
    article.write_text(article.read_text().replace("$42.00", "$49.00"))
    subprocess.run((*git, "commit", "-qam", "after"), cwd=folder, check=True)


def write_run(folder: Path) -> None:
    """Write a run in which the endpoint named a source for each case."""
    cases = suites.load_all([folder / "suites"], folder)
    started = datetime(2030, 1, 1, tzinfo=UTC)
    run = Run(id=history.new_run_id(started, "0" * 8), started_at=started, plan=tuple(case.key for case in cases))
    with_sources = history.Journal.create(folder / "reports" / "history", run)
    for number, case in enumerate(cases):
        answer = Answer(text=case.turns[0].golden[0], sources=(f"kb/a{number % MANY_ARTICLES}.md",))
        with_sources.record(Outcome(case=case, kind=OutcomeKind.PASSED, answer=answer))
    with_sources.finish(started)


if __name__ == "__main__":
    main()

"""The tour: the bundled suites against the demo endpoint, once as it is and once with a mistake in an article.

It proves on the way that exactly the cases which depend on the changed fact go red; it judges nothing itself.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from regold import history, suites
from regold.demo.serving import running
from regold.errors import ConfigError
from regold.model import OutcomeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regold.model import Case, Outcome, Run

KNOWLEDGE = Path("fixtures/knowledge_base")
SUITES = Path("suites")
REPORTS = Path("reports")
RED = 1
APART = ("-o", "addopts=", "-W", "ignore::pytest.PytestConfigWarning", "-p", "no:randomly")
"""Keeps the settings of this repository's own tests out: they name pytest plugins that the demo does not install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """An edit that makes an article wrong, and how a golden states the fact that the edit breaks."""

    article: str
    before: str
    after: str
    stated: re.Pattern[str]

    def breaks(self, case: Case) -> bool:
        """Say whether a case depends on the broken fact: it names the article, and a golden states the fact."""
        goldens = [golden for turn in case.turns for golden in turn.golden]
        return f"kb/{self.article}" in case.sources and any(self.stated.search(golden) for golden in goldens)


MISTAKE = Mistake(
    article="returns.md",
    before="30 days",
    after="60 days",
    stated=re.compile(r"\b(?:30|thirty)[ -]days?\b", re.IGNORECASE),
)


class Tour:
    """One walk from the root of a checkout; `say` gets each line for the user, `environment` goes to pytest."""

    def __init__(
        self, root: Path, *, say: Callable[[str], object], environment: Mapping[str, str], mistake: Mistake = MISTAKE
    ) -> None:
        self._root = root
        self._say = say
        self._environment = environment
        self._mistake = mistake

    def walk(self) -> int:
        """Walk both runs; gives 0, or another exit code when one of them is not as it should be.

        Raises ConfigError when the root is no checkout with suites and articles.
        """
        for needed in (SUITES, KNOWLEDGE):
            if not (self._root / needed).is_dir():
                raise ConfigError(f"{self._root}: no {needed}/ here; run the tour from the root of a Regold checkout")
        code = self._healthy_run()
        return code or self._mistaken_run()

    def _healthy_run(self) -> int:
        self._title("1. The golden suites against the demo endpoint")
        with running(self._root / KNOWLEDGE) as url:
            code = self._pytest(url, REPORTS)
        if code != 0:
            self._say(f"The run should have been green, and pytest ended with exit code {code}.")
        return code

    def _mistaken_run(self) -> int:
        reports = REPORTS / "mistake"
        self._title("2. The same suites after a mistake in one article")
        shutil.rmtree(self._root / reports, ignore_errors=True)
        self._copy_baseline(reports / "history")
        with TemporaryDirectory(prefix="regold-tour-") as folder:
            knowledge = Path(folder, "knowledge_base")
            shutil.copytree(self._root / KNOWLEDGE, knowledge)
            self._make_mistake(knowledge / self._mistake.article)
            with running(knowledge) as url:
                code = self._pytest(url, reports, "-p", "no:cacheprovider")
        self._title("3. What the mistake turned red")
        problems = self._problems(code, reports / "history")
        for problem in problems:
            self._say(f"NOT AS EXPECTED: {problem}")
        if not problems:
            self._say("Exactly the cases whose goldens state the changed fact, each with the wrong fact marked.")
        self._say(f"\nReports of the good run: {REPORTS}/summary.md, junit.xml, allure-results/")
        self._say(f"Reports of the mistake:  {reports}/summary.md, junit.xml, allure-results/")
        return 1 if problems else 0

    def _copy_baseline(self, folder: Path) -> None:
        """Give the second run the first as its baseline, without letting it write into the first one's history."""
        newest = history.find(self._root / REPORTS / "history", "latest")
        (self._root / folder).mkdir(parents=True)
        shutil.copy2(newest, self._root / folder)

    def _make_mistake(self, article: Path) -> None:
        before, after = self._mistake.before, self._mistake.after
        text = article.read_text(encoding="utf-8")
        self._say(f"In a copy of {KNOWLEDGE / article.name} somebody changes a fact:")
        for statement in re.split(r"(?<=[.!?])\s+|\n", text):
            if before in statement:
                self._say(f"  - {statement}\n  + {statement.replace(before, after)}")
        self._say("")
        article.write_text(text.replace(before, after), encoding="utf-8")

    def _pytest(self, url: str, reports: Path, *more: str) -> int:
        options = (
            f"--junitxml={reports}/junit.xml",
            f"--alluredir={reports}/allure-results",
            "--clean-alluredir",
            f"--regold-summary={reports}/summary.md",
        )
        settings = {"REGOLD_TARGET_URL": f"{url}/chat", "REGOLD_HISTORY": str(reports / "history")}
        self._say(f"The endpoint listens on {url}; what runs is")
        self._say(f"  pytest {SUITES} {' '.join((*options, *more))}\n")
        started = time.monotonic()
        command = [sys.executable, "-m", "pytest", str(SUITES), *options, *more, *APART]
        code = subprocess.run(command, cwd=self._root, env={**self._environment, **settings}, check=False).returncode  # noqa: S603 - our own words
        self._say(f"\nThat took {time.monotonic() - started:.0f} seconds.")
        return code

    def _problems(self, code: int, folder: Path) -> list[str]:
        """Compare what went red with what must: the cases that state the changed fact, found without the judge."""
        run = history.read(history.find(self._root / folder, "latest"))
        cases = suites.load_all([self._root / SUITES], self._root)
        expected = {case.key for case in cases if self._mistake.breaks(case)}
        red = {outcome.case.key: outcome for outcome in run.outcomes if outcome.kind is not OutcomeKind.PASSED}
        self._tell(run, red)
        problems = [f"{key} states the changed fact and stayed green" for key in sorted(expected - red.keys())]
        problems += [f"{key} has nothing to do with the change" for key in sorted(red.keys() - expected)]
        problems += [
            f"{key} is red, but not for {self._mistake.after!r}" for key in sorted(red) if not self._is_marked(red[key])
        ]
        if code != RED:
            problems.append(f"pytest ended with exit code {code} instead of {RED}")
        return problems if expected else ["no case states the fact that was changed"]

    def _is_marked(self, outcome: Outcome) -> bool:
        """Say whether a finding points at the wrong fact in the answer."""
        if outcome.answer is None or outcome.verdict is None:
            return False
        number = self._mistake.after.split()[0]
        text = outcome.answer.text
        against = [finding for finding in outcome.verdict.findings if not finding.supports]
        return any(number in text[span.start : span.end] for finding in against for span in finding.answer_spans)

    def _tell(self, run: Run, red: Mapping[str, Outcome]) -> None:
        self._say(f"{len(red)} of {len(run.outcomes)} cases went red, all others stayed green:")
        for key in sorted(red):
            self._say(f"  {key}")

    def _title(self, text: str) -> None:
        self._say(f"\n{text}\n{'-' * len(text)}")

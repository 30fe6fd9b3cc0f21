"""The examples of docs/extending.md, run as a user would run them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

import regold.pytest_plugin.active  # noqa: F401 - else pytester would load all of it anew for each inner run

EXTENDING = (Path(__file__).parent.parent / "docs" / "extending.md").read_text(encoding="utf-8")
CODE = {found[1]: found[2] for found in re.finditer(r"```python\n# (\w+\.py)\n(.*?)```", EXTENDING, re.DOTALL)}
TABLES = re.findall(r"```toml\n(.*?)```", EXTENDING, re.DOTALL)

SUITE = """\
suite: names
severity: high
cases:
  - id: name
    query: What is your name?
    golden: {golden}
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    for name, code in CODE.items():
        (pytester.path / name).write_text(code, encoding="utf-8")
    return pytester


def write(project: pytest.Pytester, settings: str, golden: str) -> None:
    (project.path / "regold.toml").write_text(settings, encoding="utf-8")
    (project.path / "names.gold.yaml").write_text(SUITE.format(golden=golden), encoding="utf-8")


def test_the_examples_are_four() -> None:
    assert sorted(CODE) == ["shop_checks.py", "shop_embedder.py", "shop_entailment.py", "shop_target.py"]
    assert len(TABLES) == 4


def test_the_target_of_the_example_answers(project: pytest.Pytester) -> None:
    write(project, TABLES[1], "Hello, I am the shop's assistant.")
    project.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_check_of_the_example_rejects_an_answer_that_names_a_competitor(project: pytest.Pytester) -> None:
    settings = TABLES[0] + TABLES[1].replace('"Hello"', '"Hello from Beanhive"')
    write(project, settings, "Hello from Beanhive, I am the shop's assistant.")

    result = project.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the answer names Beanhive*"])


def test_the_embedder_of_the_example_decides_over_the_meaning(project: pytest.Pytester) -> None:
    write(project, TABLES[1] + TABLES[2], "I am the assistant of the shop, hello.")
    project.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_entailment_of_the_example_is_asked_where_words_leave_an_answer_open(project: pytest.Pytester) -> None:
    write(project, TABLES[3], "I am the assistant of the shop, hello.")
    pair = ("--golden", "I am the assistant of the shop.", "--answer", "You are talking to a robot that sells tea.")
    told = project.run(sys.executable, "-c", "from regold.cli import main; main()", "judge", "--json", *pair)

    signals = json.loads(told.outlines[0])["signals"]
    assert -4 < signals["follows"] < 0
    assert {"borne_out", "least_follows", "least_borne_out"} <= set(signals)


def test_an_option_that_the_target_does_not_take_is_a_mistake(project: pytest.Pytester) -> None:
    write(project, TABLES[1].replace("greeting", "greting"), "Hello")

    result = project.runpytest_subprocess()

    result.stderr.fnmatch_lines(["*QueueTarget cannot be made of greting: *"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_an_extension_that_is_not_there_is_a_mistake_with_its_setting(project: pytest.Pytester) -> None:
    write(project, TABLES[1].replace("QueueTarget", "QueTarget"), "Hello")

    result = project.runpytest_subprocess()

    result.stderr.fnmatch_lines(["*target.type*QueTarget*did you mean*QueueTarget*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR

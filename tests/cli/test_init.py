"""`regold init`: the starter that is written runs for real, and nothing of the user's is touched."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from regold import suites
from regold.cli.init import ARTICLES, GITHUB, PROJECT, init
from regold.config import Flags, load_config
from tests.bot import running_bot

RIGHT = {
    "How long do I have to return an item?": "Return any item within thirty days of delivery for a full refund.",
    "whats the return deadline": "You can return any item within 30 days of delivery for a full refund.",
    "Can I get my money back for a gift card?": "Gift cards can't be refunded or exchanged for cash.",
}


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    done = CliRunner().invoke(init, [str(tmp_path / "shop")])
    assert done.exit_code == 0
    return tmp_path / "shop"


def test_the_starter_passes_against_a_bot_that_answers_right(starter: Path) -> None:
    with running_bot(RIGHT) as bot:
        settings = starter / "regold.toml"
        text = settings.read_text(encoding="utf-8").replace("http://127.0.0.1:8000/chat", bot.url)
        settings.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", "from regold.cli import main; main()", "run", "-p", "no:cacheprovider"]
        done = subprocess.run(command, cwd=starter, capture_output=True, text=True, timeout=90, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout
    assert (starter / "reports" / "history").is_dir()


def test_the_suite_of_the_starter_is_sound(starter: Path) -> None:
    assert len(suites.load_all([starter / "suites"], starter)) == 3


@pytest.mark.parametrize("name", [*PROJECT, *GITHUB])
def test_what_exists_is_never_touched_and_nothing_else_is_written(tmp_path: Path, name: str) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine", encoding="utf-8")

    done = CliRunner().invoke(init, [str(tmp_path), *(["--github"] if name in GITHUB else [])])

    assert done.exit_code == 4
    assert name in done.stderr
    assert mine.read_text(encoding="utf-8") == "mine"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]


def test_settings_in_pyproject_are_not_given_a_second_place(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.regold]\nsuites = ["suites"]\n', encoding="utf-8")

    done = CliRunner().invoke(init, [str(tmp_path)])

    assert done.exit_code == 4
    assert "[tool.regold] stands in pyproject.toml" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_a_pyproject_without_settings_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n', encoding="utf-8")

    assert CliRunner().invoke(init, [str(tmp_path)]).exit_code == 0
    assert load_config(tmp_path, environment={}, flags=Flags()).root == tmp_path
    assert (tmp_path / "pyproject.toml").read_text(encoding="utf-8") == '[project]\nname = "shop"\n'


@pytest.mark.parametrize("name", [".github", "suites"])
def test_a_file_in_the_way_of_a_folder_leaves_nothing_half_written(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")

    done = CliRunner().invoke(init, [str(tmp_path), "--github"])

    assert done.exit_code == 4
    assert "nothing written: " in done.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "regold.toml").symlink_to(tmp_path / "elsewhere.toml")

    assert CliRunner().invoke(init, [str(tmp_path)]).exit_code == 4
    assert (tmp_path / "regold.toml").is_symlink()


def test_what_was_written_is_told_to_programs_too(tmp_path: Path) -> None:
    told = json.loads(CliRunner().invoke(init, [str(tmp_path), "--json"]).stdout)
    assert told["written"] == list(PROJECT)


def workflow(folder: Path) -> str:
    return (folder / ".github" / "workflows" / "kb-change.yml").read_text(encoding="utf-8")


def settle(folder: Path, knowledge: str) -> None:
    (folder / "kb").mkdir()
    (folder / "regold.toml").write_text(f"[tool.regold.knowledge]\n{knowledge}\n", encoding="utf-8")


def test_a_project_with_settings_gets_the_files_for_github_alone(tmp_path: Path) -> None:
    settle(tmp_path, 'articles = ["kb", "faq/**/*.html", "- odd.md"]')
    mine = (tmp_path / "regold.toml").read_bytes()

    told = json.loads(CliRunner().invoke(init, [str(tmp_path), "--github", "--json"]).stdout)

    assert told["written"] == list(GITHUB)
    assert (tmp_path / "regold.toml").read_bytes() == mine
    assert not (tmp_path / "suites").exists()
    paths = yaml.safe_load(workflow(tmp_path))[True]["push"]["paths"]
    assert paths == ["kb/**", "faq/**/*.html", "- odd.md"]


@pytest.mark.parametrize("knowledge", ['articles = ["docs"]\ncheckout = "kb"', 'articles = ["${NOT_HERE}"]', ""])
def test_articles_that_are_not_known_leave_the_place_for_them_as_it_is(tmp_path: Path, knowledge: str) -> None:
    settle(tmp_path, knowledge)
    assert CliRunner().invoke(init, [str(tmp_path), "--github"]).exit_code == 0
    assert ARTICLES in workflow(tmp_path)


def next_steps(shown: str) -> list[str]:
    return [line.split("  ")[1] for line in shown.partition("\nnext")[2].splitlines()[1:]]


def test_the_next_commands_are_named_as_they_are_typed_in_this_folder(tmp_path: Path) -> None:
    elsewhere = CliRunner().invoke(init, [str(tmp_path / "my shop")]).stdout
    with chdir(tmp_path):
        here = CliRunner().invoke(init, []).stdout

    assert next_steps(here) == ["regold lint", "regold target check", "regold run"]
    assert next_steps(elsewhere) == [f"cd '{tmp_path / 'my shop'}'", *next_steps(here)]

"""The command line as a whole: what help costs, and how a mistake is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from regold import __version__
from regold.cli import COMMANDS, regold
from tests.cli.conftest import Regold


def test_help_lists_every_command_without_loading_one() -> None:
    code = (
        "import sys; from regold.cli import regold; regold.main(['--help'], standalone_mode=False);"
        "print(sorted(name for name in sys.modules if name.startswith(('regold', 'pydantic', 'httpx', 'pytest'))))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert shown.splitlines()[-1] == "['regold', 'regold.cli']"


def test_every_command_of_the_table_can_be_loaded() -> None:
    context = regold.make_context("regold", ["lint"])
    assert [name for name in COMMANDS if regold.get_command(context, name) is None] == []


def test_the_version_is_told(regold: Regold) -> None:
    assert __version__ in regold("--version").stdout


def test_an_unknown_command_is_a_mistake(regold: Regold) -> None:
    done = regold("lnit")
    assert done.returncode == 4
    assert "lnit" in done.stderr


def test_a_mistake_in_the_settings_is_told_in_words_and_exits_with_4(regold: Regold, folder: Path) -> None:
    (folder / "regold.toml").write_text('[tool.regold]\nsuits = ["suites"]\n', encoding="utf-8")

    done = regold("history", "list")

    assert done.returncode == 4
    assert done.stderr == "regold: regold.toml:2 [tool.regold] suits: unknown key, did you mean suites?\n"


def test_a_reader_that_goes_away_is_told_by_the_exit_code_alone(folder: Path) -> None:
    command = f"{sys.executable} -c 'from regold.cli import main; main()' schema | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode == 141


def test_mistakes_in_suites_reach_the_exit_code_of_the_real_command(regold: Regold, folder: Path) -> None:
    (folder / "suites").mkdir()
    suite = folder / "suites" / "shop.gold.yaml"
    suite.write_text("suite: shop\ncases:\n  - id: a\n    query: NO\n    golden: Yes.\n", encoding="utf-8")
    with_mistake = regold("lint")
    suite.write_text("suite: shop\ncases:\n  - id: a\n    query: No?\n    golden: Yes.\n", encoding="utf-8")

    assert with_mistake.returncode == 4
    assert regold("lint").returncode == 0


def test_a_file_that_cannot_be_written_is_a_mistake_and_not_a_wrong_answer(regold: Regold, folder: Path) -> None:
    done = regold("schema", "--output", str(folder / "nowhere" / "schema.json"))
    assert done.returncode == 4
    assert "choose another --output" in done.stderr


def test_a_missing_command_shows_the_help(regold: Regold) -> None:
    done = regold()
    assert done.returncode == 4
    assert "Commands:" in done.stderr

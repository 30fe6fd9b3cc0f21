"""Every setting and every key of a suite is documented, with the default that holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from regold import suites
from regold.alerts import AlertSettings
from regold.config.layers import VARIABLES
from regold.config.settings import ArbiterSettings, Config, GateSettings, KnowledgeSettings
from regold.judge import JudgeSettings
from regold.targets import CallableSettings, HttpSettings, OpenAISettings, ReplaySettings, WireSettings

DOCS = Path(__file__).parent.parent / "docs"
SETTINGS = (DOCS / "settings.md").read_text(encoding="utf-8")
SECTIONS = {
    Config: "## `[tool.regold]`",
    HttpSettings: '### `type = "http"`',
    OpenAISettings: '### `type = "openai"`',
    CallableSettings: '### `type = "callable"`',
    ReplaySettings: '### `type = "replay"`',
    WireSettings: "### How carefully an endpoint is called",
    JudgeSettings: "## `[tool.regold.judge]`",
    ArbiterSettings: "### A second opinion",
    GateSettings: "## `[tool.regold.gate]`",
    KnowledgeSettings: "## `[tool.regold.knowledge]`",
    AlertSettings: "## `[tool.regold.alert]`",
}
NOT_WRITTEN = {
    "root",
    "target",
    "judge",
    "arbiter",
    "gate",
    "knowledge",
    "alert",
    "embedder",
    "wire",
    "on_github",
    "in_ci",
}


def rows(heading: str) -> dict[str, str]:
    """Give the rows of the first table below a heading, by the key that each begins with."""
    section = re.split(r"\n##+ ", SETTINGS.partition(heading)[2])[0]
    return {found[1]: found[0] for found in re.finditer(r"^\| `(\w+)` \|.*$", section, re.MULTILINE)}


@pytest.mark.parametrize("noun", SECTIONS, ids=lambda noun: noun.__name__)
def test_every_setting_has_its_row_and_no_row_is_without_a_setting(noun: Any) -> None:
    written = {field.name for field in fields(noun)} - NOT_WRITTEN
    written -= {"entailment"} if noun is Config else set()  # it is written in [tool.regold.judge]
    assert set(rows(SECTIONS[noun])) == written


@pytest.mark.parametrize("noun", [WireSettings, JudgeSettings], ids=lambda noun: noun.__name__)
def test_the_default_in_the_documentation_is_the_one_that_holds(noun: Any) -> None:
    seconds = {"timeout", "connect_timeout"}
    sizes = {"max_bytes", "max_decoded"}
    for field in fields(noun):
        told = rows(SECTIONS[noun])[field.name].split("|")[2].strip().strip("`")
        default = field.default
        assert default is not MISSING
        if field.name in seconds:
            assert told == f'"{default:g}s"'
        elif field.name in sizes:
            assert told == f"{default // 2**20} MiB"
        else:
            assert told == (
                "none" if default is None else f'"{default}"' if isinstance(default, str) else f"{default:g}"
            )


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_environment_variable_is_documented(variable: str) -> None:
    assert f"`{variable}`" in SETTINGS


def schema_keys() -> Iterator[str]:
    schema: Any = suites.schema()
    for model in (schema, *schema["definitions"].values()):
        yield from model["properties"]


@pytest.mark.parametrize("key", sorted(set(schema_keys())))
def test_every_key_of_a_suite_is_documented(key: str) -> None:
    assert f"`{key}`" in (DOCS / "suites.md").read_text(encoding="utf-8")


def test_the_example_of_the_documentation_is_a_sound_suite(tmp_path: Path) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for number, text in enumerate((readme, (DOCS / "suites.md").read_text(encoding="utf-8"))):
        example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
        assert example
        path = tmp_path / f"{number}.gold.yaml"
        path.write_text(example[1], encoding="utf-8")
        assert suites.load(path, tmp_path)

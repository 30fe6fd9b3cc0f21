from __future__ import annotations

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from regold.judge import JudgeSettings, Strictness

READ = TypeAdapter(JudgeSettings)


def test_settings_are_read_from_a_table_with_defaults() -> None:
    assert READ.validate_python({"strictness": "strict"}) == JudgeSettings(strictness=Strictness.STRICT)


@pytest.mark.parametrize("table", [{"strictness": "sure"}, {"embedding": ""}, {"entailment": ""}, {"similarity": 0.9}])
def test_what_cannot_be_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(table)


def test_every_setting_is_documented_with_its_default() -> None:
    told = JudgeSettings.__doc__ or ""

    for name in JudgeSettings.__slots__:
        assert re.search(rf"^    {name}: ", told, re.MULTILINE)
    for default in (JudgeSettings().strictness, JudgeSettings().embedding, JudgeSettings().entailment):
        assert f"default {default}" in told

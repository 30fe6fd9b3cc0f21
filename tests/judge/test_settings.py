from __future__ import annotations

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from regold.judge import JudgeSettings

READ = TypeAdapter(JudgeSettings)


def test_settings_are_read_from_a_table_with_defaults() -> None:
    assert READ.validate_python({"similarity": 0.8}) == JudgeSettings(similarity=0.8)


@pytest.mark.parametrize("table", [{"fuzzy": 1.1}, {"similarity": -0.1}, {"embedding": ""}, {"fuzy": 0.9}])
def test_what_cannot_be_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(table)


def test_every_setting_is_documented_with_its_default() -> None:
    told = JudgeSettings.__doc__ or ""

    for name in JudgeSettings.__slots__:
        assert re.search(rf"^    {name}: ", told, re.MULTILINE)
    assert f"default {JudgeSettings().fuzzy}" in told
    assert f"default {JudgeSettings().similarity}" in told

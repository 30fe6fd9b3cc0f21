from __future__ import annotations

import pytest

from regold.demo.switches import FaultName, FaultShare, fault_share, seconds, share
from regold.errors import ConfigError


@pytest.mark.parametrize(("text", "value"), [("200ms", 0.2), ("1.5s", 1.5), ("2", 2.0), (" 3 s ", 3.0)])
def test_a_duration_is_read_in_seconds(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "fast", "-1s", "1m", "1e3"])
def test_what_is_no_duration_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigError, match="write it like 200ms"):
        seconds(text)


@pytest.mark.parametrize("text", ["", "2", "-0.1", "nan", "ten"])
def test_what_is_no_share_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigError, match="a number from 0 to 1"):
        share(text)


def test_a_fault_has_a_kind_and_a_share() -> None:
    assert fault_share("429:0.2") == FaultShare(name=FaultName.TOO_MANY, share=0.2)
    assert fault_share("hang") == FaultShare(name=FaultName.HANG, share=1.0)


def test_an_unknown_fault_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"'burn' is no fault.*500, 429, hang"):
        fault_share("burn:0.1")

"""The settings of targets as the reader of the configuration checks them."""

from __future__ import annotations

import dataclasses
import typing

import pytest
from pydantic import TypeAdapter, ValidationError

from regold.targets import CallableSettings, HttpSettings, OpenAISettings, ReplaySettings, Secret, WireSettings

ALL = [WireSettings, HttpSettings, OpenAISettings, CallableSettings, ReplaySettings]


@pytest.mark.parametrize("settings", ALL)
def test_every_setting_is_described(settings: type) -> None:
    described = settings.__doc__ or ""
    assert [field.name for field in dataclasses.fields(settings) if f"{field.name}:" not in described] == []


@pytest.mark.parametrize("settings", ALL)
def test_the_description_of_every_number_names_its_default(settings: type) -> None:
    lines = " ".join((settings.__doc__ or "").split())
    defaults = {field.name: field.default for field in dataclasses.fields(settings)}
    for name, default in defaults.items():
        if isinstance(default, int | float) and not isinstance(default, bool) and default < 1000:
            described = lines.partition(f" {name}: ")[2].partition(". ")[0]
            assert f"default {default:g}" in described


def test_they_are_read_from_plain_values_and_header_values_become_secret() -> None:
    read = TypeAdapter(HttpSettings).validate_python(
        {"url": "http://x", "answer": "a", "headers": {"X-Key": "k"}, "body": ["{query}"], "wire": {"tries": 2}}
    )
    assert read.headers == {"X-Key": Secret("k")}
    assert read.wire.tries == 2
    assert read.wire.timeout == 30.0


@pytest.mark.parametrize(
    ("settings", "wrong", "place"),
    [
        (WireSettings, {"timeout": 0}, ("timeout",)),
        (WireSettings, {"timeout": float("nan")}, ("timeout",)),
        (WireSettings, {"timeout": 3601}, ("timeout",)),
        (WireSettings, {"connect_timeout": -1}, ("connect_timeout",)),
        (WireSettings, {"tries": 0}, ("tries",)),
        (WireSettings, {"tries": 11}, ("tries",)),
        (WireSettings, {"concurrency": 0}, ("concurrency",)),
        (WireSettings, {"concurrency": 257}, ("concurrency",)),
        (WireSettings, {"rate": 0}, ("rate",)),
        (WireSettings, {"max_bytes": 10}, ("max_bytes",)),
        (WireSettings, {"max_decoded": 2**31}, ("max_decoded",)),
        (WireSettings, {"retries": 3}, ("retries",)),
        (HttpSettings, {"url": "http://x", "answer": ""}, ("answer",)),
        (HttpSettings, {"url": "http://x", "answer": "a", "method": "PUT"}, ("method",)),
        (HttpSettings, {"url": "http://x", "answer": "a", "headers": {"X-Key": 3}}, ("headers", "X-Key")),
        (HttpSettings, {"answer": "a"}, ("url",)),
        (OpenAISettings, {"url": "http://x"}, ("model",)),
        (OpenAISettings, {"url": "http://x", "model": "m", "stream": "often"}, ("stream",)),
        (ReplaySettings, {"run": ""}, ("run",)),
        (CallableSettings, {"path": ""}, ("path",)),
    ],
)
def test_a_value_out_of_its_range_is_refused_at_its_place(
    settings: type, wrong: dict[str, object], place: tuple[str, ...]
) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(settings).validate_python(wrong)
    assert [error["loc"] for error in caught.value.errors()] == [place]


def test_they_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        typing.cast("typing.Any", WireSettings()).tries = 5

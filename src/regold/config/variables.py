"""`${NAME}` in the few settings that may hold a secret, replaced from the environment; never in a suite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

ALLOWED = (
    "target.url",
    "target.headers",
    "target.params",
    "judge.url",
    "judge.headers",
    "alert.webhook",
    "alert.secret",
    "alert.notify",
    "alert.heartbeat",
)
"""The settings, and tables of settings, in which `${NAME}` is replaced; `$${` stands for `${` itself."""

Mistake = Callable[[tuple[str, ...], str], None]
"""Who is told what is wrong with a setting, by its path."""

_VARIABLE = re.compile(r"\$(\$\{|\{([^{}]*)\}|\{)")


def expanded(values: dict[str, Any], environment: Mapping[str, str], mistake: Mistake) -> dict[str, Any]:
    """Give the settings with their variables replaced; each mistake is told with the path of its setting."""
    return {key: _expand((key,), value, environment, mistake) for key, value in values.items()}


def _expand(
    path: tuple[str, ...],
    value: Any,  # noqa: ANN401 - TOML is any value
    environment: Mapping[str, str],
    mistake: Mistake,
) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _expand((*path, key), inner, environment, mistake) for key, inner in value.items()}
    if isinstance(value, list):
        return [_expand(path, inner, environment, mistake) for inner in value]
    if not isinstance(value, str) or "${" not in value:
        return value
    if not any(f"{'.'.join(path)}.".startswith(f"{allowed}.") for allowed in ALLOWED):
        mistake(path, f"${{…}} is replaced only in {', '.join(ALLOWED)}")
        return value
    for complaint in _complaints(value, environment):
        mistake(path, complaint)
    return _VARIABLE.sub(lambda found: "${" if found[2] is None else environment.get(found[2], ""), value)


def _complaints(text: str, environment: Mapping[str, str]) -> Iterator[str]:
    for found in _VARIABLE.finditer(text):
        if found[0] == "${":
            yield "${ has no } behind it; close it, or write $${ for a plain ${"
        elif found[2] is not None and found[2] not in environment:
            name = found[2] or "variable of an empty name"
            yield f"the environment has no {name}; set it, or write $${{ for a plain ${{"
        elif found[2] and not environment[found[2]]:
            # so a workflow gets a secret that it may not see; sent on, it would end as a refused call
            yield f"{found[2]} is empty; give it its value"

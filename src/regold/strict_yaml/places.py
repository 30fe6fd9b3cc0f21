"""Finds where each key and value of a file stands. It is walked only for a file with mistakes."""

from __future__ import annotations

from dataclasses import dataclass

from regold.strict_yaml.events import (
    MAPPING_END,
    MAPPING_START,
    SCALAR,
    SEQUENCE_END,
    SEQUENCE_START,
    Event,
    Mark,
    Step,
    steps,
)

Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The marks of keys and values by their path, such as ("cases", 0, "query")."""

    keys: dict[Path, Mark]
    values: dict[Path, Mark]

    def of_value(self, path: Path) -> tuple[int, int]:
        """Give line and column, from 1, of the value, or of the nearest one around it that is in the file."""
        while path and path not in self.values:
            path = path[:-1]
        return _counted(self.values[path])

    def of_key(self, path: Path) -> tuple[int, int]:
        """Give line and column, from 1, of the key, or of the nearest value around it."""
        return _counted(self.keys[path]) if path in self.keys else self.of_value(path[:-1])


def find_places(text: str) -> Places:
    """Walk a text that `reader.read` has read to its end."""
    places = Places(keys={}, values={})
    step = steps(text)
    step()
    step()
    _walk(step(), step, (), places)
    return places


def _counted(mark: Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _walk(event: Event, step: Step, path: Path, places: Places) -> None:
    places.values.setdefault(path, event.start_mark)
    if type(event) is MAPPING_START:
        while type(key := step()) is not MAPPING_END:
            _walk_pair(key, step, path, places)
    elif type(event) is SEQUENCE_START:
        index = 0
        while type(item := step()) is not SEQUENCE_END:
            _walk(item, step, (*path, index), places)
            index += 1


def _walk_pair(key: Event, step: Step, path: Path, places: Places) -> None:
    if type(key) is SCALAR:
        inner = (*path, key.value)
        places.keys.setdefault(inner, key.start_mark)
    else:
        inner = (*path, "")
        _walk(key, step, inner, places)
    _walk(step(), step, inner, places)

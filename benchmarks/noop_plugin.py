"""The least that pytest can make of a YAML file of cases: items that do nothing, to compare Regold's cost with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml


class NoopItem(pytest.Item):
    """A case that passes."""

    def runtest(self) -> None:
        """Do nothing."""


class NoopFile(pytest.File):
    """A suite read by the fastest loader that PyYAML has."""

    def collect(self) -> Iterator[NoopItem]:
        """Give an item for each case."""
        suite = yaml.load(self.path.read_bytes(), Loader=yaml.CSafeLoader)
        for case in suite["cases"]:
            yield NoopItem.from_parent(self, name=case["id"])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> NoopFile | None:
    """Claim the same files as Regold."""
    return NoopFile.from_parent(parent, path=file_path) if file_path.name.endswith(".gold.yaml") else None

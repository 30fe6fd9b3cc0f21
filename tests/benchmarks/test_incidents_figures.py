"""The benchmark of incidents measures what it says: all of them proven, none left out."""

from __future__ import annotations

from pathlib import Path

from benchmarks.incidents import converted, figures, imported, project


def test_every_incident_it_makes_is_proven(tmp_path: Path) -> None:
    config = project(tmp_path / "it")
    assert converted(config, imported(config, 12)) == {"proven": 12}


def test_each_figure_has_its_target(tmp_path: Path) -> None:
    found = list(figures(tmp_path, 3, 6))
    assert [(figure.row, figure.target) for figure in found] == [
        ("3 imported and converted", 60.0),
        ("trends of 6, every file read", 3.0),
        ("trends of 6, from the index", 3.0),
    ]
    assert all(0 < figure.value < 60 for figure in found)

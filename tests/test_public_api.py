"""What Regold promises to keep: the names in `regold.__all__`, and that importing the package costs nothing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import regold
from regold import errors, model

ROOT = Path(__file__).parent.parent


def test_every_public_name_can_be_had() -> None:
    assert [name for name in regold.__all__ if not hasattr(regold, name)] == []
    assert sorted(regold.__all__) == regold.__all__


def test_every_noun_and_every_error_is_public() -> None:
    nouns = {name for name, noun in vars(model).items() if getattr(noun, "__module__", "") == model.__name__}
    mistakes = {
        name for name, error in vars(errors).items() if isinstance(error, type) and error.__module__ == errors.__name__
    }
    assert (nouns | mistakes) - {"NotRunError"} <= set(regold.__all__)


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, regold; print(sorted(name for name in sys.modules if name.startswith('regold')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "['regold']"


def test_the_version_is_the_one_that_is_built() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert regold.__version__ == built

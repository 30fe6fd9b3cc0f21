from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from regold.dotted import resolve
from regold.errors import ConfigError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's package with a bot, importable while the test runs."""
    folder = tmp_path / "shop_of_a_user"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "bots.py").write_text(
        "def answer(query, session):\n    return query\n\n\nclass Bot:\n    greeting = 'Hello'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith("shop_of_a_user")]:
        del sys.modules[name]


def complaint(path: str, setting: str = "target.path") -> str:
    with pytest.raises(ConfigError) as caught:
        resolve(path, setting)
    return str(caught.value)


def test_a_path_gives_the_object_it_names(package: Path) -> None:
    answer = resolve("shop_of_a_user.bots:answer", "target.path")

    assert callable(answer)
    assert answer("How long?", "s") == "How long?"


def test_an_attribute_of_an_attribute_can_be_named(package: Path) -> None:
    assert resolve("shop_of_a_user.bots:Bot.greeting", "target.path") == "Hello"


def test_a_library_of_python_itself_can_be_named() -> None:
    assert resolve("pathlib:Path", "target.type") is Path


@pytest.mark.parametrize(
    "path", ["", "bots", "bots.answer", "bots:", ":answer", "a b:c", "a:b:c", ".bots:answer", "1a:b"]
)
def test_what_is_no_dotted_path_is_refused_with_its_form(path: str) -> None:
    assert (
        complaint(path) == f"[tool.regold] target.path = {path!r}: is not a dotted path; write package.module:attribute"
    )


def test_a_missing_module_is_named_with_the_setting_and_what_to_do() -> None:
    assert complaint("no_such_shop.bots:answer", "checks") == (
        "[tool.regold] checks = 'no_such_shop.bots:answer': there is no module 'no_such_shop'; check the spelling, "
        "install it, or add its folder to `pythonpath` in [tool.pytest.ini_options]"
    )


def test_a_missing_module_of_a_package_is_named(package: Path) -> None:
    assert "there is no module 'shop_of_a_user.bot'; check" in complaint("shop_of_a_user.bot:answer")


def test_a_module_behind_a_plain_module_is_missing_too(package: Path) -> None:
    assert "there is no module 'shop_of_a_user.bots.more'; check" in complaint("shop_of_a_user.bots.more:answer")


def test_a_missing_attribute_is_named_with_the_nearest_one(package: Path) -> None:
    message = complaint("shop_of_a_user.bots:anwser")

    assert message.endswith("the module shop_of_a_user.bots has no 'anwser'; did you mean 'answer'?")


def test_a_missing_attribute_of_an_attribute_is_named(package: Path) -> None:
    assert complaint("shop_of_a_user.bots:Bot.farewell").endswith("Bot has no 'farewell'; check the spelling")


def test_a_library_that_the_module_needs_is_named(package: Path) -> None:
    (package / "bots.py").write_text("import no_such_library\n")

    assert "shop_of_a_user.bots needs 'no_such_library', which is not installed" in complaint(
        "shop_of_a_user.bots:answer"
    )


@pytest.mark.parametrize(
    ("source", "raised"), [("1 / 0", "ZeroDivisionError: division by zero"), ("def", "SyntaxError: invalid syntax")]
)
def test_a_module_that_cannot_be_imported_is_told_with_its_cause(package: Path, source: str, raised: str) -> None:
    (package / "bots.py").write_text(source)

    with pytest.raises(ConfigError, match=f"importing shop_of_a_user.bots raised {raised}") as caught:
        resolve("shop_of_a_user.bots:answer", "target.path")

    assert type(caught.value.__cause__).__name__ == raised.partition(":")[0]

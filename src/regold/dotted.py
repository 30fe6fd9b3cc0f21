"""Finds the object that a dotted path in the settings names; knows nothing of what it is for."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib import import_module
from types import ModuleType

from regold.errors import ConfigError

_PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*(\.[^\W\d]\w*)*")


def resolve(path: str, setting: str) -> object:
    """Give what `package.module:attribute` names; importing the module runs it.

    The attribute may be an attribute of an attribute, as in `shop.bots:Bot.answer`.

    Raises:
        ConfigError: the path is not of that form, or its module or attribute cannot be had; names `setting`.
    """
    place = f"[tool.regold] {setting} = {path!r}"
    if not _PATH.fullmatch(path):
        raise ConfigError(f"{place}: is not a dotted path; write package.module:attribute")
    module_name, _, attribute = path.partition(":")
    found: object = _module(module_name, place)
    for name in attribute.split("."):
        try:
            found = getattr(found, name)
        except AttributeError:
            raise ConfigError(f"{place}: {_named(found, module_name)} has no {name!r}{_nearest(found, name)}") from None
    return found


def _module(name: str, place: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name and (name == error.name or name.startswith(f"{error.name}.")):
            raise ConfigError(
                f"{place}: there is no module {error.name!r}; check the spelling, install it, "
                "or add its folder to `pythonpath` in [tool.pytest.ini_options]"
            ) from None
        raise ConfigError(f"{place}: {name} needs {error.name!r}, which is not installed") from error
    except Exception as error:  # the module is the user's: whatever it raises is theirs to mend
        raise ConfigError(f"{place}: importing {name} raised {type(error).__name__}: {error}; mend it first") from error


def _named(owner: object, module_name: str) -> str:
    return f"the module {module_name}" if isinstance(owner, ModuleType) else getattr(owner, "__name__", repr(owner))


def _nearest(owner: object, name: str) -> str:
    near = get_close_matches(name, [other for other in dir(owner) if not other.startswith("_")], n=1)
    return f"; did you mean {near[0]!r}?" if near else "; check the spelling"

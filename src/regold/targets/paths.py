"""Reads an answer out of a JSON value by the paths of the settings; knows nothing of how it came."""

from __future__ import annotations

import re

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

from regold.errors import ConfigError
from regold.model import Answer, FaultKind
from regold.targets.faults import CallError, snippet
from regold.targets.payload import kind_of, names_in, well_formed
from regold.targets.reading import Part, suggestions
from regold.targets.settings import HttpSettings

_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?")
READ_SETTINGS = ("error", "answer", "confidence", "sources", "handoff")


class Paths:
    """The compiled paths of a target, each named by its setting."""

    def __init__(self, settings: HttpSettings) -> None:
        """Compile the paths once.

        Raises:
            ConfigError: a path that is no JMESPath expression, naming its setting.
        """
        self._written = {name: path for name in READ_SETTINGS if (path := getattr(settings, name)) is not None}
        self._compiled = {name: _compile(name, path) for name, path in self._written.items()}

    def answer(self, value: object, body: str) -> Answer:
        """Give the answer in a response.

        Raises:
            CallError: endpoint, when the error path finds something; no_answer, when there is no text; bad_body,
                when something is there that is of the wrong kind.
        """
        self._check_error(value)
        text = self._find("answer", value)
        if text is None:
            raise CallError(FaultKind.NO_ANSWER, self._nothing_found(value))
        if not isinstance(text, str):
            raise self._wrong("answer", text, "a text")
        return Answer(
            text=well_formed(text),
            confidence=self._confidence(value),
            sources=self._sources(value),
            handoff=self._handoff(value),
            body=body,
        )

    def parts(self, value: object) -> tuple[Part, ...]:
        """Give what each path finds, for showing."""
        return tuple(self._part(name, path, value) for name, path in self._written.items())

    def _part(self, name: str, path: str, value: object) -> Part:
        problem = None
        found = None
        try:
            found = self._find(name, value)
            match name:
                case "answer" if found is not None and not isinstance(found, str):
                    raise self._wrong("answer", found, "a text")
                case "answer" if found is None:
                    problem = "finds nothing in the response"
                case "confidence":
                    self._confidence(value)
                case "sources":
                    self._sources(value)
                case "handoff":
                    self._handoff(value)
                case "error":
                    self._check_error(value)
        except CallError as error:
            problem = error.fault.message
        lacking = name != "error" and (problem is not None or found is None)
        return Part(
            setting=name,
            path=path,
            found=None if found is None else kind_of(found),
            problem=problem,
            suggestions=suggestions(value, name) if lacking else (),
        )

    def _find(self, name: str, value: object) -> object:
        compiled = self._compiled.get(name)
        if compiled is None:
            return None
        try:
            return compiled.search(value)
        except JMESPathError as error:
            raise CallError(
                FaultKind.BAD_BODY, f"`{name} = {self._written[name]!r}` cannot be applied to the response: {error}"
            ) from error

    def _check_error(self, value: object) -> None:
        error = self._find("error", value)
        if error is None or error is False or error in ("", [], {}):
            return
        says = f": {snippet(error)}" if isinstance(error, str) else f" ({kind_of(error)})"
        raise CallError(FaultKind.ENDPOINT, f"the endpoint reports an error at `{self._written['error']}`{says}")

    def _nothing_found(self, value: object) -> str:
        near = suggestions(value, "answer")
        return (
            f"`answer = {self._written['answer']!r}` finds nothing in the response, whose top level holds "
            f"{names_in(value)}"
            + (f"; text is at {', '.join(near[:3])}" if near else "")
            + "; correct it in [tool.regold.target], `regold target check` shows what is found"
        )

    def _confidence(self, value: object) -> float | None:
        found = self._find("confidence", value)
        if found is None:
            return None
        number = _number(found)
        if number is None or not 0 <= number <= 1:
            raise self._wrong("confidence", found, "a number from 0 to 1")
        return float(number)

    def _sources(self, value: object) -> tuple[str, ...] | None:
        found = self._find("sources", value)
        if found is None:
            return None
        sources = [found] if isinstance(found, str) else found
        if not isinstance(sources, list) or not all(_names_a_source(source) for source in sources):
            raise self._wrong("sources", found, "a text or a list of texts")
        return tuple(well_formed(str(source)) for source in sources)

    def _handoff(self, value: object) -> bool | None:
        found = self._find("handoff", value)
        if found is None or isinstance(found, bool):
            return found
        raise self._wrong("handoff", found, "true or false")

    def _wrong(self, name: str, found: object, wanted: str) -> CallError:
        return CallError(
            FaultKind.BAD_BODY,
            f"`{name} = {self._written[name]!r}` finds {kind_of(found)} where {wanted} must be; "
            "correct the path in [tool.regold.target]",
        )


def _number(value: object) -> float | None:
    """Give a JSON number, or a text that holds a plain decimal, as a number."""
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _names_a_source(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _compile(name: str, path: str) -> ParsedResult:
    try:
        return jmespath.compile(path)
    except JMESPathError as error:
        reason = str(error).partition("\n")[0]
        raise ConfigError(
            f"[tool.regold.target] {name}: {path!r} is not a JMESPath expression ({reason}); "
            "write it like reply.text, keys with other characters in double quotes"
        ) from None

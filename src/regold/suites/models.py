"""The shape of a suite file as strict pydantic models, the one source of what is accepted and of the JSON Schema.

What spans several cases, such as ids given twice, is not checked here.
"""

from __future__ import annotations

import re
import warnings
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from regold.strict_yaml.fields import Address, Given, Line, Slug, Strict, Text
from regold.suites.provenance import ProofModel, ProvenanceModel

LONGEST_REGEX = 500
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_SECONDS = r"^[0-9]{1,6}(?:\.[0-9]{1,6})?(?:ms|s|m)$"
_DAY = 86_400.0
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _linked(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


def _in_seconds(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(_SECONDS, value):
        raise PydanticCustomError("regold", "must be a time such as 800ms, 8s or 2m, or a number of seconds")
    number = value.rstrip("ms")
    return float(number) * _UNITS[value[len(number) :]]


def _a_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("regold", 'must be a day that there is, such as "2026-12-31"') from None
    return text


def _compiling(pattern: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        reason = str(error).partition("\n")[0]
        raise PydanticCustomError("regold", "is not a regular expression: {reason}", {"reason": reason}) from None
    return pattern


Day = Annotated[str, Field(pattern=DAY), AfterValidator(_a_day)]
Regex = Annotated[Text, Field(max_length=LONGEST_REGEX), AfterValidator(_compiling)]
Regexes = Annotated[list[Regex], Field(min_length=1)]
Lines = Annotated[list[Line], Field(min_length=1)]
Texts = Annotated[list[Text], Field(min_length=1)]
Tags = Annotated[list[Slug], Field(min_length=1)]
Golden = Annotated[Texts, BeforeValidator(_listed, json_schema_input_type=Text | Texts)]
SeverityName = Literal["critical", "high", "medium", "low"]
Share = Annotated[float, Field(ge=0, le=1)]
Time = Annotated[str, Field(pattern=_SECONDS)]
Duration = Annotated[float, Field(gt=0, le=_DAY)]
Seconds = Annotated[Duration, BeforeValidator(_in_seconds, json_schema_input_type=Duration | Time)]


class LinkModel(Strict):
    """A web address with a name to show for it."""

    url: Address = Field(description="An http or https address.")
    name: Annotated[Line | None, Given] = Field(None, description="What to show for it; the address when left out.")


Link = Annotated[LinkModel, BeforeValidator(_linked, json_schema_input_type=Address | LinkModel)]
Links = Annotated[list[Link], Field(min_length=1)]


class ExpectModel(Strict):
    """Hard conditions beside the meaning; an answer must hold all of them."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    contains: Annotated[Texts | None, Given] = Field(None, description="Texts that must be in the answer.")
    excludes: Annotated[Texts | None, Given] = Field(None, description="Texts that must not be in the answer.")
    matches: Annotated[Regexes | None, Given] = Field(
        None, description="Regular expressions (Python) that must be found in the answer."
    )
    sources: Annotated[Lines | None, Given] = Field(None, description="Sources that the answer must give.")
    min_confidence: Annotated[Share | None, Given] = Field(
        None, description="The least confidence the endpoint must give, from 0 to 1."
    )
    max_latency: Annotated[Seconds | None, Given] = Field(
        None, description="The longest the answer may take: 800ms, 8s, 2m or a number of seconds."
    )
    handoff: Annotated[bool | None, Given] = Field(None, description="Whether it must, or must not, go to a human.")

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("regold", 'holds no condition; give one, such as contains: ["30 days"]')
        return self


class TurnModel(Strict):
    """One query of a conversation; without golden, record and expect any answer will do."""

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["golden", "record"]}})

    query: Text = Field(description="What the customer asks.")
    golden: Annotated[Golden | None, Given] = Field(
        None, description="The reference answer; of several, any one is a good answer."
    )
    record: Annotated[Literal[True] | None, Given] = Field(
        None,
        description="In place of the golden: `regold record` keeps first answers, `regold review` shows them.",
    )
    expect: Annotated[ExpectModel | None, Given] = Field(None, description="Hard conditions beside the meaning.")

    @model_validator(mode="after")
    def _has_one_reference(self) -> Self:
        _refuse_both(self)
        return self


def _refuse_both(query: TurnModel | CaseModel) -> None:
    if query.golden is not None and query.record is not None:
        advice = "cannot stand beside golden; remove it, for the golden is there"
        raise PydanticCustomError("regold", advice, {"key": "record"})


class QuarantineModel(Strict):
    """Why a case may be wrong for a while: a known failure that fails nothing, until a day that is always given."""

    owner: Line = Field(description="Who mends it.")
    reason: Line = Field(description="What is wrong, and what is being done.")
    until: Day = Field(description='The last day of it, as a text: "2026-12-31" (UTC); then the case counts again.')


class _Shared(Strict):
    topic: Annotated[Line | None, Given] = Field(None, description="What the cases are about; reports group by it.")
    owner: Annotated[Line | None, Given] = Field(None, description="Who looks after the cases.")
    severity: Annotated[SeverityName | None, Given] = Field(
        None, description="What a wrong answer would cost; medium when left out."
    )
    sources: Annotated[list[Line] | None, Given] = Field(
        None, description="The articles the answers come from; an empty list for none, whatever the suite's are."
    )
    tags: Annotated[Tags | None, Given] = Field(None, description="Words to choose cases by; added to the suite's own.")
    links: Annotated[Links | None, Given] = Field(
        None, description="Web addresses that belong to it; added to the suite's own."
    )


_HELD: JsonDict = {"anyOf": [{"required": [key]} for key in ("golden", "expect", "record")]}
_UNDECIDED: JsonDict = {"required": ["golden", "record"]}
_QUESTION: JsonDict = {"required": ["query"], "not": {"anyOf": [{"required": ["turns"]}, _UNDECIDED]}, **_HELD}
_CONVERSATION: JsonDict = {
    "required": ["turns"],
    "not": {"anyOf": [{"required": [key]} for key in ("query", "golden", "record", "expect", "variants")]},
    "properties": {"turns": {"contains": _HELD}},
}


class CaseModel(_Shared):
    """One question, or a conversation, with what a good answer must hold."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_QUESTION, _CONVERSATION]})

    id: Slug = Field(description="The name of the case, unique in its suite; history knows the case by it.")
    query: Annotated[Text | None, Given] = Field(None, description="What the customer asks.")
    golden: Annotated[Golden | None, Given] = Field(
        None, description="The reference answer; of several, any one is a good answer."
    )
    record: Annotated[Literal[True] | None, Given] = Field(
        None,
        description="In place of the golden: `regold record` keeps first answers, `regold review` shows them.",
    )
    variants: Annotated[Texts | None, Given] = Field(
        None, description="Other wordings of the query, each judged against the same golden."
    )
    expect: Annotated[ExpectModel | None, Given] = Field(None, description="Hard conditions beside the meaning.")
    turns: Annotated[list[TurnModel] | None, Given, Field(min_length=1)] = Field(
        None, description="A conversation in one session, instead of a query."
    )
    quarantine: Annotated[QuarantineModel | None, Given] = Field(
        None, description="Lets the case be wrong without failing a run, until a day."
    )
    provenance: Annotated[ProvenanceModel | None, Given] = Field(
        None, description="The incident that the case was made from."
    )
    proof: Annotated[ProofModel | None, Given] = Field(
        None, description="What the judge said of the bad answer and of the corrected one when the case was made."
    )

    @model_validator(mode="after")
    def _can_be_asked_and_judged(self) -> Self:
        if self.turns is None:
            self._check_question()
        else:
            self._check_conversation(self.turns)
        return self

    def _check_question(self) -> None:
        if self.query is None:
            raise PydanticCustomError("regold", "has neither query nor turns; give the question that is asked")
        _refuse_both(self)
        if self.golden is None and self.expect is None and self.record is None:
            raise PydanticCustomError(
                "regold", "has nothing to hold the answer against; give golden or expect, or `record: true` for a first"
            )

    def _check_conversation(self, turns: list[TurnModel]) -> None:
        for key, advice in _NOT_BESIDE_TURNS.items():
            if getattr(self, key) is not None:
                raise PydanticCustomError(
                    "regold", "cannot stand beside turns; {advice}", {"advice": advice, "key": key}
                )
        if all(turn.golden is None and turn.expect is None and turn.record is None for turn in turns):
            raise PydanticCustomError(
                "regold", "has nothing to hold the answers against; give golden or expect to a turn", {"key": "turns"}
            )


_NOT_BESIDE_TURNS = {
    "query": "make it the first turn, or keep only one of the two",
    "golden": "give it to the turn it answers",
    "record": "give it to the turn whose answer is recorded",
    "expect": "give it to the turn it is about",
    "variants": "make each other wording a case of its own",
}


class SuiteModel(_Shared):
    """A golden suite: what all its cases share, and the cases."""

    suite: Slug = Field(description="The name of the suite; history knows its cases as suite#id.")
    cases: list[CaseModel] = Field(min_length=1, description="The questions and conversations.")

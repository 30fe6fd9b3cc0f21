"""Asks the live endpoint whether a containment holds, or is gone, and whether other topics still answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from regold import suites
from regold.errors import IncidentError, SuiteError
from regold.incidents import Incident
from regold.incidents.limiting import THRESHOLD
from regold.incidents.record import Action
from regold.model import Case, FaultKind
from regold.session.questions import Heard, Questions, asking, claims_of, questions

if TYPE_CHECKING:
    from regold.config import Config

NEIGHBOURS = 3
"""Of how many other topics a case is asked."""

REPEATS = 2
"""How often each wording of the question is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A question whose answer is not as the limit has it, and why."""

    query: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What a probe saw: `asked` answers on the topic and `neighbours` on others; it passed without trouble."""

    kind: Literal["applied", "lifted"]
    action: Action | None
    asked: int
    neighbours: int
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything is as it should be."""
        return not self.troubles


def probe(config: Config, incident: Incident, *, limited: Iterable[str] = (), repeats: int = REPEATS) -> Probed:
    """Ask the incident's question and other wordings `repeats` times each, and a case of some other topics once.

    While a containment is on, the strongest one must hold; after it was lifted the answers must be right again.
    `limited` are the topics of other incidents, which are no neighbours. Raises IncidentError when nothing was ever
    contained, ConfigError for a target and SuiteError for suites that cannot be used.
    """
    action = strongest(incident)
    if action is None and not any(one.lifted_at for one in incident.containment):
        raise IncidentError(f"{incident.id}: nothing is contained; regold incident contain {incident.id}")
    cases, near = questions(incident), neighbours(config, {*limited, incident.topic or ""})
    with asking(config) as live:
        heard = [one for _ in range(repeats) for one in live.ask(cases, claims_of(incident))]
        troubles = [*_troubles(heard, action), *_silent(live, near)]
    notes = (
        () if near else ("no case of another topic was found to ask, so it is not known whether too much is limited",)
    )
    return Probed(
        kind="applied" if action else "lifted",
        action=action,
        asked=len(heard),
        neighbours=len(near),
        troubles=tuple(troubles),
        notes=notes,
    )


def strongest(incident: Incident) -> Action | None:
    """Give the strongest limit that is on."""
    order = list(Action)
    return max((one.action for one in incident.contained_by), key=order.index, default=None)


def neighbours(config: Config, topics: Iterable[str]) -> tuple[Case, ...]:
    """Give the first case of some topics other than these, of those that are to be answered."""
    there = [path for one in config.suites if (path := config.root / one).exists()]
    loaded = suites.read_all(there, config.root) if there else None
    if loaded and loaded.mistakes:
        raise SuiteError(loaded.mistakes)
    found: dict[str, Case] = {}
    passed_over = set(topics)
    for case in loaded.cases if loaded else ():
        topic = case.topic or case.suite
        if topic not in passed_over and _is_answered(case):
            found.setdefault(topic, case)
    return tuple(found.values())[:NEIGHBOURS]


def _is_answered(case: Case) -> bool:
    alone = len(case.turns) == 1 and not case.turns[0].expect.handoff and bool(case.turns[0].golden)
    return alone and case.provenance is None and case.quarantine is None


def _troubles(heard: Sequence[Heard], action: Action | None) -> Iterator[Trouble]:
    for one in heard:
        why = _why(one, action)
        if why:
            yield Trouble(query=one.query, answer=one.answer.text if one.answer else "", why=why)


def _why(one: Heard, action: Action | None) -> str | None:
    """Tell what is not as the limit has it; None when all is."""
    if one.fault:
        held_back = action is Action.REQUIRE_APPROVAL and one.fault.kind is FaultKind.NO_ANSWER
        return None if held_back else f"no answer: {one.fault.message}"
    assert one.answer  # noqa: S101 - there is one where there is no fault
    if action is Action.NOTE:
        return None
    if one.claim:
        return f"it says again what was wrong: {one.claim}"
    match action:
        case None if one.handed_off:
            return "it is still handed to a person"
        case None:
            return None if one.right else f"it is not right: {one.why}"
        case Action.RAISE_THRESHOLD:
            return _under(one)
    if action is Action.REQUIRE_APPROVAL and not one.answer.text.strip():
        return None
    if one.answer.handoff is None:
        return "whether a person takes over cannot be read; set `handoff` in [tool.regold.target]"
    if not one.handed_off:
        return "it is answered, not handed to a person"
    return "it is answered although a person is to approve it first" if one.right else None


def _under(one: Heard) -> str | None:
    assert one.answer  # noqa: S101 - asked after that
    if one.handed_off:
        return None
    if one.answer.confidence is None:
        return "how sure the endpoint is cannot be read; set `confidence` in [tool.regold.target]"
    sure = one.answer.confidence
    return None if sure >= THRESHOLD else f"it is answered with a confidence of {sure:g}, under {THRESHOLD:g}"


def _silent(live: Questions, near: Sequence[Case]) -> Iterator[Trouble]:
    for one in live.ask([replace(case, variant_of=None) for case in near]):
        topic = one.case.topic or one.case.suite
        if one.fault:
            yield Trouble(query=one.query, answer="", why=f"the topic {topic} gives no answer: {one.fault.message}")
        elif one.handed_off:
            text = one.answer.text if one.answer else ""
            yield Trouble(query=one.query, answer=text, why=f"the topic {topic} is limited too, which is too much")

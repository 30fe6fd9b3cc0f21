"""Makes proven cases of incidents and writes them down: one suite for each, or a draft with what is missing in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from regold import suites
from regold.errors import IncidentError, SuiteError
from regold.incidents import Incident, Store, lifecycle
from regold.incidents.conversion import (
    Draft,
    Trial,
    drafted,
    drafted_file,
    gaps,
    is_untouched,
    never,
    proven_file,
    shortcomings,
)
from regold.incidents.leftover import leftovers, texts_of
from regold.incidents.record import EventType, Missed, Status
from regold.judge import JUDGE_VERSION
from regold.model import Case
from regold.reports import write_whole
from regold.session.customers import LIST, allowed_texts
from regold.session.meaning import Meaning
from regold.session.nearby import Nearby, asked_lately
from regold.session.opening import open_judge
from regold.session.proving import case_of, tried

if TYPE_CHECKING:
    from regold.config import Config

FOLDER, DRAFTS = "incidents", "drafts"


class Became(StrEnum):
    """What became of an incident."""

    PROVEN = "proven"
    LINKED = "linked"
    DRAFT = "draft"
    HELD = "held"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of one incident; `todo` says what is missing for a proven case, or why there will be none.

    `case` is the key of the case that guards against it, `path` the suite it was written to, relative to the root;
    `written` tells whether any file is another than before.
    """

    incident: str
    became: Became
    case: str | None = None
    path: str | None = None
    written: bool = False
    todo: tuple[str, ...] = ()
    missed: Missed | None = None
    trials: tuple[Trial, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing is left to be done."""
        return self.became not in (Became.DRAFT, Became.HELD)


class Converter:
    """Converts incidents of a project one after another; what it opened once it holds for all of them.

    Raises:
        SuiteError: a suite has mistakes.
        IncidentError, KnowledgeError: what a project says of its customers' data cannot be read.
    """

    def __init__(self, config: Config, store: Store, now: datetime) -> None:
        self._config, self._store, self._now = config, store, now
        self._folder = _suites_folder(config)
        self._judge = open_judge(config)
        self._allowed = allowed_texts(config)
        self._nearby = Nearby(_cases(config), asked_lately(config.history), f"{now:%Y-%m-%d}", Meaning(config))

    def convert(self, incident: Incident, copies: Sequence[Incident] = ()) -> Converted:
        """Make a case of an incident; the same incident gives the same bytes, and nothing is written twice.

        `copies` are the incidents that are duplicates of it.

        Raises:
            IncidentError: a file cannot be written.
            ModelError: a model that the judge needs cannot be loaded.
        """
        if why := never(incident):
            return Converted(incident=incident.id, became=Became.PASSED_OVER, todo=(why,))
        found = gaps(incident)
        left = leftovers(texts_of(incident), self._allowed)
        if incident.review or incident.redaction is None or left:
            named = self._shown(self._config.root / self._config.incidents / LIST)
            how = f"regold incident redact {incident.id}, or name it in {named}"
            return self._held(incident, (*found, *(f"{one}: {how}" for one in left)))
        draft = drafted(incident, [one for one in copies if self._is_clean(one)])
        return self._held(incident, found) if draft is None else self._proven(draft, found)

    def _is_clean(self, copy: Incident) -> bool:
        """Tell whether what the customer of a copy asked may stand in a suite."""
        return copy.redaction is not None and not copy.review and not leftovers(texts_of(copy), self._allowed)

    def _held(self, incident: Incident, todo: tuple[str, ...]) -> Converted:
        return Converted(incident=incident.id, became=Became.HELD, todo=todo)

    def _proven(self, draft: Draft, found: tuple[str, ...]) -> Converted:
        path = self._folder / FOLDER / f"{draft.incident}.gold.yaml"
        theirs = self._edited(path) if path.exists() else self._nearby.own(draft)
        trials = tried(self._judge, theirs or case_of(draft, self._shown(path)), draft)
        todo = (*found, *shortcomings(draft, trials))
        near = self._nearby.look(self._judge, draft) if trials else None
        told = Converted(
            incident=draft.incident,
            became=Became.DRAFT,
            todo=todo,
            missed=near.missed if near else None,
            trials=trials,
        )
        if todo:
            return self._as_draft(draft, told)
        if near and near.same and theirs is None and not path.exists():
            return self._noted(replace(told, became=Became.LINKED, case=near.same.key))
        done = replace(told, became=Became.PROVEN, case=draft.key, path=self._shown(path))
        if theirs is not None:
            done = replace(done, case=theirs.key, path=theirs.place.path)
        else:
            done = self._put(done, path, proven_file(draft, trials, JUDGE_VERSION))
            self._nearby.add(case_of(draft, self._shown(path)))
        return self._noted(self._without_draft(done))

    def _as_draft(self, draft: Draft, told: Converted) -> Converted:
        path = self._folder / DRAFTS / f"{draft.incident}.gold.yaml"
        told = replace(told, path=self._shown(path))
        if path.exists() and not is_untouched(_bytes(path)):
            return told
        return self._put(told, path, drafted_file(draft, told.trials, JUDGE_VERSION, told.todo))

    def _edited(self, path: Path) -> Case | None:
        """Give the case as a person has changed it; None where it is as it was written here."""
        if is_untouched(_bytes(path)):
            return None
        return next(iter(suites.load(path, self._config.root)))

    def _put(self, told: Converted, path: Path, data: bytes) -> Converted:
        """Write a suite, when it is another than is there."""
        if path.exists() and _bytes(path) == data:
            return told
        if not path.resolve().is_relative_to(self._config.root.resolve()):
            raise IncidentError(f"{path}: leads out of the project; let suites stand inside it")
        try:
            write_whole(path, data.decode())
        except OSError as error:
            raise IncidentError(f"{path}: cannot be written ({error.strerror}); nothing was") from None
        return replace(told, written=True)

    def _without_draft(self, told: Converted) -> Converted:
        """Take the draft of a case that is proven now away, unless a person has changed it."""
        path = self._folder / DRAFTS / f"{told.incident}.gold.yaml"
        if not path.exists() or not is_untouched(_bytes(path)):
            return told
        path.unlink()
        return replace(told, written=True)

    def _noted(self, told: Converted) -> Converted:
        """Keep the case in the record, and why the mistake was missed where that is not known yet."""
        before = self._store.read(told.incident)
        after = self._store.change(told.incident, lambda incident: _with_case(incident, told, self._now))
        return replace(told, written=told.written or after != before, missed=after.prevention.missed)

    def _shown(self, path: Path) -> str:
        root = self._config.root
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def convert_closed(converter: Converter, store: Store) -> Iterator[Converted]:
    """Convert every closed incident, the oldest first; one whose file cannot be read or written is held."""
    incidents, mistakes = store.read_all()
    copies: dict[str, list[Incident]] = {}
    for one in incidents:
        if one.duplicate_of is not None:
            copies.setdefault(one.duplicate_of, []).append(one)
    for one in incidents:
        if one.status is not Status.CLOSED:
            continue
        try:
            yield converter.convert(one, copies.get(one.id, ()))
        except (IncidentError, SuiteError) as wrong:
            yield Converted(incident=one.id, became=Became.HELD, todo=(str(wrong),))
    for mistake in mistakes:
        yield Converted(incident=Path(mistake.partition(":")[0]).stem, became=Became.HELD, todo=(mistake,))


def copies_of(store: Store, name: str) -> list[Incident]:
    """Give the incidents that are duplicates of this one."""
    return [one for one in store.read_all()[0] if one.duplicate_of == name]


def _with_case(incident: Incident, told: Converted, at: datetime) -> Incident:
    held = incident.prevention
    assert told.case is not None  # noqa: S101 - it is proven or linked
    if told.case in held.case_ids and held.missed is not None:
        return incident
    cases = tuple(dict.fromkeys((*held.case_ids, told.case)))
    after = replace(incident, prevention=replace(held, case_ids=cases, missed=held.missed or told.missed))
    how = "Is caught by the case" if told.became is Became.LINKED else "Made into the case"
    return lifecycle.noted(after, at, f"{how} {told.case}.", EventType.CHANGED)


def _suites_folder(config: Config) -> Path:
    return next((config.root / one for one in config.suites if (config.root / one).is_dir()), config.root / "suites")


def _cases(config: Config) -> tuple[Case, ...]:
    """Give the cases of all suites; a folder of suites that is not there yet, or is empty, has none."""
    folders = [config.root / one for one in config.suites]
    there = [one for one in folders if one.is_file() or any(map(_is_run, one.rglob("*.gold.y*ml")))]
    loaded = suites.read_all(there, config.root)
    if loaded.mistakes:
        raise SuiteError(loaded.mistakes)
    return loaded.cases


def _is_run(path: Path) -> bool:
    return DRAFTS not in path.parts[:-1]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IncidentError(f"{path}: cannot be read ({error.strerror})") from None

"""What a configuration is once it has been read: frozen values, all of them checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar
from urllib.parse import urlsplit

from annotated_types import Ge, Le, Len

from regold.judge import JudgeSettings
from regold.model import Severity
from regold.targets import CallableSettings, OpenAISettings, ReplaySettings, Secret, TargetSettings
from regold.targets.settings import HttpSettings, WireSettings

if TYPE_CHECKING:
    from regold.alerts.settings import AlertSettings

DEADLINE = 30 * 60.0
SECRET = ("url", "headers", "params")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What the command line says over the settings; None where it says nothing.

    alert: whether somebody is to be told, so that the addresses for it must be there.
    """

    url: str | None = None
    concurrency: int | None = None
    history: str | None = None
    embedding: str | None = None
    entailment: str | None = None
    strictness: str | None = None
    replay: str | None = None
    allow_replay: bool | None = None
    knowledge_version: str | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomTargetSettings:
    """A Target class of the user's own.

    path: package.module:Class, at least 1 character; written as the `type` of the target.
    options: every other key of the table, handed to the class as keyword arguments.
    wire: of these, `concurrency` holds.
    """

    path: str
    options: Mapping[str, object] = field(default_factory=dict, repr=False)
    wire: WireSettings = WireSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArbiterSettings:
    """Where a second opinion comes from on answers that the judge is unsure of: any OpenAI-compatible server.

    url: the base address, such as http://127.0.0.1:8000/v1; `/chat/completions` is put behind it.
    model: the name of the model, at least 1 character.
    headers: header values by name, default none; mostly Authorization. Values are secret.
    options: further keys of the request, default none, such as temperature or seed.
    wire: of these, `timeout` and `tries` are written.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    url: Annotated[str, Len(1)] = field(repr=False)
    model: Annotated[str, Len(1)]
    headers: Mapping[str, Secret] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    wire: WireSettings = WireSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """When wrong answers mean that a case changed, and which changed cases fail a run.

    evidence: how many times likelier the answers must be if the case changed than if all is as usual, from 2 to 1e9,
        default 500.
    max_asks: how often one case is asked in one run, the first time too, from 1 to 100, default 10; what is not
        decided by then is suspect.
    confirm_runs: in how many runs the answers of a case must be wrong before somebody is told, from 1 to 10,
        default 2.
    fail_on: the severities whose changed cases fail a run, default ["critical", "high"]; the others are reported.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    evidence: Annotated[float, Ge(2), Le(1e9)] = 500.0
    max_asks: Annotated[int, Ge(1), Le(100)] = 10
    confirm_runs: Annotated[int, Ge(1), Le(10)] = 2
    fail_on: tuple[Severity, ...] = (Severity.CRITICAL, Severity.HIGH)


Patterns = tuple[Annotated[str, Len(1, 500)], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeSettings:
    """Where the articles are that the answers come from, and how far a change of them reaches.

    articles: folders, globs and exported files (JSON, JSONL, CSV) inside `checkout`, default none.
    checkout: the folder, or git checkout, that `articles` are looked for in, default the project itself.
    fields: what an exported article calls its `id`, `title` and `text`, where the usual names do not hold.
    nearest: the share of the suite, from 0 to 1, that is run for being near by text alone, default 0.08.
    many: from how many changed articles on everything is run, from 1 to 100000, default 20.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    articles: Patterns = ()
    checkout: Annotated[str, Len(1, 500)] = "."
    fields: Mapping[str, str] = field(default_factory=dict)
    nearest: Annotated[float, Ge(0), Le(1)] = 0.08
    many: Annotated[int, Ge(1), Le(100_000)] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a run.

    suites: folders and files of golden suites under `root`, default ["suites"].
    history: the folder of the journals, default reports/history.
    incidents: the folder of the records of incidents, default incidents.
    cache: the folder of the vectors of goldens, default reports/cache.
    checks: dotted paths of the user's own checks, default none.
    deadline: seconds for the whole run, above 0 to 86400, default 1800; what is not asked by then is not run.
    allow_replay: whether replayed answers may pass the gate, default False.
    knowledge_version: what the endpoint's knowledge base is called that it answers from, 1 to 200 characters,
        default None: not known.
    judge: how answers are judged.
    embedder: the dotted path of the user's own Embedder class, None for one of ours.
    entailment: the dotted path of the user's own Entailment class, None for one of ours or none.
    arbiter: where a second opinion comes from on answers that the judge is unsure of, None: from nowhere.
    gate: what decides over wrong answers and over the exit code.
    knowledge: where the articles are that the answers come from.
    alert: who is told of changed answers, and when nobody is; None when the settings do not say.
    target: how the endpoint is called; None when the settings name none.
    on_github: whether this is a GitHub Actions job, which shows wrong answers at their lines.
    in_ci: whether the environment says that this is CI, where no suite and no decision is ever written.
    """

    root: Path
    suites: tuple[str, ...] = ("suites",)
    history: Path
    incidents: Path = Path("incidents")
    cache: Path
    checks: tuple[str, ...] = ()
    deadline: float = DEADLINE
    allow_replay: bool = False
    knowledge_version: str | None = None
    judge: JudgeSettings = JudgeSettings()
    embedder: str | None = None
    entailment: str | None = None
    arbiter: ArbiterSettings | None = None
    gate: GateSettings = GateSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    alert: AlertSettings | None = None
    target: TargetSettings | CustomTargetSettings | None = None
    on_github: bool = False
    in_ci: bool = False

    @property
    def concurrency(self) -> int:
        """How many questions may be under way at once."""
        return self.target.wire.concurrency if self.target and not isinstance(self.target, ReplaySettings) else 1

    @property
    def endpoint(self) -> str:
        """What is asked, fit to be shown: never a query string or a password."""
        match self.target:
            case HttpSettings(url=url) | OpenAISettings(url=url):
                parts = urlsplit(url)
                return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
            case ReplaySettings(run=run):
                return f"the recorded run {run}"
            case CallableSettings(path=path) | CustomTargetSettings(path=path):
                return path
        return "no endpoint"


def settings_hash(config: Config) -> str:
    """Give 16 hex digits that change when what is asked, or how it is judged, does; no secret is part of them."""
    models = (config.embedder, config.entailment, config.arbiter and config.arbiter.model)
    said = (config.endpoint, _told(config.target), config.judge, models, config.checks)
    return sha256(repr(said).encode()).hexdigest()[:16]


def _told(target: TargetSettings | CustomTargetSettings | None) -> object:
    """Give what a target asks and reads, without where secrets may stand and without how carefully it is called."""
    if target is None:
        return None
    if isinstance(target, CustomTargetSettings):
        return sorted((key, repr(value)) for key, value in target.options.items() if key not in SECRET)
    told = ((one.name, getattr(target, one.name)) for one in fields(target) if one.name not in {"wire", *SECRET})
    return type(target).__name__, tuple(told)

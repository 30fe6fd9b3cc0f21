"""Who is told of changed answers, and when nobody is: frozen values, checked by the reader of the configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from regold.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A time in which nobody is told: of these topics and cases, or of anything at all when it names none.

    begins: the first moment of it, None when it has begun already.
    ends: the first moment after it; there is no quiet without an end.
    reason: why, as it is shown by `regold status`.
    """

    ends: datetime
    begins: datetime | None = None
    topics: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def everything(self) -> bool:
        """Whether it is about all that could be told, trouble with the endpoint too."""
        return not self.topics and not self.cases

    def holds(self, now: datetime) -> bool:
        """Tell whether it is quiet now."""
        return now < self.ends and (self.begins is None or self.begins <= now)

    def covers(self, case: str, topic: str | None) -> bool:
        """Tell whether it is about a case, given by its key, of a topic."""
        return self.everything or case in self.cases or topic in self.topics


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """Who is told by `regold check --alert`, and what.

    webhook: where messages are posted as JSON, default None: nowhere.
    secret: what they are signed with, by Standard Webhooks, default None: they are not.
    notify: URLs of services for apprise, default none.
    heartbeat: called after a complete run of which all was told that had to be, default None: nothing is.
    include_answers: whether questions and answers are part of a message, default False.
    allow_http: whether `webhook` and `heartbeat` may be plain http on another machine, default False.
    link: the address of a line of a suite, with `{path}` and `{line}` in it, default None: on GitHub the file there.
    maintenance: windows in which nobody is told, of some topics or of anything.
    snooze: topics and cases of which nobody is told for a while.
    """

    webhook: Secret | None = None
    secret: Secret | None = None
    notify: tuple[Secret, ...] = ()
    heartbeat: Secret | None = None
    include_answers: bool = False
    allow_http: bool = False
    link: str | None = None
    maintenance: tuple[Quiet, ...] = ()
    snooze: tuple[Quiet, ...] = ()

    @property
    def quiet(self) -> tuple[Quiet, ...]:
        """Every time in which something is not told."""
        return (*self.maintenance, *self.snooze)

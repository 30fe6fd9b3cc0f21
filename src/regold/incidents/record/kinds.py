"""The words that a record may hold where there is a choice, and what each means."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How far an incident has been followed; each step needs the one before it."""

    TRIAGE = "triage"
    ACTIVE = "active"
    CONTAINED = "contained"
    FIX_VERIFIED = "fix_verified"
    CLOSED = "closed"


class Resolution(StrEnum):
    """Why an incident was closed."""

    FIXED = "fixed"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    DECLINED = "declined"
    NOT_REPRODUCIBLE = "not_reproducible"
    ACCEPTED_RISK = "accepted_risk"


class DetectionMethod(StrEnum):
    """Who noticed the mistake; the earlier in this list, the better."""

    PROACTIVE_RUN = "proactive_run"
    LOG_SIGNAL = "log_signal"
    INTERNAL_REPORT = "internal_report"
    CUSTOMER_REPORT = "customer_report"
    MEDIA_REPORT = "media_report"


class ErrorType(StrEnum):
    """What kind of mistake the answer was."""

    INCORRECT = "incorrect"
    OUTDATED = "outdated"
    FABRICATED = "fabricated"
    CONTRADICTORY = "contradictory"
    INCOMPLETE = "incomplete"
    UNSAFE = "unsafe"
    PRIVACY = "privacy"
    WRONG_REFUSAL = "wrong_refusal"
    WRONG_ESCALATION = "wrong_escalation"
    WRONG_ACTION = "wrong_action"


class Action(StrEnum):
    """What limits the endpoint on a topic, from nothing to everything."""

    NOTE = "note"
    RAISE_THRESHOLD = "raise_threshold"
    REQUIRE_APPROVAL = "require_approval"
    ESCALATE = "escalate"


class TrackerState(StrEnum):
    """What the system that an incident came from says of it; the later in this list, the further."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class EventType(StrEnum):
    """What a line of the timeline is about."""

    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    CONTAINED = "contained"
    COMMUNICATED = "communicated"
    FIX_DEPLOYED = "fix_deployed"
    VERIFIED = "verified"
    CONTAINMENT_LIFTED = "containment_lifted"
    CLOSED = "closed"
    REOPENED = "reopened"
    CHANGED = "changed"
    NOTE = "note"


class MissedWhy(StrEnum):
    """Why the suites let a mistake through."""

    NO_CASE = "no_case"
    TOO_LOOSE = "too_loose"
    SKIPPED = "skipped"
    QUARANTINED = "quarantined"
    GOLDEN_WRONG = "golden_wrong"
    OTHER_WORDING = "other_wording"

"""The trackers that incidents come from: each adapter makes one noun of a delivery, or says why it makes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regold.incidents.sources import github, gitlab, incident_io, jira, pagerduty, plain, servicenow, zendesk
from regold.incidents.sources.payload import parsed, parsed_or_yaml
from regold.incidents.sources.reported import NotImported, NotReadable, Reported

ADAPTERS: Mapping[str, Callable[[object], Reported]] = {
    "github": github.reported,
    "gitlab": gitlab.reported,
    "jira": jira.reported,
    "pagerduty": pagerduty.reported,
    "incident-io": incident_io.reported,
    "zendesk": zendesk.reported,
    "servicenow": servicenow.reported,
    "json": plain.reported,
}


def read_delivery(system: str, data: bytes) -> Reported:
    """Give what a delivery of a system in `ADAPTERS` says; raises NotImported when it makes no incident.

    NotReadable, a kind of it, is raised for what is no delivery of that system at all.
    """
    return ADAPTERS[system](parsed_or_yaml(data) if system == "json" else parsed(data))


__all__ = ["ADAPTERS", "NotImported", "NotReadable", "Reported", "read_delivery"]

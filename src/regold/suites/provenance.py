"""What a case that was made from an incident says of itself: where it came from, and the proof that it works."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from regold.strict_yaml.fields import Address, Given, Line, Strict, Text


class ProvenanceModel(Strict):
    """The incident that a case was made from."""

    incident: Annotated[str, Field(pattern=r"^INC-[0-9]{4}-[0-9]{4,6}$")] = Field(
        description="The id of the incident, such as INC-2026-0042."
    )
    url: Annotated[Address | None, Given] = Field(None, description="Where the incident was reported.")
    closed_at: Annotated[Line | None, Given] = Field(None, description="When it was closed, in UTC.")
    wrong_claims: Annotated[list[Text] | None, Given, Field(min_length=1)] = Field(
        None, description="What was wrong; an answer to any other question that states it again is warned of."
    )


class TrialModel(Strict):
    """One text that the judge was shown, and what it said of it."""

    shown: Literal["bad", "corrected"] = Field(description="The recorded bad answer, or the corrected one.")
    wording: Line = Field(description="As it was recorded, or how it was reworded.")
    zone: Literal["accepted", "unsure", "rejected"] = Field(description="What the judge said of it.")
    why: Line = Field(description="The finding that decided.")


class ProofModel(Strict):
    """What the judge said when the case was made."""

    judge: Line = Field(description="The version of the judge.")
    trials: Annotated[list[TrialModel], Field(min_length=1)] = Field(description="What it was shown.")

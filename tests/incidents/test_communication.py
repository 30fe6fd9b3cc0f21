"""Texts to people: the fields they must have, a project's own wording, and no markup out of customers' words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regold.errors import IncidentError
from regold.incidents import Incident, Letter, draft, lifecycle
from regold.incidents.record import Action, Impact, Mistaken
from regold.reports.encode import markdown
from tests.incidents.making import BAD, GOOD, incident, later


def contained() -> Incident:
    active = lifecycle.acknowledge(incident(), later(1))
    made = lifecycle.contain(active, Action.ESCALATE, later(2))
    return replace(made, impact=Impact(confirmed=12, possible=40))


def plain(text: str) -> str:
    return text


def test_the_briefing_has_its_five_fields() -> None:
    text = draft(contained(), Letter.BRIEFING, plain)
    assert "**What the AI got wrong:** 60 days of delivery" in text
    assert f"**The correct information:** {GOOD}" in text
    assert "**How many customers may be affected:** 12 got the wrong answer; 40 asked something like it" in text
    assert "**What is being done:** every question on this topic goes to a person; the fix is being worked on" in text
    assert f"**What to say if asked:** {GOOD}" in text


def test_the_outreach_says_what_was_wrong_about_which_topic_and_what_is_correct() -> None:
    text = draft(contained(), Letter.OUTREACH, plain)
    assert "We recently identified that you may have received incorrect information about returns." in text
    assert f"Here is the correct information:\n\n{GOOD}\n" in text
    assert BAD not in text


def test_the_statement_says_what_happened_what_was_done_and_what_prevents_it() -> None:
    text = draft(contained(), Letter.STATEMENT, plain)
    fields = [line.partition(":**")[0] for line in text.splitlines() if line.startswith("**")]
    assert fields == ["**What happened", "**What we did", "**What prevents it"]


def test_the_post_mortem_tells_the_timeline_the_causes_and_the_fix() -> None:
    text = draft(contained(), Letter.POSTMORTEM, plain)
    assert "2026-03-01 14:00 contained: Contained: escalate." in text
    assert "- to contain: 2.0 h" in text
    assert "Was the knowledge base right? not known yet" in text
    assert "the fix is not verified" in text


@pytest.mark.parametrize("letter", Letter)
def test_what_is_not_known_is_said_and_never_left_out(letter: Letter) -> None:
    bare = Incident(id="INC-2026-0009", title="Something")
    assert "not known yet" in draft(bare, letter, plain)
    assert "None" not in draft(bare, letter, plain)


def test_a_project_has_its_own_wording() -> None:
    assert draft(contained(), Letter.OUTREACH, plain, "On $topic: $correct $$5") == f"On returns: {GOOD} $5"


@pytest.mark.parametrize(("template", "told"), [("$nonsense", "$nonsense is not known"), ("5 $", "only as $$")])
def test_a_template_with_a_mistake_is_refused(template: str, told: str) -> None:
    with pytest.raises(IncidentError) as mistake:
        draft(contained(), Letter.OUTREACH, plain, template)
    assert told in str(mistake.value)


def test_the_words_of_a_customer_become_no_markup_and_no_template() -> None:
    hostile = Mistaken(query="# [x](http://evil) $correct", answer="<script>$fix</script>")
    text = draft(replace(contained(), what_was_wrong=hostile), Letter.POSTMORTEM, markdown)
    assert "<script>" not in text
    assert "[x](http" not in text
    assert "$correct" in text.replace("\\", "")

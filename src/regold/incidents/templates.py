"""Our own wording of the texts to people; a project may have others."""

from __future__ import annotations

BRIEFING = """\
# Internal briefing: $title

$id, severity $severity, $status

**What the AI got wrong:** $wrong

**The correct information:** $correct

**How many customers may be affected:** $affected

**What is being done:** $doing

**What to say if asked:** $say
"""

OUTREACH = """\
Subject: A correction about $topic

Hello,

We recently identified that you may have received incorrect information about $topic. Here is the correct information:

$correct

We are sorry for the confusion. If you acted on what you were told, reply to this message and a person will help you.
"""

STATEMENT = """\
# About answers of our AI assistant on $topic

**What happened:** Our AI assistant gave incorrect information about $topic. The correct information is: $correct

**What we did:** $doing.

**What prevents it:** $prevents.
"""

POSTMORTEM = """\
# Post-mortem: $title

$id, severity $severity, $status. Topic: $topic

## What happened

- Said before: $earlier
- The customer asked: $question
- The AI answered: $answer
- Wrong in it: $wrong
- Correct is: $correct ($document)

## Whom it reached

- Customers: $affected
- When: $window

## How it went

$timeline

$durations

## Why it happened

$causes

## The fix

$fix; $verification

## What keeps it from coming back

$prevents ($cases)

$actions
"""

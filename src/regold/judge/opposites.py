"""Words of which one says the contrary of the other, and where an answer uses one in the place of its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regold.judge.aligning import Pair
from regold.judge.reading import stem
from regold.model import Finding, Span
from regold.text.normalise import normalise
from regold.text.polarity import denies

_ABOUT = 0.5
"""The share of words from which two claims are about the same thing."""

_PAIRS = ["increase/decrease/reduce", "increase/drop", "raise/lower/cut", "rise/fall", "higher/lower", "high/low", "more/less/fewer", "most/least", "maximum/minimum", "largest/smallest", "bigger/smaller", "larger/smaller", "longer/shorter", "faster/slower", "earlier/later", "before/after", "early/late", "first/last", "above/below", "over/under", "up/down", "upward/downward", "include/exclude", "including/excluding", "with/without", "inside/outside", "indoor/outdoor", "accept/reject/decline/refuse", "approve/deny/reject", "allow/forbid/prohibit", "permitted/prohibited/forbidden", "allowed/prohibited/banned", "enable/disable", "activate/deactivate", "open/closed/shut", "start/end/stop", "begin/end/finish", "free/paid", "refundable/nonrefundable/non-refundable", "required/optional", "mandatory/optional/voluntary", "compulsory/optional", "automatically/manually", "automatic/manual", "permanent/temporary", "permanently/temporarily", "always/never", "all/none", "everyone/nobody", "everything/nothing", "online/offline", "online/instore", "domestic/international", "local/international", "inbound/outbound", "incoming/outgoing", "arrive/depart", "arrival/departure", "send/receive", "sender/recipient", "buy/sell", "buyer/seller", "borrow/lend", "deposit/withdraw", "withdrawal/deposit", "credit/debit", "prepaid/postpaid", "add/remove", "install/uninstall", "lock/unlock", "connect/disconnect", "connected/disconnected", "upgrade/downgrade", "import/export", "upload/download", "public/private", "visible/hidden", "new/old/used", "new/existing", "same/different", "full/partial", "fully/partially", "whole/part", "gain/lose", "profit/loss", "gain/loss", "win/lose", "success/failure", "succeed/fail", "positive/negative", "positively/negatively", "better/worse", "best/worst", "strong/weak", "stronger/weaker", "strength/weakness", "safe/unsafe/dangerous", "possible/impossible", "able/unable", "likely/unlikely", "available/unavailable", "eligible/ineligible", "valid/invalid", "legal/illegal", "covered/excluded", "covered/uncovered", "transferable/nontransferable/non-transferable", "reversible/irreversible", "cancellable/noncancellable", "support/oppose", "agree/disagree", "accelerate/slow", "expand/shrink/contract", "improve/worsen", "improve/deteriorate", "morning/evening", "day/night", "weekday/weekend", "monthly/annually/yearly", "monthly/weekly", "daily/weekly/monthly", "personal/business", "individual/group", "adult/child", "left/right", "front/back", "top/bottom", "north/south", "east/west", "male/female", "man/woman", "husband/wife", "mother/father", "son/daughter", "married/single", "young/old", "alive/dead", "hot/cold", "warm/cool", "wet/dry", "hard/soft", "rich/poor", "easy/difficult", "simple/complex", "primary/secondary", "major/minor", "internal/external", "senior/junior", "employer/employee", "landlord/tenant", "guest/host", "doctor/patient", "encrypted/unencrypted", "signed/unsigned", "opened/unopened", "worn/unworn", "used/unused", "limited/unlimited", "expected/unexpected", "confirm/deny", "remember/forget", "retain/delete", "keep/delete", "save/delete", "continue/discontinue", "pause/resume", "renew/cancel", "subscribe/unsubscribe", "follow/unfollow", "block/unblock", "hire/fire", "employ/dismiss", "ahead/behind", "exceed/miss", "outperform/underperform", "overweight/underweight", "surplus/deficit", "guilty/innocent", "convict/acquit", "grant/deny", "affirm/reverse", "uphold/overturn", "plaintiff/defendant", "appellant/appellee", "majority/minority", "love/hate", "friend/enemy"]


def _opposites() -> dict[str, frozenset[str]]:
    """Give for each word, by its stem, the stems of its opposites: the first of a row against each of the others.

    Words that deny by themselves ("unable") are left to `polarity`, which knows a double negative.
    """
    known: dict[str, set[str]] = {}
    for row in _PAIRS:
        first, *others = (stem(word) for word in row.split("/") if not denies(word))
        for other in others:
            known.setdefault(first, set()).add(other)
            known.setdefault(other, set()).add(first)
    return {word: frozenset(others) for word, others in known.items()}


_OPPOSITES = _opposites()
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def contrary(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Give a finding for each claim in which a word of the golden is gone and its opposite stands in the answer."""
    for pair in pairs:
        if pair.alike >= _ABOUT:
            yield from _exchanged(pair)


def _exchanged(pair: Pair) -> Iterator[Finding]:
    ours, theirs = _stems(pair.golden.text), _stems(pair.answer.text)
    for word, (start, end) in ours.items():
        if word in theirs or pair.golden.denied is not pair.answer.denied:
            continue
        other = next((one for one in _OPPOSITES.get(word, ()) if one in theirs and one not in ours), None)
        if other is not None:
            at, to = theirs[other]
            said, instead = pair.golden.text[start:end], pair.answer.text[at:to]
            yield Finding(
                check="opposite",
                supports=False,
                message=f'the golden says "{said}", the answer says "{instead}"',
                golden_spans=(Span(start=pair.golden.span.start + start, end=pair.golden.span.start + end),),
                answer_spans=(Span(start=pair.answer.span.start + at, end=pair.answer.span.start + to),),
            )


def _stems(text: str) -> dict[str, tuple[int, int]]:
    return {stem(normalise(found[0])): found.span() for found in _WORD.finditer(text)}

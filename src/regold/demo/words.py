"""The words of a text as the demo bot compares them: lower case, stemmed, synonyms joined; no meaning beyond that."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")

_SILENT = (
    "a about again ago all already also always am an and any anything are as ask at be because been before being but "
    "by can cannot could couldn day days did didn do does doesn doing don done dont else even ever for from get gets "
    "getting give go goes going got had has hasn have haven having hello help her here hi his how i if im in into is "
    "isn it its ive just know let like ll long made make many me mean might mine more most much must my need needs no "
    "not now of off ok on once one or other our out over own please put re really s said say says sell should so some "
    "someone something still such sure t take takes tell than thank thanks that the their them then there these they "
    "thing this those to too until up us use ve very via want wants was wasn way we well were what whats when where "
    "which while who why will with won work works would yes yet you your "
)
STOPWORDS = frozenset(_SILENT.split())

PHRASES = (
    (re.compile(r"\b(?:just )?(?:a )?quick question\b"), ""),
    (re.compile(r"\b(?:money|cash) back\b"), "refund"),
    (
        re.compile(r"\b(?:send|sent|sending|give|giving|bring|bringing|take|taking) ((?:\w+ ){0,3}?)back\b"),
        r"return \1",
    ),
    (re.compile(r"\b(?:two|2)[- ]?(?:step|factor)\b|\b2fa\b"), "twostep"),
    (re.compile(r"\bsign(?:ing)?[- ]up\b"), "create account"),
    (re.compile(r"\bgift ?(?:card|voucher)s?\b"), "giftcard"),
    (re.compile(r"\bopening hours\b|\bopen (?:until|at)\b|\bopening times?\b"), "hours open"),
    (re.compile(r"\bcoffee club\b"), "plan"),
)

SYNONYMS = {
    stem: canonical
    for canonical, stems in {
        "refund": "money reimburs reimbursement repay",
        "cancel": "cancellation terminat quit",
        "ship": "shipment shipp dispatch post",
        "deliver": "arriv arrival deliv",
        "parcel": "packag consignment box",
        "pay": "payment paid",
        "charg": "bill billing debit",
        "plan": "subscription subscrib membership member",
        "abroad": "international foreign oversea",
        "duti": "dut custom import tariff",
        "warrant": "guarante",
        "broken": "break brok broke faulti fault defect defectiv",
        "damag": "smash dent",
        "repair": "fix mend",
        "phone": "telephon call ring",
        "mail": "email",
        "password": "passcod login",
        "twostep": "authenticator",
        "delet": "deletion eras erasur remov",
        "chang": "edit modifi amend",
        "point": "reward loyalt",
        "valid": "expir expirat",
        "instal": "instalment installment",
        "fre": "complimentar",
        "price": "cost pric fee expensiv",
        "clean": "wash rins",
        "descal": "limescal",
        "twic": "doubl",
        "data": "information",
        "track": "follow",
        "code": "coupon voucher promo",
        "window": "deadlin",
        "cryptocurrenc": "bitcoin crypto",
        "miss": "lost",
    }.items()
    for stem in stems.split()
}

ANSWER_KINDS = (
    (
        "#time",
        re.compile(
            r"\bhow (?:long|soon|often|late)\b|\bhow many (?:days|weeks)\b"
            r"|^\W*(?:and |until |since )?when\b|\bdeadline\b|\bhours\b|\btime limit\b"
        ),
    ),
    ("#money", re.compile(r"\bhow much\b|\bwhat does .* cost\b|\bprices?\b|\bcosts?\b|\bfees?\b|\bhow expensive\b")),
)
STATED_KINDS = (
    (
        "#time",
        re.compile(r"\d+ (?:working )?(?:minute|hour|day|week|month|year)s?\b|\d+ [ap]m\b|\bthe \d+(?:st|nd|rd|th)\b"),
    ),
    ("#money", re.compile(r"[$€£]\d|\d%")),
)
"""A question for a time or a price, and a statement that gives one: marked with the same made-up word."""

ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "e", "y")


def terms(text: str) -> tuple[str, ...]:
    """Give the comparable words of a text in their order, without the words that say nothing."""
    return tuple(_canonical(word) for word in _words(text) if word not in STOPWORDS)


def question_terms(question: str) -> tuple[str, ...]:
    """Give the words of a question, and the made-up words for what it asks for: a time, a price."""
    return (*terms(question), *(kind for kind, pattern in ANSWER_KINDS if pattern.search(question.lower())))


def statement_terms(statement: str) -> tuple[str, ...]:
    """Give the words of a statement, and the made-up words for what it holds: a time, a price."""
    return (*terms(statement), *(kind for kind, pattern in STATED_KINDS if pattern.search(statement.lower())))


def word_count(text: str) -> int:
    """Count the words of a text, the empty ones too."""
    return len(_words(text))


def _words(text: str) -> list[str]:
    lowered = text.lower().replace("e-mail", "email").replace("\u2019", "'")
    for pattern, replacement in PHRASES:
        lowered = pattern.sub(replacement, lowered)
    return [word.split("'")[0] for word in WORD.findall(lowered)]


@lru_cache(maxsize=4096)
def _canonical(word: str) -> str:
    stem = _stem(word)
    return SYNONYMS.get(word, SYNONYMS.get(stem, stem))


def _stem(word: str) -> str:
    """Cut one English ending and undo a doubled consonant; in the spirit of Harman's S stemmer, a little bolder."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if word[-1:] == word[-2:-1] and word[-1] not in "aeiou":
        return word[:-1]
    return word

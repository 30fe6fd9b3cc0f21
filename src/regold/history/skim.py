"""Reads of a journal's outcomes only what a brief needs: the rest of a line is looked over and never made an object."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from pydantic_core import SchemaValidator
from pydantic_core.core_schema import (
    CoreSchema,
    any_schema,
    bool_schema,
    float_schema,
    list_schema,
    literal_schema,
    nullable_schema,
    str_schema,
    typed_dict_field,
    typed_dict_schema,
)

from regold.history.read import read_records
from regold.model import OutcomeKind, Run


def skim(journal: Path) -> tuple[Run, list[dict[str, Any]]]:
    """Give the run of a journal without its outcomes, and of these, as they are written, what a brief needs.

    That takes a sixth of the time of reading all. Raises HistoryError as `read` does, and for an outcome that is
    written in another way than usual too, such as one with a text that UTF-8 cannot carry.
    """
    run, records = read_records(journal, partial(_parser().validate_json, strict=True))
    return run, [record for _, record in records]


@cache
def _parser() -> SchemaValidator:
    seconds: dict[str, CoreSchema] = {"latency": float_schema()}
    earlier = list_schema(_table({}, seconds))
    answer = _table({}, {**seconds, "replayed": bool_schema(), "earlier": earlier})
    outcome = _table(
        {
            "case": _table({"suite": str_schema(), "id": str_schema()}, {"topic": nullable_schema(str_schema())}),
            "kind": literal_schema([kind.value for kind in OutcomeKind]),
        },
        {
            "answer": nullable_schema(answer),
            "verdict": nullable_schema(_table({"accepted": bool_schema(), "score": float_schema()}, {})),
            "evidence": nullable_schema(_table({"odds": float_schema()}, {})),
        },
    )
    return SchemaValidator(_table({}, {"outcome": outcome, "footer": any_schema()}))


def _table(required: dict[str, CoreSchema], others: dict[str, CoreSchema]) -> CoreSchema:
    fields = {name: typed_dict_field(schema, required=True) for name, schema in required.items()}
    fields |= {name: typed_dict_field(schema, required=False) for name, schema in others.items()}
    return typed_dict_schema(fields, extra_behavior="ignore")

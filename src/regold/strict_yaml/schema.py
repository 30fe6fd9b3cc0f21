"""The JSON Schema (draft-07) of a file for editors, generated from the model that also checks it."""

from __future__ import annotations

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

_DRAFT = "http://json-schema.org/draft-07/schema#"


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles pydantic makes of the names of keys."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - asked of every schema
        return False


def schema_of(model: type, title: str) -> dict[str, object]:
    """Give the JSON Schema of a file that this model, or dataclass, checks.

    Draft-07 is what editors' YAML support reads.
    """
    generated = TypeAdapter(model).json_schema(ref_template="#/definitions/{model}", schema_generator=_Untitled)
    definitions = generated.pop("$defs")
    whole = {"$schema": _DRAFT, **generated, "title": title, "definitions": definitions}
    return {key: _for_draft_07(value) for key, value in whole.items()}


def _for_draft_07(node: object) -> object:
    """Keep what stands beside a `$ref` from being ignored, and drop the null that stands for "left out"."""
    if isinstance(node, list):
        return [_for_draft_07(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _for_draft_07(value) for key, value in node.items() if (key, value) != ("default", None)}
    reference = kept.pop("$ref", None)
    if reference is None:
        return kept
    return {"allOf": [{"$ref": reference}], **kept} if kept else {"$ref": reference}

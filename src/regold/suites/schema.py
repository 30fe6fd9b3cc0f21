"""The JSON Schema (draft-07) of a suite file for editors, generated from the models that also check it."""

from __future__ import annotations

from pydantic.json_schema import GenerateJsonSchema

from regold.suites.models import SuiteModel

_DRAFT = "http://json-schema.org/draft-07/schema#"


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles pydantic makes of the names of keys."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - asked of every schema
        return False


def schema() -> dict[str, object]:
    """Give the JSON Schema of a suite file; draft-07 is what editors' YAML support reads."""
    generated = SuiteModel.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_Untitled)
    definitions = generated.pop("$defs")
    whole = {"$schema": _DRAFT, **generated, "title": "Golden suite", "definitions": definitions}
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

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from regold import suites
from regold.errors import SuiteError
from regold.model import Severity
from tests.suites.writing import WHOLE, in_suite, load

ROOT = Path(__file__).parents[2]
OURS = sorted((ROOT / "suites").rglob("*.gold.yaml"))


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    return Draft7Validator(suites.schema())


def test_the_schema_is_a_schema_of_draft_07() -> None:
    assert suites.schema()["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(suites.schema())


def test_the_example_of_the_design_is_valid(validator: Draft7Validator) -> None:
    assert list(validator.iter_errors(yaml.load(WHOLE, yaml.CSafeLoader))) == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_suite_of_the_demo_is_valid(validator: Draft7Validator, path: Path) -> None:
    assert suites.load(path, ROOT)
    assert list(validator.iter_errors(yaml.load(path.read_bytes(), yaml.CSafeLoader))) == []


def test_every_key_is_described() -> None:
    whole = suites.schema()
    definitions = whole["definitions"]
    assert isinstance(definitions, dict)
    for shape in (whole, *definitions.values()):
        assert shape["description"]
        assert all(key["description"] for key in shape["properties"].values())


def test_the_severities_are_those_of_the_model() -> None:
    properties = suites.schema()["properties"]
    assert isinstance(properties, dict)
    assert properties["severity"]["enum"] == list(Severity)


@pytest.mark.parametrize(
    "case",
    [
        "id: a\nquery: q\ngolden: g",
        "id: a\nquery: q\ngolden: [g, h]\nvariants: [r]",
        "id: a\nquery: q\nexpect: {max_latency: 2.5}",
        "id: a\nturns: [{query: q}, {query: r, expect: {handoff: true}}]",
        "id: a\nquery: q\ngolden: g\nlinks: ['https://a.b/c', {url: 'https://a.b', name: x}]",
        "id: a\nquery: q\ngolden: g\nsources: []",
        "id: a",
        "id: a\nquery: q",
        "id: a..b\nquery: q\ngolden: g",
        "id: 30\nquery: q\ngolden: g",
        "id: a\nquery: q\ngolden: []",
        "id: a\nquery: ' '\ngolden: g",
        "id: a\nquery: q\ngolden: null",
        "id: a\nquery: q\ngolden: g\nowner: null",
        "id: a\nquery: q\ngoldn: g",
        "id: a\nquery: q\nexpect: {}",
        "id: a\nquery: q\nexpect: {max_latency: fast}",
        "id: a\nquery: q\nexpect: {max_latency: 0}",
        "id: a\nquery: q\nexpect: {min_confidence: 2}",
        "id: a\nquery: q\ngolden: g\nseverity: urgent",
        "id: a\nquery: q\ngolden: g\nlinks: ['ftp://a.b']",
        "id: a\nquery: q\nrecord: true",
        "id: a\nquery: q\nrecord: false",
        "id: a\nquery: q\nrecord: true\nexpect: {handoff: true}",
        "id: a\nquery: q\nrecord: true\ngolden: g",
        "id: a\nturns: [{query: q}, {query: r, record: true}]",
        "id: a\nturns: [{query: q, golden: g, record: true}]",
        "id: a\nturns: [{query: q, golden: g}]\nrecord: true",
        "id: a\nturns: [{query: q}]",
        "id: a\nturns: [{query: q, golden: g}]\nvariants: [r]",
        "id: a\nquery: q\nturns: [{query: q, golden: g}]",
        "id: a\nquery: q\ngolden: g\nturns: [{query: q, golden: g}]",
    ],
)
def test_an_editor_and_regold_accept_the_same(tmp_path: Path, validator: Draft7Validator, case: str) -> None:
    text = in_suite(case)
    try:
        accepted = bool(load(tmp_path, text))
    except SuiteError:
        accepted = False
    assert validator.is_valid(yaml.load(text, yaml.CSafeLoader)) == accepted

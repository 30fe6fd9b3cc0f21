"""What settings refuse, and in which words: each message names its place and never a secret."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.config import Flags, find_root, load_config, settings_hash
from regold.errors import ConfigError
from tests.config.test_reading import HTTP, http, load, mistakes, write

TARGET = "[tool.regold.target]\n"
NO_FLAGS = Flags()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TARGET + 'type = ["http"]\n', "regold.toml:2 [tool.regold.target] type: ['http'] is not one of"),
        (HTTP + "wire = { tries = 2 }\n", "regold.toml:5 [tool.regold.target] wire: unknown key; timeout, "),
        (HTTP + "[tool.regold.target.wire]\ntries = 2\n", "regold.toml:5 [tool.regold.target] wire: unknown key"),
        (HTTP + "body = { at = 2024-01-01 }\n", "regold.toml:5 [tool.regold.target.body] at: is a date or a time"),
        (HTTP + "body = { at = [nan] }\n", "regold.toml:5 [tool.regold.target.body] at: is not a finite number"),
        (HTTP + "timeout = inf\n", "regold.toml:5 [tool.regold.target] timeout: is not a finite number"),
        ('[tool.regold]\nhistory = "a\\u0000b"\n', "regold.toml:2 [tool.regold] history: cannot be the name"),
        ('[tool.regold]\nhistory = ""\n', "regold.toml:2 [tool.regold] history: must hold something"),
        ('[tool.regold]\ncache = "../c"\n', "regold.toml:2 [tool.regold] cache: '../c' leads out of the project"),
        ("[tool.regold]\nhistory = 2024-01-01\n", "regold.toml:2 [tool.regold] history: is a date or a time"),
        ("[tool.regold]\nsuites = []\n", "regold.toml:2 [tool.regold] suites: must hold something"),
        ('[tool.regold]\nsuites = "suites"\n', "regold.toml:2 [tool.regold] suites: must be a list"),
        ("[tool.regold]\nallow_replay = 1\n", "regold.toml:2 [tool.regold] allow_replay: must be true or false"),
        (
            "[tool.regold.judg]\nstrictness = 'strict'\n",
            "regold.toml:1 [tool.regold] judg: unknown key, did you mean judge?",
        ),
        ("[tool.regold]\njudge = [1]\n", "regold.toml:2 [tool.regold] judge: is a table, written [tool.regold.judge]"),
        (
            "[tool.regold.gate]\nevidence = 1\n",
            "regold.toml:2 [tool.regold.gate] evidence: must be greater than or equal",
        ),
        ('[tool.regold.gate]\nevidence = "500"\n', "regold.toml:2 [tool.regold.gate] evidence: must be a number"),
        (
            "[tool.regold.gate]\nmax_asks = 0\n",
            "regold.toml:2 [tool.regold.gate] max_asks: must be greater than or equal",
        ),
        (
            "[tool.regold.gate]\nmax_ask = 9\n",
            "regold.toml:2 [tool.regold.gate] max_ask: unknown key, did you mean max_a",
        ),
        ('[tool.regold.gate]\nfail_on = "high"\n', "regold.toml:2 [tool.regold.gate] fail_on: must be a list"),
        (
            '[tool.regold.gate]\nfail_on = ["urgent"]\n',
            "regold.toml:2 [tool.regold.gate.fail_on] 0: must be 'critical', 'high', 'medium' or 'low'",
        ),
        (
            "[tool.regold.gate]\nmax_asks = 3\n",
            (
                "regold.toml:2 [tool.regold.gate] max_asks: 3 answers can never give evidence of 500 to 1 about a new "
                "case, which takes 4; raise max_asks or lower evidence"
            ),
        ),
        ("[tool.regold.gate]\nevidence = 1e9\n", "regold.toml:2 [tool.regold.gate] evidence: 10 answers can never"),
        ("[tool.regold]\ngate = 5\n", "regold.toml:2 [tool.regold] gate: is a table, written [tool.regold.gate]"),
        ("[tool]\nregold = 5\n", "regold.toml: regold is a table, written [tool.regold]"),
        (
            '[tool.regold.judge]\nurl = "http://127.0.0.1:1/v1"\n',
            "regold.toml:1 [tool.regold.judge] model: is missing; a second opinion needs url and model",
        ),
        (
            '[tool.regold.judge]\nurl = "http://127.0.0.1:1/v1"\nmodel = "m"\ntries = 0\n',
            "regold.toml:4 [tool.regold.judge] tries: must be greater than or equal to 1",
        ),
        (
            "[tool.regold.judge]\nmodle = 'm'\n",
            "regold.toml:2 [tool.regold.judge] modle: unknown key, did you mean model?",
        ),
        ("[tool.regold.judge]\nembedding = 5\n", "regold.toml:2 [tool.regold.judge] embedding: must be text"),
        (
            '[tool.regold.judge]\nembedding = "sentence-transformers:"\n',
            "regold.toml:2 [tool.regold.judge] embedding: ",
        ),
        (HTTP + "params = { q = 5 }\n", "regold.toml:5 [tool.regold.target.params] q: must be text"),
        (HTTP + "tries = true\n", "regold.toml:5 [tool.regold.target] tries: must be a whole number"),
        (HTTP + "tries = 11\n", "regold.toml:5 [tool.regold.target] tries: must be less than or equal to 10"),
        (HTTP.replace("/chat", ":99999/chat"), "regold.toml:3 [tool.regold.target] url: must be an address"),
        (TARGET + 'type = "replay"\n', "regold.toml:1 [tool.regold.target] run: is missing"),
        (TARGET + "timeout = 3\n", "regold.toml:1 [tool.regold.target] type: is missing"),
        ('[tool.regold]\ntarget = { type = "http", url = "http://h", answer = "a", trys = 3 }\n', "regold.toml:2 "),
        ("a = " + "[" * 5000 + "]" * 5000, "regold.toml: nested too deeply"),
    ],
)
def test_what_no_setting_can_hold_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    assert mistakes(tmp_path, text)[0].startswith(told)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Bearer ${T", "${ has no } behind it"),
        ("${}", "the environment has no variable of an empty name"),
        ("${A B}", "the environment has no A B"),
    ],
)
def test_a_variable_that_is_not_written_right_is_told_at_its_table(tmp_path: Path, written: str, said: str) -> None:
    told = mistakes(tmp_path, HTTP + f'headers = {{ A = "{written}" }}\n', {"T": "sk-4711"})
    assert told[0].startswith(f"regold.toml:5 [tool.regold.target.headers] A: {said}")


def test_a_secret_that_was_not_handed_over_is_no_empty_secret(tmp_path: Path) -> None:
    text = HTTP + 'headers = { Authorization = "Bearer ${BOT_TOKEN}" }\n'
    told = mistakes(tmp_path, text, {"BOT_TOKEN": ""})
    assert told == ["regold.toml:5 [tool.regold.target.headers] Authorization: BOT_TOKEN is empty; give it its value"]


@pytest.mark.parametrize("place", ["suites", "checks", "history", "cache"])
def test_no_setting_outside_the_target_takes_a_variable(tmp_path: Path, place: str) -> None:
    value = '"${T}"' if place in {"history", "cache"} else '["${T}"]'
    told = "\n".join(mistakes(tmp_path, f"[tool.regold]\n{place} = {value}\n", {"T": "sk-4711"}))
    assert f"{place}: ${{…}} is replaced only in" in told
    assert "sk-4711" not in told


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "regold.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(ConfigError, match=r"regold\.toml: not UTF-8 at byte 5"):
        load_config(tmp_path, environment={}, flags=NO_FLAGS)


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert http(load(tmp_path, "\ufeff" + HTTP)).answer == "reply.text"


@pytest.mark.parametrize(
    "text",
    [
        '[ tool . "regold" ]\nsuites = ["a"]\n',
        '[tool]\nregold.suites = ["a"]\n',
        'tool = { regold = { suites = ["a"] } }\n',
        "[tool.regold]\nsuites = [\n",
    ],
)
def test_settings_are_found_from_below_however_they_are_written(tmp_path: Path, text: str) -> None:
    write(tmp_path, text, "pyproject.toml")
    (tmp_path / "below").mkdir()
    assert find_root(tmp_path / "below") == tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "[tool.regold-extra]\nx = 1\n",
        '[project]\nname = "shop"\ndependencies = ["pytest-regold"]\n',
        'notes = """\n[tool.regold]\n"""\n',
        "# pytest-regold\n[tool.other\n",
    ],
)
def test_a_file_that_only_speaks_of_regold_holds_no_settings(tmp_path: Path, text: str) -> None:
    write(tmp_path, HTTP)
    (tmp_path / "below").mkdir()
    write(tmp_path / "below", text, "pyproject.toml")
    assert find_root(tmp_path / "below") == tmp_path


@given(text=st.text(max_size=60), key=st.sampled_from(["suites", "history", "deadline", "target", "judge", "x"]))
def test_whatever_stands_in_the_file_ends_in_settings_or_in_a_mistake(
    tmp_path_factory: pytest.TempPathFactory, text: str, key: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for written in (text, f"[tool.regold]\n{key} = {text}\n"):
        (folder / "regold.toml").write_text(written, encoding="utf-8")
        with suppress(ConfigError):
            load_config(folder, environment={}, flags=NO_FLAGS)


def test_numbers_and_durations_may_stand_in_variables(tmp_path: Path) -> None:
    names = {"DEADLINE": "90", "TARGET_TIMEOUT": "2.5", "TARGET_CONNECT_TIMEOUT": "500ms", "TARGET_RATE": "0.5"}
    config = load(tmp_path, HTTP, {f"REGOLD_{name}": value for name, value in names.items()})
    wire = http(config).wire
    assert (config.deadline, wire.timeout, wire.connect_timeout, wire.rate) == (90, 2.5, 0.5, 0.5)


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    config = load(tmp_path, HTTP, {"REGOLD_HISTORY": "", "REGOLD_TARGET_URL": "", "REGOLD_ALLOW_REPLAY": ""})
    assert config.history == tmp_path / "reports" / "history"
    assert http(config).url == "https://bot.example.com/chat"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("REGOLD_TARGET_TRIES", "many", "must be a whole number"),
        ("REGOLD_TARGET_TRIES", "-1", "must be greater than or equal to 1"),
        ("REGOLD_DEADLINE", "soon", "'soon' is no duration"),
        ("REGOLD_ALLOW_REPLAY", "maybe", "must be true or false"),
        ("REGOLD_HISTORY", "caf\udce9", "is not valid UTF-8"),
        ("REGOLD_TARGET_MODEL", "gpt", "a target of this type has no such setting; leave it out"),
    ],
)
def test_a_mistake_in_a_variable_names_the_variable(tmp_path: Path, name: str, value: str, said: str) -> None:
    assert mistakes(tmp_path, HTTP, {name: value})[0].startswith(f"{name}: {said}")


def test_a_mistake_in_a_flag_names_the_flag(tmp_path: Path) -> None:
    assert mistakes(tmp_path, HTTP, flags=Flags(concurrency=0))[0].startswith("--regold-concurrency: ")
    replay = TARGET + 'type = "replay"\nrun = "latest"\n'
    assert mistakes(tmp_path, replay, flags=Flags(url="http://h"))[0].startswith("--regold-url: a target of this type")


def test_a_folder_outside_the_project_may_come_from_the_environment(tmp_path: Path) -> None:
    assert load(tmp_path, HTTP, {"REGOLD_HISTORY": str(tmp_path.parent / "h")}).history == tmp_path.parent / "h"


@pytest.mark.parametrize(("old", "new"), [("reply.text", "reply.answer"), ("/chat", "/other"), ("bot.", "test.")])
def test_the_hash_of_the_settings_changes_with_what_is_asked_and_read(tmp_path: Path, old: str, new: str) -> None:
    before, after = (settings_hash(load(tmp_path, text)) for text in (HTTP, HTTP.replace(old, new)))
    assert before != after


def test_the_hash_of_the_settings_knows_the_model_and_the_body_and_not_how_careful_a_call_is(tmp_path: Path) -> None:
    openai = TARGET + 'type = "openai"\nurl = "http://h/v1"\nmodel = "small"\n'
    model = {settings_hash(load(tmp_path, openai.replace("small", name))) for name in ("small", "large")}
    body = {settings_hash(load(tmp_path, HTTP + f'body = {{ {key} = "{{query}}" }}\n')) for key in ("q", "question")}
    tries = {settings_hash(load(tmp_path, HTTP + f"tries = {tries}\n")) for tries in (1, 2)}
    assert (len(model), len(body), len(tries)) == (2, 2, 1)


def test_the_hash_of_a_target_of_the_users_own_knows_its_options_and_no_secret(tmp_path: Path) -> None:
    own = TARGET + 'type = "shop:Bot"\nheaders = { A = "${T}" }\nmodel = "small"\n'
    one, other = (settings_hash(load(tmp_path, own, {"T": token})) for token in ("1", "2"))
    assert one == other
    assert one != settings_hash(load(tmp_path, own.replace("small", "large"), {"T": "1"}))

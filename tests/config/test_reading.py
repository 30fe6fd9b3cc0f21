"""Settings: their layers, their checks, and messages that name the place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regold.config import Config, CustomTargetSettings, Flags, GateSettings, find_root, load_config, settings_hash
from regold.errors import ConfigError
from regold.model import Severity
from regold.targets import CallableSettings, HttpSettings, OpenAISettings, ReplaySettings

HTTP = '[tool.regold.target]\ntype = "http"\nurl = "https://bot.example.com/chat"\nanswer = "reply.text"\n'
NO_FLAGS = Flags()


def write(folder: Path, text: str, name: str = "regold.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, text: str, environment: dict[str, str] | None = None, flags: Flags = NO_FLAGS) -> Config:
    return load_config(write(folder, text), environment=environment or {}, flags=flags)


def mistakes(folder: Path, text: str, environment: dict[str, str] | None = None, flags: Flags = NO_FLAGS) -> list[str]:
    with pytest.raises(ConfigError) as told:
        load(folder, text, environment, flags)
    return str(told.value).splitlines()


def http(config: Config) -> HttpSettings:
    assert isinstance(config.target, HttpSettings)
    return config.target


def test_without_any_settings_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config(tmp_path, environment={}, flags=NO_FLAGS)

    assert config.suites == ("suites",)
    assert config.history == tmp_path / "reports" / "history"
    assert config.deadline == 1800
    assert config.judge.embedding == "minilm"
    assert config.target is None


def test_the_gate_is_read_from_its_table(tmp_path: Path) -> None:
    assert load(tmp_path, HTTP).gate == GateSettings()
    text = '[tool.regold.gate]\nevidence = 100\nmax_asks = 6\nconfirm_runs = 1\nfail_on = ["low", "critical"]\n'
    gate = load(tmp_path, text).gate
    assert (gate.evidence, gate.max_asks, gate.confirm_runs) == (100, 6, 1)
    assert gate.fail_on == (Severity.LOW, Severity.CRITICAL)
    assert load(tmp_path, "[tool.regold.gate]\nfail_on = []\n").gate.fail_on == ()


def test_the_tables_may_stand_in_pyproject(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, HTTP, "pyproject.toml"), environment={}, flags=NO_FLAGS)
    assert http(config).answer == "reply.text"


def test_settings_are_looked_for_in_the_folders_above(tmp_path: Path) -> None:
    write(tmp_path, HTTP)
    inner = tmp_path / "suites" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "suites" / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")

    assert find_root(inner) == tmp_path
    assert load_config(inner, environment={}, flags=NO_FLAGS).root == tmp_path


def test_settings_in_both_files_are_refused(tmp_path: Path) -> None:
    write(tmp_path, HTTP, "pyproject.toml")
    assert "keep [tool.regold] in one of them" in mistakes(tmp_path, HTTP)[0]


def test_a_pyproject_without_the_table_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, '[project]\nname = "shop"\n', "pyproject.toml")
    assert http(load(tmp_path, HTTP)).url == "https://bot.example.com/chat"


def test_variables_win_over_the_file_and_flags_over_variables(tmp_path: Path) -> None:
    text = '[tool.regold]\nhistory = "a"\n' + HTTP + "tries = 5\nconcurrency = 4\n"
    environment = {"REGOLD_HISTORY": "b", "REGOLD_TARGET_TRIES": "2", "REGOLD_TARGET_URL": "http://127.0.0.1:1/b"}

    by_variable = load(tmp_path, text, environment)
    by_flag = load(tmp_path, text, environment, Flags(history="c", url="http://127.0.0.1:1/c", concurrency=9))

    assert (by_variable.history.name, http(by_variable).wire.tries, http(by_variable).wire.concurrency) == ("b", 2, 4)
    assert (by_flag.history.name, http(by_flag).url, by_flag.concurrency) == ("c", "http://127.0.0.1:1/c", 9)


def test_the_knowledge_base_is_named_by_flag_variable_or_file(tmp_path: Path) -> None:
    text = '[tool.regold]\nknowledge_version = "file"\n' + HTTP
    variable = {"REGOLD_KNOWLEDGE_VERSION": "variable"}
    assert load(tmp_path, HTTP).knowledge_version is None
    assert load(tmp_path, text).knowledge_version == "file"
    assert load(tmp_path, text, variable).knowledge_version == "variable"
    assert load(tmp_path, text, variable, Flags(knowledge_version="flag")).knowledge_version == "flag"
    assert "knowledge_version: " in mistakes(tmp_path, text.replace('"file"', f'"{201 * "x"}"'))[0]


def test_durations_are_read_with_their_units(tmp_path: Path) -> None:
    text = '[tool.regold]\ndeadline = "2h"\n' + HTTP + 'timeout = "500ms"\nconnect_timeout = 2\n'
    config = load(tmp_path, text)
    assert (config.deadline, http(config).wire.timeout, http(config).wire.connect_timeout) == (7200, 0.5, 2)


def test_a_duration_without_sense_is_told_with_its_line(tmp_path: Path) -> None:
    assert mistakes(tmp_path, HTTP + 'timeout = "soon"\n') == [
        "regold.toml:5 [tool.regold.target] timeout: 'soon' is no duration; write 500ms, 8s, 30m or a number of seconds"
    ]


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = (
        '[tool.regold]\nsuits = ["suites"]\n'
        + HTTP
        + 'anwser = "x"\ntries = 99\n\n[tool.regold.judge]\nstrictness = "sure"\n'
    )
    told = mistakes(tmp_path, text)

    assert any(line.startswith("regold.toml:2 [tool.regold] suits: unknown key, did you mean suites?") for line in told)
    assert any(
        line.startswith("regold.toml:7 [tool.regold.target] anwser: unknown key, did you mean answer?") for line in told
    )
    assert any(line.startswith("regold.toml:8 [tool.regold.target] tries: ") and "10" in line for line in told)
    assert any(line.startswith("regold.toml:11 [tool.regold.judge] strictness: ") and "strict" in line for line in told)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (HTTP.replace('type = "http"\n', ""), "type: is missing"),
        (HTTP.replace('"http"', '"htp"'), "'htp' is not one of http, openai, callable, replay"),
        (HTTP.replace('answer = "reply.text"\n', ""), "answer: is missing"),
        (HTTP.replace("https://bot.example.com/chat", "bot.example.com/chat"), "begins with http:// or https://"),
        (HTTP + 'tries = "3"\n', "tries: "),
        (HTTP + 'method = "PUT"\n', "method: "),
        ('[tool.regold]\nhistory = "../elsewhere"\n' + HTTP, "leads out of the project"),
        ('[tool.regold]\ntarget = "http"\n', "regold.toml:2 [tool.regold] target: is a table"),
        ('[target]\ntype = "http"\n', "'target' stands outside [tool.regold]"),
        ("[tool.regold\n", "not TOML"),
        (HTTP + '[tool.regold.judge]\nembedding = "mini-lm"\n', "'mini-lm' is not minilm, none"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_in_words(tmp_path: Path, text: str, part: str) -> None:
    assert part in "\n".join(mistakes(tmp_path, text))


def test_secrets_come_from_the_environment(tmp_path: Path) -> None:
    text = HTTP + 'headers = { Authorization = "Bearer ${BOT_TOKEN}", X-Plain = "$${HOME}" }\n'
    headers = http(load(tmp_path, text, {"BOT_TOKEN": "sk-4711", "HOME": "/nowhere"})).headers

    assert headers["Authorization"].reveal() == "Bearer sk-4711"
    assert headers["X-Plain"].reveal() == "${HOME}"
    assert "sk-4711" not in repr(headers)


def test_a_missing_variable_names_its_setting(tmp_path: Path) -> None:
    told = mistakes(tmp_path, HTTP + 'headers = { Authorization = "Bearer ${BOT_TOKEN}" }\n')
    assert len(told) == 1
    assert "headers" in told[0]
    assert "the environment has no BOT_TOKEN" in told[0]


def test_a_variable_is_not_replaced_where_it_may_not_stand(tmp_path: Path) -> None:
    told = mistakes(tmp_path, HTTP + 'body = { message = "{query}", key = "${BOT_TOKEN}" }\n', {"BOT_TOKEN": "sk-4711"})
    assert "replaced only in target.url, target.headers, target.params" in told[0]
    assert "sk-4711" not in told[0]


def test_no_secret_is_told_with_a_mistake(tmp_path: Path) -> None:
    text = (
        HTTP.replace("https://bot.example.com/chat", "ftp://user:${BOT_TOKEN}@host")
        + "headers = { Authorization = 5 }\n"
    )
    assert "sk-4711" not in "\n".join(mistakes(tmp_path, text, {"BOT_TOKEN": "sk-4711"}))


def test_a_replay_takes_the_place_of_the_endpoint(tmp_path: Path) -> None:
    text = HTTP + 'headers = { Authorization = "Bearer ${BOT_TOKEN}" }\n'
    config = load(tmp_path, text, {"BOT_TOKEN": "x"}, Flags(replay="latest", concurrency=4))
    assert config.target == ReplaySettings(run="latest")
    assert config.concurrency == 1


def test_other_kinds_of_targets_are_read(tmp_path: Path) -> None:
    openai = load(
        tmp_path, '[tool.regold.target]\ntype = "openai"\nurl = "http://127.0.0.1:1/v1"\nmodel = "m"\nstream = true\n'
    )
    bot = load(tmp_path, '[tool.regold.target]\ntype = "callable"\npath = "shop:answer"\ntimeout = 3\n')
    own = load(tmp_path, '[tool.regold.target]\ntype = "shop:Target"\nconcurrency = 2\ngreeting = "Hello"\n')

    assert isinstance(openai.target, OpenAISettings)
    assert openai.target.stream
    assert isinstance(bot.target, CallableSettings)
    assert bot.target.wire.timeout == 3
    assert isinstance(own.target, CustomTargetSettings)
    assert (own.target.path, dict(own.target.options), own.concurrency) == ("shop:Target", {"greeting": "Hello"}, 2)


@pytest.mark.parametrize("embedding", ["none", "sentence-transformers:all-MiniLM-L6-v2"])
def test_an_embedding_of_ours_needs_no_class(tmp_path: Path, embedding: str) -> None:
    config = load(tmp_path, f'[tool.regold.judge]\nembedding = "{embedding}"\n')
    assert (config.judge.embedding, config.embedder) == (embedding, None)


def test_an_embedder_of_the_users_own_is_named_by_its_path(tmp_path: Path) -> None:
    assert load(tmp_path, '[tool.regold.judge]\nembedding = "shop:Embedder"\n').embedder == "shop:Embedder"


def test_the_endpoint_is_shown_without_query_and_password(tmp_path: Path) -> None:
    config = load(tmp_path, HTTP.replace("/chat", "/chat?key=${KEY}"), {"KEY": "sk-4711"})
    assert config.endpoint == "https://bot.example.com/chat"


def test_the_hash_of_the_settings_changes_with_them_and_not_with_a_secret(tmp_path: Path) -> None:
    with_key = HTTP + 'headers = { Authorization = "${KEY}" }\n'
    one, other = load(tmp_path, with_key, {"KEY": "1"}), load(tmp_path, with_key, {"KEY": "2"})
    stricter = load(tmp_path, with_key + "[tool.regold.judge]\nstrictness = 'strict'\n", {"KEY": "1"})

    assert settings_hash(one) == settings_hash(other)
    assert settings_hash(one) != settings_hash(stricter)


@pytest.mark.parametrize(("variables", "in_ci"), [({}, False), ({"CI": "true"}, True), ({"CI": "1"}, True)])
def test_ci_is_known_by_its_variable(tmp_path: Path, variables: dict[str, str], in_ci: bool) -> None:
    assert load(tmp_path, "", variables).in_ci is in_ci
    assert not load(tmp_path, "", {"CI": "false"}).in_ci


def test_a_second_opinion_is_read_with_its_secret(tmp_path: Path) -> None:
    text = '[tool.regold.judge]\nurl = "http://127.0.0.1:1/v1"\nmodel = "m"\ntimeout = "5s"\n'
    config = load(tmp_path, text + 'headers = { Key = "${KEY}" }\n', environment={"KEY": "hush"})

    assert config.arbiter is not None
    assert (config.arbiter.model, config.arbiter.wire.timeout) == ("m", 5.0)
    assert config.arbiter.headers["Key"].reveal() == "hush"
    assert "hush" not in repr(config)
    assert settings_hash(config) != settings_hash(replace(config, arbiter=None))


def test_nobody_is_asked_for_a_second_opinion_by_default(tmp_path: Path) -> None:
    assert load(tmp_path, '[tool.regold.judge]\nstrictness = "strict"\n').arbiter is None

"""The door pytest knocks on: nothing but hooks that hand over, and nothing loaded until a golden suite is met."""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from regold.pytest_plugin.active import ActivePlugin
    from regold.pytest_plugin.collector import SuiteFile

SUITE_ENDINGS = (".gold.yaml", ".gold.yml")
ACTIVE = "regold-active"
DRAFTS = "drafts"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Name the options; they are read only when a suite is met."""
    from regold.pytest_plugin.options import add_options

    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Watch for suites that cannot be read."""
    from regold.pytest_plugin.broken import BrokenSuites

    config.pluginmanager.register(BrokenSuites(config, partial(is_suite, config)), "regold-broken-suites")
    if _names_kb_change(config):
        from regold.pytest_plugin.impact import watch

        watch(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SuiteFile | None:
    """Claim golden suites, drafts of them only where they are named, and leave every other file alone."""
    if not is_suite(parent.config, file_path.name) or _is_draft(parent.config, file_path):
        return None
    gc.disable()  # what is loaded and collected now is no garbage; `ActivePlugin` looks for it again before the run
    from regold.pytest_plugin.collector import SuiteFile

    return SuiteFile.from_parent(parent, path=file_path, run=active_plugin(parent.config))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave only the cases of a run to resume, that changed articles touch, of one part: where options ask for it."""
    if config.getoption("regold_resume") is not None:
        from regold.pytest_plugin.resuming import resumed, take_up

        take_up(config, items, resumed(config, active_plugin(config).settings))
    if _names_kb_change(config):
        from regold.pytest_plugin.impact import choose_touched

        choose_touched(config, items, lambda: active_plugin(config))
    if config.getoption("regold_shard") is not None:
        from regold.pytest_plugin.shard import choose_part

        choose_part(config, items, lambda: active_plugin(config).settings.history)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - xdist's own class
    """Have all workers resume the very run that the controller found."""
    if node.config.getoption("regold_resume") is not None:
        from regold.pytest_plugin.options import read_settings
        from regold.pytest_plugin.resuming import INPUT, resumed

        run = resumed(node.config, read_settings(node.config))
        node.workerinput[INPUT] = run.id if run else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:  # noqa: ANN401 - xdist's own class
    """Learn on the controller, which collects nothing itself, what its workers will run."""
    config: pytest.Config = node.config
    chosen = [nodeid for nodeid in ids if is_suite(config, nodeid.partition("::")[0])]
    if chosen or config.getoption("regold_shard") is not None:
        active_plugin(config).plan_for_workers(chosen)


def _is_draft(config: pytest.Config, path: Path) -> bool:
    """Tell whether a suite stands in a folder `drafts` that no argument names."""
    parts = path.relative_to(config.rootpath).parts if path.is_relative_to(config.rootpath) else path.parts
    if DRAFTS not in parts[:-1]:
        return False
    return not any(DRAFTS in argument.replace("\\", "/").split("/") for argument in config.args)


def _names_kb_change(config: pytest.Config) -> bool:
    return any(config.getoption(f"regold_{name}") for name in ("kb_changed", "kb_diff", "article"))


def is_suite(config: pytest.Config, path: str) -> bool:
    """Tell by its name whether a file is a golden suite; the ini option `regold_files` adds patterns."""
    if path.endswith(SUITE_ENDINGS):
        return True
    patterns = config.getini("regold_files")
    if not patterns:
        return False
    from fnmatch import fnmatch

    return any(fnmatch(path.rpartition("/")[2], pattern) for pattern in patterns)


def active_plugin(config: pytest.Config) -> ActivePlugin:
    """Give the plugin that works while suites are in play, registered when the first one is met."""
    from regold.pytest_plugin.active import ActivePlugin
    from regold.pytest_plugin.to_review import ToReview

    plugin = config.pluginmanager.get_plugin(ACTIVE)
    if not isinstance(plugin, ActivePlugin):
        plugin = ActivePlugin(config)
        config.pluginmanager.register(plugin, ACTIVE)
        config.pluginmanager.register(ToReview(), "regold-to-review")
    return plugin

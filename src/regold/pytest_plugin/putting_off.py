"""Puts off the cases whose first answer was wrong until all others are through: then more answers decide over them.

pytest hears of such a case once, at the end, with what became of it; so does every plugin that listens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regold.pytest_plugin.collector import CaseItem

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from regold.model import Outcome


class PutOff:
    """The cases of this process that are put off. `on_put_off` is told of each, `settle` decides over all of them."""

    def __init__(
        self, on_put_off: Callable[[CaseItem, Outcome], None], settle: Callable[[Sequence[Outcome]], Sequence[Outcome]]
    ) -> None:
        self._on_put_off = on_put_off
        self._settle = settle
        self._items: list[CaseItem] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        """Take a case with a wrong first answer out of the order; all others go their way."""
        if not isinstance(item, CaseItem) or _may_be_skipped(item) or not item.looks_wrong() or not item.outcome:
            return None
        try:
            _leave(item, nextitem or next(iter(self._items), item))
        except Exception as trouble:  # noqa: BLE001 - a fixture of other tests; pytest tells it with this case
            item.meet(trouble)
            return None
        self._items.append(item)
        self._on_put_off(item, item.outcome)
        return True

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Ask again, when all others are through, until it is decided what became of each, then let pytest run them."""
        result = yield
        self._run(session)
        return result

    def _run(self, session: pytest.Session) -> None:
        items, self._items = self._items, []
        if not items or session.shouldfail or session.shouldstop:
            return
        self._decide(items)
        for item, nextitem in zip(items, [*items[1:], None], strict=True):
            _tell_xdist(item)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=nextitem)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)

    def _decide(self, items: Sequence[CaseItem]) -> None:
        try:
            outcomes = self._settle([item.outcome for item in items if item.outcome])
        except pytest.exit.Exception:
            raise
        except Exception as trouble:  # noqa: BLE001 - a check of the user's own; told as the error of these cases
            for item in items:
                item.meet(trouble)
            return
        for item, outcome in zip(items, outcomes, strict=True):
            item.outcome = outcome


def _may_be_skipped(item: pytest.Item) -> bool:
    return any(mark.name in {"skip", "skipif"} for mark in item.iter_markers())


def _leave(item: pytest.Item, following: pytest.Item) -> None:
    """Tear down what the item before left for this one and `following` does not share."""
    item.session._setupstate.teardown_exact(following)  # noqa: SLF001 - its own teardown does so, and does not run


def _tell_xdist(item: pytest.Item) -> None:
    """Tell a worker of xdist which item reports come from now: it knows of none outside its own loop."""
    for plugin in item.config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor":
            plugin.item_index = item.session.items.index(item)

"""Whatever happens to runs in whatever order, no acknowledged answer is lost and no broken run becomes a baseline."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from regold.history import Journal, baseline, digests, outcome_to_json, read, runs
from regold.history.digest import digest_of, digest_path
from regold.history.gathering import gather
from regold.history.pruning import outdated, remove
from regold.model import Outcome, OutcomeKind, Run
from tests.history.samples import NINE, a_run, an_outcome

KEYS = tuple(f"s#c{number}" for number in range(4))
plans = st.lists(st.sampled_from(KEYS), unique=True, max_size=4).map(tuple)
kinds = st.sampled_from([OutcomeKind.PASSED, OutcomeKind.CHANGED, OutcomeKind.ERROR, OutcomeKind.NOT_RUN])


@dataclass
class Known:
    """A run on its way, and every outcome whose `record` returned."""

    journal: Journal
    run: Run
    acknowledged: dict[str, Outcome] = field(default_factory=dict)
    finished: bool = False

    @property
    def complete(self) -> bool:
        asked = {key for key, outcome in self.acknowledged.items() if outcome.kind is not OutcomeKind.NOT_RUN}
        return self.finished and asked >= set(self.run.plan)


class Histories(RuleBasedStateMachine):
    """Runs that begin, go on side by side, end, are killed, are taken up again, are copied and are removed."""

    going = Bundle("going")
    killed = Bundle("killed")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.all: list[Known] = []
        self.begun = 0

    def begin(self, plan: tuple[str, ...], continues: str | None = None) -> Known:
        self.begun += 1
        run = replace(a_run(minute=self.begun, plan=plan), continues=continues)
        known = Known(Journal.create(self.folder, run, sync_every=0.001), run)
        self.all.append(known)
        return known

    def acknowledge(self, known: Known, outcome: Outcome) -> None:
        known.journal.record(outcome)
        assert known.journal.trouble is None
        known.acknowledged[outcome.case.key] = outcome

    @rule(target=going, plan=plans)
    def start(self, plan: tuple[str, ...]) -> Known:
        return self.begin(plan)

    @rule(known=going, key=st.sampled_from(KEYS), kind=kinds, text=st.text(max_size=5))
    def record(self, known: Known, key: str, kind: OutcomeKind, text: str) -> None:
        self.acknowledge(known, an_outcome(key, kind, text))

    @rule(known=consumes(going))
    def finish(self, known: Known) -> None:
        known.journal.finish(NINE)
        known.finished = True

    @rule(target=killed, known=consumes(going))
    def kill(self, known: Known) -> Known:
        known.journal.close()
        return known

    @rule(known=killed, key=st.sampled_from(KEYS), share=st.floats(0, 0.99), zeros=st.integers(0, 9))
    def tear(self, known: Known, key: str, share: float, zeros: int) -> None:
        """Leave the beginning of a record that was never acknowledged, as a power cut does."""
        if not known.journal.path.exists() or not known.journal.path.read_bytes().endswith(b"\n"):
            return
        line = repr(outcome_to_json(an_outcome(key))).encode()
        with known.journal.path.open("ab") as file:
            file.write(line[: round(share * len(line))] + bytes(zeros))

    @rule(target=going, known=killed)
    def take_up(self, known: Known) -> Known:
        """Go on with a broken run in a new one, which takes over its answers."""
        again = self.begin(known.run.plan, continues=known.run.id)
        for outcome in known.acknowledged.values():
            self.acknowledge(again, outcome)
        return again

    @rule()
    def lose_what_is_kept_in_brief(self) -> None:
        shutil.rmtree(digest_path(self.folder / "any").parent, ignore_errors=True)

    @rule(known=killed)
    def damage_what_is_kept_in_brief(self, known: Known) -> None:
        kept = digest_path(known.journal.path)
        if kept.exists():
            kept.write_bytes(kept.read_bytes()[:-3])

    @rule(stay=st.integers(1, 5))
    def prune(self, stay: int) -> None:
        gone = {entry.id for entry in outdated(runs(self.folder), keep=stay)}
        still_going = {known.run.id for known in self.all if known.journal._file is not None}
        for entry in runs(self.folder):
            if entry.id in gone - still_going:
                remove(entry)
        self.all = [known for known in self.all if known.run.id not in gone - still_going]

    @rule()
    def copy_and_bring_back(self) -> None:
        elsewhere = Path(mkdtemp())
        shutil.copytree(self.folder, elsewhere / "copy")
        assert gather((elsewhere,), self.folder).clashing == ()
        shutil.rmtree(elsewhere)

    @invariant()
    def every_acknowledged_answer_is_there(self) -> None:
        for known in self.all:
            found = read(known.journal.path)
            assert {outcome.case.key: outcome for outcome in found.outcomes} == known.acknowledged
            assert found.complete == known.complete

    @invariant()
    def a_glance_and_a_brief_say_what_the_journals_say(self) -> None:
        found = runs(self.folder)
        assert {entry.id: entry.complete for entry in found} == {known.run.id: known.complete for known in self.all}
        assert {digest.id: digest for digest in digests(self.folder)} == {
            entry.id: digest_of(read(entry.path)) for entry in found
        }

    @invariant()
    def only_a_complete_run_is_a_baseline(self) -> None:
        found = baseline(self.folder, a_run(minute=999, plan=KEYS[:1]))
        assert found is None or found.id in {known.run.id for known in self.all if known.complete}

    def teardown(self) -> None:
        for known in self.all:
            known.journal.close()
        shutil.rmtree(self.folder)


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)

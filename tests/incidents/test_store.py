"""The folder of incidents: no other file is reached, no number is given twice, nothing is half written or lost."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from regold.errors import IncidentError
from regold.incidents import Store
from tests.incidents.making import incident

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(folder=tmp_path / "incidents", root=tmp_path)


def test_a_folder_that_is_not_there_holds_nothing(store: Store) -> None:
    assert store.ids() == []
    assert store.read_all() == ([], [])
    with pytest.raises(IncidentError, match="there is no incident INC-2026-0001"):
        store.read("INC-2026-0001")


def test_numbers_are_given_in_order_by_year_and_never_again(store: Store) -> None:
    for year in (2026, 2026, 2025):
        store.create(incident, year)
    assert store.ids() == ["INC-2025-0001", "INC-2026-0001", "INC-2026-0002"]
    assert store.read("INC-2026-0002").id == "INC-2026-0002"
    (store.folder / "INC-2026-0001.yaml").unlink()
    assert store.create(incident, 2026).id == "INC-2026-0003"


def test_numbers_over_9999_come_behind_the_others(store: Store) -> None:
    store.create(incident, 2026)
    (store.folder / "INC-2026-0001.yaml").rename(store.folder / "INC-2026-9999.yaml")
    assert store.create(incident, 2026).id == "INC-2026-10000"
    assert store.ids() == ["INC-2026-9999", "INC-2026-10000"]


@pytest.mark.parametrize(
    "name", ["../regold", "INC-2026-1", "INC-2026-0001/../../x", "", "inc-2026-0001", "INC-2026-0001\n"]
)
def test_what_is_no_id_reaches_no_file(store: Store, name: str) -> None:
    with pytest.raises(IncidentError, match="is not the id of an incident"):
        store.path(name)


def test_a_link_out_of_the_project_is_not_followed(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("id: INC-2026-0001\ntitle: secret\n", encoding="utf-8")
    store.folder.mkdir()
    (store.folder / "INC-2026-0001.yaml").symlink_to(outside)
    with pytest.raises(IncidentError, match="leads out of the project"):
        store.read("INC-2026-0001")
    assert [mistake.partition(" leads")[2] for mistake in store.read_all()[1]] == [
        " out of the project; let incidents stand inside it"
    ]


def test_a_folder_that_is_a_link_out_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "incidents").symlink_to(tmp_path / "outside")
    with pytest.raises(IncidentError, match="leads out of the project"):
        Store(folder=tmp_path / "project" / "incidents", root=tmp_path / "project").create(incident, 2026)
    assert list((tmp_path / "outside").iterdir()) == []


def test_broken_files_are_told_beside_the_sound_ones(store: Store) -> None:
    store.create(incident, 2026)
    (store.folder / "INC-2026-0002.yaml").write_text("id: [\n", encoding="utf-8")
    (store.folder / "notes.yaml").write_text("mine", encoding="utf-8")
    sound, mistakes = store.read_all()
    assert [one.id for one in sound] == ["INC-2026-0001"]
    assert [mistake.partition(":")[0] for mistake in mistakes] == ["incidents/INC-2026-0002.yaml"]


def test_a_file_under_another_name_than_its_id_is_refused(store: Store) -> None:
    store.create(incident, 2026)
    (store.folder / "INC-2026-0001.yaml").rename(store.folder / "INC-2026-0002.yaml")
    with pytest.raises(IncidentError, match="give both the same name"):
        store.read("INC-2026-0002")


def test_a_change_is_written_and_the_same_is_not(store: Store) -> None:
    store.create(incident, 2026)
    path = store.folder / "INC-2026-0001.yaml"
    before = path.stat().st_mtime_ns
    store.change("INC-2026-0001", lambda one: one)
    assert path.stat().st_mtime_ns == before
    store.change("INC-2026-0001", lambda one: replace(one, title="Another"))
    assert store.read("INC-2026-0001").title == "Another"
    assert [one.name for one in store.folder.iterdir()] == ["INC-2026-0001.yaml"]


def test_a_comment_is_never_lost(store: Store) -> None:
    store.create(incident, 2026)
    path = store.folder / "INC-2026-0001.yaml"
    text = path.read_text("utf-8") + "# seen again on Monday\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IncidentError, match="its comments would be lost"):
        store.change("INC-2026-0001", lambda one: replace(one, title="Another"))
    assert path.read_text("utf-8") == text


def test_a_sign_in_a_text_is_no_comment(store: Store) -> None:
    store.create(lambda name: replace(incident(name), title="Order #5"), 2026)
    store.change("INC-2026-0001", lambda one: replace(one, title="Order 5"))
    assert store.read("INC-2026-0001").title == "Order 5"


def test_a_change_that_cannot_stand_in_a_file_leaves_it_as_it_was(store: Store) -> None:
    store.create(incident, 2026)
    with pytest.raises(IncidentError, match="nothing was written"):
        store.change("INC-2026-0001", lambda one: replace(one, title=""))
    assert store.read("INC-2026-0001") == incident()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "incidents").write_text("a file", encoding="utf-8")
    with pytest.raises(IncidentError, match="cannot be used"):
        Store(folder=tmp_path / "incidents", root=tmp_path).create(incident, 2026)


def test_the_ids_of_other_systems_are_found_without_reading_yaml(store: Store) -> None:
    store.create(incident, 2026)
    store.create(lambda name: replace(incident(name), source=None), 2026)
    assert store.by_external_id() == {"900": ["INC-2026-0001"]}


def test_several_processes_never_get_the_same_number(store: Store) -> None:
    code = textwrap.dedent(f"""
        from pathlib import Path
        from regold.incidents import Incident, Store
        root = Path({str(store.root)!r})
        for _ in range(20):
            Store(folder=root / "incidents", root=root).create(lambda name: Incident(id=name, title="x"), 2026)
    """)
    writers = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert store.ids() == [f"INC-2026-{number:04}" for number in range(1, 61)]
    assert store.read_all()[1] == []


def test_a_writer_that_is_killed_leaves_only_whole_files(store: Store) -> None:
    code = textwrap.dedent(f"""
        from pathlib import Path
        from regold.incidents import Incident, Store
        root = Path({str(store.root)!r})
        print("begins", flush=True)
        while True:
            Store(folder=root / "incidents", root=root).create(
                lambda name: Incident(id=name, title="x", description="y" * 9000), 2026
            )
    """)
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        while len(store.ids()) < 5:
            pass
        writer.kill()
    sound, mistakes = store.read_all()
    assert mistakes == []
    assert len(sound) >= 5
    assert store.create(incident, 2026).id not in [one.id for one in sound]

"""Changing hand-written suites: the change is there, and nothing else is touched."""

from __future__ import annotations

import re
import resource
import signal
import subprocess
import sys
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from regold import suites
from regold.errors import SuiteError
from regold.strict_yaml.scalars import HIDDEN
from regold.suites.load import read_suite
from regold.suites.writing import AddCase, AddGolden, RemoveKey, SetGolden, SetKey, as_golden, write_back, write_suite
from tests.suites.writing import WHOLE, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regold.model import Case
    from regold.strict_yaml.reader import Value
    from regold.suites.writing import Edit, Written

ONE = "suite: s\ncases:\n  - id: a\n    query: q\n"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip())
WRITABLE = TEXTS.filter(lambda text: not HIDDEN.search(text))
TRICKY = st.text(st.sampled_from(" \t\n\"'\\:#-|>[]{},&*!%@`?ä€𝄞a0~"), min_size=1).filter(str.strip)
GOLDENS = WRITABLE | TRICKY


def changed(text: str, *edits: Edit, folder: Path) -> str:
    path = write(folder, text.encode())
    write_back(path, edits, folder)
    return path.read_bytes().decode()


def lines(before: str, after: str) -> list[str]:
    """Give the lines that went and came, as a diff does."""
    kept = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line.rstrip("\r\n") for line in ndiff(*kept, linejunk=None, charjunk=None) if line[0] in "+-"]


def refusal(text: str, *edits: Edit, folder: Path) -> str:
    path = write(folder, text.encode())
    with pytest.raises(SuiteError) as caught:
        write_back(path, edits, folder)
    assert path.read_bytes().decode() == text
    assert [file.name for file in folder.iterdir()] == [path.name]
    return str(caught.value)


def case(cases: Sequence[Case], name: str) -> Case:
    return next(case for case in cases if case.id == name)


def held(text: str) -> Value:
    document, _, mistakes = read_suite(text.encode(), "it")
    assert document is not None
    assert mistakes == ()
    return document.value


@pytest.mark.parametrize(
    ("golden", "gone", "come"),
    [
        ("plain text", ["-     golden: plain text"], ['+     golden: "New."']),
        ("'quoted'  # why", ["-     golden: 'quoted'  # why"], ['+     golden: "New."  # why']),
        ("over\n      two lines", ["-     golden: over", "-       two lines"], ['+     golden: "New."']),
        ("|  # why\n      one\n\n      two", ["-     golden: |  # why", "-       one", "- ", "-       two"],
         ['+     golden: "New."  # why']),
        ("\n      below  # why", ["-       below  # why"], ['+       "New."  # why']),
    ],
)  # fmt: skip
def test_a_golden_is_replaced_where_it_stands(tmp_path: Path, golden: str, gone: list[str], come: list[str]) -> None:
    before = f"{ONE}    golden: {golden}\n    # below\n    tags: [x]\n\n# end\n"
    after = changed(before, SetGolden(case="a", text="New."), folder=tmp_path)
    difference = lines(before, after)
    assert [line for line in difference if line[0] == "-"] == gone
    assert [line for line in difference if line[0] == "+"] == come


def test_of_several_goldens_only_the_new_one_is_left_and_comments_stay(tmp_path: Path) -> None:
    goldens = "    golden:  # any of\n      - one\n      # about two\n      - |\n        two\n      -\n        three\n"
    before = f"{ONE}{goldens}    tags: [x]\n"
    after = changed(before, SetGolden(case="a", text="New."), folder=tmp_path)
    assert after == f'{ONE}    golden:  # any of\n      - "New."\n      # about two\n    tags: [x]\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    golden: one  # why\n    tags: [x]\n", '    golden:\n      - one  # why\n      - "New."\n    tags: [x]\n'),
        ("    golden:\n      one\n      and on\n", '    golden:\n      - one\n        and on\n      - "New."\n'),
        (
            "    golden: >-\n      one\n\n      two\n",
            '    golden:\n      - >-\n        one\n\n        two\n      - "New."\n',
        ),
        ("    golden: |2\n       one\n", '    golden:\n      - |2\n         one\n      - "New."\n'),
        ("    golden:\n    - one\n    tags: [x]\n", '    golden:\n    - one\n    - "New."\n    tags: [x]\n'),
        ("    golden: [one, 'two',]\n", "    golden: [one, 'two', \"New.\",]\n"),
        ("    golden: # why\n      one\n", '    golden: # why\n      - one\n      - "New."\n'),
        ("    expect: {handoff: true}\n", '    golden: "New."\n    expect: {handoff: true}\n'),
    ],
)
def test_a_golden_is_added_to_those_there_are(tmp_path: Path, before: str, after: str) -> None:
    assert changed(ONE + before, AddGolden(case="a", text="New."), folder=tmp_path) == ONE + after


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        (SetGolden(case="a", text="New."), '{id: a, query: q, golden: "New."}'),
        (AddGolden(case="a", text="New."), '{id: a, query: q, golden: [x, "New."]}'),
        (SetKey(case="a", key="tags", value=["t"]), '{id: a, query: q, golden: x, tags: ["t"]}'),
        (SetKey(case="a", key="golden", value=["y", "z"]), '{id: a, query: q, golden: ["y", "z"]}'),
        (AddCase(content={"id": "b", "query": "q", "golden": "z"}),
         '{id: a, query: q, golden: x}, {id: "b", query: "q", golden: "z"}'),
    ],
)  # fmt: skip
def test_what_stands_in_brackets_stays_in_brackets(tmp_path: Path, edit: Edit, after: str) -> None:
    before = "{suite: s, cases: [{id: a, query: q, golden: x}]}  # short\n"
    assert changed(before, edit, folder=tmp_path) == f"{{suite: s, cases: [{after}]}}  # short\n"


def test_a_golden_of_a_turn_is_changed_in_that_turn(tmp_path: Path) -> None:
    after = changed(WHOLE, SetGolden(case="cancel-by-phone", turn=1, text="Settings > Billing."), folder=tmp_path)
    assert lines(WHOLE, after) == [
        "-         golden: Go to Settings > Billing and choose Cancel subscription.",
        '+         golden: "Settings > Billing."',
    ]


def test_several_lines_are_written_as_a_block(tmp_path: Path) -> None:
    text = "First: this # and that.\n\n  * indented\nLast."
    after = changed(WHOLE, SetGolden(case="return-window", text=text), folder=tmp_path)
    assert "    golden: |-\n      First: this # and that.\n\n        * indented\n      Last.\n    variants:" in after


@pytest.mark.parametrize(
    "held", ["golden: one", "golden: |\n      one\n      two", "golden:\n      one", "record: true"]
)
def test_a_comment_stays_out_of_a_text_of_several_lines(tmp_path: Path, held: str) -> None:
    first, *others = held.split("\n")
    below = held.startswith("golden:\n")
    before = "\n".join([first, f"{others[0]}  # why"] if below else [f"{first}  # why", *others])
    after = changed(f"{ONE}    {before}\n", SetGolden(case="a", text="new\nlines"), folder=tmp_path)
    place = "golden:\n      |-" if below else "golden: |-"
    assert after == f"{ONE}    {place}  # why\n      new\n      lines\n"


def test_the_recorded_place_of_a_golden_becomes_the_golden(tmp_path: Path) -> None:
    before = ONE + "    record: true  # since Monday\n    tags: [x]\n"
    after = changed(before, SetGolden(case="a", text="New."), folder=tmp_path)
    assert after == ONE + '    golden: "New."  # since Monday\n    tags: [x]\n'


def test_a_key_is_set_changed_and_removed(tmp_path: Path) -> None:
    edit = SetKey(
        case="gift-card-refund", key="expect", value={"contains": ["x: y"], "handoff": False, "min_confidence": 0.5}
    )
    after = changed(WHOLE, edit, folder=tmp_path)
    assert lines(WHOLE, after) == [
        "+     expect:",
        "+       contains:",
        '+         - "x: y"',
        "+       handoff: false",
        "+       min_confidence: 0.5",
    ]
    assert changed(after, RemoveKey(case="gift-card-refund", key="expect"), folder=tmp_path) == WHOLE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - owner: me\n    id: a\n    query: q\n    golden: x\n", "  - id: a\n    query: q\n    golden: x\n"),
        ("  - owner: me\n    # why\n    id: a\n    query: q\n    golden: x\n",
         "  - \n    # why\n    id: a\n    query: q\n    golden: x\n"),
        ("  - {owner: me, id: a, query: q, golden: x}\n", "  - {id: a, query: q, golden: x}\n"),
        ("  - {id: a, query: q, golden: x, owner: me}", "  - {id: a, query: q, golden: x}"),
        ("  - id: a\n    query: q\n    golden: x\n    owner: me", "  - id: a\n    query: q\n    golden: x"),
        ("  - id: a\n    owner: >-\n      me\n\n    query: q\n    golden: x\n",
         "  - id: a\n\n    query: q\n    golden: x\n"),
    ],
)  # fmt: skip
def test_a_key_is_removed_wherever_it_stands(tmp_path: Path, before: str, after: str) -> None:
    head = "suite: s\ncases:\n"
    assert changed(head + before, RemoveKey(case="a", key="owner"), folder=tmp_path) == head + after


def test_a_case_is_added_behind_the_last_as_far_apart_as_the_others_are(tmp_path: Path) -> None:
    b = AddCase(content={"id": "b", "query": "q", "golden": ["x", "y\nz"]})
    new = '  - id: "b"\n    query: "q"\n    golden:\n      - "x"\n      - |-\n        y\n        z\n'
    alone = ONE + "    golden: x  # why\n    # about a\n"
    assert changed(f"{alone}# end\n", b, folder=tmp_path) == f"{alone}{new}# end\n"
    apart = alone + "\n  - id: c\n    query: q\n    golden: x\n"
    assert changed(f"{apart}\n# end\n", b, folder=tmp_path) == f"{apart}\n{new}\n# end\n"


def test_line_ends_a_byte_order_mark_and_a_missing_last_line_end_stay(tmp_path: Path) -> None:
    before = "\ufeff" + (ONE + "    golden: x").replace("\n", "\r\n")
    added = changed(before, AddGolden(case="a", text="y\nz"), folder=tmp_path)
    assert added == "\ufeff" + (
        ONE + "    golden:\n      - x\n      - |-\n        y\n        z"
    ).replace("\n", "\r\n")  # fmt: skip
    assert held(added)["cases"][0]["golden"] == ["x", "y\nz"]  # type: ignore[index,call-overload]


def test_several_changes_are_made_together_or_not_at_all(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE)
    edits: list[Edit] = [
        AddGolden(case="return-window", text="A month."),
        SetKey(case="return-window", key="owner", value="me"),
    ]
    cases = write_back(path, edits, tmp_path)
    assert case(cases, "return-window").turns[0].golden[1:] == ("A month.",)
    assert case(cases, "return-window").owner == "me"
    before = path.read_text()
    with pytest.raises(SuiteError, match="there is no case nowhere"):
        write_back(path, [AddGolden(case="return-window", text="x"), SetGolden(case="nowhere", text="x")], tmp_path)
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (SetGolden(case="b", text="x"), "there is no case b in this suite any more"),
        (SetGolden(case="a", turn=1, text="x"), "the case has no turn 2 any more"),
        (RemoveKey(case="a", key="owner"), "it has no owner"),
        (SetGolden(case="a", text=" "), "nothing was written: item 1 of golden is blank"),
        (SetGolden(case="a", text="a\u202eb"), "nothing was written: .* invisible character"),
        (SetGolden(case="a", text="a\ud800b"), "nothing was written: this is not YAML: found invalid Unicode"),
        (SetKey(case="a", key="quest", value="x"), 'nothing was written: unknown key "quest"'),
        (RemoveKey(case="a", key="golden"), "nothing was written: this case has nothing to hold the answer against"),
        (AddCase(content={"id": "a", "query": "q", "golden": "x"}), 'nothing was written: id "a" is given twice'),
    ],
)
def test_what_would_leave_a_mistake_behind_is_not_written(tmp_path: Path, edit: Edit, why: str) -> None:
    assert re.search(why, refusal(ONE + "    golden: x\n", edit, folder=tmp_path))


def test_a_change_that_would_alter_another_text_is_not_written(tmp_path: Path) -> None:
    before = "suite: s\ncases:\n  - id: a\n    query: q\n    golden: |\n      x"
    assert "another text of the file would change" in refusal(before, AddGolden(case="a", text="y"), folder=tmp_path)


def test_a_comment_between_texts_that_go_is_not_lost(tmp_path: Path) -> None:
    before = ONE + "    golden: [one, # why\n      two]\n"
    assert "a comment stands beside what is to go" in refusal(before, SetGolden(case="a", text="x"), folder=tmp_path)


def test_a_comment_within_a_value_that_another_takes_the_place_of_is_not_lost(tmp_path: Path) -> None:
    edit = SetKey(case="return-window", key="expect", value={"handoff": True})
    assert "a comment stands beside what is to go" in refusal(WHOLE, edit, folder=tmp_path)
    plain = changed(WHOLE, SetKey(case="return-window", key="variants", value=["Till when?"]), folder=tmp_path)
    assert lines(WHOLE, plain) == ["-       - whats the return deadline", '+       - "Till when?"']


def test_a_suite_with_mistakes_is_not_changed(tmp_path: Path) -> None:
    assert "5:13: NO is a truth value" in refusal(
        ONE + "    golden: NO\n", SetGolden(case="a", text="x"), folder=tmp_path
    )


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"gone\.gold\.yaml:1:1: cannot be changed \(No such file"):
        write_back(tmp_path / "gone.gold.yaml", [SetGolden(case="a", text="x")], tmp_path)


def test_permissions_and_a_link_to_the_file_stay(tmp_path: Path) -> None:
    path = write(tmp_path, ONE + "    golden: x\n", "real/it.gold.yaml")
    path.chmod(0o640)
    link = tmp_path / "it.gold.yaml"
    link.symlink_to(path)
    write_back(link, [SetGolden(case="a", text="y")], tmp_path)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert 'golden: "y"' in path.read_text()


def test_a_new_suite_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    content: Mapping[str, Written] = {
        "suite": "s",
        "tags": ["new"],
        "cases": [{"id": "a", "query": "no", "golden": "It's: 30 #1\nyes"}],
    }
    cases = write_suite(tmp_path / "new" / "s.gold.yaml", content, tmp_path)
    assert cases == suites.load(tmp_path / "new" / "s.gold.yaml", tmp_path)
    assert (tmp_path / "new" / "s.gold.yaml").read_text() == (
        'suite: "s"\ntags:\n  - "new"\ncases:\n'
        '  - id: "a"\n    query: "no"\n    golden: |-\n      It\'s: 30 #1\n      yes\n'
    )
    with pytest.raises(SuiteError, match="this suite exists already"):
        write_suite(tmp_path / "new" / "s.gold.yaml", content, tmp_path)
    with pytest.raises(SuiteError, match="a suite is named"):
        write_suite(tmp_path / "s.yaml", content, tmp_path)
    with pytest.raises(SuiteError, match="nothing was written: cases is an empty list"):
        write_suite(tmp_path / "t.gold.yaml", {"suite": "t", "cases": []}, tmp_path)
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["new", "s.gold.yaml"]


@given(GOLDENS)
@example(" leading")
@example("trailing \nblank")
@example("a\n \nb")
@example("a\n\n")
@example("\ta\nb")
@example("a: b #c\n- d")
@example("---\na")
@example("a\r\nb")
def test_any_golden_is_read_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, golden: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    after = changed(WHOLE, SetGolden(case="return-window", text=golden), folder=folder)
    top = WHOLE.partition("    golden: You can")[0]
    bottom = WHOLE.partition("full refund.\n")[2]
    assert after.startswith(f"{top}    golden: ")
    assert after.endswith(bottom)
    assert case(suites.load(folder / "it.gold.yaml", folder), "return-window").turns[0].golden == (golden,)


FORMS = [
    "golden: {w}",
    "golden: '{w}'  # c",
    'golden: "{w}"',
    "golden: |\n      {w}\n      {w}",
    "golden: >-  # c\n      {w}",
    "golden: |+\n      {w}\n",
    "golden:\n      - {w}\n      # c\n      - '{w}'",
    "golden:\n    - {w}",
    "golden: [{w}, '{w}']",
    "golden:\n      {w}\n      {w}",
    "golden: {w}\n      {w}",
    "golden:\n      - |\n        {w}\n      - {w}",
    "record: true",
]
BETWEEN = ["", "\n", "    # of it\n", "\n# far\n", "    tags: [x]\n"]
CASES = st.tuples(st.sampled_from(FORMS), st.sampled_from(["w", "a w", "it is", "ä€"]), st.sampled_from(BETWEEN))
LINE_ENDS = st.sampled_from(["\n", "\r\n"])


@given(st.lists(CASES, min_size=1, max_size=4), st.data(), LINE_ENDS, st.sampled_from(["", "\ufeff"]), GOLDENS)
def test_a_change_in_any_suite_leaves_all_other_lines_as_they_are(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, str, str]],
    data: st.DataObject,
    line_end: str,
    mark: str,
    text: str,
) -> None:
    goldens = [form.format(w=word) + "\n" for form, word, _ in drawn]
    heads = [f"  - id: c{at}\n    query: q\n    " for at in range(len(drawn))]
    heads[0] = "# top\nsuite: s\ncases:\n" + heads[0]
    pieces = [(head, golden + behind) for head, golden, (*_, behind) in zip(heads, goldens, drawn, strict=True)]
    before = "".join(map("".join, pieces))
    has_line_end = data.draw(st.booleans())
    assume(has_line_end or "|" not in pieces[-1][1])  # there the line end is part of the text
    before = before if has_line_end else before.removesuffix("\n")
    at = data.draw(st.integers(0, len(pieces) - 1))
    kinds: list[type[SetGolden | AddGolden]] = [SetGolden, AddGolden]
    edit = data.draw(st.sampled_from(kinds))(case=f"c{at}", text=text)
    written = mark + before.replace("\n", line_end)
    after = changed(written, edit, folder=tmp_path_factory.mktemp("any"))
    assert after.startswith(mark + ("".join(map("".join, pieces[:at])) + heads[at]).replace("\n", line_end))
    rest = drawn[at][2] + "".join(map("".join, pieces[at + 1 :]))
    assert after.endswith((rest if has_line_end else rest.removesuffix("\n")).replace("\n", line_end))
    assert after.replace("\r\n", "").count("\n") == (0 if line_end == "\r\n" else after.count("\n"))
    assert after.count("# c") == written.count("# c")


@given(st.lists(CASES, min_size=1, max_size=3), st.data(), GOLDENS)
def test_a_case_or_key_that_is_added_and_taken_out_again_leaves_the_suite_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, str]], data: st.DataObject, text: str
) -> None:
    pieces = [f"  - id: c{at}\n    query: q\n    {f.format(w=w)}\n{b}" for at, (f, w, b) in enumerate(drawn)]
    before = "suite: s\ncases:\n" + "".join(pieces)
    assume("|+" not in pieces[-1])  # a block that keeps its line ends would end otherwise; this is refused
    folder = tmp_path_factory.mktemp("any")
    content: Mapping[str, Written] = {
        "id": "new",
        "query": text,
        "golden": [text],
        "expect": {"contains": [text], "min_confidence": 0.25},
    }
    more = changed(before, AddCase(content=content), folder=folder)
    assert [line for line in lines(before, more) if line[0] == "-"] == []
    name = f"c{data.draw(st.integers(0, len(drawn) - 1))}"
    keyed = changed(before, SetKey(case=name, key="variants", value=[text]), folder=folder)
    assert changed(keyed, RemoveKey(case=name, key="variants"), folder=folder) == before


@given(st.text())
def test_any_answer_can_become_a_golden_unless_there_is_nothing_to_see_in_it(
    tmp_path_factory: pytest.TempPathFactory, answer: str
) -> None:
    golden = as_golden(answer)
    assume(golden)
    folder = tmp_path_factory.mktemp("any")
    changed(ONE + "    golden: x\n", SetGolden(case="a", text=golden), folder=folder)
    assert suites.load(folder / "it.gold.yaml", folder)[0].turns[0].golden == (golden,)


WRITER = """
import sys
from pathlib import Path
from regold.suites.writing import AddCase, AddGolden, write_back
path, number = Path(sys.argv[1]), sys.argv[2]
for count in range(int(sys.argv[3])):
    name = f"w{number}-{count}"
    golden = AddGolden(case="a", text=f"From {name}.")
    write_back(path, [golden, AddCase(content={"id": name, "query": "q", "golden": "x" * 200})], path.parent)
    print(name, flush=True)
"""


def writer(path: Path, number: int, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(path), str(number), str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_eight_writers_of_one_suite_lose_nothing_of_each_other(tmp_path: Path) -> None:
    path = write(tmp_path, ONE + "    golden: x\n")
    writers = [writer(path, number, 3) for number in range(8)]
    told = [name for each in writers for name in each.communicate(timeout=60)[0].split()]
    assert len(told) == 24
    cases = suites.load(path, tmp_path)
    assert {case.id for case in cases} == {"a", *told}
    assert set(case(cases, "a").turns[0].golden) == {"x", *(f"From {name}." for name in told)}


def test_a_writer_that_is_killed_leaves_a_whole_suite_with_all_it_had_acknowledged(tmp_path: Path) -> None:
    path = write(tmp_path, ONE + "    golden: x\n")
    for number in range(4):
        running = writer(path, number, 100_000)
        assert running.stdout
        told = [running.stdout.readline().strip() for _ in range(1 + 2 * number)]
        running.kill()
        told += [line for line in running.communicate(timeout=30)[0].splitlines(keepends=True) if line.endswith("\n")]
        assert {name.strip() for name in told} <= {case.id for case in suites.load(path, tmp_path)}


def test_a_full_disk_leaves_the_suite_as_it_was(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        said = refusal(ONE + "    golden: x\n", SetGolden(case="a", text="y" * 200), folder=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert "cannot be changed" in said

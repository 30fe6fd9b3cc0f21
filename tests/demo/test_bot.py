from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.demo.bot import Bot
from regold.demo.retrieval import Library
from regold.errors import ConfigError

QUESTION = "How long do I have to return an item?"


def test_an_answer_comes_from_the_passage_that_the_question_is_about(bot: Bot) -> None:
    reply = bot.reply(QUESTION)

    assert "within 30 days of delivery" in reply.text
    assert [source.id for source in reply.sources] == ["kb/returns.md"]
    assert [source.title for source in reply.sources] == ["Returns"]
    assert not reply.handoff


def test_editing_an_article_changes_the_answer_of_the_running_bot(bot: Bot, knowledge: Path) -> None:
    assert "30 days" in bot.reply(QUESTION).text

    article = knowledge / "returns.md"
    article.write_text(article.read_text(encoding="utf-8").replace("30 days", "9 weeks"), encoding="utf-8")

    assert "within 9 weeks of delivery" in bot.reply(QUESTION).text


def test_a_new_article_is_known_at_once(bot: Bot, knowledge: Path) -> None:
    assert bot.reply("Do you repair umbrellas?").handoff

    (knowledge / "repairs.md").write_text("# Repairs\n\n## Umbrellas\n\nWe repair umbrellas for $12.\n")

    assert bot.reply("Do you repair umbrellas?").text == "We repair umbrellas for $12."


def test_a_removed_article_is_forgotten(bot: Bot, knowledge: Path) -> None:
    (knowledge / "returns.md").unlink()

    assert "kb/returns.md" not in [source.id for source in bot.reply(QUESTION).sources]


def test_only_the_line_of_a_list_that_was_asked_about_is_said(bot: Bot) -> None:
    assert bot.reply("How much does the Pro plan cost?").text == "The Pro plan costs $49 a month."


def test_the_steps_of_a_procedure_stay_together(bot: Bot) -> None:
    assert bot.reply("How do I make coffee?").text == "Grind 18 g of beans. Press the button."


def test_a_statement_that_points_back_brings_the_one_before_it(bot: Bot) -> None:
    text = bot.reply("On which day does the return window start?").text

    assert "This window starts on the day of delivery." in text
    assert text.startswith("You can return most items")


@pytest.mark.parametrize(
    "wording",
    [
        "whats the return deadline",
        "until when can I send an item back?",
        "How many days do I have for sending something back",
        "RETURN WINDOW???",
    ],
)
def test_other_wordings_find_the_same_passage(bot: Bot, wording: str) -> None:
    assert "30 days" in bot.reply(wording).text


def test_a_question_with_several_meanings_is_answered_with_a_question(bot: Bot) -> None:
    reply = bot.reply("I want to cancel")

    assert reply.text == (
        "I can help with that. Is it about cancelling an order, cancelling the Duo plan or cancelling the Pro plan?"
    )
    assert [source.id for source in reply.sources] == ["kb/cancellations.md"]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("The Pro one", "choose Cancel subscription"),
        ("Duo", "press Leave the club"),
        ("an order", "until it is packed"),
    ],
)
def test_the_customer_s_choice_is_understood_from_what_was_said_before(bot: Bot, choice: str, said: str) -> None:
    assert said in bot.reply(choice, ["I want to cancel"]).text


def test_without_what_was_said_before_a_choice_means_something_else(bot: Bot) -> None:
    assert "Cancel subscription" in bot.reply("The Pro one", ["I want to cancel"]).text
    assert "choose Cancel subscription" not in bot.reply("How much is the Pro one?", []).text


def test_a_question_of_its_own_ignores_what_was_said_before(bot: Bot) -> None:
    assert bot.reply(QUESTION, ["How much does the Pro plan cost?"]) == bot.reply(QUESTION)


def test_a_follow_up_carries_the_earlier_words_along(bot: Bot) -> None:
    assert bot.reply("and the Duo one?", ["How much does the Pro plan cost?"]).text == "The Duo plan costs $29 a month."


@pytest.mark.parametrize(
    "message",
    [
        "I want to talk to a human",
        "let me speak with somebody",
        "I am going to sue you",
        "my lawyer will write to you",
        "You are scammers",
        "my machine is on fire",
    ],
)
def test_some_messages_always_go_to_a_person(bot: Bot, message: str) -> None:
    reply = bot.reply(message)

    assert reply.handoff
    assert not reply.sources


def test_what_no_article_knows_goes_to_a_person_with_low_confidence(bot: Bot) -> None:
    reply = bot.reply("Who won the chess championship?")

    assert reply.handoff
    assert reply.confidence < 0.45


def test_small_talk_is_answered_without_handing_over(bot: Bot) -> None:
    assert bot.reply("Hello!").text.startswith("Hello!")
    assert bot.reply("thanks a lot").text.startswith("You are welcome")
    assert not bot.reply("Hello!").handoff


def test_a_question_after_small_talk_stands_alone(bot: Bot) -> None:
    assert bot.reply("Duo", ["hello"]) == bot.reply("Duo")


def test_confidence_falls_with_words_that_no_article_knows(bot: Bot) -> None:
    sure = bot.reply("return postage").confidence
    unsure = bot.reply("return postage zeppelin hangar").confidence

    assert unsure < sure


def test_a_folder_without_articles_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no Markdown article in this folder.*--knowledge"):
        Library(tmp_path)


def test_an_article_without_a_title_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Umbrellas are repaired for $12.\n")

    reply = Bot(Library(tmp_path)).reply("umbrellas")

    assert [source.title for source in reply.sources] == ["notes"]


@given(st.text(max_size=200), st.lists(st.text(max_size=40), max_size=3))
def test_whatever_a_customer_writes_gets_a_reply(message: str, earlier: list[str]) -> None:
    reply = _BUNDLED_BOT.reply(message, earlier)

    assert reply.text
    assert 0 <= reply.confidence <= 1


def test_the_bundled_articles_are_a_knowledge_base_worth_asking(bundled: Path) -> None:
    articles = sorted(bundled.glob("*.md"))

    assert len(articles) >= 15
    for article in articles:
        text = article.read_text(encoding="utf-8")
        assert text.startswith("# "), article.name
        assert 120 <= len(text.split()) <= 300, article.name
        assert text.count("\n## ") >= 3, article.name


_BUNDLED_BOT = Bot(Library(Path(__file__).parents[2] / "fixtures" / "knowledge_base"))

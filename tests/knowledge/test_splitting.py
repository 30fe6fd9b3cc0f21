"""Pages of every format become passages under their headings, and no page makes the reader hang or fail."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.knowledge.article import LONGEST, MOST_PASSAGES, Format
from regold.knowledge.splitting import Splitter
from tests.knowledge.making import article, page, texts

RETURNS = """\
# Returns

You can return items.

## Return window

You can return most items within **30 days** of
delivery for a [full refund](https://shop.example.com/refunds).

- Opened bags cannot be returned.
- Fees:
  - Small parcels: $5
  - Large parcels: $25

| Plan | Monthly | Yearly |
|---|---|---|
| Solo | $16 | $160 |
| Duo | $29 |  |
"""


def test_a_markdown_article_has_its_title_and_its_passages_in_order() -> None:
    found = article(RETURNS)
    assert found.title == "Returns"
    assert texts(found) == [
        "You can return items.",
        "You can return most items within 30 days of delivery for a full refund (https://shop.example.com/refunds).",
        "Opened bags cannot be returned.",
        "Fees:",
        "Small parcels: $5",
        "Large parcels: $25",
        "Solo, Monthly: $16; Solo, Yearly: $160",
        "Duo, Monthly: $29",
    ]


def test_a_passage_knows_its_headings_and_the_point_above_it() -> None:
    found = article(RETURNS)
    assert found.passages[0].headings == ()
    assert found.passages[4].headings == ("Return window", "Fees")
    assert found.passages[4].place == "Return window > Fees"
    assert found.passages[6].headings == ("Return window",)


def test_a_line_with_a_colon_before_a_list_is_a_heading_of_it() -> None:
    found = article("## ATM\n\nFee policy:\n- Abroad: 3%\n\nAnything else.")
    assert found.passages[1].headings == ("ATM", "Fee policy")
    assert found.passages[2].headings == ("ATM",)


def test_a_table_of_two_columns_reads_as_name_and_value() -> None:
    assert texts(article("| Item | Value |\n|---|---|\n| Fee | $5 |\n| | $6 |")) == ["Fee: $5", "$6"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Returns\nid: 7\n---\nWithin 30 days.", "Returns"),
        ('---\ntitle: "Returns"\n...\nWithin 30 days.', "Returns"),
        ("Returns\n=======\nWithin 30 days.", "Returns"),
        ("## Returns\nWithin 30 days.", ""),
        ("Within 30 days.", ""),
    ],
)
def test_the_title_stands_in_the_front_matter_or_in_the_first_heading(text: str, title: str) -> None:
    found = article(text)
    assert found.title == title
    assert texts(found) == ["Within 30 days."]


def test_a_title_that_is_known_from_elsewhere_wins() -> None:
    assert article("# Other\ntext", title="Returns").title == "Returns"


def test_code_and_html_in_markdown_are_read() -> None:
    found = article("```\nCODE10\n```\n\n<div><p>Within <b>30</b> days.</p></div>\n\nA<br>B &amp; C")
    assert texts(found) == ["CODE10", "Within 30 days.", "A B & C"]


HTML = """<!doctype html><html><head><title>Shop | Returns</title><style>p { color: red }</style></head><body>
<nav>Home</nav><h1>Returns</h1><p>Within <b>30&nbsp;days</b> of
delivery.</p><!-- <p>old: 60 days</p> --><ul><li>Fees:<ul><li>Small: &#36;5</li></ul></li></ul>
<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Solo</td><td>$16</td></tr></table>
<script>document.write("<p>90 days</p>")</script><p title="a > b">Last</body>"""


def test_an_html_article_is_read_without_scripts_comments_and_attributes() -> None:
    found = article(HTML, form=Format.HTML)
    assert texts(found) == ["Home", "Within 30 days of delivery.", "Fees:", "Small: $5", "Solo: $16", "Last"]
    assert found.title == "Shop | Returns"
    assert found.passages[1].headings == ("Returns",)


def test_the_title_of_an_html_page_is_its_first_heading_else_its_title() -> None:
    assert article("<title>A</title><h1>B</h1><p>text", form=Format.HTML).title == "B"
    assert article("<title>A</title><p>text", form=Format.HTML).title == "A"


def test_plain_text_is_cut_at_empty_lines() -> None:
    assert texts(article("one\ntwo\n\n \nthree # four", form=Format.TEXT)) == ["one two", "three # four"]


def test_an_article_that_is_too_large_says_so() -> None:
    assert "longer than" in article("a " * LONGEST, form=Format.TEXT).doubt
    many = article("a.\n\n" * (MOST_PASSAGES + 1), form=Format.TEXT)
    assert "passages" in many.doubt
    assert len(many.passages) == MOST_PASSAGES


def test_headings_that_crowd_out_passages_are_no_silent_loss() -> None:
    assert "passages" in article("## a\n\nb\n\n" * MOST_PASSAGES).doubt


def test_the_first_line_of_a_plain_text_is_its_title_when_it_stands_alone() -> None:
    found = article("Warranty\n\nTwo years from purchase.", form=Format.TEXT)
    assert (found.title, texts(found)) == ("Warranty", ["Two years from purchase."])
    assert article("Two years.\n\nNo more.", form=Format.TEXT).title == ""
    assert texts(article("Warranty", form=Format.TEXT)) == ["Warranty"]


def test_an_article_of_marks_alone_says_that_it_cannot_be_read() -> None:
    assert article("<script>only this</script>", form=Format.HTML).doubt
    assert article("").doubt == ""


@given(st.text(alphabet=st.sampled_from(list("<>/!-?\"'= \n#*|`[]()abtdhr1")), max_size=300), st.sampled_from(Format))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_reader_fail(text: str, form: Format) -> None:
    found = Splitter().article(page(text, form=form))
    assert all(passage.text == " ".join(passage.text.split()) for passage in found.passages)


HOSTILE = (
    "<a",
    '<a b="',
    "<!--",
    "<![CDATA[",
    "<table>",
    "<td>",
    "<ul>",
    "<script>",
    "<script></script>",
    "<!---->",
    "</",
    "&",
    "<p ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_html_takes_no_time(piece: str) -> None:
    began = time.process_time()
    article(piece * (100_000 // len(piece)), form=Format.HTML)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("piece", [">", "- ", "[", "[a]: x\n", "| ", "`", "```\n", "<div>\n", "#", "**a", "<!--\n"])
def test_hostile_markdown_takes_no_time(piece: str) -> None:
    began = time.process_time()
    article(piece * (40_000 // len(piece)))
    assert time.process_time() - began < 3

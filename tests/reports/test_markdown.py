import pytest

from collective_impact.errors import Message
from collective_impact.reports._markdown import Markdown, at_the_start, bar, code, escaped
from collective_impact.reports.sections import Cell, Grounds, Line, Listing, Row, Section, Table

AT = Grounds(addresses=("indicators/a",))


def said(text):
    """Return a sentence."""
    return Message("mine", {}, text)


def page(*blocks):
    """Return the lines of a page with one section."""
    section = Section(key="mine", title=said("Part"), blocks=blocks)
    return Markdown([section], "en").page(said("Whole"), "1. below", said("Records")).splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b", r"a \| b"),
        ("[x](http://y)", r"\[x\](http://y)"),
        ("*b* _i_ `c` ~s~", r"\*b\* \_i\_ \`c\` \~s\~"),
        ("snake_case stays", "snake_case stays"),
        ("&lt;b&gt; & c", r"\&lt;b\&gt; & c"),
        (r"a \| b", r"a \\\| b"),
        ("two\nlines", "two lines"),
    ],
)
def test_markup_in_texts_is_shown_and_not_followed(text, expected):
    """Whatever somebody wrote into the file, the page shows it as it stands there."""
    assert expected == escaped(text)


@pytest.mark.parametrize("text", ["# a", "- a", "+ a", "=== a", "1. a", "12) a"])
def test_a_line_begins_no_heading_and_no_list(text):
    """A goal that begins with a number is no list."""
    assert text.replace("1.", r"1\.").replace("12)", r"12\)") == at_the_start(text).removeprefix("\\")
    assert "\\" in at_the_start(text)


def test_other_lines_begin_as_they_are():
    """A year is no list either way."""
    assert ["2019 a", "a"] == [at_the_start("2019 a"), at_the_start("a")]


@pytest.mark.parametrize(("text", "expected"), [("a/b", "`a/b`"), ("a`b", "`` a`b ``"), ("a``b`", "``` a``b` ```")])
def test_an_address_is_code_whatever_stands_in_it(text, expected):
    """A fence is longer than any run of backticks inside it."""
    assert expected == code(text)


@pytest.mark.parametrize(
    ("low", "high", "value", "expected"),
    [
        (45, 78, 62, "·········▒▒▒█▒▒▒····"),  # five points a cell: 9th to 15th, 62 in the 12th
        (0, 100, None, "▒" * 20),
        (100, 100, 100, "·" * 19 + "█"),
        (0, 0, 0, "█" + "·" * 19),
        (50, 50, 50, "·" * 10 + "█" + "·" * 9),
        (0, 50, 50, "▒" * 9 + "█" + "·" * 10),
        (99, 100, None, "·" * 19 + "▒"),
    ],
)
def test_a_bar_shows_where_a_score_could_be(low, high, value, expected):
    """Twenty cells of five points."""
    assert expected == bar(low, high, value)


def test_a_page_has_headings_lines_and_notes():
    """The title, the line below it, each section, and where the numbers come from."""
    assert [
        "# Whole",
        "",
        r"1\. below",
        "",
        "## Part",
        "",
        "**Where:** # Hidalgo [1]",
        "",
        r"\# a text",
        "",
        "## Records",
        "",
        "1. `indicators/a`",
    ] == page(Line(label=said("Where"), text="# Hidalgo", grounds=AT), Line(text="# a text"))


def test_a_page_without_records_has_no_list_of_them():
    """Nothing is numbered, nothing is listed."""
    assert "## Records" not in page(Line(text="a"))


def test_lists_are_numbered_where_their_order_matters():
    """Improvements come by rank, goals do not; what does not fit is counted."""
    two = (Line(text="a"), Line(text="b"))
    assert ["1. a", "2. b"] == page(Listing(lines=two, ordered=True))[-2:]
    assert ["**Goals:** [1]", "", "- a", "", "And 1 more, which are in the file."] == page(
        Listing(lines=two, label=said("Goals"), grounds=AT, most=1)
    )[6:11]


def test_a_table_has_a_row_for_each_thing():
    """The first cell carries the note; bars are drawn; rows beyond the most are counted."""
    columns = (("what", said("What")), ("bar", said("0 to 100")))
    cells = (Cell(text="a | b"), Cell(text=said("from 0 to 50"), value=None, span=(0.0, 50.0)))
    rows = (Row(key="a", cells=cells, grounds=AT), Row(key="b", cells=cells))
    assert [
        "**Table**",
        "",
        "| What | 0 to 100 |",
        "| --- | --- |",
        r"| a \| b [1] | ▒▒▒▒▒▒▒▒▒▒·········· |",
        "",
        "And 1 more, which are in the file.",
    ] == page(Table(title=said("Table"), columns=columns, rows=rows, most=1))[6:13]

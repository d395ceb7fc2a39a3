import pytest

from collective_impact.errors import Message
from collective_impact.reports.sections import (
    Cell,
    Grounds,
    Line,
    Listing,
    Row,
    Section,
    Table,
    in_short,
    notes,
    one_line,
)

TITLE = Message("mine", {}, "Title")
FIRST, SECOND, THIRD = (Grounds(addresses=(name,)) for name in ("a", "b", "c"))


def line(grounds=FIRST, **fields):
    """Return a line that rests on something."""
    return Line(text="a text of the file", grounds=grounds, **fields)


def table(*grounds, **fields):
    """Return a table with a row for each of the grounds."""
    rows = tuple(Row(key=str(k), cells=(Cell(text="x", value=1.5),), grounds=at) for k, at in enumerate(grounds))
    return Table(title=TITLE, columns=(("what", TITLE),), rows=rows, **fields)


def section(*blocks):
    """Return a section."""
    return Section(key="mine", title=TITLE, blocks=blocks)


def test_notes_are_numbered_in_the_order_of_the_page():
    """Lines, lists with their items, tables with their rows; the same records have one number."""
    listing = Listing(lines=(line(THIRD), line(FIRST)), grounds=SECOND)
    assert {FIRST: 1, SECOND: 2, THIRD: 3} == notes([section(line(), listing), section(table(THIRD, FIRST))])


def test_what_rests_on_nothing_has_no_number():
    """A sentence that needs no record needs no note."""
    assert {} == notes([section(line(Grounds()), table(Grounds()))])


def test_what_the_page_does_not_show_has_no_number():
    """Rows and items beyond the most are only in plain data."""
    shown = notes([section(Listing(lines=(line(FIRST), line(SECOND)), most=1), table(FIRST, THIRD, most=1))])
    assert {FIRST: 1} == shown


def words(grounds):
    """Return what a page says of records."""
    return [" ".join(str(part) for part in entry if part is not None) for entry in in_short(grounds) if any(entry)]


@pytest.mark.parametrize(
    ("grounds", "expected"),
    [
        (Grounds(addresses=("a", "b")), ["a", "b"]),
        (Grounds(addresses=("a", "a/b/c")), ["a with 1 record in it"]),
        (Grounds(addresses=("a/b", "a", "a/b/c", "ab")), ["a with 2 records in it", "ab"]),
        (Grounds(unnamed=1), ["1 record that this version does not name"]),
        (Grounds(addresses=("a",), unnamed=3), ["a", "3 records that this version does not name"]),
        (Grounds(addresses=tuple("abcdefg")), [*"abcdef", "and 1 more"]),
        (Grounds(addresses=tuple("abcdefgh")), [*"abcdef", "and 2 more"]),
    ],
)
def test_many_records_are_said_in_short(grounds, expected):
    """Six addresses at the most, each with what lies inside it, and how many more there are."""
    assert expected == words(grounds)


def test_plain_data_has_all_addresses_and_numbers():
    """What a page cuts short is complete for programs."""
    grounds = Grounds(addresses=tuple("abcdefgh"), unnamed=2)
    bar = Cell(text=TITLE, value=None, span=(10.0, 90.0))
    full = section(
        Line(text=TITLE, label=TITLE, grounds=grounds),
        Listing(lines=(line(),), label=TITLE),
        Table(title=TITLE, columns=(("bar", TITLE),), rows=(Row(key="k", cells=(bar,), grounds=grounds),), most=0),
    )
    plain_title = {"code": "mine", "params": {}, "text": "Title", "template": "Title"}
    rests_on = {"rests_on": list("abcdefgh"), "unnamed_records": 2}
    plain_line, plain_listing, plain_table = full.to_dict()["blocks"]
    assert {"label": plain_title, **plain_title, **rests_on} == plain_line
    assert {"text": "a text of the file", "rests_on": ["a"]} == plain_listing["lines"][0]
    assert plain_title == plain_listing["label"]
    cell = {**plain_title, "value": None, "low": 10.0, "high": 90.0}
    assert [{"key": "k", "cells": {"bar": cell}, **rests_on}] == plain_table["rows"]
    assert {"bar": plain_title} == plain_table["columns"]


def test_an_unlabelled_list_has_no_label():
    """Nothing stands in for what is not there."""
    assert {"lines": [], "rests_on": []} == Listing(lines=()).to_dict("en")


def test_a_section_knows_its_tables():
    """For programs that look for numbers."""
    found = table(FIRST)
    assert (found,) == section(line(), found).tables


def test_a_text_becomes_one_line():
    """Line breaks, tabs and what no page can show would break tables and HTML."""
    assert "a b c" == one_line(" a\n\tb \x00\ufffec\x85")

from tests.reports.made import parsed

from collective_impact.errors import Message
from collective_impact.reports._html import Html
from collective_impact.reports.sections import Cell, Grounds, Line, Listing, Row, Section, Table

AT = Grounds(addresses=("indicators/<a>", "indicators/<a>/baseline"), unnamed=1)
HOSTILE = "<script>alert('1')</script> & \"more\"\x00"


def said(text):
    """Return a sentence."""
    return Message("mine", {}, text)


def page(*blocks):
    """Return a page with one section as a tree."""
    section = Section(key="mine", title=said(HOSTILE), blocks=blocks)
    return parsed(Html([section], "en").page(said(HOSTILE), HOSTILE, said("Records")))


def words(tree):
    """Return what is read of a part of the page."""
    return " ".join("".join(tree.itertext()).split())


def test_hostile_texts_stay_texts():
    """Wherever they stand, nothing of them becomes an element."""
    cells = (Cell(text=HOSTILE), Cell(text=HOSTILE, span=(0.0, 1.0)))
    row = Row(key="x", cells=cells)
    table = Table(title=said(HOSTILE), columns=(("a", said(HOSTILE)), ("b", said(HOSTILE))), rows=(row,))
    listing = Listing(lines=(Line(text=HOSTILE, label=said(HOSTILE)),), label=said(HOSTILE))
    tree = page(Line(text=HOSTILE, label=said(HOSTILE)), listing, table)
    assert [] == list(tree.iter("script"))
    assert HOSTILE.removesuffix("\x00") == tree.find(".//h1").text
    assert HOSTILE.removesuffix("\x00") == tree.find(".//svg").get("aria-label")


def test_the_page_needs_nothing_from_elsewhere():
    """No address of anything that a browser would fetch."""
    tree = page(Line(text="a"))
    assert {"html", "head", "meta", "title", "body", "article", "style", "h1", "h2", "p", "section"} == {
        element.tag for element in tree.iter()
    }
    assert "http" not in tree.find(".//style").text
    assert "@media print" in tree.find(".//style").text


def test_the_page_says_its_language_and_its_characters():
    """For screen readers, and for browsers that open a file."""
    tree = page()
    assert ("en", "utf-8") == (tree.get("lang"), tree.find("head/meta").get("charset"))


def test_notes_lead_to_the_records():
    """Each number is a link to a line with addresses."""
    tree = page(Line(text="a", grounds=AT), Listing(lines=(Line(text="b", grounds=AT),), label=said("c"), grounds=AT))
    links = [link.get("href") for link in tree.iter("a")]
    record = tree.find(".//li[@id='record-1']")
    assert ["#record-1"] * 3 == links
    assert "indicators/<a> with 1 record in it, 1 record that this version does not name" == words(record)


def test_tables_have_headings_for_screen_readers():
    """A caption, headings of columns and of rows."""
    columns = (("what", said("What")), ("value", said("Value")))
    rows = tuple(Row(key=key, cells=(Cell(text=key), Cell(text="1")), grounds=AT) for key in "ab")
    tree = page(Table(title=said("Table"), columns=columns, rows=rows, most=1)).find(".//table/..")
    assert ("Table", ["col", "col", "row"]) == (
        tree.find(".//caption").text,
        [heading.get("scope") for heading in tree.iter("th")],
    )
    assert ["a", "1"] == [tree.find(".//tbody/tr/th").text, tree.find(".//tbody/tr/td").text]
    assert "And 1 more, which are in the file." == tree.find("p").text


def bar(low, high, value):
    """Return where the rectangles of a bar begin, and how wide they are."""
    cell = Cell(text=said("from 45 to 78 of 100"), value=value, span=(low, high))
    table = Table(title=said("T"), columns=(("b", said("B")),), rows=(Row(key="x", cells=(cell,)),))
    marks = page(table).iter("rect")
    return {mark.get("class"): (float(mark.get("x")), float(mark.get("width"))) for mark in marks}


def test_a_bar_is_drawn_with_its_range_and_its_score():
    """From 45 to 78, the score at 62; at 100 it still stands on the bar, and no range is too narrow to see."""
    assert {"track": (0, 100), "range": (45, 33), "value": (62, 2)} == bar(45.0, 78.0, 62.0)
    assert {"track": (0, 100), "range": (100, 1), "value": (98, 2)} == bar(100.0, 100.0, 100.0)
    assert {"track": (0, 100), "range": (0, 100)} == bar(0.0, 100.0, None)


def test_ordered_lists_are_ordered():
    """Improvements come by rank, goals do not."""
    tree = page(Listing(lines=(Line(text="a"),), ordered=True), Listing(lines=(Line(text="b"),), label=said("Goals")))
    assert ["a", "b"] == [tree.find(".//ol/li").text, tree.find(".//ul/li").text]

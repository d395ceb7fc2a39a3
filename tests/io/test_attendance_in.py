"""Attendance: what marks mean, which columns are meetings, and what is said of what is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import collective_impact as ci


def read(grid, meetings=(), **options):
    """Return what a grid says of the partners A, B and C, beside a list of meetings."""
    tables = {"Partners": {"Name": ["A", "B", "C"]}, "Groups": [{"Name": "Data"}], "Attendance": grid}
    return ci.read_tables({**tables, **({"Meetings": meetings} if meetings else {})}, **options)


def said(reading):
    """Return the codes of the remarks on attendance, with their rows and columns."""
    return [(one.message.code, one.row, one.column) for one in reading.account if one.sheet == "Attendance"]


def said_of(reading):
    """Return the rows of the remarks on attendance, by code."""
    found = {}
    for code, row, _ in said(reading):
        found.setdefault(code, []).append(row)
    return found


def there(reading):
    """Return who was at each meeting."""
    meetings = reading.initiative.convenings
    return {str(one.on): "".join(came.stakeholder for came in one.attendances) for one in meetings}


# Marks


def test_the_marks_of_a_grid_can_be_explained():
    """Each house has its own: by the name of the table for all days, or by the title of one."""
    grid = [{"Partner": "A", "2024-09-10": "Z", "2024-10-08": "by proxy", "2024-11-12": "Z"}]
    marks = {"attendances": {"Z": "yes", "by proxy": "no"}, "2024-11-12": {"Z": "no"}}
    reading = read(grid, codes=marks)
    assert [] == list(reading.account.errors)
    assert {"2024-09-10": "a", "2024-10-08": "", "2024-11-12": ""} == there(reading)


@pytest.mark.parametrize("words", ["present absent", "Presente Ausente", "anwesend entschuldigt", "PRÉSENTE excusée"])
def test_who_was_there_may_be_said_in_words(words):
    """In English, Spanish, German and French."""
    yes, no = words.split()
    reading = read({"Partner": ["A", "B", "C"], "2024-01-05": [yes, no, yes], "2024-02-05": [no, yes, "no"]})
    assert ([], {"2024-01-05": "ac", "2024-02-05": "b"}) == (said(reading), there(reading))


def test_letters_are_understood_where_nothing_contradicts():
    """P for whoever was there, A and E for whoever was not; what is no letter is looked at by itself."""
    reading = read({"Partner": ["A", "B", "C"], "2024-01-05": ["P", "a", "E."], "2024-02-05": ["p", "absent", "late"]})
    assert {"2024-01-05": "a", "2024-02-05": "a"} == there(reading)
    assert [("cells.truth", 3, "2024-02-05")] == said(reading)


@pytest.mark.parametrize("marks", [["A", "A", None], ["P", "x", "A"], ["P", "present", "A"], ["P", "A", "F"]])
def test_letters_that_may_be_others_are_reported(marks):
    """A alone may be anwesend or absent; P beside another yes is something else; F is falta, and then A is asistió."""
    reading = read({"Partner": ["A", "B", "C"], "2024-01-05": marks})
    in_doubt = [number for number, mark in enumerate(marks, 1) if mark in {"A", "P"}]
    assert [("tables.letter", number, "2024-01-05") for number in in_doubt] == [
        one for one in said(reading) if one[0] != "tables.nobody_came"
    ]
    assert "codes=" in reading.account.errors[0].text()


def test_letters_can_be_explained():
    """Whatever else stands in the grid."""
    grid = {"Partner": ["A", "B", "C"], "2024-01-05": ["A", "F", "P"]}
    reading = read(grid, codes={"attendances": {"A": "yes", "P": "no"}})
    assert ([], {"2024-01-05": "a"}) == (said(reading), there(reading))


# Rows


def test_marks_without_a_name_are_reported():
    """Nothing says whose they are; a row without name and marks is no row."""
    grid = {"Partner": ["A", "", None, None], "Note": [None, None, None, "x"], "2024-01-05": ["x", "x", "no", None]}
    reading = read(grid)
    assert [("tables.column", None, "Note"), *[("tables.whose_marks", row, "Partner") for row in (2, 3)]] == said(
        reading
    )
    assert {"2024-01-05": "a"} == there(reading)


MARKS = [None, None, "x", "no", "?"]
NAMES = ["A", "B", "C", "D"]


@st.composite
def grids(draw):
    """Return a grid: a name or none for each row, a day for each column, and the marks of each."""
    names = [name if draw(st.booleans()) else None for name in NAMES]
    days = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    return names, days, [draw(st.lists(st.sampled_from(MARKS), min_size=4, max_size=4)) for _ in days]


@settings(deadline=None)
@given(grids())
def test_every_mark_of_a_grid_is_read_or_remarked_on(grid):
    """Whoever is marked was there, a day of which all say no is a meeting, and all else stands in the account."""
    names, days, marks = grid
    spellings = ("2024-01-0{}", "{} January 2024", "Jan {}, 2024", "2024/01/0{}")
    titles = [spelling.format(day) for spelling, day in zip(spellings, days, strict=False)]
    kept = [place for place, column in enumerate(marks) if any(column)]
    alone = {place: days[place] for place in kept if [days[other] for other in kept].count(days[place]) == 1}
    met, complete = {}, set()
    for place, day in alone.items():
        said = {name: mark for name, mark in zip(names, marks[place], strict=True) if name}
        if {"x", "no"} & {*said.values()}:
            met[f"2024-01-0{day}"] = "".join(name.lower() for name, mark in said.items() if mark == "x")
        if {*said.values()} == {"no"}:
            complete.add(f"convenings/2024-01-0{day}/attendances")
    partners = {"Name": NAMES}
    columns = dict(zip(titles, marks, strict=True))
    reading = ci.read_tables({"Partners": partners, "Attendance": {"Partner": names, **columns}})
    assert (met, complete) == (there(reading), {one.collection for one in reading.initiative.extents})
    remarks = said_of(reading)
    assert {len(kept)} == {len(marks) - len(remarks.get("tables.no_marks", []))}
    assert len({days[place] for place in kept} - {*alone.values()}) == len(remarks.get("tables.same_day", []))
    nameless = [row for row, name in enumerate(names, 1) if name is None and any(column[row - 1] for column in marks)]
    assert nameless == remarks.get("tables.whose_marks", [])
    unknown = sorted(
        row for place in alone for row, mark in enumerate(marks[place], 1) if mark == "?" and names[row - 1]
    )
    assert unknown == remarks.get("cells.unknown", [])


def test_examples_of_the_template_are_nobody():
    """Their marks are no meeting."""
    reading = read({"Partner": ["Example: YMCA", "A"], "2024-01-05": ["x", "x"], "2024-02-05": ["no", "x"]})
    assert ([], {"2024-01-05": "a", "2024-02-05": "a"}) == (said(reading), there(reading))


def test_a_cell_that_names_no_record_is_said_once():
    """What is wrong with it was said; an empty one is said to be empty."""
    rows = [{"Date": "2024-13-10", "Partner": "A"}, {"Date": None, "Partner": "A"}]
    assert [(1, "cells.day"), (2, "tables.missing")] == [
        (one.row, one.message.code) for one in read(rows).account.errors
    ]


# Columns


def test_a_day_at_which_all_marks_say_no_is_a_meeting():
    """To which nobody came: a list of who was there that is complete and empty."""
    reading = read({"Partner": ["A", "B"], "2024-01-05": ["no", "absent"], "2024-02-05": ["x", "no"]})
    assert {"2024-01-05": "", "2024-02-05": "a"} == there(reading)
    assert [("tables.nobody_came", None, "2024-01-05")] == said(reading)
    assert [("convenings/2024-01-05/attendances", "complete")] == [
        (one.collection, one.completeness) for one in reading.initiative.extents
    ]


def test_where_some_say_nothing_it_is_not_known_that_nobody_came():
    """It is a meeting all the same; the list of who was there stays unknown."""
    reading = read({"Partner": ["A", "B", "C"], "2024-01-05": ["no", None, "?"]})
    assert ({"2024-01-05": ""}, ()) == (there(reading), reading.initiative.extents)
    assert [("tables.nobody_came", None, "2024-01-05"), ("cells.unknown", 3, "2024-01-05")] == said(reading)


def test_nobody_at_a_meeting_that_is_listed():
    """It is that one, by its id or by its day and group, and what is said of its list already is not said again."""
    meetings = [{"Id": "m1", "Date": "2024-01-05"}, {"Date": "2024-02-05", "Group": "Data", "Status": "cancelled"}]
    days = ("2024-01-05", "2024-02-05", "2024-03-05")
    tables = {
        "Partners": {"Name": ["A"]},
        "Groups": [{"Name": "Data"}],
        "Meetings": meetings,
        "Attendance": [{"Partner": "A", **dict.fromkeys(days, "no")}],
        "Complete lists": [{"Collection": "convenings/2024-03-05/attendances", "Completeness": "partial"}],
    }
    found = ci.read_tables(tables).initiative
    assert [("m1", "held"), ("2024-02-05;body=data", "cancelled"), ("2024-03-05", "held")] == [
        (one.key, one.status) for one in found.convenings
    ]
    assert {
        "convenings/m1/attendances": "complete",
        "convenings/2024-02-05;body=data/attendances": "complete",
        "convenings/2024-03-05/attendances": "partial",
    } == {one.collection: one.completeness for one in found.extents}


def test_a_day_without_any_mark_is_noted():
    """It may be still to come: no meeting, and a note that names the column."""
    reading = read({"Partner": ["A", "B"], "2024-01-05": ["x", None], "2024-02-05": [None, " "]})
    assert ({"2024-01-05": "a"}, [("tables.no_marks", None, "2024-02-05")]) == (there(reading), said(reading))
    assert ["note"] == [one.severity for one in reading.account if one.sheet == "Attendance"]


def test_columns_of_the_same_day_are_not_put_together():
    """They may be two meetings, or one written twice: nothing says which, and both are left out."""
    grid = {"Partner": ["A", "B"], "2024-01-05": ["x", None], "5 Jan 2024": ["no", "x"], "2024-02-05": ["x", "x"]}
    reading = read(grid)
    assert ({"2024-02-05": "ab"}, [("tables.same_day", None, "2024-01-05")]) == (there(reading), said(reading))
    assert "B (2024-01-05), C (5 Jan 2024)" in reading.account.errors[0].text()
    without = {**grid, "5 Jan 2024": [None, None]}
    assert {"2024-01-05": "a", "2024-02-05": "ab"} == there(read(without))


def test_columns_of_the_same_title_are_not_put_together(tmp_path):
    """As a file may have them, where a mapping cannot."""
    (tmp_path / "partners.csv").write_text("Name\nA\nB\n")
    (tmp_path / "attendance.csv").write_text("Partner,2024-01-05,2024-01-05\nA,x,no\nB,,x\n")
    reading = ci.read_tables(tmp_path)
    assert () == reading.initiative.convenings
    assert ["tables.same_day"] == [one.message.code for one in reading.account.errors]


AMBIGUOUS = "Partner,9/10/2024,10/8/2024,11/12/2024\nA,x,x,x\n"


def test_titles_that_could_be_two_days_are_reported_as_such(tmp_path):
    """In the words of any such day, and the rows are not at fault; the order can be said."""
    (tmp_path / "partners.csv").write_text("Name\nA\n")
    (tmp_path / "attendance.csv").write_text(AMBIGUOUS)
    reading = ci.read_tables(tmp_path)
    errors = reading.account.errors
    assert [("cells.two_days", None, title) for title in ("9/10/2024", "10/8/2024", "11/12/2024")] == [
        (one.message.code, one.row, one.column) for one in errors
    ]
    assert len(errors) == len([one for one in reading.account if one.file == "attendance.csv"])
    assert "2024-10-09 if the day comes first" in errors[0].text()
    assert "dates=" in errors[0].text()
    days = [str(one.on) for one in ci.read_tables(tmp_path, dates="mdy").initiative.convenings]
    assert ["2024-09-10", "2024-10-08", "2024-11-12"] == days


@pytest.mark.parametrize(
    ("title", "code"), [("13/13/2024", "cells.day"), ("9/10/24", "cells.short_year"), ("45300", "cells.serial")]
)
def test_titles_that_are_nearly_days_are_reported_as_days(title, code):
    """Not as columns that nobody knows."""
    reading = read([{"Partner": "A", title: "x", "2024-03-05": "x", "Phone": "1"}])
    assert [("tables.column", None, "Phone"), (code, None, title)] == said(reading)
    assert {"2024-03-05": "a"} == there(reading)


def test_each_initiative_has_its_own_meetings():
    """Nobody of one came; of another nothing is said of that day."""
    rows = [
        {"Coalition": "North", "Partner": "A", "2024-01-05": "x"},
        {"Coalition": "South", "Partner": "B", "2024-01-05": "no"},
        {"Coalition": "East", "Partner": "C", "2024-01-05": None},
    ]
    partners = [{"Coalition": one["Coalition"], "Name": one["Partner"]} for one in rows]
    reading = ci.read_tables({"Partners": partners, "Attendance": rows}, by="Coalition")
    assert [("north", 1, 1), ("south", 1, 0), ("east", 0, 0)] == [
        (one.id, len(one.convenings), sum(len(meeting.attendances) for meeting in one.convenings))
        for one in reading.initiatives
    ]
    assert [("tables.nobody_came", 2, "2024-01-05")] == said(reading)


# Lists


def rows(*lines, title="Attended"):
    """Return a list of attendance: partner, day and mark in each line, with _ for nothing."""
    parts = [[None if part == "_" else part for part in line.split()] for line in lines]
    return [{"Partner": who, "Date": f"2024-0{month}-05", title: mark} for who, month, mark in parts]


@pytest.mark.parametrize("title", ["Attended?", "Present", "Status", "¿Asistió?", "Anwesend", "Présence"])
def test_a_list_may_say_who_came(title):
    """Whoever did not was not there, and whoever is listed with nothing beside it, if all others say yes."""
    reading = read(rows("A 1 present", "B 1 absent", "C 2 x", title=title))
    assert ([], {"2024-01-05": "a", "2024-02-05": "c"}) == (said(reading), there(reading))
    reading = read(rows("A 1 x", "B 1 _", "C 2 x", title=title))
    assert ([], {"2024-01-05": "a", "2024-02-05": "c"}) == (said(reading), there(reading))


def test_a_list_that_says_nothing_of_who_came_is_of_those_who_did():
    """An empty column is none, and one that is explained as another is that."""
    reading = read(rows("A 1 _", "B 1 _"))
    assert ([], {"2024-01-05": "ab"}) == (said(reading), there(reading))
    reading = read(rows("A 1 yes", "B 1 no"), columns={"Attended": "mandated"})
    (meeting,) = reading.initiative.convenings
    assert [True, False] == [one.mandated for one in meeting.attendances]


def test_what_a_list_does_not_say_is_reported():
    """A mark that is not understood, and none where others say no: these rows are left out."""
    reading = read(rows("A 1 yes", "B 1 no", "C 1 _", "A 2 registered"))
    assert {"2024-01-05": "a"} == there(reading)
    assert [("tables.missing", 3, "Attended"), ("cells.truth", 4, "Attended")] == said(reading)
    reading = read([*rows("A 1 yes"), {"Partner": "B", "Attended": "no"}, {"Attended": "x"}])
    assert {"2024-01-05": "a"} == there(reading)
    assert [("tables.missing", 2, "Date"), ("tables.whose_marks", 3, None)] == said(reading)
    explained = read(rows("A 1 yes", "A 2 registered"), codes={"Attended": {"registered": "no"}})
    assert {"2024-01-05": "a", "2024-02-05": ""} == there(explained)


def test_a_meeting_to_which_nobody_of_a_list_came_is_one():
    """Complete and empty, where all of its rows say no."""
    reading = read(rows("A 1 no", "B 1 no", "A 2 no", "B 2 perhaps", "C 3 yes"))
    assert {"2024-01-05": "", "2024-02-05": "", "2024-03-05": "c"} == there(reading)
    assert ["convenings/2024-01-05/attendances"] == [one.collection for one in reading.initiative.extents]
    assert {("tables.nobody_listed", 1), ("tables.nobody_listed", 3), ("cells.truth", 4)} == {
        (code, row) for code, row, _ in said(reading)
    }

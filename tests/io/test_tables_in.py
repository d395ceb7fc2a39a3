"""People's own tables as initiatives: names, lists, attendance, what is not understood, and many in one table."""

import pickle
from datetime import date

import pytest

import collective_impact as ci
from collective_impact.io._accounts import Remarks
from collective_impact.io._assembly import Assembly
from collective_impact.io._drafts import Draft
from collective_impact.io._kinds import kinds


def codes(reading):
    """Return what was said, as codes with their rows and columns."""
    return [(remark.message.code, remark.row, remark.column) for remark in reading.account]


def read(**tables):
    """Read tables in memory under an initiative with a name."""
    return ci.read_tables({"Initiative": [{"Name": "Riverbend Reads"}], **tables})


# Sheets and columns --------------------------------------------------------------------


def test_sheets_and_titles_are_known_in_both_languages():
    """A sheet and a column may be called by any name of theirs, whatever the case and accents."""
    reading = ci.read_tables(
        {
            "INICIATIVA": [{"Nombre": "Riberas Lee", "Poblacion": "Niños"}],
            "Lista de contactos": [
                {"Organización": "Biblioteca", "Sector": "Gobierno", "Se unio": "31 de enero de 2012"}
            ],
        }
    )
    (library,) = reading.initiative.stakeholders
    assert ("riberas_lee", "Niños") == (reading.initiative.id, reading.initiative.population)
    assert ("biblioteca", ci.Sector.GOVERNMENT, "2012-01-31") == (library.id, library.sector, str(library.joined))
    assert [] == codes(reading)


def test_a_table_alone_is_known_by_its_titles():
    """Where a table has no name, what only one kind of record has tells which it is, and the account says so."""
    reading = ci.read_tables([{"Organization": "YMCA", "Lived experience": "no", "Joined": "2012-01-31"}])
    assert ["ymca"] == [person.id for person in reading.initiative.stakeholders]
    assert [("tables.taken_for", None, None), ("tables.no_id", None, None)] == codes(reading)


@pytest.mark.parametrize("table", [[{"a": 1, "b": 2}], [{"Name": "x"}]])
def test_a_table_that_could_be_anything_is_none(table):
    """Nothing is guessed: a name alone may be that of a partner, an indicator or a group."""
    reading = ci.read_tables(table)
    assert ["tables.sheet", "tables.nothing"] == [remark.message.code for remark in reading.account]
    assert ci.Initiative(id="initiative") == reading.initiative


def test_a_sheet_whose_name_is_nearly_known_is_not_taken():
    """What is probably meant is suggested."""
    (remark,) = read(Parners=[{"Name": "YMCA"}]).account
    assert ("tables.sheet", "partners") == (remark.message.code, remark.suggestion)


def test_unknown_columns_are_named_with_what_they_may_be():
    """A column that is nearly one that is known is left out with a suggestion; an empty one does not matter."""
    reading = read(
        Partners=[{"Name": "YMCA", "Sectr": "health", "Sector ": None, "Fax": None, "sector": "health", "SECTOR": "x"}]
    )
    assert [
        ("tables.column", None, "Sectr"),
        ("tables.column_twice", None, "sector"),
        ("tables.column_twice", None, "SECTOR"),
    ] == codes(reading)
    assert "sector" == reading.account[0].suggestion


def test_a_sheet_without_any_known_column_says_so():
    """The sheet has the name of a list and nothing of it."""
    assert ("tables.no_columns", None, None) in codes(read(Partners=[{"a": 1}]))
    assert [] == codes(read(Partners=[]))
    assert ("tables.no_columns", None, None) in codes(read(Attendance={"2019-03-14": ["x"]}))


def test_the_caller_says_what_titles_sheets_and_cells_mean():
    """`columns`, `sheets` and `codes` are taken before anything that the library knows."""
    reading = ci.read_tables(
        {"Sheet1": [{"Org": "YMCA", "S": 1, "D": "3/4/2020", "B": "1.500", "Currency": "EUR"}]},
        sheets={"Sheet1": "stakeholders"},
        columns={"Org": "stakeholders.name", "S": "sector", "D": "joined", "B": "budget"},
        codes={"S": {1: "health"}},
        dates="dmy",
        decimal=",",
    )
    (ymca,) = reading.initiative.stakeholders
    assert (ci.Sector.HEALTH, "2020-04-03", ci.Money(amount=1500, currency="EUR")) == (
        ymca.sector,
        str(ymca.joined),
        ymca.budget,
    )
    assert [("tables.no_id", None, None)] == codes(reading)


def test_a_column_of_another_table_is_not_meant():
    """What is said of one sheet holds for no other."""
    reading = ci.read_tables({"Goals": [{"Org": "More read"}]}, columns={"Org": "stakeholders.name"})
    assert ("tables.no_columns", None, None) in codes(reading)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sheets": {"a": "stakeholder"}},
        {"columns": {"a": "stakeholder.name"}},
        {"columns": {"a": "stakeholders.nam"}},
        {"columns": {"a": "nam"}},
    ],
)
def test_meanings_that_there_are_not_are_refused(wrong):
    """A misspelt table or column of the caller is an error of the caller, and names the nearest."""
    with pytest.raises(ci.UnknownNameError, match="did you mean"):
        ci.read_tables([{"a": 1}], **wrong)


@pytest.mark.parametrize(
    "house",
    [
        {"sheets": {"Sheet1": "stakeholders"}, "columns": {"Came in": "joined"}},
        {"sheets": {"Sheet1": "Partners"}, "columns": {"Came in": "Member since"}},
        {"sheets": {"Sheet1": "aliados"}, "columns": {"Came in": "Partners.member since"}},
    ],
)
def test_meanings_may_be_said_in_any_words_that_a_table_may_have(house):
    """Whoever reads "Partners" and "Member since" in a template says so, and not stakeholders and joined."""
    reading = ci.read_tables({"Sheet1": [{"Name": "Library", "Came in": "2019-05-01"}]}, **house)
    assert "everything was understood" == str(reading.account.errors)
    assert "2019-05-01" == str(reading.initiative.stakeholders[0].joined)


@pytest.mark.parametrize("wrong", [{"dates": "d/m/y"}, {"decimal": "comma"}])
def test_orders_and_marks_that_there_are_not_are_refused(wrong):
    """A misspelt order of dates would otherwise be no order, without a word."""
    with pytest.raises(ci.InvalidValueError, match="is not one of '"):
        ci.read_tables([{"a": 1}], **wrong)


def test_figures_below_their_years_are_said_to_be_read_otherwise():
    """A scorecard among the sheets is no list of indicators alone; a title of another kind is only not known."""
    reading = ci.read_tables({"Indicators": [{"Indicator": "Reading", "2019-20": 41, "2021 (a)": 43, "20210": 1}]})
    assert [
        ("tables.column_of_figures", "2019-20"),
        ("tables.column_of_figures", "2021 (a)"),
        ("tables.column", "20210"),
    ] == [(one.message.code, one.column) for one in reading.account.warnings]


def test_a_sheet_without_the_column_of_initiatives_is_one_error():
    """Ten thousand rows that do not say whose they are, because their column is called otherwise, are one mistake."""
    members = [{"Coalition": "A", "Name": "Library"}, {"Coalition": "B", "Name": "Library"}]
    reading = ci.read_tables({"Partners": members}, by="Coalitionn")
    assert () == reading.initiatives
    (error,) = reading.account.errors
    assert ("tables.no_whose", "Coalition") == (error.message.code, error.suggestion)


def test_notes_above_the_titles_are_named(tmp_path):
    """The titles are where titles are known; what stands above is read as nothing but the question of the template."""
    path = tmp_path / "Partners.csv"
    path.write_text("Our partners,,\n,,\nIs this list complete?,no,,300\nName,Sector,Joined\nYMCA,health,\n", "utf-8")
    reading = ci.read_tables(path)
    assert ("sheets.above", 1, None) in codes(reading)
    assert (ci.Extent(collection="stakeholders", completeness="partial", total=300),) == reading.initiative.extents
    assert "partners" == reading.initiative.id
    path.write_text("a,b\n1,2\n", "utf-8")
    assert ("tables.no_columns", None, None) in codes(ci.read_tables(path))
    path.rename(tmp_path / "empty.csv").write_text("", "utf-8")
    assert ["tables.nothing"] == [remark.message.code for remark in ci.read_tables(tmp_path / "empty.csv").account]


def test_own_columns_are_kept_as_extras():
    """A column that begins with x_ is the user's own, and stays on the record."""
    reading = read(
        Partners=[{"Name": "YMCA", "x_fee": 3, "x_day": None}, {"Name": "Library", "x_fee": None, "x_day": None}]
    )
    (extra,) = reading.initiative.stakeholder("ymca").extras
    assert ("x_fee", "3") == (extra.key, extra.text)
    assert [] == codes(reading)
    dated = read(Partners=[{"Name": "YMCA", "x_day": date(2020, 1, 2)}])
    assert '"2020-01-02"' == dated.initiative.stakeholders[0].extras[0].text


# Ids and names -------------------------------------------------------------------------


def test_names_stand_where_ids_do():
    """A partner may be named by id, name or alias; a list of names may have commas where all are known."""
    reading = read(
        Partners=[
            {"Name": "Young Men's Christian Association", "Id": "ymca", "Aliases": "The Y"},
            {"Name": "Library, Inc."},
        ],
        Activities=[
            {"Name": "Camp", "Led by": "the y", "Other partners": "library inc., ymca"},
            {
                "Name": "Fair",
                "Led by": "Library, Inc.",
                "Other partners": "Young Men's Christian Association; Library, Inc.",
            },
        ],
    )
    camp, fair = reading.initiative.activities
    assert ("ymca", ()) == (camp.led_by, camp.partners)
    assert ("library_inc", ("ymca", "library_inc")) == (fair.led_by, fair.partners)
    assert [("tables.unknown_name", 1, "Other partners")] == codes(reading)


def test_lists_with_commas_are_divided_where_all_names_are_known():
    """Commas are part of many names, and divide others."""
    people = [{"Name": "YMCA"}, {"Name": "Library"}]
    reading = read(Partners=people, Groups=[{"Name": "Steering", "Members": "ymca, library, YMCA"}])
    assert ("ymca", "library") == reading.initiative.bodies[0].members
    assert [("tables.twice", 1, "Members")] == codes(reading)


def test_a_near_name_is_suggested_and_never_taken():
    """The cell is left out, and the row stays."""
    reading = read(Partners=[{"Name": "YMCA"}], Activities=[{"Name": "Camp", "Led by": "YMCAA"}])
    assert reading.initiative.activities[0].led_by is None
    (remark,) = reading.account.errors
    assert ("YMCAA", "YMCA") == (remark.given, remark.suggestion)


def test_a_name_of_several_is_not_taken():
    """The account names their ids."""
    people = [{"Id": "a", "Name": "YMCA"}, {"Id": "b", "Name": "Ymca"}]
    reading = read(Partners=people, Activities=[{"Name": "Camp", "Led by": "ymca"}])
    assert [("tables.two_records", 1, "Led by")] == codes(reading)
    assert "a, b" in str(reading.account)


def test_ids_are_made_from_names():
    """Letters and digits stay; a name that is there already is a row too many, one that looks like it gets a number."""
    reading = read(
        Partners=[
            {"Name": "Niño & Co."},
            {"Name": "Nino, Co"},
            {"Name": "NIÑO & CO."},
            {"Name": "日本"},
            {"Sector": "health"},
            {"Name": "(Niño) Co"},
        ]
    )
    assert ["nino_co", "nino_co_2", "日本", "stakeholders_4", "nino_co_3"] == [
        one.id for one in reading.initiative.stakeholders
    ]
    assert [("same_id", 2), ("same_name", 3), ("no_name", 5), ("same_id", 6)] == [
        (c.removeprefix("tables."), r) for c, r, _ in codes(reading)
    ]


def test_ids_that_nobody_speaks_of_are_numbered():
    """Two positions of one kind are two positions."""
    reading = read(
        **{
            "Backbone staff": [
                {"Role": "facilitation", "FTE": 1},
                {"Role": "facilitation"},
                {"Id": "x", "Role": "other"},
            ]
        }
    )
    roles = {str(remark) for remark in reading.account}
    assert roles == set() or reading.initiative.backbone is not None


def test_a_row_without_what_it_is_about_is_left_out():
    """Who was there is all that a row of attendance says."""
    reading = read(Attendance=[{"Date": "2019-03-14", "Partner": None, "Mandated": "yes"}])
    assert [("tables.missing", 1, "Partner")] == codes(reading)
    assert () == reading.initiative.convenings


def test_a_column_that_all_rows_would_need_is_missed_once():
    """Not once in each row; what else stands there is left out with them."""
    reading = read(Partners=[{"Name": "a"}], Ties=[{"From": "a", "Kind": "trust"}] * 3)
    assert [("tables.missing_column", None, "To")] == codes(reading)
    assert () == reading.initiative.ties


# Cells ---------------------------------------------------------------------------------


def test_a_wrong_cell_loses_itself_and_not_its_row():
    """Each is named with its place and what would be right; the rest of the row is read."""
    row = {
        "Name": "YMCA",
        "Sector": "helth",
        "Budget": "1,500",
        "Currency": "USD",
        "Staff FTE": "many",
        "Joined": "31.02.2020",
    }
    reading = read(Partners=[{**row, "Affected": "perhaps", "Roles": "funder, champon"}])
    assert [ci.Stakeholder(id="ymca", name="YMCA")] == list(reading.initiative.stakeholders)
    assert ["Sector", "Budget", "Staff FTE", "Joined", "Affected", "Roles"] == [one.column for one in reading.account]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"Budget": 5}, "tables.no_currency"),
        ({"Currency": "USD"}, "tables.no_amount"),
        ({"Budget": 5, "Currency": "dollars"}, "fault.currency"),
        ({"Budget": -5, "Currency": "USD"}, "fault.negative"),
        ({"Budget": '{"amount": "x"}'}, "tables.document"),
        ({"Budget": 5, "Currency": "USD", "Budget year": "2012.5"}, "tables.whole"),
        ({"Extras": "[1]"}, "tables.document"),
        ({"Extras": "words"}, "tables.only_json"),
        ({"Extras": '{"name": 1}'}, None),
        ({"Aliases": "[1]"}, "tables.document"),
        ({"Staff FTE": "-1"}, "fault.negative"),
        ({"Aliases": "\u200b", "Sector": "\u200b", "Joined": "\u200b"}, None),
    ],
)
def test_amounts_and_json_are_checked(given, code):
    """An amount needs its currency, and JSON what the field takes."""
    reading = read(Partners=[{"Name": "YMCA", **given}])
    assert ([] if code is None else [code]) == [remark.message.code for remark in reading.account]
    assert "ymca" == reading.initiative.stakeholders[0].id


def test_amounts_are_read():
    """A year may stand beside the amount; thousands have a mark where the column shows which."""
    rows = [
        {"Name": "a", "Budget": "1,500,000", "Currency": "USD", "Budget year": "2012"},
        {"Name": "b", "Budget": "2,500", "Currency": "USD"},
    ]
    first, second = read(Partners=rows).initiative.stakeholders
    assert (ci.Money(amount=1500000, currency="USD", year=2012), ci.Money(amount=2500, currency="USD")) == (
        first.budget,
        second.budget,
    )


def test_figures_are_read_as_people_write_them():
    """Ranges, bounds, shares and marks are figures; a figure that is not understood makes no observation."""
    reading = read(
        Indicators=[{"Name": "Reading", "Unit": "percent"}],
        Figures=[
            {"Indicator": "reading", "Period": "2017-18", "Value": 44.2},
            {"Indicator": "reading", "Period": "2018-19", "Value": "90-94%"},
            {"Indicator": "reading", "Period": "2019-20", "Value": "S"},
            {"Indicator": "reading", "Period": "2020-21", "Value": "hardly any"},
            {"Indicator": "reading", "Period": "2021-22", "Value": "44 (a)"},
            {"Indicator": "reading", "Period": "2011-12", "Value": "44"},
            {"Indicator": "reading", "Period": "some day", "Value": "44"},
            {"Indicator": "readin", "Period": "2021-22", "Value": "44"},
            {"Indicator": None, "Period": "2021-22", "Value": "44"},
            {"Indicator": "reading", "Period": "\u200b", "Value": "45"},
        ],
    )
    figures = reading.initiative.indicator("reading").observations
    assert [(44.2, None, None), (None, 90, 94), (None, None, None), (44, None, None)] == [
        (o.value, o.low, o.high) for o in figures
    ]
    assert ci.ObservationStatus.SUPPRESSED == figures[2].status
    assert {None} == {one.unit for one in figures}
    assert [4, 5, 6, 7, 8, 9, 10] == [remark.row for remark in reading.account]


def test_baselines_targets_and_comparisons_stand_beside_the_figures():
    """A column says which series a figure is of; there is one baseline."""
    rows = [
        {"Indicator": "reading", "Series": "baseline", "Period": "2012", "Value": 40},
        {"Indicator": "reading", "Series": "target", "Period": "2020", "Value": 60},
        {"Indicator": "reading", "Series": "baseline", "Period": "2013", "Value": 41},
        {"Indicator": "reading", "Comparison": "State", "Period": "2013", "Value": 39},
        {"Indicator": "reading", "Comparison": "State", "Period": "2014", "Value": 38},
    ]
    reading = read(Indicators=[{"Name": "Reading"}], Figures=rows)
    (indicator,) = reading.initiative.indicators
    assert (40, 60, [39, 38]) == (
        indicator.baseline.value,
        indicator.target.value,
        [one.value for one in indicator.comparisons[0].observations],
    )
    assert [("tables.two_ends", 3, "Series")] == codes(reading)


# Attendance ----------------------------------------------------------------------------

GRID = {
    "": [None] * 4,
    "Partner": ["YMCA", "Library", None, "Libary"],
    "2019-03-14": ["x", "no", "x", None],
    "11 April 2019": ["✓", "yes", None, "?"],
}


def test_an_attendance_grid_is_read():
    """Partners in rows, dates above columns, a mark for who was there; meetings come from the dates."""
    reading = read(
        Partners=[{"Name": "YMCA"}, {"Name": "Library"}], Attendance={**GRID, "Phone": ["1", None, None, None]}
    )
    meetings = [(str(one.on), [a.stakeholder for a in one.attendances]) for one in reading.initiative.convenings]
    assert [("2019-03-14", ["ymca"]), ("2019-04-11", ["ymca", "library"])] == meetings
    assert [
        ("tables.column", None, "Phone"),
        ("tables.whose_marks", 3, "Partner"),
        ("cells.unknown", 4, "11 April 2019"),
    ] == codes(reading)


def test_a_grid_names_an_unknown_partner_once():
    """However often it was there."""
    reading = read(
        Partners=[{"Name": "YMCA"}], Attendance={"Partner": ["YMCAA"], "2019-03-14": ["x"], "2019-04-11": ["x"]}
    )
    assert [("tables.unknown_name", 1, "Partner")] == codes(reading)


def test_a_long_list_of_attendance_is_read():
    """A row for each partner at each meeting; the meeting is known by its day, its group or its id."""
    reading = read(
        Partners=[{"Name": "YMCA"}],
        Groups=[{"Name": "Steering"}, {"Name": "Data"}],
        Meetings=[
            {"Id": "m1", "Date": "2019-03-14", "Group": "Steering"},
            {"Date": "2019-03-14", "Group": "Data"},
            {"Date": "2019-05-14"},
        ],
        Attendance=[
            {"Partner": "YMCA", "Date": "2019-03-14", "Group": "Data", "Meeting": None},
            {"Partner": "YMCA", "Date": "2019-03-14", "Group": None, "Meeting": None},
            {"Partner": "YMCA", "Date": None, "Group": None, "Meeting": "m1"},
            {"Partner": "YMCA", "Date": None, "Group": None, "Meeting": "m2"},
            {"Partner": "YMCA", "Date": None, "Group": None, "Meeting": None},
            {"Partner": "YMCA", "Date": "2019-03-14", "Group": "Dta", "Meeting": None},
            {"Partner": "YMCA", "Date": "2019-06-14", "Group": "data", "Meeting": None},
            {"Partner": "YMCA", "Date": "2019-05-14", "Group": None, "Meeting": None},
        ],
    )
    there = {(str(one.on), one.body): len(one.attendances) for one in reading.initiative.convenings}
    assert {
        ("2019-03-14", "steering"): 1,
        ("2019-03-14", "data"): 1,
        ("2019-05-14", None): 1,
        ("2019-06-14", "data"): 1,
    } == there
    assert [
        ("tables.several_meetings", 2, "Date"),
        ("tables.unknown_name", 4, "Meeting"),
        ("tables.missing", 5, "Date"),
        ("tables.unknown_name", 6, "Group"),
    ] == codes(reading)


# What contradicts ----------------------------------------------------------------------


def test_contradictions_are_taken_out_with_their_place():
    """A date before another loses itself, an id that is there twice its row, a grade that there is not its cell."""
    reading = read(
        Partners=[
            {"Id": "a", "Joined": "2012-01-31", "Left": "2011-01-31"},
            {"Id": "a", "Joined": None, "Left": None},
            {"Id": '""', "Joined": None, "Left": None},
        ],
        Ties=[{"From": "a", "To": "a", "Type": "trust"}],
        Extents=[
            {"List": "stakeholders", "Complete": "partial", "Total": 0},
            {"List": "nobody", "Complete": "partial", "Total": None},
        ],
    )
    (one,) = reading.initiative.stakeholders
    assert ("2012-01-31", None) == (str(one.joined), one.left)
    assert {
        "fault.dates",
        "tables.same_record",
        "fault.empty_id",
        "fault.tie_to_itself",
        "fault.total",
        "fault.unknown_collection",
    } == {remark.message.code for remark in reading.account}


def test_what_hangs_on_a_row_that_is_left_out_goes_too():
    """A list of ids loses the one that is unknown, and stays."""
    reading = read(
        Partners=[{"Id": "a"}],
        Goals=[{"Id": "g"}, {"Id": " "}],
        Indicators=[{"Id": "i", "Goals": "g; h"}],
        Questionnaires=[{"Id": "q", "Levels": "no; yes"}],
        Questions=[{"Instrument": "q", "Id": "q1"}],
        Respondents=[{"Instrument": "q", "Respondent": "p"}],
        Answers=[
            {"Instrument": "q", "Respondent": "p", "Item": "q1", "Value": 2},
            {"Instrument": "q", "Respondent": "p", "Item": "q2", "Value": 2},
            {"Instrument": "q", "Respondent": "p", "Item": "q1", "Value": 7},
            {"Instrument": "Q", "Respondent": "p", "Item": "q1", "Value": 1},
            {"Instrument": "q", "Respondent": "x", "Item": "q1", "Value": 1},
            {"Instrument": None, "Respondent": "x", "Item": "q1", "Value": 1},
        ],
    )
    assert ("g",) == reading.initiative.indicators[0].goals
    assert [("q1", 2)] == [(one.item, one.value) for one in reading.initiative.responses[0].answers]


def test_there_is_one_row_of_what_there_is_one_of():
    """A second agenda, and a second initiative where nobody says by what they are told apart, are left out."""
    reading = ci.read_tables(
        {
            "Initiative": [{"Name": "A"}, {"Name": "B"}],
            "Agenda": [{"Vision": "one"}, {"Vision": "two"}],
            "Goals": [{"Goal": "More read"}],
        }
    )
    assert ("a", "one", 1) == (reading.initiative.id, reading.initiative.agenda.vision, len(reading.initiative.goals))
    assert [("tables.one_row", 2, None), ("tables.one_row", 2, None)] == codes(reading)


def test_an_initiative_whose_own_dates_contradict_is_read_without_one():
    """What is wrong with the frame does not cost the picture."""
    reading = ci.read_tables({"Initiative": [{"Id": "a", "Parent": "a", "Start": "2012-01-31", "End": "2011-01-31"}]})
    assert (None, None) == (reading.initiative.parent, reading.initiative.ended)
    assert {("fault.own_parent", 1, "Parent"), ("fault.dates", 1, "End")} == set(codes(reading))


# Many ----------------------------------------------------------------------------------


def test_one_table_holds_many_initiatives():
    """A column says which a row belongs to; each has its own partners, and names are its own."""
    reading = ci.read_tables(
        {
            "Partners": [
                {"Coalition": "North", "Partner": "YMCA"},
                {"Coalition": "South", "Partner": "YMCA"},
                {"Coalition": "south", "Partner": "Library"},
                {"Coalition": None, "Partner": "Lost"},
            ],
            "Activities": [
                {"Coalition": "South", "Name": "Camp", "Led by": "Library"},
                {"Coalition": "North", "Name": "Camp", "Led by": "Library"},
            ],
            "Coalition": [{"Coalition": "South", "Place": "Hidalgo"}, {"Coalition": "South", "Place": "Starr"}],
            "Attendance": {"Coalition": ["North"], "Partner": ["YMCA"], "2019-03-14": ["x"]},
        },
        by="coalition",
    )
    north, south = reading.initiatives
    assert (["ymca"], ["ymca", "library"]) == ([p.id for p in north.stakeholders], [p.id for p in south.stakeholders])
    assert ("south", "South", "Hidalgo", 1) == (south.id, south.name, south.place, len(north.convenings))
    assert {("tables.whose", 4, "coalition"), ("tables.unknown_name", 2, "Led by"), ("tables.one_row", 2, None)} == set(
        codes(reading)
    )


def test_one_table_may_have_one_row_for_each_initiative():
    """Then a row says all that is known of one."""
    table = {"Coalition": ["North", "South"], "Place": ["Hidalgo", None], "Population": ["children", "youth"]}
    reading = ci.read_tables(table, by="Coalition")
    assert [("north", "North", "Hidalgo"), ("south", "South", None)] == [
        (i.id, i.name, i.place) for i in reading.initiatives
    ]
    assert [("tables.taken_for", None, None)] == codes(reading)


def test_initiatives_whose_ids_would_be_one_keep_their_names():
    """Two that differ in marks alone are two."""
    reading = ci.read_tables(
        {"Partners": [{"by": "A, B", "Name": "x"}, {"by": "A. B", "Name": "x"}, {"by": "!", "Name": "x"}]}, by="by"
    )
    assert ["a_b", "A. B", "!"] == [one.id for one in reading.initiatives]
    assert () == ci.read_tables({"Partners": [{"Name": "x"}]}, by="by").initiatives
    named = ci.read_tables({"Initiative": [{"of": "A", "Id": '""'}]}, by="of")
    assert "a" == named.initiative.id
    assert "b" == ci.read_tables({"Initiative": [{"of": "A", "Id": "b"}]}, by="of").initiative.id


def test_what_cannot_be_left_out_is_an_error():
    """An initiative without an id is none, and there is nothing to go on without."""
    nameless = Draft(kind=kinds()["initiative"], values={"id": ""})
    with pytest.raises(ci.InvalidInitiativeError, match="the id is empty"):
        Assembly(nameless, {}, Remarks()).initiative()


def test_half_characters_are_no_names():
    """A text that cannot be written names nobody, wherever it stands."""
    table = {"of\ud83d": ["x"], "of": ["\ud83d"], "Partner": ["YMCA"]}
    assert ("tables.whose", 1, "of") in codes(ci.read_tables({"Partners": table}, by="of"))
    grid = {"Partner": ["\ud83d"], "2019-03-14": ["x"]}
    assert [("cells.half_character", 1, "Partner")] == codes(read(Attendance=grid))


# Completeness --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said"), [("yes", "complete"), ("No", "partial"), ("unknown", "unknown"), ("sí", "complete")]
)
def test_the_question_above_a_list_says_how_complete_it_is(answer, said, tmp_path):
    """An empty list that is complete says that there are none."""
    (tmp_path / "Activities.csv").write_text(f"Is this list complete?,{answer},,\nName,Led by\n", "utf-8")
    reading = ci.read_tables(tmp_path)
    assert (ci.Extent(collection="activities", completeness=said),) == reading.initiative.extents


def test_answers_of_lists_that_belong_to_records_hold_for_each(tmp_path):
    """All figures of all indicators are there; of an agenda there is one, and nothing to ask."""
    (tmp_path / "Indicators.csv").write_text("Id,Name\ni/1,Reading\nj,Math\n", "utf-8")
    (tmp_path / "Figures.csv").write_text(
        "Is this list complete?,yes,,maybe\nIndicator,Period,Value\nReading,2019,4\n", "utf-8"
    )
    (tmp_path / "Agenda.csv").write_text("Is this list complete?,yes,,\nVision,Problem\n,\n", "utf-8")
    (tmp_path / "Goals.csv").write_text("Is this list complete?,perhaps,,\nStatement,Horizon\n,\n", "utf-8")
    reading = ci.read_tables(tmp_path)
    assert ["indicators/i%2F1/observations", "indicators/j/observations"] == [
        one.collection for one in reading.initiative.extents
    ]
    assert {("tables.number", 1, None), ("cells.truth", 1, None)} <= set(codes(reading))


# The reading ---------------------------------------------------------------------------


def test_readings_can_be_pickled():
    """Workers of a pool send them back."""
    reading = read(Partners=[{"Name": "YMCA", "Sector": "x"}])
    assert reading == pickle.loads(pickle.dumps(reading))  # noqa: S301 - our own
    assert isinstance(reading, ci.TableReading)


def test_data_frames_are_met_by_protocol():
    """A table with columns by name is a table, whoever made it."""

    class Frame:
        columns = ("Name", "Sector")

        def __getitem__(self, name):
            return {"Name": ["YMCA"], "Sector": ["health"]}[name]

    assert ci.Sector.HEALTH == ci.read_tables({"Partners": Frame()}).initiative.stakeholder("ymca").sector


@pytest.mark.parametrize("by", [None, "of"])
def test_a_number_that_no_figure_can_be_is_not_understood(by):
    """Whole numbers of any length stand in Python's own tables, and the largest that floats hold is below 2e308."""
    reading = ci.read_tables({"Partners": [{"of": "A", "Name": "YMCA", "FTE": 10**400}]}, by=by)
    assert ("tables.number", 1, "FTE") in codes(reading)
    assert reading.initiative.stakeholders[0].staff_fte is None


def test_names_of_parts_need_to_differ_in_one_questionnaire_only():
    """Two questionnaires may both ask for trust, and a question names what it asks for as the list of these does."""
    reading = read(
        Questionnaires=[{"Name": name, "Levels": "no; yes"} for name in "PQ"],
        Constructs=[{"Questionnaire": name, "Name": "Shared trust"} for name in "PQ"],
        Questions=[{"Questionnaire": name, "Text": "We meet.", "Construct": "shared Trust"} for name in "PQ"],
    )
    assert [] == codes(reading)
    assert [("p", "we_meet", "shared_trust"), ("q", "we_meet", "shared_trust")] == [
        (one.id, item.id, item.construct) for one in reading.initiative.instruments for item in one.items
    ]

import pickle
from datetime import datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci

GRADUATION = ci.Indicator(
    id="grad", name="Graduation rate", unit="percent", codes=[ci.Code(vocabulary="SDG", code="4.1.2")]
)
STUDENTS = ci.Indicator(id="students", name="Students served", unit="student")
CLIMATE = ci.Indicator(id="climate", name="School climate", levels=["D", "C", "B", "A"])
ALL = (GRADUATION, STUDENTS, CLIMATE)


def table(*rows):
    """Return a table of rows of text, the first of which is its titles; empty texts are empty cells."""
    titles, *others = ([cell.strip() or None for cell in row.split("|")] for row in rows)
    return [dict(zip(titles, row, strict=True)) for row in others]


def read(*rows, indicators=ALL, **said):
    """Return what is read from rows of text."""
    return ci.read_observations(table(*rows), indicators, **said)


def figures(reading):
    """Return indicator, period and value of everything that was read."""
    return [(name, str(found.period), found.value) for name, found in reading.observations]


def said(reading):
    """Return row, column and code of each remark."""
    return [(remark.row, remark.column, remark.message.code) for remark in reading.account]


# A published table

RGV = """
Indicator | Baseline | Baseline year | RGV 2018–19 | Texas 2018–19 | RGV 2019–20 | Texas 2019–20
Pre-K enrollment | – |  | 58 | 45 | 59 | 48
STAAR 3rd grade reading | 31 | 2011–12 | 44 | 43 | not administered | not administered
STAAR 8th grade mathematics | 31 | 2011–12 | 54 | 55 | not administered | not administered
4-year high school graduation | 87 | 2011–12 | 92 | 90 | 93 | 90
FAFSA completion | 59 | 2011–12 | 73 | 64 | 68 | 59
College-ready graduates | – |  | 41 | 42 | 45 | 44
AP/dual credit completion | 32 | 2011–12 | 51 | 43 | 54 | 45
Immediate higher education enrollment | 56 | 2011–12 | 57 | 52 | 58 | 51
2-year public higher education graduation | 17 | 2011–12 | 29 | 25 | 29 | 26
4-year public higher education graduation | – |  | 25 | 40 | 30 | 42
Graduates employed or enrolled (2-year) | 92 | 2011–12 | 89 | 90 | 90 | 90
Graduates employed or enrolled (4-year) | 78 | 2015 | 80 | 75 | 80 | 75
"""  # RGV FOCUS (Educate Texas), scorecards of 2019 and 2020


def without_sources(value):
    """Return an indicator or observation without the names of its sources."""
    if isinstance(value, ci.Observation):
        return attrs.evolve(value, source=None)
    return value and attrs.evolve(
        value,
        baseline=value.baseline and without_sources(value.baseline),
        observations=tuple(map(without_sources, value.observations)),
        comparisons=[
            attrs.evolve(comparison, observations=tuple(map(without_sources, comparison.observations)))
            for comparison in value.comparisons
        ],
    )


def test_a_scorecard_as_published():
    """The table of RGV FOCUS, as it stands in the scorecards, gives the figures of the bundled example."""
    example = ci.examples.load("rgv_focus")
    empty = [attrs.evolve(one, baseline=None, observations=(), comparisons=()) for one in example.indicators]
    reading = read(
        *RGV.strip().split("\n"),
        indicators=attrs.evolve(example, indicators=empty),
        columns={"RGV": "value"},
        comparisons=["Texas"],
        convention="split_year",
    )
    expected = tuple(map(without_sources, example.indicators))
    assert expected == reading.indicators == reading.initiative.indicators
    assert [(row, "Baseline", "figure.dash") for row in (1, 6, 10)] == said(reading)
    assert 24 == len(reading.observations)


def test_the_same_scorecard_again_changes_nothing():
    """What an initiative holds already is known by its period, and is no conflict."""
    example = ci.examples.load("rgv_focus")
    reading = read(*RGV.strip().split("\n"), indicators=example, columns={"RGV": "value"}, convention="split_year")
    assert example == reading.initiative
    assert () == reading.observations
    assert [] == list(reading.account.errors)


# Layouts


def test_years_across():
    """Each title that names a period is a column of figures."""
    reading = read("Indicator|2018|2019 (provisional)", "Graduation rate|92|93%", "students||1,200")
    assert [("grad", "2018", 92), ("grad", "2019", 93), ("students", "2019", 1200)] == figures(reading)
    statuses = [found.status.value for _, found in reading.observations]
    assert ["actual", "provisional", "provisional"] == statuses
    assert "everything was understood" == str(reading.account)


def test_years_down():
    """A column of periods and a column of values, with what else a row says."""
    reading = read(
        "Measure|School year|Value|Student group|Source|Status|Definition version|Unit",
        "SDG 4.1.2|2018-19|92|All students|TEA|final|2|%",
        "grad|2018-19|88|Starr County|||2|",
        "grad|2020-21||Starr County||suppressed||",
        "grad|2030|95|||target||",
    )
    first, second, third = (found for _, found in reading.observations)
    expected = ci.Observation(period="2018-19", value=92, source="TEA", definition_version="2")
    assert (expected, "Starr County", "suppressed") == (first, second.group, third.status.value)
    assert [(4, "School year", "periods.school_year")] == said(reading)
    assert reading.indicators[0].target is None


def test_a_status_can_be_an_end():
    """Long tables may say in a column that a figure is the baseline or the target."""
    reading = read("Indicator|Year|Value|Status", "grad|2012|87|baseline", "grad|2030|95|Target", "grad|2019|92|")
    assert ci.Observation(period="2012", value=87) == reading.indicators[0].baseline
    assert ci.Observation(period="2030", value=95) == reading.indicators[0].target
    assert [("grad", "2019", 92)] == figures(reading)


def test_comparison_columns():
    """Titles that name somebody else hold their figures, beside a column of periods too."""
    reading = read("Indicator|Year|Value|Texas", "grad|2018|92|90", "grad|2019|93|90", comparisons=["Texas"])
    assert [("grad", "2018", 92), ("grad", "2019", 93)] == figures(reading)
    years = [ci.Observation(period="2018", value=90), ci.Observation(period="2019", value=90)]
    assert (ci.Comparison(name="Texas", observations=years),) == reading.indicators[0].comparisons


def test_comparison_rows():
    """A column can say whose figure a row is; nothing, or the name of the initiative, is the initiative."""
    initiative = ci.Initiative(id="valley", name="The Valley", indicators=ALL)
    rows = ("Indicator|Year|Comparison|Value", "grad|2019|The valley|92", "grad|2019|Texas|90", "grad|2018||91")
    reading = read(*rows, indicators=initiative)
    assert [("grad", "2019", 92), ("grad", "2018", 91)] == figures(reading)
    assert "Texas" == reading.initiative.indicators[0].comparisons[0].name


def test_group_columns():
    """Titles that name a group hold its figures, joined with the period in any way."""
    rows = ("Indicator|2019 / All|2019 / Girls|Boys 2019|2019: Non-binary", "grad|92|94|90|*")
    reading = read(*rows, groups=["Girls", "Boys", "Non-binary"])
    assert [None, "Girls", "Boys", "Non-binary"] == [found.group for _, found in reading.observations]


def test_names_in_titles_may_have_commas_and_dashes():
    """A name that is known is found whole, whatever dash it has."""
    rows = ("Indicator|2019 Black, non-Hispanic|Ages 18 – 24, 2019|Girls Texas 2019", "grad|92|94|90")
    reading = read(*rows, groups=["Black, non-Hispanic", "Ages 18-24", "Girls"], comparisons=["Texas"])
    assert ["Black, non-Hispanic", "Ages 18-24"] == [found.group for _, found in reading.observations]
    assert ["Girls"] == [found.group for found in reading.indicators[0].comparisons[0].observations]


def test_a_title_of_two_names_is_nobodys():
    """Figures of girls and boys in one column are not known to be of either."""
    rows = ("Indicator|Girls 2019 Boys|2019, Girls, Boys", "grad|92|93")
    reading = read(*rows, groups=["Girls", "Boys"])
    assert [None, None, None] == [row for row, _, _ in said(reading)]
    assert {"observations.column", "observations.no_columns"} == {code for _, _, code in said(reading)}


def test_a_misspelt_title_gets_a_suggestion():
    """A near name is suggested, and the column left out."""
    reading = read("Indicator|2018|Texsa 2019|Figurre 2019", "grad|92|93|94", comparisons=["Texas"])
    assert ["Texas", "figure"] == [remark.suggestion for remark in reading.account]


def test_a_title_with_a_mark_is_the_title():
    """Marks of footnotes and units do not make another title."""
    assert [("grad", "2018", 92)] == figures(
        read("Was|Year*|Wieviel (%)", "grad|2018|92", columns={"was": "indicator", "Wieviel": "value"})
    )


def test_indicators_across():
    """Where no column names indicators, titles may."""
    reading = read(
        "Year|Graduation rate (%)|Students served|Notes", "2018|92|1,200|", "2019|93|1,300|", columns={"Notes": None}
    )
    assert [("grad", "2018", 92), ("grad", "2019", 93)] == figures(reading)[:2]
    assert [("students", "2018", 1200), ("students", "2019", 1300)] == figures(reading)[2:]


def test_a_column_beside_indicators_across_is_left_out():
    """A value without an indicator is nobody's."""
    reading = read("Year|Graduation rate|Value", "2018|92|5")
    assert [("grad", "2018", 92)] == figures(reading)
    assert [(None, "Value", "observations.column")] == said(reading)


def test_parts_of_a_figure_in_columns_of_their_own():
    """Bounds, grades and counts belong to the value of their row."""
    rows = ("Indicator|Year|Value|Low|High|Numerator|Denominator", "grad|2018|92|||1,104|1,200", "grad|2019||90|94||")
    first, second = (found for _, found in read(*rows).observations)
    assert ci.Observation(period="2018", value=92, numerator=1104, denominator=1200) == first
    assert ci.Observation(period="2019", low=90, high=94) == second
    (graded,) = read("Indicator|Year|Grade", "climate|2019|b").observations
    assert ("climate", ci.Observation(period="2019", level="B")) == graded


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (("Indicator|Year|Low|High", "grad|2019|94|90"), ["fault.low_above_high"]),
        (("Indicator|Year|Numerator", "grad|2019|94"), ["fault.numerator_alone"]),
        (("Indicator|Year|Low", "grad|2019|90-94"), ["observations.part"]),
        (("Indicator|2018|2019|Low", "grad|90|92|88"), ["observations.parts"]),
    ],
)
def test_parts_that_do_not_make_a_figure(rows, codes):
    """Bounds out of order, half a share, a range in the place of a bound, and bounds of nobody knows what."""
    assert codes == [remark.message.code for remark in read(*rows).account]


def test_what_is_said_of_the_whole_table():
    """Period, group, reporter and source can be given for all figures that name none."""
    reading = read("Indicator|Value", "grad|92", period="2019", group="Girls", reporter="isd", citation="Scorecard")
    expected = ci.Observation(period="2019", value=92, group="Girls", reporter="isd", source="Scorecard")
    assert (("grad", expected),) == reading.observations


def test_a_table_of_one_indicator():
    """The caller or the name of the sheet says which; an unknown one is refused."""
    rows = ("County|2019|2018", "Starr|92|91")
    whose = {"indicator": "Graduation rate", "columns": {"County": "group"}}
    assert [("grad", "2019", 92), ("grad", "2018", 91)] == figures(read(*rows, **whose))
    sheets = {"Graduation rate": table("Year|Value", "2019|92"), "Students served": table("Year|Low", "2019|5")}
    reading = ci.read_observations(sheets, ALL)
    assert [("grad", 92, None), ("students", None, 5)] == [
        (name, one.value, one.low) for name, one in reading.observations
    ]
    assert [("new", "2019", 92)] == figures(read("2019", "92", indicators=None, indicator="new"))
    with pytest.raises(ci.UnknownNameError, match="grad"):
        read(*rows, indicator="gradd")


@pytest.mark.parametrize(("layout", "expected"), [("wide", [("grad", "2019", 93)]), ("long", [("grad", "2018", 92)])])
def test_a_table_of_both_kinds_needs_a_word(layout, expected):
    """Periods in titles and in a column contradict each other, until somebody says which are meant."""
    rows = ("Indicator|Year|Value|2019", "grad|2018|92|93")
    assert [(None, None, "observations.two_layouts")] == said(read(*rows))
    assert expected == figures(read(*rows, layout=layout, columns={"Value": "value" if layout == "long" else None}))


@pytest.mark.parametrize(
    ("rows", "known", "periods"),
    [
        (("Indicador|2018|2019", "grad|92,5|93,5"), {}, ["2018", "2019"]),
        (("Indikator|Jahr|Wert", "grad|2018|92,5", "grad|2019|93,5"), {}, ["2018", "2019"]),
        (("Indicateur|Année|Valeur", "grad|2018|92,5", "grad|2019|93,5 %"), {}, ["2018", "2019"]),
        (("Kennzahl|Schuljahr|Wert", "grad|2017/18|92,5", "grad|2018/19|93,5"), {}, ["2017/18", "2018/19"]),
        (
            ("Was|Wann|Wie viel", "grad|2018|92,5", "grad|2019|93,5"),
            {"Was": "indicator", "wann": "period", "WIE VIEL": "value"},
            ["2018", "2019"],
        ),
    ],
)
def test_titles_in_other_languages(rows, known, periods):
    """Spanish, German and French titles are known; all others can be told."""
    reading = read(*rows, columns=known)
    assert [("grad", period, value) for period, value in zip(periods, (92.5, 93.5), strict=True)] == figures(reading)


# What is not understood


def test_near_names_are_suggested_and_never_taken():
    """A misspelt indicator is not read, and its row says what was probably meant."""
    reading = read("Indicator|2019", "Graduation rat|92", "Student served|5", "Health|7")
    assert () == reading.observations
    assert ["Graduation rate", "Students served", None] == [remark.suggestion for remark in reading.account]
    assert {"observations.unknown_indicator"} == {remark.message.code for remark in reading.account}


def test_names_that_several_have():
    """A name of two indicators is none."""
    twins = [ci.Indicator(id="a", name="Attendance"), ci.Indicator(id="b", name="Attendance")]
    reading = read("Indicator|2019", "Attendance|92", "b|93", indicators=twins)
    assert [("b", "2019", 93)] == figures(reading)
    assert [(1, "Indicator", "observations.several_indicator")] == said(reading)


def test_names_that_mean_something_else():
    """The caller can say which indicator a name is."""
    assert [("grad", "2019", 92)] == figures(read("Indicator|2019", "Finished|92", codes={"Finished": "grad"}))


def test_without_indicators_the_table_names_them():
    """Each name becomes an indicator, in the unit of its figures if they are all in one."""
    reading = read(
        "Indicator|Target 2030|2018|2019|Texas 2019",
        "A|95%|92%|*|90%",
        "B|7|5%|6|",
        indicators=None,
        comparisons=["Texas"],
    )
    first, second = reading.indicators
    assert ("A", "percent", None) == (first.id, first.unit, first.observations[0].unit)
    assert ("B", None, "percent") == (second.id, second.unit, second.observations[0].unit)
    assert first.observations == tuple(found for name, found in reading.observations if name == "A")
    with pytest.raises(ci.InvalidValueError):
        _ = reading.initiative


def test_reporters_are_stakeholders():
    """Names and aliases are accepted where ids are, and unknown ones listed."""
    isd = ci.Stakeholder(id="isd", name="School District", aliases=["The ISD"])
    initiative = ci.Initiative(id="x", stakeholders=[isd], indicators=ALL)
    rows = ("Indicator|Year|Value|Reported by", "grad|2017|90|isd", "grad|2018|91|the ISD", "grad|2019|92|ISDD")
    reading = read(*rows, indicators=initiative)
    assert ["isd", "isd"] == [found.reporter for _, found in reading.observations]
    assert [(3, "Reported by", "observations.unknown_reporter")] == said(reading)
    assert [None] == [found.reporter for _, found in read("Indicator|2019|Reporter", "grad|92|").observations]
    assert ["ISD"] == [found.reporter for _, found in read("Indicator|2019|Reporter", "grad|92|ISD").observations]


@pytest.mark.parametrize(
    ("rows", "remarks"),
    [
        (("Indicator|2019", "Education|", "grad|92"), [(1, None, "observations.no_figures")]),
        (("Indicator|2019", "|92"), [(1, "Indicator", "observations.no_indicator")]),
        (("Indicator|Rank 2019|2019", "grad|3|92"), [(None, "Rank 2019", "observations.column")]),
        (("Indicator|Year|Value|Value of whom", "grad|2019|92|x"), [(None, "Value of whom", "observations.column")]),
        (("Indicator|Metric|2019", "grad|grad|92"), [(None, "Metric", "observations.same_role")]),
        (("Indicator|Group|Girls 2019", "grad|Girls|92"), [(None, "Girls 2019", "observations.same_role")]),
        (("Who|2019", "grad|92"), [(None, "Who", "observations.column"), (None, None, "observations.no_indicators")]),
        (("Indicator|Source", "grad|TEA"), [(None, None, "observations.no_columns")]),
        (("Indicator|Value", "grad|92"), [(None, "Value", "observations.no_period")]),
        (("Indicator|Year|Value", "grad||92"), [(1, "Value", "observations.no_period")]),
        (("Indicator|Year|Value", "grad|soon|92"), [(1, "Year", "periods.unknown")]),
        (("Indicator|Year|Value", "grad|Class of 2019|92"), [(1, "Year", "periods.unknown")]),
        (("Indicator|2011-12", "grad|92"), [(None, "2011-12", "periods.two"), (None, None, "observations.no_columns")]),
        (("Indicator|Year|Value|Unit", "grad|2019|92|pct"), [(1, "Unit", "unit.refused")]),
        (("Indicator|Year|Value|Unit", "grad|2019|92|student"), [(1, "Value", "figure.other_unit")]),
        (("Indicator|Year|Value|Status", "grad|2019|92|done"), [(1, "Status", "observations.status")]),
        (("Indicator|Year|Value|Status", "grad|2019|92|suppressed"), [(1, "Value", "observations.value_and_status")]),
        (("Indicator|2019", "grad|44.2 (a)"), [(1, "2019", "observations.marks")]),
        (("Indicator|2019", "students|44.5"), [(1, "2019", "observations.fractional")]),
        (("Indicator|2019", "grad|68.379"), [(1, "2019", "figure.two_numbers")]),
    ],
)
def test_whatever_is_not_understood_has_its_place(rows, remarks):
    """Row, column and reason of each cell that was left out or is doubtful."""
    assert remarks == said(read(*rows, groups=["Girls"]))


def test_a_column_without_a_title():
    """It is called as a spreadsheet calls it, if anything stands in it."""
    full = {"Indicator": ["grad"], "2019": [92], "": [7], " ": [None]}
    assert [(None, "C", "observations.untitled")] == said(ci.read_observations(full, ALL))


def test_columns_far_to_the_right():
    """The 28th column is AB."""
    wide = {"Indicator": ["grad"], **{str(year): [None] for year in range(1900, 1926)}, "": [7], "2019": [92]}
    assert [(None, "AB", "observations.untitled")] == said(ci.read_observations(wide, ALL))


def test_a_sheet_without_rows_is_nothing():
    """Titles alone say nothing, and need no remark of ours."""
    assert [] == said(ci.read_observations({"Indicator": [], "2019": []}, ALL))


def test_yes_and_no_are_no_names():
    """A spreadsheet makes TRUE of what it takes for it; 1 and TRUE stay two things."""
    mixed = {"Indicator": [True, 1, "TRUE"], "2019": [90, 91, 92], "Group": ["a", "b", "c"]}
    reading = ci.read_observations(mixed, [ci.Indicator(id="TRUE"), ci.Indicator(id="1")])
    assert [("TRUE", "2019", 90), ("1", "2019", 91), ("TRUE", "2019", 92)] == figures(reading)


# Numbers


def test_the_trap_of_68379_students():
    """Counts of people are whole; a percentage in the same column says nothing of their marks until one shows them."""
    rows = ("Indicator|2018|2019", "students|68.379|70.120", "grad|44|45")
    assert [68379, 44, 70120, 45] == [value for _, _, value in figures(read(*rows))]
    rows = ("Indicator|2018", "students|68.379", "grad|44.2")
    assert [(1, "2018", "figure.two_numbers")] == said(read(*rows))


def test_columns_of_different_hands():
    """Where the columns of a sheet disagree, each is read for itself; one that disagrees with itself is doubtful."""
    rows = ("Indicator|2018|2019|2020", "grad|44.2|44,2|", "A|68.379|68.379|1.5", "B|||1,5")
    indicators = [GRADUATION, ci.Indicator(id="A"), ci.Indicator(id="B")]
    reading = read(*rows, indicators=indicators)
    read_of = {(name, period): value for name, period, value in figures(reading)}
    assert (68.379, 68379, 1.5, 1.5) == tuple(
        read_of[key] for key in [("A", "2018"), ("A", "2019"), ("A", "2020"), ("B", "2020")]
    )
    assert [(None, "2020", "observations.two_marks")] == said(reading)
    assert [] == list(read(*rows, indicators=indicators, decimal=",").account.warnings)


def test_percentages_that_look_like_shares():
    """0.92 percent of graduates is improbable; one small percentage is not."""
    rows = ("Indicator|2018|2019", "grad|0.92|0.93")
    assert [(None, None, "observations.shares")] == said(read(*rows))
    assert [] == said(read("Indicator|2018", "grad|0.92"))
    assert [] == said(read(*rows, indicators=[ci.Indicator(id="grad", unit="ratio")]))


def test_units_of_titles():
    """A unit in a title is that of the figures below it, kept where it is another than the indicator's."""
    (_, found), *_ = read("Indicator|2019 (%)", "grad|92").observations
    assert None is found.unit
    rate = ci.Indicator(id="grad", unit="ratio")
    (_, found), *_ = read("Indicator|2019 (%)", "grad|92", indicators=[rate]).observations
    assert (92, "percent") == (found.value, found.unit)


def test_marks_are_kept_beside_the_figure():
    """A mark of a footnote is put aside, not away."""
    ((_, found),) = read("Indicator|2019", "grad|44.2 (a)").observations
    assert (("x_marks", '"a"'),) == tuple((extra.key, extra.text) for extra in found.extras)


# Periods


def test_the_other_years_tell_what_a_year_is():
    """Beside 2018-19, 2011-12 is a school year, and the account says that it was taken for one."""
    reading = read("Indicator|2011-12|2018-19", "grad|87|92")
    assert ["2011-07-01", "2018-07-01"] == [str(found.period.start) for _, found in reading.observations]
    assert [(None, None, "observations.convention")] == said(reading)
    down = read("Indicator|Year|Value", "grad|2011-12|87", "grad|2018-19|92")
    assert reading.observations == down.observations
    assert said(reading) == said(down)


@pytest.mark.parametrize(
    ("dates", "days"), [("month", ["2019-05-01", "2019-05-31"]), ("ymd", ["2019-05-01", "2019-05-01"])]
)
def test_dates_in_titles(dates, days):
    """A spreadsheet makes a day of "May 2019", in titles too; which of them is meant has to be said."""
    assert [(None, "2019-05-01", "periods.day_or_month")] == said(read("Indicator|2019-05-01|2018", "grad|92|91"))
    ((_, found),) = read("Indicator|2019-05-01", "grad|92", dates=dates).observations
    assert days == [str(found.period.start), str(found.period.end)]
    assert [] == said(read("Indicator|2019-05-02", "grad|92"))


def test_three_years_together():
    """Figures over several years say so beside their period."""
    reading = read("Indicator|2016-2018 (3-year average)|2017–2019 average", "grad|90|91")
    assert [("grad", "2016-2018", 90), ("grad", "2017–2019", 91)] == figures(reading)


def test_school_years_begin_when_the_caller_says():
    """A convention is stated once for the table."""
    reading = read("Indicator|2011-12", "grad|87", convention="split_year", split_year_starts=9)
    assert ["2011-09-01"] == [str(found.period.start) for _, found in reading.observations]


# The same figure twice


def test_the_same_figure_twice_is_taken_once():
    """A repetition is noted."""
    reading = read("Indicator|Year|Value|Source", "grad|2018-19|92|a", "grad|2018/19|92|b")
    assert [("grad", "2018-19", 92)] == figures(reading)
    assert [(2, "Value", "observations.repeated")] == said(reading)


def test_two_figures_for_the_same_are_a_conflict():
    """Neither is taken, and each is listed with the other."""
    reading = read("Indicator|Year|Value", "grad|2019|92", "grad|2019|93", "grad|2019|94", "grad|2018|91")
    assert [("grad", "2018", 91)] == figures(reading)
    assert [(row, "Value", "observations.conflict") for row in (1, 2, 3)] == said(reading)
    assert "none of them was taken" in str(reading.account)


def test_the_same_figure_between_two_that_differ_is_not_taken_either():
    """5, 6 and 5 again: nobody knows which is right, and nothing says that one was taken."""
    reading = read("Indicator|Year|Value", "grad|2019|5", "grad|2019|6", "grad|2019|5")
    assert [] == figures(reading)
    assert [(row, "Value", "observations.conflict") for row in (1, 2, 3)] == said(reading)
    assert [("5", "6"), ("6", "5"), ("5", "6")] == [
        (remark.given, dict(remark.message.params)["others"]) for remark in reading.account
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["grad|2019|5||", "grad|2019|5%||"], '"5 (–)" for grad, and elsewhere 5 (percent)'),
        (["grad|2019|5|v1|", "grad|2019|5|v2|"], '"5 (v1)" for grad, and elsewhere 5 (v2)'),
    ],
)
def test_a_conflict_says_what_differs(rows, told):
    """Where the number is the same."""
    reading = ci.read_observations(table("Indicator|Year|Value|Definition version|Source", *rows))
    assert [] == figures(reading)
    assert told in str(reading.account)


def test_the_same_in_another_file_names_it(tmp_path):
    """Row 2 there, not here."""
    (tmp_path / "a.csv").write_text("Indicator,2019\nGrad,5\n", "utf-8")
    (tmp_path / "b.csv").write_text("Indicator,2019\nAtt,7\nGrad,5\n", "utf-8")
    reading = ci.read_observations(tmp_path)
    assert [("Grad", "2019", 5), ("Att", "2019", 7)] == figures(reading)
    assert '"5" stands in row 2 of a.csv already' in str(reading.account)


@pytest.mark.parametrize(
    ("known", "said_of_it", "code"),
    [
        ({"definition_version": "v1"}, {"Definition version": "v2"}, "observations.differs"),
        ({}, {"Definition version": "v2"}, "observations.differs"),
        ({"definition_version": "v1"}, {}, None),
        ({"source": "Ours"}, {"Source": "State report"}, "observations.other_source"),
        ({"source": "Ours"}, {}, None),
    ],
)
def test_what_a_known_figure_lacks_is_not_lost_in_silence(known, said_of_it, code):
    """A definition or a source that is not that of the figure that is kept."""
    held = ci.Indicator(id="a", observations=[ci.Observation(period="2018", value=1, **known)])
    reading = ci.read_observations([{"Indicator": "a", "Year": "2018", "Value": "1", **said_of_it}], [held])
    assert (held,) == reading.indicators
    assert ([] if code is None else [code]) == [remark.message.code for remark in reading.account]


@pytest.mark.parametrize(
    ("cells", "spelled"),
    [(("90-94%", ">=95%"), "90–94"), (("*", "<5"), "suppressed"), (("1,234,567", "5"), "1234567")],
)
def test_conflicts_are_spelled_as_figures(cells, spelled):
    """Ranges, bounds and what was withheld are named in few characters."""
    reading = read("Indicator|Year|Value", *(f"grad|2019|{cell}" for cell in cells))
    assert spelled in str(reading.account)


def test_grades_conflict_too():
    """A grade and another grade."""
    reading = read("Indicator|Year|Value", "climate|2019|A", "climate|2019|B")
    assert 2 == len(reading.account.errors)
    assert "B for climate" in str(reading.account) or '"B" for climate' in str(reading.account)


def test_what_is_known_already_stays():
    """A different figure of the initiative is listed, not overwritten."""
    known = attrs.evolve(
        GRADUATION,
        baseline=ci.Observation(period="2012", value=87),
        observations=[ci.Observation(period="2018", value=92)],
    )
    initiative = ci.Initiative(id="x", indicators=[known])
    reading = read("Indicator|Baseline 2012|2018|2019", "grad|86|91|93", indicators=initiative)
    assert [("grad", "2019", 93)] == figures(reading)
    assert (known.baseline, known.observations[0]) == (
        reading.initiative.indicators[0].baseline,
        reading.initiative.indicators[0].observations[0],
    )
    assert [(1, "Baseline 2012", "observations.differs"), (1, "2018", "observations.differs")] == said(reading)


def test_a_baseline_in_every_row_is_one():
    """Long tables repeat the baseline; only two different ones are a conflict."""
    rows = ("Indicator|Year|Value|Baseline", "grad|2018|92|87", "grad|2019|93|87")
    reading = read(*rows)
    assert (87, []) == (reading.indicators[0].baseline.value, said(reading))


def test_the_status_of_a_row_is_that_of_its_figure():
    """A forecast does not make the baseline beside it one, nor is a comparison suppressed with it."""
    rows = ("Indicator|Year|Value|Status|Baseline|Texas", "grad|2019||suppressed|87|", "grad|2030|95|forecast|87|96")
    reading = read(*rows, comparisons=["Texas"])
    (indicator, *_) = reading.indicators
    assert ["suppressed", "forecast"] == [found.status.value for found in indicator.observations]
    assert "actual" == indicator.baseline.status.value
    assert [("2030", "actual")] == [
        (str(one.period), one.status.value) for one in indicator.comparisons[0].observations
    ]
    assert [] == list(reading.account.errors)


def test_a_cell_that_says_suppressed_needs_no_status():
    """The cell goes before the column of statuses; an empty cell with a forecast is nothing."""
    rows = ("Indicator|Year|Value|Status", "grad|2019|*|actual", "grad|2020||forecast", "grad|2021|n/a|baseline")
    reading = read(*rows)
    assert ["suppressed"] == [found.status.value for _, found in reading.observations]


# Files


def test_a_file_of_a_german_spreadsheet(tmp_path):
    """Semicolons, Latin-1 and decimal commas; the account names file, row and column."""
    path = tmp_path / "kennzahlen.csv"
    path.write_bytes("Indikator;2018/19;2019/20\nAbschlüsse;44,2 %;1.234\nBetreute;68.379;71.200\n".encode("cp1252"))
    indicators = [ci.Indicator(id="Abschlüsse", unit="percent"), ci.Indicator(id="Betreute", unit="student")]
    reading = ci.read_observations(path, indicators)
    known = [("Abschlüsse", "2018/19", 44.2), ("Betreute", "2018/19", 68379)]
    assert known == figures(reading)[:2]
    assert [("Abschlüsse", "2019/20", 1234), ("Betreute", "2019/20", 71200)] == figures(reading)[2:]
    assert {"kennzahlen.csv"} == {remark.file for remark in reading.account}


def test_a_workbook_with_percentages_and_dates(tmp_path):
    """A cell that shows 92 % holds 0.92; a title that shows "May 19" holds a day."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Indicator", 2018, 2019, datetime(2019, 5, 1)])  # noqa: DTZ001 - a cell has no place
    book.active.append(["grad", 0.92, 93.5, 94])
    book.active["B2"].number_format = "0%"
    book.save(tmp_path / "book.xlsx")
    reading = ci.read_observations(tmp_path / "book.xlsx", ALL)
    assert [("grad", "2018", 92), ("grad", "2019", 93.5)] == figures(reading)
    assert ["periods.day_or_month"] == [code for _, _, code in said(reading)]
    assert reading == pickle.loads(pickle.dumps(reading))  # noqa: S301 - our own bytes


# Arguments


@pytest.mark.parametrize(
    "wrong",
    [{"layout": "tall"}, {"dates": "ydm"}, {"decimal": ";"}, {"columns": {"Year": "when"}}, {"period": "soon"}],
)
def test_arguments_that_are_none(wrong):
    """What the caller says is checked before anything is read."""
    with pytest.raises(ci.InvalidValueError):
        read("Indicator|2019", "grad|92", **wrong)


# All tables


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["grad", "Graduation rate", "students"]), st.integers(1990, 2030)),
        st.integers(0, 100),
        min_size=1,
        max_size=20,
    )
)
def test_wide_and_long_tables_say_the_same(known):
    """The same figures in both layouts, in a frame or in rows, are the same observations."""
    long = [{"Indicator": name, "Year": year, "Value": value} for (name, year), value in known.items()]
    names, years = dict.fromkeys(name for name, _ in known), sorted({year for _, year in known})
    wide = {"Indicator": [*names], **{str(year): [known.get((name, year)) for name in names] for year in years}}

    def all_of(reading):
        return {(name, observation) for name, observation in reading.observations}

    assert all_of(ci.read_observations(long, ALL)) == all_of(ci.read_observations(wide, ALL))


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "Indicator": st.sampled_from(["grad", "students", "climate", "Graduation", None, 7]),
                "Year": st.none() | st.integers(1900, 2100) | st.sampled_from(["2018-19", "2011-12", "x", "3/4/2020"]),
                "Value": st.none() | st.floats() | st.text("0123456789.,%-<*S() ", max_size=6),
                "Group": st.none() | st.text(max_size=3),
                "Low": st.none() | st.integers(0, 9),
            }
        ),
        max_size=8,
    )
)
def test_no_table_is_refused(rows):
    """Any table of cells gives a reading of which an initiative can be made, and an account that can be printed."""
    reading = ci.read_observations(rows, ci.Initiative(id="x", indicators=ALL))
    assert ALL[0].id == reading.initiative.indicators[0].id
    assert str(reading.account)


TITLES = st.text(max_size=12) | st.lists(
    st.sampled_from(
        ["2019", "2018-19", "2011-12", "Texas", "Girls", "Baseline", "Jan", "Q1", "FY", "SY", "%", "3/4/20", "/", "-"]
    ),
    max_size=4,
).map(" ".join)


@given(st.dictionaries(TITLES, st.lists(st.none() | st.integers(), min_size=1, max_size=1), max_size=4))
def test_no_titles_are_refused(columns):
    """Any titles lead to a reading."""
    reading = ci.read_observations({"Indicator": ["grad"]} | columns, ALL, comparisons=["Texas"], groups=["Girls"])
    assert 3 == len(reading.indicators)


def test_counts_without_a_total_are_left_out_and_the_figure_stays():
    """Half a fraction says nothing; a percentage beside it does."""
    river = ci.Initiative(id="river", indicators=ALL)
    reading = read("Indicator|Year|Value|Numerator", "grad|2018|92|1,104", indicators=river)
    assert [("grad", ci.Observation(period="2018", value=92))] == list(reading.observations)
    ((remark),) = reading.account
    assert ("fault.numerator_alone", "warning", "1104.0") == (remark.message.code, remark.severity, remark.given)


def test_a_row_that_says_nothing_needs_no_period():
    """Where the caller says that a text is nothing, there is nothing to be dated."""
    reading = read("Indicator|Year|Value", "grad||x", "grad|2019|92", codes={"x": None})
    assert ([("grad", "2019", 92)], []) == (figures(reading), said(reading))

"""Tables are read by column, each text once; what comes of it is what each row says when it is read alone."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci

TEXTS = [
    *(
        "44",
        "44.2",
        "-3",
        "-0",
        "007",
        "68.379",
        "0.379",
        "1234.567",
        "12.34567",
        "1,234",
        "44,2",
        "1e5",
        "123456789012",
    ),
    *(
        "90-94%",
        ">=95%",
        "<5",
        "*",
        "S",
        "n/a",
        "44.2 (a)",
        "23 of 53",
        "12%",
        "5 km",
        "(12)",
        "-",
        "maybe",
        "High",
        "b",
    ),
    *("", " ", "#REF!", "\u200b", "TRUE", "3 4", "1.", ".5", "+4", "9" * 50, "4\u00b2", "\u0663", "150", "0.5"),
]
NUMBERS = [1, 1.0, True, False, 0.0, -0.0, 2.5, float("nan"), float("inf"), 10**400, 1e16, None]
CELLS = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(NUMBERS),
    st.decimals(-(10**4), 10**4, places=1).map(str),
    st.floats(-1e3, 1e3).map(str),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
INDICATORS = (
    ci.Indicator(id="graduation", unit="percent"),
    ci.Indicator(id="served", unit="person"),
    ci.Indicator(id="climate", levels=["low", "b", "high", "1"]),
    ci.Indicator(id="other"),
)
NAMES = st.sampled_from(["graduation", "served", "climate", "other", "nobody", "", 1])
STATUSES = st.sampled_from(["actual", "provisional", "suppressed", "not collected", "new", ""])
UNITS = st.sampled_from(["percent", "person", "km", "nonsense", ""])
PERIODS = st.sampled_from(["2018-19", "2019", "2011-12", "sometime", ""])
COLUMNS = {"Indicator": NAMES, "Year": PERIODS, "Value": CELLS}
MORE = {"Status": STATUSES, "Unit": UNITS, "Numerator": CELLS, "Denominator": CELLS, "Low": CELLS, "2019 target": CELLS}
TABLES = st.sets(st.sampled_from(sorted(MORE))).flatmap(
    lambda more: st.lists(st.fixed_dictionaries(COLUMNS | {name: MORE[name] for name in sorted(more)}), max_size=12)
)
ALONE = {"decimal": ".", "convention": "split_year", "layout": "long"}  # what rows else learn from each other
TOGETHER = {"observations.shares", "observations.conflict", "observations.repeated", "observations.two_marks"}


def told(reading, row=None):
    """Return what was read, and each remark that is about a row alone, as that of a row where one is given."""
    figures = [repr(figure) for figure in reading.observations]
    remarks = [
        (row or remark.row, remark.column, remark.severity, remark.given, remark.suggestion, repr(remark.message))
        for remark in reading.account
        if remark.row is not None and remark.message.code not in TOGETHER
    ]
    return Counter(figures), Counter(remarks)


def alone(rows, **said):
    """Return the same, of each row by itself."""
    figures, remarks = Counter(), Counter()
    for number, row in enumerate(rows, 1):
        read, refused = told(ci.read_observations([row], INDICATORS, **said), number)
        figures += read
        remarks += refused
    return figures, remarks


@given(TABLES)
def test_a_table_of_figures_says_what_its_rows_say(rows):
    """What is remembered of one row, and made for all of them at once, changes nothing for any."""
    titles = [title for title in (*COLUMNS, *MORE) if all(title in row for row in rows)]
    apart = [{title: row[title] for title in titles} | {"Group": f"group {at}"} for at, row in enumerate(rows)]
    assert alone(apart, **ALONE) == told(ci.read_observations(apart, INDICATORS, **ALONE))


@given(st.lists(st.fixed_dictionaries({"graduation": CELLS, "served": CELLS, "climate": CELLS}), max_size=12))
def test_a_wide_table_says_what_its_rows_say(rows):
    """Columns that are read alike share what they remember."""
    apart = [row | {"Year": "2019", "Group": f"group {number}"} for number, row in enumerate(rows)]
    assert alone(apart, **ALONE) == told(ci.read_observations(apart, INDICATORS, **ALONE))


PULSE = ci.Instrument(
    id="pulse",
    levels=["no", "partly", "yes"],
    items=[ci.Item(id="q1"), ci.Item(id="q2", levels=["1", "2"]), ci.Item(id="q3", text="We meet.")],
)
ANSWERS = st.sampled_from(
    [
        *("no", "Partly", "YES", "1", "2", "3", "3 - yes", "4", "don't know", "n/a", "", " ", "maybe", "#REF!"),
        *("x" * 400, "jo@example.org", 1, 1.0, True, 2, None),
    ]
)
ROLES = st.sampled_from(["partner", "Backbone", "boss", "", None])
WAVES = st.sampled_from(["w1", "", "w2"])
PEOPLE = st.fixed_dictionaries({"q1": ANSWERS, "q2": ANSWERS, "We meet.": ANSWERS, "Role": ROLES, "Wave": WAVES})
PARTS = {"Email": "respondent", "Role": "role", "Wave": "wave"}


def answers(reading):
    """Return the responses, and how often each thing was said of each column."""
    said = Counter()
    for remark in reading.account:
        params = dict(remark.message.params)
        times = int(params.pop("times", 0))  # none for what is said of a table as a whole
        said[remark.column, remark.message.code, remark.given, remark.suggestion, repr(sorted(params.items()))] += times
    return list(map(repr, reading.responses)), +said


@pytest.mark.parametrize("layout", ["wide", "long"])
@given(rows=st.lists(PEOPLE, min_size=1, max_size=12))
def test_answers_of_all_are_those_of_each(layout, rows):
    """Of many people as of one."""
    people = [row | {"Email": f"p{number}@example.org"} for number, row in enumerate(rows)]
    tables = [_long(row) for row in people] if layout == "long" else [[row] for row in people]
    columns = PARTS | ({"Item": "item", "Answer": "answer"} if layout == "long" else {})
    said = {"layout": layout, "key": "k" * 20, "columns": columns}
    expected, remarks = [], Counter()
    for table in tables:
        responses, refused = answers(ci.read_responses(table, PULSE, **said))
        expected += responses
        remarks += refused
    found, actual = answers(ci.read_responses([row for table in tables for row in table], PULSE, **said))
    assert expected == found
    assert remarks == actual


def _long(row):
    """Return the answers of a person in rows of their own."""
    about = {name: row[name] for name in ("Email", "Role", "Wave")}
    return [about | {"Item": item, "Answer": row[item]} for item in ("q1", "q2", "We meet.")]


def test_a_long_file_remembers_no_more_than_it_may(tmp_path, monkeypatch):
    """Where texts are too many to be remembered, they are read again."""
    monkeypatch.setattr("collective_impact.io._delimited._MOST_KNOWN", 3)
    monkeypatch.setattr("collective_impact.io._cells._MOST_TOLD", 3)
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Email", "q1"], *([f"p{number}", "yes"] for number in range(20))])
    reading = ci.read_responses(tmp_path / "a.csv", PULSE, key="k" * 20)
    assert 20 == len({response.respondent for response in reading.responses})

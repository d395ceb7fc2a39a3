"""Tables that are read by column: what comes of it is what looking at each row gives."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.io import _listed_in, _tables_in

PARTNERS = [
    {"Coalition": "Reads", "Partner": "YMCA", "Sector": "non-profit", "Joined": "2015-01-10", "Budget": "1000"},
    {"Coalition": "Walks", "Partner": "City Hall", "Sector": "government", "Joined": None, "Budget": None},
    {"Coalition": "Reads", "Partner": "Riverbend Library", "Sector": None, "Joined": "2016-02-11", "Budget": "0"},
]
PARTNERS = [row | {"Currency": row["Budget"] and "USD"} for row in PARTNERS]


def by_row(monkeypatch):
    """Let each row be looked at."""
    monkeypatch.setattr(_listed_in, "_stand_alone", lambda _kind, _columns: False)


def no_assembly(monkeypatch):
    """Let no row be put together with others."""
    monkeypatch.setattr(_tables_in, "Assembly", None)


def test_ordinary_rows_become_records_as_they_are(monkeypatch):
    """Of rows in which everything is understood, nothing is put together."""
    no_assembly(monkeypatch)
    reading = ci.read_tables({"Partners": PARTNERS}, by="Coalition")
    ymca = ci.Stakeholder(id="ymca", name="YMCA", sector="nonprofit", joined="2015-01-10", budget=USD)
    library = ci.Stakeholder(
        id="riverbend_library", name="Riverbend Library", joined="2016-02-11", budget=ci.Money(amount=0, currency="USD")
    )
    city = ci.Stakeholder(id="city_hall", name="City Hall", sector="government")
    expected = (
        ci.Initiative(id="reads", name="Reads", stakeholders=[ymca, library]),
        ci.Initiative(id="walks", name="Walks", stakeholders=[city]),
    )
    assert expected == reading.initiatives
    assert () == reading.account.remarks


def test_a_cell_that_is_not_understood_costs_its_row_alone_a_look(monkeypatch):
    """What is left of the row is a record by itself, and so are the others of its initiative."""
    no_assembly(monkeypatch)
    strange = {"Coalition": "Reads", "Partner": "School", "Sector": "education", "Joined": "soon"}
    reading = ci.read_tables({"Partners": [*PARTNERS, strange]}, by="Coalition")
    school = ci.Stakeholder(id="school", name="School", sector="education")
    assert school == reading.initiatives[0].stakeholders[-1]
    assert [("cells.day", 4, "Joined")] == [(said.message.code, said.row, said.column) for said in reading.account]


def test_records_that_contradict_each_other_are_put_together_with_care():
    """Two rows of one name are one too many, and the account says so."""
    reading = ci.read_tables({"Partners": [*PARTNERS, PARTNERS[0]]}, by="Coalition")
    assert ["ymca", "riverbend_library"] == [person.id for person in reading.initiatives[0].stakeholders]
    assert [("tables.same_name", 4)] == [(said.message.code, said.row) for said in reading.account]


USD = ci.Money(amount=1000, currency="USD")

CELLS = {
    "Coalition": ["Reads", "reads", "Walks", "Füße", "A, B", "A. B", "!", None, "n/a", "walks"],
    "Partner": [
        "YMCA", "City Hall", "Library", "City-Hall", "Jardín", "  spaced  ", "x" * 80, '"YMCA"', "null", "#REF!", None,
        "Example: YMCA", "What to write:", "(The) Y_M", "!", "a\nb", "a; b", "\ud83d", "[1]", "123", "e\u0301", "-",
    ],
    "Id": ["ymca", "hall", "a b", None, "1", "YMCA", " ", '""'],
    "Aliases": ["Y; The Y", "one", None, '["a; b"]', "|", "[1]"],
    "Sector": ["nonprofit", "government", "non-profit", "Öffentlich", None, "healht", "education", "null", "n/a"],
    "Joined": ["2015-01-10", "3/4/2020", "13/4/2020", None, "2016", "31.12.2019", "42005", 42005, "soon", "null"],
    "Left": ["2014-01-10", "2030-12-31", None],
    "Budget": ["1000", "0", "-0", "1,000", "68.379", "-5", None, '{"amount": 1, "currency": "EUR"}', "n/a", 0.0, 1],
    "Currency": ["USD", "EUR", "usd", None, " ", "null", "\u200b"],
    "Budget year": ["2019", None, "2019.5", 2019, "soon"],
    "FTE": ["1.5", "-1", None, "2", 2, 2.0, True, "1,5"],
    "Affected": ["yes", "no", "maybe", None, "x", True, 1],
    "x_own": [None, None, None, "kept", 1],
    "Extras": [None, '{"x_a": 1}', "{}", "a"],
    "Colour": ["red", None],
}  # fmt: skip
KINDS = {"Partners": list(CELLS), "Waves": ["Coalition", "Id", "Partner"], "Sheet": ["Coalition", "Partner", "Sector"]}


@st.composite
def rows(draw, titles):
    """Draw the rows of a sheet, most of them ordinary."""
    used = ["Coalition", *draw(st.lists(st.sampled_from(titles[1:]), unique=True, max_size=6))]
    few = draw(st.integers(1, 6))
    cells = {title: st.sampled_from(CELLS[title][:few] if draw(st.booleans()) else CELLS[title]) for title in used}
    return draw(st.lists(st.fixed_dictionaries(cells), max_size=6))


@st.composite
def tables(draw):
    """Draw one sheet or several."""
    names = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, unique=True))
    return {name: draw(rows(KINDS[name])) for name in names}


def outcome(source, **options):
    """Return what comes of reading, to the last sign; or with which error it ends."""
    try:
        reading = ci.read_tables(source, by="Coalition", **options)
    except ci.CollectiveImpactError as error:
        return repr(error)
    return reading, repr(reading.initiatives), reading.account.text()


@given(tables(), st.sampled_from([{}, {"dates": "dmy"}, {"decimal": ","}, {"codes": {"Sector": {"n/a": "other"}}}]))
@example({"Partners": PARTNERS}, {})
@example({"Partners": [{"Coalition": "A", "Id": "y", "Partner": "Y", "Joined": "soon"}]}, {})
@example({"Partners": [{"Coalition": "A", "Partner": "Y", "Budget": '{"amount": 1, "currency": "EUR"}'}]}, {})
@example({"Partners": [{"Coalition": "A", "Partner": "Y", "x_own": "kept"}, {"Coalition": "B", "x_own": None}]}, {})
@example({"Partners": [{"Coalition": "A", "Partner": "Y"}], "Waves": [{"Coalition": "A", "Id": "w"}]}, {})
def test_by_column_is_by_row(source, options):
    """Whatever stands in the cells, reading by column gives what reading row by row does, remark by remark."""
    found = outcome(source, **options)
    with pytest.MonkeyPatch.context() as monkeypatch:
        by_row(monkeypatch)
        assert outcome(source, **options) == found

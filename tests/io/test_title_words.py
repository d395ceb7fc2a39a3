"""Words in titles: one and several, in four languages."""

import pytest
from openpyxl import Workbook

import collective_impact as ci
from collective_impact.io import _titles_in

YEARS = ["Years", "Jahre", "Años", "Années", "Calendar year", "Berichtsjahre", "Results", "Ergebnisse", "Periods"]


@pytest.mark.parametrize("title", YEARS)
def test_years_may_stand_below_a_title_that_says_so(title, tmp_path):
    """A merged title above them says nothing more than they do."""
    book = Workbook()
    sheet = book.active
    for row in (["Indicator", title, None], [None, 2019, 2020], ["Graduation", 81, 84]):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A1:A2")
    book.save(tmp_path / "a.xlsx")
    reading = ci.read_observations(tmp_path / "a.xlsx")
    assert [] == list(reading.account)
    (indicator,) = reading.indicators
    assert [("2019", 81), ("2020", 84)] == [(one.period.label, one.value) for one in indicator.observations]


def test_titles_of_very_many_words_are_no_two_parts_of_a_title():
    """They are looked at once: with a look at each cut, this one would take a minute."""
    title = "1 " * 16_000 + "2019"
    reading = ci.read_observations([{"Indicator": "Graduation", title: 3, "2020": 84}])
    assert [84] == [one.value for _, one in reading.observations]
    assert ["observations.column"] == [remark.message.code for remark in reading.account]


def test_columns_beyond_those_of_a_spreadsheet_are_not_looked_at(monkeypatch):
    """The account says so, before it says what else is not known."""
    monkeypatch.setattr(_titles_in, "MOST_COLUMNS", 2)
    reading = ci.read_observations([{"Indicator": "Graduation", "2019": 81, "2020": 84}])
    assert [81] == [one.value for _, one in reading.observations]
    assert ["sheets.cut_columns"] == [remark.message.code for remark in reading.account]

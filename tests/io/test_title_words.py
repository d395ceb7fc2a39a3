"""Words in titles: one and several, in four languages."""

import pytest
from openpyxl import Workbook

import collective_impact as ci

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

"""Empty tables: what they ask, and that reading them back is no trouble."""

import csv

import openpyxl
import pytest

import collective_impact as ci
from collective_impact.io import _kinds

LANGUAGES = ["en", "es"]


@pytest.mark.parametrize("name", ["template", "template.xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_template_is_an_empty_initiative(name, language, tmp_path):
    """The account says what to do, and nothing is an error."""
    reading = ci.read_tables(ci.template(tmp_path / name, locale=language))
    assert ci.Initiative(id="template") == reading.initiative
    assert ["tables.nothing"] == [remark.message.code for remark in reading.account]


def test_there_is_a_sheet_for_each_kind_of_record(tmp_path):
    """The question on each sheet of a list stands in for the table of extents."""
    book = openpyxl.load_workbook(ci.template(tmp_path / "a.xlsx"))
    titles = {_kinds.words()["sheets"]["en"][name][0] for name in {*_kinds.kinds(), "about"} - {"extents"}}
    assert titles == set(book.sheetnames)
    asked = {sheet.title for sheet in book if sheet["A1"].value == "Is this list complete?"}
    singles = {"About this file", "Initiative", "Common agenda", "Backbone", "Disclosure"}
    assert titles - singles == asked


def test_choices_are_drop_downs(tmp_path):
    """Terms, yes and no, and names of other sheets."""
    sheet = openpyxl.load_workbook(ci.template(tmp_path / "a.xlsx"))["Activities"]
    found = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    titles = {cell.value: cell.column_letter for cell in sheet[2]}
    assert '"yes,no,unknown"' == found["B1"]
    assert '"planned,under way,completed,stopped"' == found[f"{titles['Status']}5:{titles['Status']}1000"]
    assert "'Partners'!$A$5:$A$1000" == found[f"{titles['Led by']}5:{titles['Led by']}1000"]
    assert f"{titles['Other partners']}5:{titles['Other partners']}1000" not in found


def test_rows_choose_the_record_that_they_belong_to(tmp_path):
    """The indicator of a figure, and the day and the group of a meeting, stand in another sheet already."""
    book = openpyxl.load_workbook(ci.template(tmp_path / "a.xlsx"))

    def offered(sheet, title):
        (column,) = [cell.column_letter for cell in book[sheet][2] if cell.value == title]
        lists = book[sheet].data_validations.dataValidation
        return [one.formula1 for one in lists if str(one.sqref) == f"{column}5:{column}1000"]

    assert ["'Indicators'!$A$5:$A$1000"] == offered("Observations", "Indicator")
    assert ["'Comparisons'!$B$5:$B$1000"] == offered("Observations", "Comparison")
    assert ["'Meetings'!$A$5:$A$1000"] == offered("Attendance", "Date")
    assert ["'Groups'!$A$5:$A$1000"] == offered("Attendance", "Group")
    assert ['"series,baseline,target"'] == offered("Observations", "Series")
    assert [] == offered("Observations", "Period")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_hour_is_read(language, tmp_path):
    """Somebody fills in partners, goals, a meeting and who came, in their own language, and stops there."""
    folder = tmp_path / "ours"
    ci.template(folder, locale=language)
    words = _kinds.words()["sheets"][language]

    def fill(table, *rows, complete=None):
        path = folder / f"{words[table][0]}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
        lines[0][1] = complete or ""
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*lines, *[[*row, *[""] * (len(lines[1]) - len(row))] for row in rows]])

    fill("stakeholders", ["YMCA"], ["Library", "", "nonprofit"], complete={"en": "yes", "es": "sí"}[language])
    fill("goals", ["More children read"])
    fill("activities", ["Camp", "ymca", "", "more children read"])
    fill("convenings", ["2026-01-31"])
    fill("attendances", ["2026-01-31", "", "library"])
    reading = ci.read_tables(folder)
    assert [] == list(reading.account.errors)
    initiative = reading.initiative
    assert ("ymca", ("more_children_read",)) == (initiative.activities[0].led_by, initiative.activities[0].goals)
    assert "library" == initiative.convenings[0].attendances[0].stakeholder
    assert initiative.extent("stakeholders").is_complete
    assert 1 == len(initiative.extents)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_rows_are_right(language, tmp_path):
    """What the example shows can be read as it stands, once it is no example any more."""
    folder = tmp_path / "ours"
    ci.template(folder, locale=language)
    mark = {"en": "Example: ", "es": "Ejemplo: "}[language]
    for path in folder.glob("*.csv"):
        path.write_text(path.read_text("utf-8-sig").replace(mark, ""), "utf-8")
    reading = ci.read_tables(folder)
    made_up = {"fault.unknown_item", "fault.no_scale", "tables.no_owner"}  # the survey's parts hang on each other
    others = {_kinds.words()["examples"][language][name] for name in ("target", "activity")}  # listed nowhere
    said = [one for one in reading.account.errors if one.message.code not in made_up and one.given not in others]
    assert [] == [str(remark) for remark in said]
    assert 1 == len(reading.initiative.stakeholders)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_known_and_say_one_thing(language):
    """No two columns of a sheet have one title, and each title is read as the column that it was written for."""
    for name, kind in _kinds.kinds().items():
        titles = [names[0] for names in _kinds.titles_of_table(name, language).values()]
        assert len(titles) == len(set(titles)) == len(kind.columns)
        meant = [_kinds.names_of_columns(name)[_kinds.joined(title)] for title in titles]
        assert list(kind.by_name) == meant


def test_every_word_is_of_something():
    """Nothing is called that there is not, in any language."""
    columns = {column for kind in _kinds.kinds().values() for column in kind.by_name}
    for language in LANGUAGES:
        words = _kinds.words()
        assert set(words["sheets"][language]) == {*_kinds.kinds(), "about"}
        assert set(words["columns"][language]) == columns
        for table, own in words["own"][language].items():
            assert set(own) <= set(_kinds.kinds()[table].by_name), table


def test_a_language_without_words_is_refused(tmp_path):
    """The error names those that there are."""
    with pytest.raises(ci.UnknownNameError, match="there are: en, es"):
        ci.template(tmp_path, locale="tlh")

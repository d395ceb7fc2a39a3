"""Empty tables: what they ask, and that reading them back is no trouble."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import collective_impact as ci
from collective_impact.io import _cells, _fields_in, _kinds, _templates

LANGUAGES = ["en", "es"]
MARKS = {"en": "Example: ", "es": "Ejemplo: "}
NAMES = ["ours", "ours.xlsx"]


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
    assert '"planned,under way,completed,stopped"' == found[f"{titles['Status']}6:{titles['Status']}1000"]
    assert "'Partners'!$A$6:$A$1000" == found[f"{titles['Led by']}6:{titles['Led by']}1000"]
    assert f"{titles['Other partners']}6:{titles['Other partners']}1000" not in found


def test_choices_are_in_the_language_of_the_sheet(tmp_path):
    """Nobody has to choose from words of two languages."""
    book = openpyxl.load_workbook(ci.template(tmp_path / "a.xlsx", locale="es"))
    offered = {
        (sheet.title, title.value): one.formula1
        for sheet in book
        for one in sheet.data_validations.dataValidation
        for title in sheet[2]
        if str(one.sqref).startswith(f"{title.column_letter}{{}}".format(sheet.max_row + 1))
    }
    assert '"débil,moderada,fuerte"' == offered["Contribuciones", "Fuerza"]
    assert '"no corresponde,no sabe,omitida"' == offered["Respuestas", "Motivo"]
    assert '"una organización,varias organizaciones"' == offered["Cambios sistémicos", "Ámbito"]
    assert '"organización vertebral,socio,financiador,comunidad,evaluador"' == offered["Encuestados", "Papel"]


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


def test_rows_are_high_enough_for_what_they_explain(tmp_path):
    """Some programs show the first line alone of a text that has more, unless they are told how high the row is."""
    sheet = openpyxl.load_workbook(ci.template(tmp_path / "a.xlsx"))["Adoptions"]
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4, 5)]
    # 22 characters a line: "What to write: a name | from the sheet | Partners" and "Example: Riverbend | YMCA"
    assert [None, 45, 30, None] == heights


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


def terms_of(column):
    """Return the terms that a column chooses from; none where it is free."""
    leaf = leaf_of(column)
    return list(leaf) if hasattr(leaf, "__members__") else []


def leaf_of(column):
    """Return what a cell of a column is, or each part of it."""
    return column.form.item.leaf if column.form.item else column.form.leaf


# Examples


def without_marks(path, language):
    """Take the marks of examples away, as somebody does who writes over them."""
    if path.is_dir():
        for file in path.glob("*.csv"):
            file.write_text(file.read_text("utf-8-sig").replace(MARKS[language], ""), "utf-8")
        return path
    book = openpyxl.load_workbook(path)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            cell.value = cell.value.replace(MARKS[language], "")
    book.save(path)
    return path


def rows_of(path):
    """Return the filled cells of each row of a file, by title."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{title: cell for title, cell in row.items() if cell} for row in csv.DictReader(file)]


def examples_of(folder, language):
    """Return the examples of each table of a folder, by column: ids for names, and terms as documents spell them."""
    called = {}
    found = {}
    for table, kind in _kinds.kinds().items():
        path = folder / f"{_kinds.words()['sheets'][language][table][0]}.csv"
        if table == "extents":
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))[0 if kind.single else 1 :]
        assert lines[1][0].startswith({"en": "What to write: ", "es": "Qué escribir: "}[language])
        names = {titles[0]: name for name, titles in _kinds.titles_of_table(table, language).items()}
        rows = [{names[title]: cell for title, cell in zip(lines[0], row, strict=True) if cell} for row in lines[2:]]
        for row in rows:
            first = next(iter(row))
            assert row[first].startswith(MARKS[language]), table
            row[first] = row[first].removeprefix(MARKS[language])
            if kind.spoken in row:
                called[row[kind.spoken]] = "_".join(_cells.folded(row[kind.spoken]).replace("-", " ").split())
        found[table] = rows
    said = {"yes": "true", "sí": "true", "no": "false"}
    for table, rows in found.items():
        columns = _kinds.kinds()[table].by_name
        for row in rows:
            for name, cell in row.items():
                spelled = {_kinds.term_in(term, language): term.value for term in terms_of(columns[name])}
                spelled |= said if leaf_of(columns[name]) is bool else {}
                spelled |= called if columns[name].refers or columns[name].owner else {}
                row[name] = "; ".join(spelled.get(part, part) for part in cell.split("; "))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_examples_are_read_as_they_stand(name, language, tmp_path):
    """Once they are no examples any more, nothing is to be said of them; they tell of what there is, and agree."""
    reading = ci.read_tables(without_marks(Path(ci.template(tmp_path / name, locale=language)), language))
    assert [] == list(reading.account)
    assert () == reading.initiative.warnings()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_an_initiative_holds_exactly_what_the_examples_say(name, language, tmp_path):
    """Each record and each field, and besides them only the ids that are made."""
    ci.template(tmp_path / "examples", locale=language)
    told = examples_of(tmp_path / "examples", language)
    reading = ci.read_tables(without_marks(Path(ci.template(tmp_path / name, locale=language)), language))
    ci.write_tables(reading.initiative, tmp_path / "read", disclose=True)
    assert set(told) == {file.stem for file in (tmp_path / "read").glob("*.csv")} - {"about"}
    for table, rows in told.items():
        made = {"id"} - set(rows[0])
        read = [
            {column: cell for column, cell in row.items() if column not in made}
            for row in rows_of(tmp_path / "read" / f"{table}.csv")
        ]
        if table == "observations":
            assert "series" == rows[0].pop("series")  # it is written for baselines and targets alone
        assert rows == read


def test_examples_are_what_somebody_would_write(tmp_path):
    """A figure with its two counts and no bounds, a member that has not left, an answer without a reason for none."""
    ours = ci.read_tables(without_marks(Path(ci.template(tmp_path / "ours")), "en")).initiative
    (figure,) = ours.indicators[0].observations
    assert (
        ci.Observation(
            period="2024-25",
            value=62,
            numerator=31,
            denominator=50,
            reporter="riverbend_library",
            source="School report of June 2025",
        )
        == figure
    )
    assert 100 * figure.numerator / figure.denominator == figure.value
    assert ["Riverbend Library", "Riverbend YMCA"] == [one.name for one in ours.stakeholders]
    assert [(date(2021, 9, 1), None), (date(2022, 3, 15), None)] == [
        (one.joined, one.left) for one in ours.stakeholders
    ]
    assert ("active", None) == (ours.status.value, ours.ended)
    assert (ci.Answer(item="P1", value=3),) == ours.responses[0].answers
    assert ["Summer reading camp", "Home visits"] == [one.name for one in ours.activities]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_that_no_example_fills_says_when_to_fill_it(language):
    """Where fields exclude each other, one is empty, and the row above the example says why."""
    for page in _templates._pages(language):
        for column, explained, *shown in zip(page.columns, page.explained, *page.examples, strict=True):
            aside = _templates._told()["asides"].get(page.kind.name, {}).get(column.name, {}).get(language)
            assert any(cell is not None for cell in shown) or aside, (page.kind.name, column.name)
            assert aside is None or aside in explained


def test_the_words_of_the_rows_are_of_columns_that_people_see():
    """Examples and explanations speak of no other, and each text stands in every language."""
    told = _templates._told()
    asked = {page.kind.name: {column.name for column in page.columns} for page in _templates._pages("en")}
    rows = [(table, row) for table, rows in told["examples"].items() for row in rows]
    for table, row in [*rows, *told["asides"].items()]:
        assert set(row) <= asked[table], table
        assert all(LANGUAGES == sorted(cell) for cell in row.values() if isinstance(cell, dict)), table


# Words


def chosen_from():
    """Return all columns of all sheets that choose from terms, each with these."""
    columns = [(page.kind.name, column) for page in _templates._pages("en") for column in page.columns]
    return [
        pytest.param(column, terms_of(column), id=f"{table}.{column.name}")
        for table, column in columns
        if terms_of(column)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("column", "terms"), chosen_from())
def test_every_choice_has_a_word_that_is_read_back(column, terms, language):
    """Each term has a word in each language (English words may be the terms themselves); no two have the same."""
    known = _kinds.words()["terms"][language]
    assert [] == [term.value for term in terms if language != "en" and term.value not in known]
    said = [_kinds.term_in(term, language) for term in terms]
    assert len(said) == len(set(map(_cells.joined, said)))
    assert not any(set(";,|") & set(word) for word in said)  # they would end a word in a list
    read = _fields_in.reader(column, _fields_in.Manner())
    assert [(term,) if column.form.item else term for term in terms] == [read(word) for word in said]
    assert len(",".join(said)) <= 253  # of the 255 that a workbook allows, two are quotation marks


@pytest.mark.parametrize(("column", "terms"), chosen_from())
def test_no_word_stands_for_two_terms(column, terms):
    """Whatever a term is called in any language, no other of the same column is."""
    meant = {}
    for term in terms:
        for language in LANGUAGES:
            for word in [term.value, *_kinds.words()["terms"][language].get(term.value, [])]:
                assert term is meant.setdefault(_cells.joined(word), term), (column.name, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_that_is_not_known_is_told_what_sheets_are_called(language):
    """By the names that they have in the template, in the language of the account."""
    (remark,) = ci.read_tables({"Parking": [{"Lot": "North"}]}).account.warnings
    names = [page.title for page in _templates._pages(language)]
    assert sorted(names) == sorted(remark.text(language).partition(": ")[2].split(", "))


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
        terms = {term for kind in _kinds.kinds().values() for column in kind.columns for term in terms_of(column)}
        assert set(words["terms"][language]) <= terms
        for table, own in words["own"][language].items():
            assert set(own) <= set(_kinds.kinds()[table].by_name), table


def test_a_language_without_words_is_refused(tmp_path):
    """The error names those that there are."""
    with pytest.raises(ci.UnknownNameError, match="there are: en, es"):
        ci.template(tmp_path, locale="tlh")


# What is there already


@pytest.mark.parametrize("name", NAMES)
def test_what_was_filled_in_is_not_replaced(name, tmp_path):
    """A second template is refused, and the first one stays as it is."""
    path = tmp_path / name
    ci.template(path)
    file = path / "Partners.csv" if path.is_dir() else path
    file.write_bytes(b"filled in")
    with pytest.raises(FileExistsError, match=rf"{name} is there already"):
        ci.template(path)
    assert b"filled in" == file.read_bytes()


def test_other_files_of_a_folder_are_not_joined_by_a_template(tmp_path):
    """Whoever names a folder with anything in it may have meant another one; an empty one is as good as none."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes").write_text("ours", "utf-8")
    for path in (tmp_path, tmp_path / "notes"):
        with pytest.raises(FileExistsError, match=f"{path.name} is there already"):
            ci.template(path)
    assert ["empty", "notes"] == sorted(file.name for file in tmp_path.iterdir())
    ci.template(tmp_path / "empty")
    assert (tmp_path / "empty" / "Partners.csv").exists()


@pytest.mark.parametrize("name", ["x1.pdf", "ours.XLSM", "ours.gsheet", "ours.7z", "ours.docx"])
def test_a_name_of_another_kind_of_file_is_refused(name, tmp_path):
    """The error says what would be right, and nothing is made; a folder that is there may be called as it likes."""
    with pytest.raises(ci.InvalidValueError, match=r"a workbook \(\.xlsx\), or of a folder .* no such ending"):
        ci.template(tmp_path / name)
    assert [] == list(tmp_path.iterdir())
    (tmp_path / name).mkdir()
    assert len(_kinds.kinds()) == len(list(Path(ci.template(tmp_path / name)).iterdir()))


@pytest.mark.parametrize("name", ["ours", "St. Louis Promise", "ours.2025", "Ours.XLSX"])
def test_folders_have_numbers_and_full_stops(name, tmp_path):
    """A full stop is no ending of a file where a number or a word with a space stands behind it."""
    assert Path(ci.template(tmp_path / name)).is_dir() == (name != "Ours.XLSX")

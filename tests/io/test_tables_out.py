"""Tables that are written: what they hold, what they withhold, and who can read them."""

import csv
import io
import json
import tempfile
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from tests import strategies

import collective_impact as ci
from collective_impact.model._record import Extra

FILES = ["tables", "tables.xlsx"]
EACH_FILE = pytest.mark.parametrize("name", FILES)


@EACH_FILE
@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(initiative=strategies.initiatives())
def test_written_tables_read_back(name, initiative):
    """Whatever an initiative holds, its tables hold it too, in a folder as in a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        reading = ci.read_tables(ci.write_tables(initiative, Path(folder, name), disclose=True))
    assert () == tuple(reading.account)
    assert initiative == reading.initiative
    assert initiative.fingerprint() == reading.initiative.fingerprint()


def test_labels_of_periods_read_back(tmp_path):
    """They take no part in comparisons, and stay all the same."""
    period = ci.Period(start="2019-01-01", end="2019-12-31", label="the year of the flood")
    one = ci.Indicator(id="i", observations=[ci.Observation(period=period, value=1)])
    back = ci.read_tables(ci.write_tables(ci.Initiative(id="a", indicators=[one]), tmp_path)).initiative
    assert "the year of the flood" == back.indicators[0].observations[0].period.label


TEXTS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a\rb", " =cmd|' /C calc'!A0", "\uff1d1+1", "'=1", '"quoted"',
    "[1]", "{}", "null", "", " ", " x", "#N/A", "_x000D_", "e\u0301", "Example: x", "What to write: x", "x\x01",
    "x\ufffe", "a\nb", "007", "1e5", "TRUE",
]  # fmt: skip


@EACH_FILE
@pytest.mark.parametrize("text", TEXTS)
def test_texts_that_programs_would_change_read_back(name, text, tmp_path):
    """No cell begins as a formula does, and each reads back as the text that it was."""
    people = [ci.Stakeholder(id="a", name=text, aliases=[text, "b; c"])]
    people += [ci.Stakeholder(id=text, capabilities=[text])] if text.strip() else []
    before = ci.Initiative(id="i", stakeholders=people, note=text)
    reading = ci.read_tables(ci.write_tables(before, tmp_path / name))
    assert before == reading.initiative
    assert [] == list(reading.account)
    for cells in cells_of(tmp_path / name):
        assert not str(cells).lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))


def cells_of(path):
    """Return the texts of all cells, as another program reads them."""
    if path.suffix:
        book = openpyxl.load_workbook(path)
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    else:
        texts = [io.StringIO(file.read_bytes().decode(), newline="") for file in path.glob("*.csv")]
        rows = [row for text in texts for row in csv.reader(text)]
    return [cell for row in rows for cell in row if isinstance(cell, str)]


@EACH_FILE
@pytest.mark.parametrize("example", ci.examples.names())
def test_examples_read_back(example, name, tmp_path):
    """Real initiatives, and one with everything."""
    before = ci.examples.load(example)
    written = ci.write_tables(before, tmp_path / name, disclose=True)
    assert before == ci.read_tables(written).initiative
    assert written.is_exact


@pytest.mark.parametrize("example", ci.examples.names())
@pytest.mark.parametrize("disclose", [True, False])
def test_packages_are_valid(example, disclose, tmp_path):
    """Another program of the format finds nothing wrong with types, keys and references."""
    import frictionless

    ci.write_tables(ci.examples.load(example), tmp_path, disclose=disclose)
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert [] == report.flatten(["rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == len(list(tmp_path.glob("*.csv")))


def test_money_with_keys_of_its_own_is_valid_in_a_package(tmp_path):
    """It stands in a cell as JSON, so the column is one of text there, and one of numbers elsewhere."""
    import frictionless

    plain = ci.Money(amount=5, currency="USD")
    for budget, kind in ((plain, "number"), (attrs.evolve(plain, extras=[Extra(key="x_a", text="1")]), "string")):
        people = [ci.Stakeholder(id="a", budget=plain), ci.Stakeholder(id="b", budget=budget)]
        ci.write_tables(ci.Initiative(id="i", stakeholders=people), tmp_path)
        with frictionless.system.use_context(trusted=True):
            report = frictionless.validate(str(tmp_path / "datapackage.json"))
        assert [] == report.flatten(["rowNumber", "fieldName", "message"])
        package = json.loads((tmp_path / "datapackage.json").read_text())
        types = {field["name"]: field["type"] for one in package["resources"] for field in one["schema"]["fields"]}
        assert kind == types["budget"]


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None, max_examples=10
)
@given(initiative=strategies.initiatives())
def test_packages_of_any_initiative_are_valid(initiative):
    """Whatever it holds."""
    import frictionless

    with tempfile.TemporaryDirectory() as folder, frictionless.system.use_context(trusted=True):
        ci.write_tables(initiative, folder, disclose=True)
        report = frictionless.validate(str(Path(folder, "datapackage.json")))
    assert [] == report.flatten(["rowNumber", "fieldName", "message"])


def test_references_are_keys_of_the_schema(tmp_path):
    """Owners and single references are foreign keys; a table that is not there is referred to by none."""
    import frictionless

    person, other = ci.Stakeholder(id="a"), ci.Stakeholder(id="b")
    meeting = ci.Convening(on="2019-03-14", attendances=[ci.Attendance(stakeholder="a")])
    before = ci.Initiative(id="i", stakeholders=[person, other], convenings=[meeting])
    ci.write_tables(before, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    (schema,) = [one["schema"] for one in package["resources"] if one["name"] == "attendances"]
    assert [
        {
            "fields": ["convening", "on", "body"],
            "reference": {"resource": "convenings", "fields": ["id", "on", "body"]},
        },
        {"fields": ["stakeholder"], "reference": {"resource": "stakeholders", "fields": ["id"]}},
    ] == schema["foreignKeys"]
    path = tmp_path / "attendances.csv"
    path.write_text(path.read_text().replace(",a,", ",nobody,"))
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert ["foreign-key"] == [kind for (kind,) in report.flatten(["type"])]


def few():
    """Return an initiative of one indicator, whose group of 4 may not be shown below a minimum of 10."""
    north, south = (
        ci.Observation(period="2024", value=50, numerator=n, denominator=2 * n, group=group)
        for group, n in {"north": 4, "south": 40}.items()
    )
    of_all = ci.Observation(period="2024", value=50, numerator=44, denominator=88)
    indicator = ci.Indicator(id="graduation", unit="percent", observations=[north, south, of_all])
    return ci.Initiative(id="i", indicators=[indicator], disclosure=ci.Disclosure(minimum_count=10))


@EACH_FILE
def test_figures_of_few_people_are_withheld(name, tmp_path):
    """So is the figure from which they could be worked out; tables and account say how many."""
    written = ci.write_tables(few(), tmp_path / name)
    reading = ci.read_tables(written)
    assert (2, False) == (written.withheld, written.is_exact)
    assert "2 figures" in str(written.account)
    assert [None, None, 50] == [one.value for one in reading.initiative.indicators[0].observations]
    assert ["tables.withheld"] == [remark.message.code for remark in reading.account]
    assert few() == ci.read_tables(ci.write_tables(few(), tmp_path / name, disclose=True)).initiative


def test_without_a_rule_figures_are_open_and_responses_are_not(tmp_path):
    """Answers of single people are never in an export that nobody said is for their keepers."""
    survey = ci.Instrument(id="q", levels=["no", "yes"], items=[ci.Item(id="q1")])
    answers = [ci.Response(instrument="q", respondent="p", answers=[ci.Answer(item="q1", value=2)])]
    extent = ci.Extent(collection="responses", completeness="complete")
    before = attrs.evolve(few(), disclosure=None, instruments=[survey], responses=answers, extents=[extent])
    written = ci.write_tables(before, tmp_path)
    after = ci.read_tables(written).initiative
    assert (1, (), ()) == (written.withheld, after.responses, after.extents)
    assert before.indicators == after.indicators
    assert not (tmp_path / "answers.csv").exists()


def test_an_earlier_export_leaves_nothing_behind_that_is_withheld_now(tmp_path):
    """Else the folder to be published would still have the answers; files of others stay where they are."""
    ours = ci.examples.load("fictional_riverbend")
    (tmp_path / "notes.csv").write_text("mine")
    (tmp_path / "responses.csv").write_text("somebody's")
    ci.write_tables(ci.Initiative(id="i"), tmp_path)
    assert "somebody's" == (tmp_path / "responses.csv").read_text()
    ci.write_tables(ours, tmp_path, disclose=True)
    assert (tmp_path / "answers.csv").exists()
    ci.write_tables(ours, tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text())["resources"]
    assert {"notes.csv", *(one["path"] for one in described)} == {path.name for path in tmp_path.glob("*.csv")}
    assert not {"answers.csv", "responses.csv"} & {path.name for path in tmp_path.iterdir()}
    for other in ("[" * 100_000, '{"name": "another"}', "[]"):
        (tmp_path / "datapackage.json").write_text(other)
        (tmp_path / "responses.csv").write_text("somebody's")
        ci.write_tables(ours, tmp_path)
        assert "somebody's" == (tmp_path / "responses.csv").read_text()


def test_what_no_cell_can_hold_is_refused(tmp_path):
    """Longer than a cell of a spreadsheet, or no JSON, or no initiative."""
    with pytest.raises(ci.InvalidValueError, match="short enough for a cell"):
        ci.write_tables(ci.Initiative(id="i", note="x" * 32_768), tmp_path)
    with pytest.raises(ci.InvalidValueError, match="without spaces"):
        ci.write_tables(ci.Initiative(id="i", extras=[Extra(key="x_a", text="[1, 2]")]), tmp_path)
    with pytest.raises(ci.InvalidValueError, match="an Initiative"):
        ci.write_tables("i", tmp_path)


def test_money_with_more_than_its_parts_reads_back(tmp_path):
    """It stands in one cell."""
    money = ci.Money(amount=5, currency="USD", extras=[Extra(key="x_a", text="1")])
    before = ci.Initiative(id="i", stakeholders=[ci.Stakeholder(id="a", budget=money)])
    assert before == ci.read_tables(ci.write_tables(before, tmp_path)).initiative


@pytest.mark.parametrize("name", ["ours.csv", "ours.XLS", "ours.ods", "ours.json"])
def test_a_name_of_another_kind_of_file_is_refused(name, tmp_path):
    """Nobody who asks for ours.csv wants a folder of that name."""
    for write in (ci.template, lambda path: ci.write_tables(ci.Initiative(id="i"), path)):
        with pytest.raises(ci.InvalidValueError, match=r"a workbook \(\.xlsx\), or of a folder"):
            write(tmp_path / name)
    assert [] == list(tmp_path.iterdir())
    (tmp_path / "v1.txt").mkdir()
    assert ci.write_tables(ci.Initiative(id="i"), tmp_path / "v1.txt").is_exact


def test_a_workbook_without_openpyxl_says_what_is_missing(tmp_path, monkeypatch):
    """The error names what to install."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(ImportError, match=r"collective-impact\[excel\]"):
        ci.write_tables(ci.Initiative(id="i"), tmp_path / "a.xlsx")
    with pytest.raises(ci.CollectiveImpactError):
        ci.template(tmp_path / "a.xlsx")

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import collective_impact as ci
from collective_impact.__main__ import main

FAULTY = '{"format": "collective-impact", "schema_version": "1.0", "initiative": {"id": 7, "nama": "Reads"}}'
FINE, FAULTS, MISUSE = 0, 1, 2


@pytest.fixture
def run(capsys):
    """Return what runs a command in this process: its code, what it says, and what it complains of."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ending:
            code = ending.code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def rgv(tmp_path):
    """Return the file of a real initiative."""
    path = tmp_path / "rgv.json"
    path.write_text(ci.examples.text("rgv_focus"), "utf-8")
    return path


@pytest.fixture
def faulty(tmp_path):
    """Return a file with two faults."""
    path = tmp_path / "faulty.json"
    path.write_text(FAULTY, "utf-8")
    return path


def feed(monkeypatch, text):
    """Put a text on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))


def process(*arguments, **options):
    """Run a command as people do."""
    return subprocess.run([sys.executable, "-m", "collective_impact", *map(str, arguments)], check=False, **options)


# assess


def test_assess_prints_the_report(run, rgv):
    """For the public, as Markdown, unless said otherwise."""
    assert (FINE, ci.report(ci.read_json(rgv)).to_markdown(), "") == run("assess", rgv)


def test_assess_takes_a_date_and_an_audience(run, rgv):
    """The page of another day, for other readers."""
    expected = ci.report(ci.read_json(rgv), "backbone", as_of="2019-06-30").to_markdown()
    assert (FINE, expected, "") == run("assess", rgv, "--as-of", "2019-06-30", "--audience", "backbone")


def test_assess_prints_the_scorecard_as_a_document(run, rgv):
    """Cards are documents: what is printed can be read again."""
    code, out, _ = run("assess", rgv, "--format", "json")
    assert (FINE, ci.readiness(ci.read_json(rgv))) == (code, ci.loads(out, ci.Readiness))


@pytest.mark.parametrize("arguments", [["-o", "report.html"], ["--format", "html", "-o", "report"]])
def test_assess_writes_a_file_as_it_is_named_or_told(run, rgv, tmp_path, monkeypatch, arguments):
    """The suffix says how, unless somebody does."""
    monkeypatch.chdir(tmp_path)
    assert (FINE, "", "") == run("assess", rgv, *arguments)
    assert ci.report(ci.read_json(rgv)).to_html() == Path(arguments[-1]).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "begins"), [("card.JSON", "{"), ("report.md", "# RGV"), ("report.markdown", "# RGV"), ("report", "# RGV")]
)
def test_assess_knows_suffixes(run, rgv, tmp_path, name, begins):
    """A scorecard under .json, Markdown under a name without a suffix."""
    run("assess", rgv, "-o", tmp_path / name)
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


@pytest.mark.parametrize("name", ["report.pdf", "report.txt", "report.md.gz"])
def test_assess_writes_no_form_that_it_does_not_know(run, rgv, tmp_path, name):
    """A file is what its name says, as with `Report.save`; or somebody says what it is."""
    code, out, err = run("assess", rgv, "-o", tmp_path / name)
    assert (MISUSE, "") == (code, out)
    assert "path: " in err
    assert err.endswith("is not a path that ends in .md, .markdown, .html, .json\n")
    assert not (tmp_path / name).exists()
    assert FINE == run("assess", rgv, "-o", tmp_path / name, "--format", "markdown")[0]


def test_assess_speaks_languages(run, rgv):
    """English unless told otherwise."""
    expected = ci.report(ci.read_json(rgv), locale="es").to_markdown()
    assert expected.startswith("# RGV FOCUS")
    assert (FINE, expected, "") == run("assess", rgv, "--language", "es")


def test_assess_says_what_is_wrong_in_the_language_of_the_page(run, tmp_path):
    """Of documents and of tables; what stands in them stays as it is."""
    document, table = tmp_path / "reads.json", tmp_path / "Partners.csv"
    document.write_text(FAULTY, "utf-8")
    table.write_text("Name,Sector\nYMCA,helth\n", "utf-8")
    for path, error in ((document, ci.check(document).faults[0].message), (table, ci.read_tables(table).account)):
        _, _, said = run("assess", path, "--language", "es")
        assert error.text("es") in said
        assert error.text("en") not in said


@pytest.mark.parametrize("name", ["alignment", "ours.toml"])
def test_assess_with_a_framework_of_alignment_scores_alignment(run, rgv, tmp_path, monkeypatch, name):
    """Its card is one of alignment, and the page has it in the place of the package's own."""
    monkeypatch.chdir(tmp_path)
    ours = 'extends = "alignment"\nid = "ours"\nname = "As we ask it"\n[labels]\nagenda = "What we want"\n'
    Path("ours.toml").write_text(ours, "utf-8")
    framework = ci.ALIGNMENT if name == "alignment" else ci.Framework.from_toml(name)
    card = ci.alignment(ci.read_json(rgv), "2019-06-30", framework=framework)
    code, out, _ = run("assess", rgv, "--as-of", "2019-06-30", "--framework", name, "--format", "json")
    assert (FINE, card) == (code, ci.loads(out, ci.Alignment))
    page = ci.report(ci.read_json(rgv), aligned=card).to_markdown()
    assert (FINE, page, "") == run("assess", rgv, "--as-of", "2019-06-30", "--framework", name)
    assert ("| What we want |" in page) is (name == "ours.toml")


@pytest.mark.parametrize("option", ["audience public", "audience committee", "audience backbone", "language es"])
@pytest.mark.parametrize("form", [["--format", "json"], ["-o", "card.json"]])
def test_a_scorecard_is_for_no_audience(run, rgv, monkeypatch, option, form):
    """It names all records, so nobody is to believe that it was made for the public; and it is in no language."""
    monkeypatch.chdir(rgv.parent)
    says = "possible with JSON: that is the scorecard, for programs and the backbone, with all its addresses"
    name, given = option.split()
    expected = f"collective_impact: {name}: '{given}' is not {says}\n"
    assert (MISUSE, "", expected) == run("assess", rgv, f"--{name}", given, *form)
    assert not Path("card.json").exists()
    assert FINE == run("assess", rgv, *form)[0]


def test_help_says_what_json_is(run):
    """And for whom."""
    words = " ".join(run("assess", "--help")[1].split())
    assert "json is no report but the scorecard with all its addresses, for programs and the backbone" in words


def test_a_dash_is_standard_input_and_output(run, rgv, monkeypatch):
    """So that it stands in a pipe."""
    feed(monkeypatch, rgv.read_text("utf-8"))
    assert run("assess", rgv) == run("assess", "-", "-o", "-")


def test_assess_takes_a_framework_by_name_or_as_a_file(run, rgv, tmp_path):
    """One of the package, or one's own that extends it."""
    mine = tmp_path / "mine.toml"
    mine.write_text('extends = "five_conditions"\nid = "mine"\nversion = "2"\nname = "Ours"\n', "utf-8")
    by_name = run("assess", rgv, "--framework", "collective_impact_3")[1]
    by_file = run("assess", rgv, "--framework", mine)[1]
    assert (
        ci.report(
            ci.read_json(rgv), card=ci.readiness(ci.read_json(rgv), framework=ci.COLLECTIVE_IMPACT_3)
        ).to_markdown()
        == by_name
    )
    assert "Scored by the framework Ours, version 2." in by_file


def test_assess_says_that_a_document_is_newer(run, tmp_path):
    """On standard error, so that the page stays a page; what is improbable stands in the report."""
    newer = tmp_path / "newer.json"
    newer.write_text(FAULTY.replace('"1.0"', '"1.7"').replace("7,", '"reads",'), "utf-8")
    code, out, err = run("assess", newer)
    assert (FINE, "# reads: readiness and alignment") == (code, out.splitlines()[0])
    assert err.startswith(f"{newer}: version 1.7 is newer than this library")


# Faults


@pytest.mark.parametrize("command", ["assess", "validate"])
def test_every_fault_has_a_line_with_its_path(run, faulty, command):
    """All at once, on standard error."""
    first = f"{faulty}: $.initiative.id: 7 is no text"
    second = f'{faulty}: $.initiative.nama: there is no key "nama"; did you mean "name"?'
    assert (FAULTS, "", f"{first}\n{second}\n") == run(command, faulty)


def test_faults_on_standard_input_have_paths_too(run, monkeypatch):
    """The dash stands where the name would."""
    feed(monkeypatch, FAULTY)
    assert run("validate", "-")[2].startswith("-: $.initiative.id: ")


def test_faults_of_a_framework_are_faults_of_a_document(run, rgv, tmp_path):
    """With their place in the file."""
    mine = tmp_path / "mine.toml"
    mine.write_text('extends = "five_conditions"\nid = "mine"\n[weights]\nadoption = -1\n', "utf-8")
    code, out, err = run("assess", rgv, "--framework", mine)
    assert (FAULTS, "") == (code, out)
    assert err.startswith(f"{mine}: $.weights.adoption: ")


# validate


def test_validate_says_that_a_document_is_valid_and_what_is_improbable(run, tmp_path):
    """Warnings are no faults."""
    path = tmp_path / "reads.json"
    ci.write_json(ci.Initiative(id="reads", activities=[ci.Activity(id="walk")]), path)
    place = "$.initiative.activities[0].led_by"
    expected = f"{path}: valid\n  warning: {place}: nobody is recorded as leading it\n"
    assert (FINE, expected, "") == run("validate", path)


def test_validate_says_no_more_than_there_is(run, tmp_path):
    """A document without doubts is valid, in one line."""
    path = tmp_path / "reads.json"
    ci.write_json(ci.Initiative(id="reads"), path)
    assert (FINE, f"{path}: valid\n", "") == run("validate", path)


# Tables


@pytest.fixture
def folder(tmp_path):
    """Return a folder with two tables, in which nothing can be misunderstood."""
    path = tmp_path / "reads"
    path.mkdir()
    path.joinpath("Partners.csv").write_text("Organization,Sector\nYMCA,nonprofit\nLibrary,government\n", "utf-8")
    path.joinpath("Initiative.csv").write_text("Name\nReads\n", "utf-8")
    return path


@pytest.fixture
def doubtful(tmp_path):
    """Return a table with a sector that there is not."""
    path = tmp_path / "partners.csv"
    path.write_text("Organization,Sector\nYMCA,sports\nLibrary,government\n", "utf-8")
    return path


def tables_of_rgv(folder, form):
    """Write a real initiative as tables, and return the path that a person would give."""
    if form == "workbook":
        return ci.write_tables(ci.examples.load("rgv_focus"), folder / "rgv.xlsx").path
    written = Path(ci.write_tables(ci.examples.load("rgv_focus"), folder / "rgv").path)
    return written if form == "folder" else written / "datapackage.json"


@pytest.mark.parametrize("form", ["folder", "package", "workbook"])
def test_assess_takes_tables(run, rgv, tmp_path, form):
    """The report is that of the same initiative in a document."""
    assert run("assess", rgv) == run("assess", tables_of_rgv(tmp_path, form))


def test_assess_writes_a_report_of_tables(run, folder, tmp_path):
    """Into the file that is named."""
    assert (FINE, "", "") == run("assess", folder, "-o", tmp_path / "report.md")
    assert (tmp_path / "report.md").read_text("utf-8").startswith("# Reads: readiness and alignment\n")


def test_what_is_not_understood_in_tables_is_told_and_the_rest_is_assessed(run, doubtful):
    """The account is on standard error, and the exit code says that something was left out."""
    reading = ci.read_tables(doubtful)
    assert 1 == len(reading.account.errors)
    expected = (FAULTS, ci.report(reading.initiative).to_markdown(), f"{reading.account}\n")
    assert expected == run("assess", doubtful)


def test_the_scorecard_of_tables_is_a_document(run, folder):
    """As that of a document is."""
    code, out, _ = run("assess", folder, "--format", "json")
    assert (FINE, "reads") == (code, ci.loads(out, ci.Readiness).initiative)


def test_tables_with_errors_are_not_valid(run, doubtful):
    """Nothing is said on standard output, as of a document with faults."""
    assert (FAULTS, "", f"{ci.read_tables(doubtful).account}\n") == run("validate", doubtful)


def test_tables_without_errors_are_valid(run, folder):
    """In one line, and nothing on standard error, where everything was understood."""
    assert (FINE, f"{folder}: valid\n", "") == run("validate", folder)


def test_notes_on_tables_are_told_and_are_no_errors(run, tmp_path):
    """An empty folder is a beginning."""
    code, out, err = run("validate", tmp_path)
    assert (FINE, f"{tmp_path}: valid\n") == (code, out)
    assert err.startswith("1 note\n")


def test_validate_says_what_is_improbable_in_tables(run, folder):
    """By the address of the record; tables have no paths."""
    folder.joinpath("Activities.csv").write_text("Activity\nWalk\n", "utf-8")
    expected = f"{folder}: valid\n  warning: activities/walk: nobody is recorded as leading it\n"
    assert (FINE, expected, "") == run("validate", folder)


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_the_order_of_dates_in_tables_can_be_said(run, folder, order):
    """Then a date that could be two is none any more."""
    folder.joinpath("Partners.csv").write_text("Organization,Joined\nYMCA,3/4/2020\n", "utf-8")
    assert FAULTS == run("validate", folder)[0]
    assert FINE == run("validate", folder, "--dates", order)[0]


def test_the_mark_before_decimals_in_tables_can_be_said(run, folder):
    """As for dates."""
    folder.joinpath("Backbone staff.csv").write_text("Role,FTE\nFacilitator,1.125\n", "utf-8")
    assert FAULTS == run("validate", folder)[0]
    assert FINE == run("validate", folder, "--decimal", ".")[0]


@pytest.mark.parametrize(("option", "value"), [("--dates", "dmy"), ("--decimal", ",")])
def test_documents_leave_nothing_open(run, rgv, option, value):
    """So that nobody believes that it made a difference."""
    says = f"collective_impact: {option[2:]}: '{value}' is not possible with a document"
    code, out, err = run("validate", rgv, option, value)
    assert (MISUSE, "", True) == (code, out, err.startswith(says))


def test_a_workbook_that_is_none_has_faults(run, tmp_path):
    """As any file that cannot be read at all."""
    path = tmp_path / "ours.xlsx"
    path.write_text("no workbook", "utf-8")
    code, out, err = run("assess", path)
    assert (FAULTS, "", 1) == (code, out, len(err.splitlines()))
    assert err.startswith("ours.xlsx: $: ")


@pytest.mark.parametrize("name", ["ours.xls", "ours.ODS", "ours.numbers"])
def test_other_spreadsheets_are_to_be_saved_as_workbooks(run, tmp_path, name):
    """Nobody is told that a spreadsheet is no JSON."""
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    code, out, err = run("assess", tmp_path / name)
    assert (FAULTS, "", True) == (code, out, err.endswith("save it as .xlsx or .csv\n"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_template_writes_a_folder_that_can_be_read(run, tmp_path, language):
    """As it stands, there is nothing in it and nothing wrong with it."""
    path = tmp_path / "ours"
    assert (FINE, "", "") == run("template", path, "--language", language)
    assert {"en": "Partners.csv", "es": "Socios.csv"}[language] in [file.name for file in path.iterdir()]
    code, out, err = run("validate", path)
    assert (FINE, f"{path}: valid\n", "1 note") == (code, out, err.splitlines()[0])


def test_template_writes_a_workbook(run, tmp_path):
    """Where the name ends like that of one."""
    import openpyxl

    assert (FINE, "", "") == run("template", tmp_path / "ours.xlsx")
    assert "Partners" in openpyxl.load_workbook(tmp_path / "ours.xlsx").sheetnames


def test_template_overwrites_nothing(run, tmp_path):
    """What is there may have been filled in; an empty folder was not."""
    path = tmp_path / "ours"
    path.mkdir()
    assert FINE == run("template", path)[0]
    path.joinpath("Partners.csv").write_text("filled in", "utf-8")
    assert (MISUSE, "", f"collective_impact: {path} is there already\n") == run("template", path)
    assert "filled in" == path.joinpath("Partners.csv").read_text("utf-8")


# schema, example, new


@pytest.mark.parametrize("kind", ["initiative", "scorecard", "framework", "instrument"])
def test_schema_prints_the_schema_of_a_kind(run, kind):
    """As JSON."""
    code, out, _ = run("schema", kind)
    assert (FINE, json.dumps(ci.json_schema(kind))) == (code, json.dumps(json.loads(out)))


def test_schema_is_that_of_initiatives_unless_said_otherwise(run, tmp_path):
    """And goes into a file where one is named."""
    run("schema", "-o", tmp_path / "schema.json")
    assert ci.json_schema("initiative") == json.loads((tmp_path / "schema.json").read_text("utf-8"))


def test_example_prints_a_document_as_it_is_shipped(run):
    """To begin one's own from."""
    assert (FINE, ci.examples.text("strive_2011"), "") == run("example", "strive_2011")


def test_example_without_a_name_lists_the_names(run):
    """One a line."""
    assert (FINE, "fictional_riverbend\nrgv_focus\nstrive_2011\n", "") == run("example")


def test_new_prints_a_document_that_is_valid_as_it_stands(run, tmp_path, monkeypatch):
    """With a name where one is given; assess reads it back."""
    _, out, _ = run("new", "--name", "Reading Together")
    assert "Reading Together" == ci.loads(out).name
    monkeypatch.chdir(tmp_path)
    assert FINE == run("new", "-o", "ours.json")[0]
    assert FINE == run("assess", "ours.json")[0]


def test_new_overwrites_nothing(run, tmp_path):
    """The file may have been filled in."""
    path = tmp_path / "ours.json"
    path.write_text("filled in", "utf-8")
    assert (MISUSE, "", f"collective_impact: {path} is there already\n") == run("new", "-o", path)
    assert "filled in" == path.read_text("utf-8")


# Use


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "required: COMMAND"),
        (["grade"], "grade"),
        (["assess"], "required: FILE"),
        (["assess", "x.json", "--color"], "--color"),
        (["assess", "x.json", "--audience", "press"], "press"),
        (["schema", "report"], "report"),
        (["assess", "missing.json"], "missing.json"),
        (["assess", "missing.xlsx"], "missing.xlsx"),
        (["template"], "required: PATH"),
        (["template", "ours", "--language", "fr"], "argument --language: invalid choice: 'fr'"),
        (["template", "missing/ours.xlsx"], "missing"),
        (["validate", "ours.csv", "--dates", "dym"], "dym"),
        (["example", "rgv_focsu"], "no example 'rgv_focsu'; did you mean 'rgv_focus'?"),
        (["new", "-o", "missing/ours.json"], "missing"),
    ],
)
def test_wrong_use_is_told_apart_from_faults(run, tmp_path, monkeypatch, arguments, complaint):
    """Code 2, what is wrong on standard error, nothing on standard output."""
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (MISUSE, "") == (code, out)
    assert complaint in err


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--as-of", "soon", "date: 'soon' is not a date such as '2026-01-31'"),
        ("--framework", "six_conditions", "no framework 'six_conditions'; did you mean 'five_conditions'?"),
        ("--framework", "missing.toml", "missing.toml"),
    ],
)
def test_wrong_values_are_wrong_use(run, rgv, option, value, complaint):
    """The document is fine; what was asked of it is not."""
    code, out, err = run("assess", rgv, option, value)
    assert (MISUSE, "") == (code, out)
    assert complaint in err


@pytest.mark.parametrize("arguments", [["--help"], ["assess", "--help"]])
def test_help_is_no_misuse(run, arguments):
    """It goes to standard output."""
    code, out, err = run(*arguments)
    assert (FINE, "") == (code, err)
    assert out.startswith("usage: collective_impact")


def test_the_version_is_that_of_the_package(run):
    """For reports of bugs."""
    assert (FINE, f"collective_impact {ci.__version__}\n", "") == run("--version")


# As a process


def test_it_runs_as_a_module(rgv):
    """`python -m collective_impact`, with its exit code."""
    ran = process("validate", rgv, capture_output=True)
    assert (FINE, b"") == (ran.returncode, ran.stderr)


def test_faults_end_a_process_with_1(faulty):
    """And without a traceback."""
    ran = process("assess", faulty, capture_output=True, text=True, encoding="utf-8")
    assert (FAULTS, "") == (ran.returncode, ran.stdout)
    assert 2 == len(ran.stderr.splitlines())


def test_it_writes_utf_8_whatever_the_locale(rgv):
    """A report is full of dashes, and a terminal of 1990 is no reason to lose it."""
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = process("assess", rgv, capture_output=True, env=os.environ | plain)
    assert (FINE, b"") == (ran.returncode, ran.stderr)
    assert ci.report(ci.read_json(rgv)).to_markdown() == ran.stdout.decode("utf-8").replace(os.linesep, "\n")


def test_a_reader_that_has_read_enough_is_no_error(tmp_path):
    """As `| head` does; much more is written than a pipe holds."""
    names = [ci.Stakeholder(id=f"s{k}", name="x" * 1000) for k in range(500)]
    path = tmp_path / "large.json"
    ci.write_json(ci.Initiative(id="large", note="x" * 900_000, stakeholders=names), path)
    with subprocess.Popen(
        [sys.executable, "-m", "collective_impact", "assess", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.read(10)
        running.stdout.close()
        assert b"" == running.stderr.read()
    assert FINE == running.returncode


def test_a_reader_that_has_gone_is_no_error_in_this_process_either(monkeypatch):
    """The same, where a test can see it: what is left goes nowhere."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert FINE == main(["example"])
        monkeypatch.undo()


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
@pytest.mark.parametrize("closed", [None, "closed"])
def test_a_closed_stream_is_wrong_use(run, monkeypatch, stream, closed):
    """As `<&-` and `>&-` close them, or a host does: a sentence, no traceback."""
    shut = io.TextIOWrapper(io.BytesIO()) if closed else None
    if shut:
        shut.close()
    monkeypatch.setattr(sys, stream, shut)
    code, _, err = run("assess", "-") if stream == "stdin" else run("schema")
    said = {"stdin": "standard input is closed", "stdout": "standard output is closed"}[stream]
    assert (MISUSE, f"collective_impact: {said}\n") == (code, err)


def test_a_report_into_a_file_needs_no_standard_output(run, rgv, tmp_path, monkeypatch):
    """A job in the background may have none."""
    monkeypatch.setattr(sys, "stdout", None)
    assert FINE == run("assess", rgv, "-o", tmp_path / "report.md")[0]


def test_without_standard_error_complaints_go_nowhere(run, faulty, monkeypatch):
    """Least of all to where the page would be."""
    monkeypatch.setattr(sys, "stderr", None)
    assert (FAULTS, "", "") == run("assess", faulty)
    assert (MISUSE, "", "") == run("assess", "missing.json")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk can be had on Linux only")
def test_a_full_disk_is_told_once():
    """Python does not try again at its end, which would be code 120."""
    with Path("/dev/full").open("wb") as full:
        ran = process("schema", stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert (MISUSE, 1) == (ran.returncode, len(ran.stderr.splitlines()))
    assert "No space left on device" in ran.stderr


def test_streams_that_are_no_terminals_stay_as_they_are(monkeypatch):
    """A host may have put its own in their place."""
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", said)
    assert FINE == main(["example"])
    assert "rgv_focus" in said.getvalue()
